import type { ClusterReport, Report } from '../model';
import { counted } from '../../values/counted';
import { badge, h, section } from './dom';

/** Words for where the facts come from. */
const SOURCES: Readonly<Record<ClusterReport['source'], string>> = {
  resource: 'platform operator',
  charts: 'charts, without the operator',
  none: 'no platform',
};

/** Worst severity first. */
export function severities(findings: ClusterReport['findings']): {
  readonly errors: number;
  readonly warnings: number;
} {
  const of = (wanted: string): number => findings.filter(({ severity }) => severity === wanted).length;
  return { errors: of('error'), warnings: of('warning') };
}

/** A card for each cluster. */
export function overview(report: Report, choose: (id: string) => void): HTMLElement {
  const several = report.estates.length > 1;
  return section(
    'overview',
    'Clusters',
    '',
    h('ul', { class: 'cards' }, ...report.clusters.map((cluster) => h('li', {}, card(cluster, several, choose)))),
    report.findings.length > 0 &&
      h('p', { class: 'problem' }, `${counted(report.findings.length, 'finding')} on files of no cluster.`),
  );
}

function card(cluster: ClusterReport, several: boolean, choose: (id: string) => void): HTMLElement {
  const { id, name, estate, profile, version, domain, source, components, problems } = cluster;
  const { errors, warnings } = severities(cluster.findings);
  const on = components.filter(({ enabled }) => enabled);
  const ended = on.filter(({ endOfLife }) => endOfLife.length > 0).length;
  const closed = cluster.topology.edges.filter(({ state }) => state === 'closed').length;
  const fact = (title: string, value: string | number): HTMLElement[] => [h('dt', {}, title), h('dd', {}, value)];
  return h(
    'article',
    { class: 'card cluster' },
    h(
      'h3',
      {},
      h('button', { type: 'button', class: 'text', onclick: () => choose(id) }, name),
      several && h('span', { class: 'quiet' }, ` in ${estate}`),
    ),
    h(
      'p',
      { class: 'tags' },
      profile !== undefined && badge(`profile ${profile}`, 'accent'),
      badge(SOURCES[source]),
      version !== undefined && badge(`Verrazzano ${version}`),
    ),
    domain !== undefined && h('p', { class: 'domain' }, domain),
    h(
      'dl',
      { class: 'numbers' },
      ...(components.length > 0 ? fact('components on', `${on.length} of ${components.length}`) : []),
      ...fact(
        'objects',
        cluster.kinds.reduce((sum, { count }) => sum + count, 0),
      ),
      ...fact('flows', cluster.topology.edges.filter(({ kind }) => kind !== 'policy').length),
      ...fact('images', cluster.images.length),
      ...fact('required secrets', cluster.secrets.length),
      ...fact('remaining steps', cluster.steps.length),
    ),
    h(
      'p',
      { class: 'tags' },
      errors > 0 ? badge(counted(errors, 'error'), 'bad') : badge('no errors', 'good'),
      warnings > 0 && badge(counted(warnings, 'warning'), 'doubtful'),
      closed > 0 && badge(`${counted(closed, 'flow')} closed`, 'doubtful'),
      ended > 0 && badge(`${ended} past end of life`, 'doubtful'),
      ...problems.map(() => badge('platform cannot be derived', 'bad')),
    ),
  );
}
