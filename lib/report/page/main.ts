import type { ClusterReport, Report } from '../model';
import './page.css';
import { changes } from './changes';
import { fill, h } from './dom';
import { overview, severities } from './overview';
import { findings, ladder } from './findings';
import { components, fleet, images, ingress, rollout, runtime } from './sections';
import { themeButton } from './theme';
import { TopologyView } from './topology-view';

/** Sections of a cluster, and their names in the navigation. */
const CLUSTER_SECTIONS = [
  ['components', 'Components'],
  ['topology', 'Topology'],
  ['ingress', 'Ingress'],
  ['rollout', 'Rollout'],
  ['images', 'Images'],
  ['runtime', 'Outside of Git'],
  ['findings', 'Findings'],
  ['ladder', 'Exit'],
] as const;

class Page {
  private readonly cluster = h('div', { id: 'cluster' });
  private readonly choice = h('select', { id: 'choice', onchange: () => this.choose(this.choice.value) });
  private readonly links = h('ul', {});
  private topology: TopologyView | undefined;

  constructor(
    private readonly report: Report,
    private readonly root: HTMLElement,
  ) {}

  start(): void {
    const { report } = this;
    document.title = report.title;
    for (const { id } of report.clusters) this.choice.append(h('option', { value: id }, id));
    const hasFleet = report.estates.some(({ clusters }) => clusters.length > 1);
    const general: Array<readonly [string, string]> = [
      ['overview', 'Clusters'],
      ...(report.comparison === undefined ? [] : [['changes', 'Changes'] as const]),
      ...(hasFleet ? [['fleet', 'Fleet'] as const] : []),
    ];
    fill(
      this.root,
      h('a', { class: 'skip', href: '#main' }, 'Skip to the report'),
      h(
        'header',
        {},
        h('h1', {}, report.title),
        h('p', { class: 'generator' }, `cdk8s-verrazzano ${report.version}`),
        h(
          'div',
          { class: 'actions' },
          h('button', { type: 'button', onclick: () => print() }, 'Print'),
          themeButton(() => this.topology?.restyle()),
        ),
      ),
      h(
        'nav',
        { 'aria-label': 'Sections' },
        h('ul', {}, ...general.map(([id, text]) => h('li', {}, h('a', { href: `#${id}` }, text)))),
        h('label', { class: 'choice' }, h('span', {}, 'Cluster'), this.choice),
        this.links,
      ),
      h(
        'main',
        { id: 'main', tabindex: -1 },
        overview(report, (id) => this.choose(id, true)),
        report.comparison !== undefined && changes(report.comparison),
        hasFleet && fleet(report.estates, (id) => this.choose(id, true)),
        this.cluster,
      ),
    );
    const [first] = report.clusters;
    const wanted = new URLSearchParams(location.hash.slice(1)).get('cluster');
    const chosen = report.clusters.find(({ id }) => id === wanted) ?? first;
    if (chosen !== undefined) this.choose(chosen.id);
    addEventListener('resize', () => this.topology?.resize());
    addEventListener('beforeprint', () => openAll(true));
    addEventListener('afterprint', () => openAll(false));
  }

  private choose(id: string, go = false): void {
    const cluster = this.report.clusters.find((each) => each.id === id);
    if (cluster === undefined) return;
    this.choice.value = id;
    this.topology = new TopologyView(cluster.topology);
    fill(
      this.cluster,
      h('h2', { class: 'cluster-title', id: 'cluster-title', tabindex: -1 }, `Cluster ${cluster.name}`),
      ...cluster.problems.map((text) => h('p', { class: 'problem' }, text)),
      components(cluster),
      this.topology.element,
      ingress(cluster),
      rollout(cluster),
      images(cluster),
      runtime(cluster),
      findings([...this.ownFindings(cluster)], this.report.kubernetes),
      ladder(cluster),
    );
    fill(
      this.links,
      ...CLUSTER_SECTIONS.map(([section, text]) =>
        h('li', {}, h('a', { href: `#${section}` }, text, count(section, cluster))),
      ),
    );
    this.topology.draw();
    if (go) document.getElementById('cluster-title')?.focus();
    if (go) document.getElementById('cluster-title')?.scrollIntoView();
  }

  /** Findings on files of no cluster are shown with every one. */
  private ownFindings({ findings: own }: ClusterReport): ClusterReport['findings'] {
    return [...own, ...this.report.findings];
  }
}

function count(section: string, cluster: ClusterReport): HTMLElement | false {
  const { errors, warnings } = severities(cluster.findings);
  const numbers: Readonly<Record<string, number>> = {
    components: cluster.components.filter(({ enabled }) => enabled).length,
    ingress: cluster.ingresses.length,
    rollout: cluster.units.length,
    images: cluster.images.length,
    runtime: cluster.secrets.length + cluster.steps.length,
    findings: errors + warnings,
    ladder: cluster.ladder.length,
  };
  const number = numbers[section];
  return number !== undefined && number > 0 && h('span', { class: 'count' }, number);
}

/** On paper everything is open; on the screen what was open before. */
function openAll(isPrint: boolean): void {
  for (const each of document.querySelectorAll('details')) {
    if (isPrint && !each.open) {
      each.dataset.closed = '';
      each.open = true;
    } else if (!isPrint && each.dataset.closed !== undefined) {
      delete each.dataset.closed;
      each.open = false;
    }
  }
}

const data = document.getElementById('data')?.textContent ?? '';
const root = document.getElementById('report');
if (root !== null) new Page(JSON.parse(data) as Report, root).start();
