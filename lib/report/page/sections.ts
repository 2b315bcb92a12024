import type { ClusterReport, ComponentReport, EstateReport, UnitReport } from '../model';
import { counted } from '../../values/counted';
import { badge, breakable, h, link, section, shortList } from './dom';
import { inline, markdown } from './markdown';
import { table } from './table';

type Tone = Parameters<typeof badge>[1];

const MAINTENANCE: Readonly<Record<string, Tone>> = {
  maintained: 'good',
  moved: 'good',
  weak: 'doubtful',
  paywalled: 'doubtful',
  retired: 'bad',
  none: 'bad',
};

/** Roles, rings and registrations of the clusters of each estate, and the traffic between them. */
export function fleet(estates: readonly EstateReport[], choose: (id: string) => void): HTMLElement {
  return section(
    'fleet',
    'Fleet',
    'Roles, registration and rings as the files declare them.',
    ...estates.flatMap((estate) => fleetOf(estate, estates.length > 1, choose)),
  );
}

function fleetOf({ name, clusters, links }: EstateReport, named: boolean, choose: (id: string) => void): HTMLElement[] {
  const members = table({
    caption: `Clusters of ${name}`,
    rows: clusters,
    empty: 'No clusters.',
    columns: [
      {
        title: 'Cluster',
        cell: (row) =>
          row.hasFolder
            ? h('button', { type: 'button', class: 'text', onclick: () => choose(row.id) }, row.name)
            : `${row.name} (no folder)`,
        sort: (row) => row.name,
      },
      { title: 'Role', cell: ({ role }) => (role === 'unknown' ? 'not stated' : role), sort: ({ role }) => role },
      { title: 'Profile', cell: ({ profile }) => profile ?? '–' },
      { title: 'Admin cluster', cell: ({ admin }) => admin ?? '–', sort: ({ admin }) => admin ?? '' },
      { title: 'Registration', cell: ({ registration }) => (registration === '-' ? '–' : registration) },
      { title: 'Ring', cell: ({ ring }) => ring ?? '–', sort: ({ ring }) => ring ?? '' },
      { title: 'Revision', cell: ({ revision }) => revision ?? '–' },
      { title: 'Projects', cell: ({ projects }) => projects.join(', ') || '–' },
    ],
  });
  const traffic = table({
    caption: `Traffic between the clusters of ${name}`,
    rows: links,
    empty: '',
    text: (row) => `${row.from} ${row.to} ${row.components.join(' ')} ${row.hosts.join(' ')} ${row.reason}`,
    columns: [
      { title: 'From', cell: (row) => `${row.from}/${row.components[0]}`, sort: (row) => row.from },
      { title: 'To', cell: (row) => `${row.to}/${row.components[1]}`, sort: (row) => row.to },
      { title: 'Ports', cell: ({ ports, relayed }) => (relayed ? badge('through Rancher') : ports), class: 'ports' },
      { title: 'Hosts', cell: ({ hosts }) => (hosts.length === 0 ? '–' : shortList(hosts, 2)) },
      { title: 'Reason', cell: ({ reason }) => reason, class: 'wide' },
    ],
  });
  return [
    ...(named ? [h('h3', {}, name)] : []),
    members.element,
    ...(links.length === 0
      ? []
      : [
          h('h3', {}, named ? `Traffic between the clusters of ${name}` : 'Traffic between the clusters'),
          traffic.element,
        ]),
  ];
}

/** Components on and off, their versions and who still maintains them. */
export function components({ components: rows }: ClusterReport): HTMLElement {
  return section(
    'components',
    'Components',
    '',
    table<ComponentReport>({
      caption: 'Components',
      rows,
      text: (row) =>
        `${row.name} ${row.category} ${row.namespace} ${row.version} ${row.maintenance} ${row.successor ?? ''}`,
      filters: [
        { label: 'State', value: ({ enabled }) => (enabled ? 'on' : 'off'), initial: 'on' },
        { label: 'Maintenance', value: ({ maintenance }) => maintenance },
      ],
      empty: 'The files of this cluster describe no platform.',
      columns: [
        { title: 'Component', cell: ({ name }) => h('strong', {}, breakable(name)), sort: ({ name }) => name },
        {
          title: 'State',
          cell: ({ enabled }) => badge(enabled ? 'on' : 'off', enabled ? 'good' : 'quiet'),
          sort: ({ enabled }) => Number(!enabled),
        },
        { title: 'Version in the release', cell: ({ version }) => breakable(version), class: 'number' },
        { title: 'Namespace', cell: ({ namespace }) => breakable(namespace), sort: ({ namespace }) => namespace },
        { title: 'Category', cell: ({ category }) => category, sort: ({ category }) => category },
        {
          title: 'Maintained chart',
          cell: ({ maintenance, successor, statement, statementSource }) =>
            h(
              'div',
              {},
              badge(maintenance, MAINTENANCE[maintenance] ?? 'quiet'),
              successor !== undefined && ` ${successor} `,
              statement !== '' &&
                h(
                  'details',
                  { class: 'more' },
                  h('summary', {}, 'why'),
                  h('p', {}, statement),
                  h('p', { class: 'quiet' }, statementSource),
                ),
            ),
          sort: ({ maintenance }) => maintenance,
        },
        {
          title: 'Past end of life',
          cell: ({ endOfLife }) =>
            endOfLife.length === 0
              ? '–'
              : h(
                  'ul',
                  { class: 'plain' },
                  ...endOfLife.map(({ product, version, date, source }) =>
                    h('li', {}, link(source, `${product} ${version}`), ' ', h('span', { class: 'date' }, date)),
                  ),
                ),
          sort: ({ endOfLife }) => endOfLife[0]?.date ?? '9',
        },
      ],
    }).element,
  );
}

