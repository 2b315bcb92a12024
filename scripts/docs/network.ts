/** The generated parts of docs/reference/traffic.md. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { DevProfile, type Profile } from '../../lib';
import { toMermaid as drawn } from '../../lib/cli/network/mermaid';
import type { GraphNode } from '../../lib/cli/network/mermaid';
import type { Flow, DocumentationDifference, TrafficTable, ViewRow } from '../../lib/network/flows';
import {
  endText,
  OUTDATED_ROWS,
  platformFlows,
  TABLE_DIFFERENCES,
  toMermaid,
  TRAFFIC_VIEWS,
  trafficRows,
} from '../../lib/network/flows';
import { firewallOf } from '../../lib/network/firewall';
import { withSection } from './component-table';
import { chart, everything, managed, prod } from './doc-profiles';
import { table } from './markdown';

/** The page. */
export const TRAFFIC_PAGE = join(__dirname, '..', '..', 'docs', 'reference', 'traffic.md');

/** The tables in the order of the documentation of Verrazzano. */
const TABLES: readonly TrafficTable[] = [
  'system-ingress',
  'egress',
  'east-west',
  'scraping',
  'webhooks',
  'proxies',
  'multicluster-egress',
];

/** The generated sections by the name of their markers. */
const SECTIONS: Readonly<Record<string, () => string>> = {
  counts,
  'system-ingress': systemIngress,
  'east-west': eastWest,
  multicluster,
  tables,
};

/** The page with its generated parts. */
export function trafficPage(): string {
  const page = readFileSync(TRAFFIC_PAGE, 'utf8');
  return Object.entries(SECTIONS).reduce((text, [name, write]) => withSection(text, name, write()), page);
}

function counts(): string {
  const profiles: Readonly<Record<string, Profile>> = {
    dev: new DevProfile(chart(), 'dev'),
    prod: prod(),
    'managed-cluster': managed(),
    'prod, everything enabled': everything(),
  };
  const rows = Object.entries(profiles).map(([name, profile]) => {
    const flows = platformFlows(profile);
    const sum = (...kinds: ReadonlyArray<Flow['kind']>): number =>
      flows.filter(({ kind }) => kinds.includes(kind)).length;
    const inside = [sum('ingress'), sum('call', 'own'), sum('scrape'), sum('webhook'), sum('api-server')];
    const all = [...inside, sum('mesh'), sum('dns'), sum('egress'), flows.length, firewallOf(profile).length];
    return [name, ...all.map(String)];
  });
  const heads = ['ingress', 'call, own', 'scrape', 'webhook', 'api-server', 'mesh', 'dns', 'egress', 'all flows'];
  return table(['profile', ...heads, 'rows of `firewall`'], rows) ?? '';
}

function systemIngress(): string {
  const profile = prod();
  const inside = flowsBehind('system-ingress', profile);
  const callers = new Set(inside.map(({ from }) => endText(from)));
  const entry = platformFlows(profile).filter(({ from, to }) => from.kind === 'outside' && callers.has(endText(to)));
  return drawing(toMermaid([...entry, ...inside]));
}

function eastWest(): string {
  return drawing(toMermaid(flowsBehind('east-west', prod()).filter(({ to }) => to.kind !== 'api-server')));
}

/** Clusters as subgraphs, with the components of the release. */
function multicluster(): string {
  const rows = [everything(), managed()].flatMap((profile) => trafficRows('multicluster-egress', profile));
  const node = (cluster = '', component = ''): GraphNode => ({
    id: `${cluster} ${component}`,
    label: component,
    group: `${cluster} cluster`,
  });
  const edges = rows
    .flatMap(({ release }) => release)
    .map(([fromCluster, from, toCluster, to]) => ({
      from: node(fromCluster, from),
      to: node(toCluster, to),
      label: '',
    }));
  return drawing(`${drawn(edges).join('\n')}\n`);
}

function tables(): string {
  const used = new Map<string, DocumentationDifference>();
  const note = (differences: readonly DocumentationDifference[]): string => {
    for (const one of differences) used.set(one.id, one);
    return differences.map(({ id }) => id).join(', ');
  };
  const texts = TABLES.map((name) => {
    const { title, columns } = TRAFFIC_VIEWS[name];
    const rows = rowsOf(name).map((row) => [...row.cells, releaseNames(row), note(row.differences)]);
    const gone = OUTDATED_ROWS.filter((row) => row.table === name).map(({ cells, differences }) => [
      ...cells,
      'nothing',
      note(differences),
    ]);
    const whole = TABLE_DIFFERENCES[name] ?? [];
    const remark = whole.length === 0 ? '' : `\n\nAbout the whole table: ${note(whole)}.`;
    return `### ${title}\n\n${table([...columns, 'in 1.7.2', 'see'], [...rows, ...gone])}${remark}`;
  });
  const differences = [...used.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, documented, release, reason }) => [id, documented, release, reason]);
  const legend = table(['', 'documentation', 'release 1.7.2', 'why'], differences);
  return [...texts, `### Where the release differs\n\n${legend}`].join('\n\n');
}

/** The rows of both kinds of clusters where the table is about both. */
function rowsOf(name: TrafficTable): readonly ViewRow[] {
  const own = trafficRows(name, everything());
  const both = name === 'multicluster-egress' || name === 'egress';
  const known = new Set(own.map(({ cells }) => cells.join('\n')));
  const more = both ? trafficRows(name, managed()) : [];
  return [...own, ...more.filter(({ cells }) => !known.has(cells.join('\n')))];
}

/** Rows that differ from the documentation only in wording. */
function releaseNames({ cells, release }: ViewRow): string {
  const names = release.map((row) => row.filter((cell, column) => cell !== cells[column]).join(', '));
  return [...new Set(names.filter((name) => name !== ''))].join('; ');
}

function flowsBehind(table: TrafficTable, profile: Profile): readonly Flow[] {
  const ids = new Set(trafficRows(table, profile).flatMap(({ flows }) => flows));
  return platformFlows(profile).filter(({ id }) => ids.has(id));
}

function drawing(diagram: string): string {
  return `\`\`\`mermaid\n${diagram}\`\`\``;
}
