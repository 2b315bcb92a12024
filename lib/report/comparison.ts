import { RISK_LEVELS, RISK_ORDER, RISKS } from '../checks/diff/change';
import { Connectivity, diffConnectivity } from '../connectivity';
import { compare } from '../values/compare';
import type { ReportInput } from './input';
import type { ClusterComparison, ClusterReport, DirectoryComparison, TrafficDifference } from './model';
import { layersOf } from './topology';

/** Facts that are compared at a glance. */
const FACTS: ReadonlyArray<readonly [name: string, value: (cluster: ClusterReport) => string]> = [
  ['Profile', ({ profile = '' }) => profile],
  ['Verrazzano', ({ version = '' }) => version],
  ['Domain', ({ domain = '' }) => domain],
  ['Components on', ({ components }) => String(components.filter(({ enabled }) => enabled).length)],
  ['Objects', ({ kinds }) => String(kinds.reduce((sum, { count }) => sum + count, 0))],
  ['Policies', ({ topology }) => String(Object.keys(topology.policies).length)],
  ['Flows', ({ topology }) => String(topology.edges.filter(({ kind }) => kind !== 'policy').length)],
  ['Images', ({ images }) => String(images.length)],
  ['Hosts', ({ ingresses }) => String(ingresses.length)],
  ['Required secrets', ({ secrets }) => String(secrets.length)],
  ['Delivery units', ({ units }) => String(units.length)],
  ['Remaining steps', ({ steps }) => String(steps.length)],
  ['Errors', ({ findings }) => String(findings.filter(({ severity }) => severity === 'error').length)],
  ['Warnings', ({ findings }) => String(findings.filter(({ severity }) => severity === 'warning').length)],
];

/** How much traffic of one cluster is listed. */
const MAX_TRAFFIC = 1000;

/**
 * What changed between two states.
 * @param before - the state before, and what changed in its objects
 * @param old - its clusters
 * @param now - the clusters after
 */
export function comparisonOf(
  { name, after, changes }: NonNullable<ReportInput['before']>,
  old: readonly ClusterReport[],
  now: readonly ClusterReport[],
): DirectoryComparison {
  return {
    before: name,
    after,
    changes,
    clusters: pairs(old, now).map(([each, was, is]) => clusterComparison(each, was, is)),
    risks: RISK_ORDER.map((risk) => ({ risk, level: RISK_LEVELS[risk], text: RISKS[risk] })),
  };
}

/** Clusters of one name; one cluster on each side is compared whatever it is called, as two folders of clusters are. */
function pairs(
  old: readonly ClusterReport[],
  now: readonly ClusterReport[],
): ReadonlyArray<readonly [name: string, before: ClusterReport | undefined, after: ClusterReport | undefined]> {
  const [[before], [after]] = [old, now];
  if (before !== undefined && after !== undefined && old.length === 1 && now.length === 1) {
    return [[before.name === after.name ? after.name : `${before.name} → ${after.name}`, before, after]];
  }
  const names = [...new Set([...old, ...now].map((cluster) => cluster.name))].sort(compare);
  const named = (clusters: readonly ClusterReport[], name: string): ClusterReport | undefined =>
    clusters.find((cluster) => cluster.name === name);
  return names.map((name) => [name, named(old, name), named(now, name)]);
}

function clusterComparison(
  name: string,
  before: ClusterReport | undefined,
  after: ClusterReport | undefined,
): ClusterComparison {
  const value = (cluster: ClusterReport | undefined, of: (cluster: ClusterReport) => string): string =>
    cluster === undefined ? '' : of(cluster);
  const facts = FACTS.map(([fact, of]) => ({ name: fact, before: value(before, of), after: value(after, of) }));
  return { name, facts: [...facts, ...listFacts(before, after)], traffic: trafficOf(before, after) };
}

/** What is only on one side. */
function listFacts(
  before: ClusterReport | undefined,
  after: ClusterReport | undefined,
): Array<ClusterComparison['facts'][number]> {
  const lists: ReadonlyArray<readonly [string, (cluster: ClusterReport) => readonly string[]]> = [
    ['Components only here', (each) => each.components.filter(({ enabled }) => enabled).map((one) => one.name)],
    ['Images only here', (each) => each.images.map(({ reference }) => reference)],
    ['Hosts only here', (each) => each.ingresses.map(({ host }) => host)],
  ];
  if (before === undefined || after === undefined) return [];
  return lists.map(([name, of]) => {
    const [old, now] = [of(before), of(after)];
    return {
      name,
      before: old.filter((each) => !now.includes(each)).join(', '),
      after: now.filter((each) => !old.includes(each)).join(', '),
    };
  });
}

function trafficOf(before: ClusterReport | undefined, after: ClusterReport | undefined): TrafficDifference[] {
  if (before === undefined || after === undefined) return [];
  const evaluated = ({ topology: { objects } }: ClusterReport): Connectivity =>
    Connectivity.of(objects, { layers: layersOf(objects) });
  if (JSON.stringify(before.topology.objects) === JSON.stringify(after.topology.objects)) return [];
  return diffConnectivity(evaluated(before), evaluated(after))
    .slice(0, MAX_TRAFFIC)
    .map(({ kind, fromOutside, from, to, before: was, after: is }) => ({
      kind,
      fromOutside,
      from: from.id,
      to: to.id,
      before: was.toString(),
      after: is.toString(),
    }));
}