/** Host names with their certificates. */
export function ingress({ ingresses }: ClusterReport): HTMLElement {
  return section(
    'ingress',
    'Ingress',
    '',
    table({
      caption: 'Hosts',
      rows: ingresses,
      text: (row) => `${row.host} ${row.object} ${row.backend} ${row.component ?? ''}`,
      empty: 'The files state no host.',
      columns: [
        { title: 'Host', cell: ({ host }) => h('strong', {}, breakable(host)), sort: ({ host }) => host },
        {
          title: 'Answers',
          cell: ({ backend, component }) =>
            h(
              'div',
              {},
              component !== undefined && h('div', {}, component),
              h('span', { class: component === undefined ? '' : 'quiet' }, breakable(backend)),
            ),
        },
        {
          title: 'Certificate',
          cell: ({ tlsSecret }) => (tlsSecret === undefined ? badge('no TLS', 'doubtful') : breakable(tlsSecret)),
        },
        { title: 'Issuer', cell: ({ issuer }) => issuer ?? '–', sort: ({ issuer }) => issuer ?? '' },
        {
          title: 'Object',
          cell: ({ object, written }) =>
            h('div', {}, breakable(object), !written && h('div', { class: 'quiet' }, 'made by the platform operator')),
          sort: ({ object }) => object,
        },
      ],
    }).element,
  );
}

/** The waves in which the delivery units are applied. */
export function rollout({ units }: ClusterReport): HTMLElement {
  const waves = new Map<number, UnitReport[]>();
  for (const unit of units) waves.set(unit.wave, [...(waves.get(unit.wave) ?? []), unit]);
  const items = [...waves].sort(([a], [b]) => a - b);
  return section(
    'rollout',
    'Rollout',
    units.length === 0
      ? ''
      : `${counted(units.length, 'delivery unit')} in ${counted(items.length, 'wave')}. A wave begins when the one before is in sync and healthy.`,
    units.length === 0 &&
      h('p', { class: 'empty' }, 'The files hold no Applications and no README with delivery units.'),
    h(
      'ol',
      { class: 'timeline' },
      ...items.map(([wave, own]) =>
        h(
          'li',
          {},
          h('span', { class: 'wave' }, `Wave ${wave}`),
          h(
            'ul',
            {},
            ...own.map(({ name, content, description }) =>
              h(
                'li',
                {},
                h('strong', {}, breakable(name)),
                content !== '' && badge(content),
                description !== '' && h('span', { class: 'quiet' }, ...inline(description)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** All images. */
export function images({ images: rows }: ClusterReport): HTMLElement {
  return section(
    'images',
    'Images',
    '',
    table({
      caption: 'Images',
      rows,
      text: ({ reference, usedBy }) => `${reference} ${usedBy.join(' ')}`,
      empty: 'No pod in the files, and no component, pulls an image.',
      columns: [
        {
          title: 'Image',
          cell: ({ reference }) => h('code', {}, breakable(reference)),
          sort: ({ reference }) => reference,
          class: 'wide',
        },
        { title: 'Used by', cell: ({ usedBy }) => shortList(usedBy), sort: ({ usedBy }) => usedBy[0] ?? '' },
      ],
    }).element,
  );
}

/** What must be done and exist outside of Git. */
export function runtime({ secrets, steps }: ClusterReport): HTMLElement {
  return section(
    'runtime',
    'Outside of Git',
    '',
    h('h3', {}, 'Required secrets'),
    table({
      caption: 'Required secrets',
      rows: secrets,
      empty: 'No Secret has to be there before.',
      columns: [
        {
          title: 'Secret',
          cell: ({ namespace, name }) => h('strong', {}, breakable(`${namespace}/${name}`)),
          sort: ({ namespace, name }) => `${namespace}/${name}`,
        },
        { title: 'Keys', cell: ({ keys }) => (keys === '' ? '–' : h('code', {}, keys)) },
        { title: 'Used by', cell: ({ usedBy }) => usedBy },
        { title: 'What', cell: ({ what }) => h('span', {}, ...inline(what)), class: 'wide' },
      ],
    }).element,
    h('h3', {}, 'Remaining steps'),
    steps.length === 0 && h('p', { class: 'empty' }, 'Nothing remains to be done by hand.'),
    h(
      'ol',
      { class: 'steps' },
      ...steps.map(({ title, moment, instructions }) =>
        h(
          'li',
          {},
          h(
            'details',
            {},
            h('summary', {}, h('strong', {}, title), ' ', badge(moment.replace(/`/g, ''))),
            h('div', { class: 'instructions' }, ...markdown(instructions)),
          ),
        ),
      ),
    ),
  );
}
