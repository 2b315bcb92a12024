import type { Change } from '../../checks/diff/change';
import type { ClusterComparison, DirectoryComparison, TrafficDifference } from '../model';
import { counted } from '../../values/counted';
import { badge, breakable, h, section } from './dom';
import { table } from './table';

const TONES: Readonly<Record<string, Parameters<typeof badge>[1]>> = { high: 'bad', medium: 'doubtful', low: 'quiet' };
/** Fields that are listed of one object at once. */
const FIELDS = 40;

/** What changed between two directories, the greatest risk first. */
export function changes(comparison: DirectoryComparison): HTMLElement {
  const { before, after, changes: all, clusters, risks } = comparison;
  const high = all.filter(({ level }) => level === 'high').length;
  const texts = new Map(risks.map(({ risk, text }) => [risk, text]));
  return section(
    'changes',
    'Changes',
    all.length === 0
      ? `Nothing differs between ${before} and ${after}.`
      : `${counted(all.length, 'change')} from ${before} to ${after}, ${high} of high risk; the greatest risk first.`,
    table<Change>({
      caption: 'Changes',
      rows: all,
      text: ({ object, cluster, risk, kind, file, reasons }) =>
        `${object} ${cluster} ${risk} ${kind} ${file} ${reasons.map(({ text }) => text).join(' ')}`,
      filters: [
        { label: 'Risk', value: ({ risk }) => risk },
        { label: 'What', value: ({ kind }) => kind },
        { label: 'Cluster', value: ({ cluster }) => cluster || '–' },
      ],
      empty: 'No changes.',
      columns: [
        { title: 'Risk', cell: ({ risk, level }) => h('span', { title: texts.get(risk) }, badge(risk, TONES[level])) },
        { title: 'What', cell: ({ kind }) => kind, sort: ({ kind }) => kind },
        {
          title: 'Object',
          cell: ({ object, cluster, from }) =>
            h(
              'div',
              {},
              h('strong', {}, breakable(object)),
              from !== undefined && h('div', {}, `before: ${from}`),
              cluster !== '' && h('div', { class: 'quiet' }, cluster),
            ),
          sort: ({ object }) => object,
        },
        { title: 'Why, and which fields', cell: detail, class: 'wide' },
      ],
    }).element,
    h('h3', {}, 'Side by side'),
    ...clusters.map((cluster) => sideBySide(cluster, before, after)),
  );
}

function detail({ reasons, fields }: Change): HTMLElement {
  const rows = fields
    .slice(0, FIELDS)
    .map(({ path, before, after }) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, h('code', {}, breakable(path))),
        h('td', {}, value(before)),
        h('td', {}, value(after)),
      ),
    );
  const fieldTable = h(
    'details',
    { class: 'more', open: fields.length <= 3 },
    h('summary', {}, counted(fields.length, 'field')),
    h(
      'table',
      { class: 'inner' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'Field'),
          h('th', { scope: 'col' }, 'Before'),
          h('th', { scope: 'col' }, 'After'),
        ),
      ),
      h('tbody', {}, ...rows),
    ),
    fields.length > FIELDS && h('p', { class: 'quiet' }, `and ${fields.length - FIELDS} more`),
  );
  return h(
    'div',
    {},
    ...reasons.map(({ risk, text }) => h('div', {}, reasons.length > 1 && badge(risk), ` ${text}`)),
    fields.length > 0 && fieldTable,
  );
}

function value(of: unknown): HTMLElement | string {
  if (of === undefined) return '–';
  return h('code', {}, typeof of === 'string' ? of : JSON.stringify(of));
}

function sideBySide({ name, facts, traffic }: ClusterComparison, before: string, after: string): HTMLElement {
  const differ = facts.filter((fact) => fact.before !== fact.after);
  const rows = facts.map((fact) =>
    h(
      'tr',
      { class: fact.before === fact.after ? 'same' : 'differs' },
      h('th', { scope: 'row' }, fact.name),
      h('td', {}, breakable(fact.before || '–')),
      h('td', {}, breakable(fact.after || '–')),
    ),
  );
  return h(
    'details',
    { open: differ.length + traffic.length > 0 },
    h(
      'summary',
      {},
      h('strong', {}, name),
      ' ',
      differ.length + traffic.length > 0
        ? badge(`${counted(differ.length, 'fact')}, ${traffic.length} of traffic`, 'accent')
        : badge('no difference', 'good'),
    ),
    h(
      'div',
      { class: 'table', tabindex: 0, role: 'group', 'aria-label': `Facts of ${name}` },
      h(
        'table',
        { class: 'sides' },
        h('caption', { class: 'unseen' }, `Facts of ${name}`),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, 'Fact'),
            h('th', { scope: 'col' }, before),
            h('th', { scope: 'col' }, after),
          ),
        ),
        h('tbody', {}, ...rows),
      ),
    ),
    traffic.length > 0 && h('h4', {}, 'Traffic'),
    traffic.length > 0 &&
      table<TrafficDifference>({
        caption: `Traffic of ${name} that differs`,
        rows: traffic,
        text: ({ from, to, kind }) => `${from} ${to} ${kind}`,
        filters: [{ label: 'What', value: ({ kind }) => kind }],
        empty: 'No traffic differs.',
        columns: [
          {
            title: 'What',
            cell: ({ kind, fromOutside }) =>
              h(
                'span',
                {},
                badge(kind, kind === 'added' || kind === 'widened' ? 'doubtful' : 'quiet'),
                fromOutside && badge('from outside', 'bad'),
              ),
          },
          { title: 'From', cell: ({ from }) => breakable(from), sort: ({ from }) => from },
          { title: 'To', cell: ({ to }) => breakable(to), sort: ({ to }) => to },
          { title: before, cell: (row) => row.before, class: 'ports' },
          { title: after, cell: (row) => row.after, class: 'ports' },
        ],
      }).element,
  );
}
