import type { GitOpsCluster, RemainingStep } from '../gitops-cluster';
import { compare } from '../../values/compare';
import type { AwaitedUnit } from '../argo/cluster-documents';
import { problem } from '../problem';
import type { RenderedUnit } from './render-unit';
import { INITIAL_NAMESPACES } from '../../values/names';

/** A namespace of emitted objects that the output does not create. */
export interface ForeignNamespace {
  readonly name: string;
  /** Who creates it. */
  readonly createdBy: string;
  /** Names of the units with objects in it, in the order of delivery. */
  readonly units: readonly string[];
  /** Name of the cluster that it is in, where that is another one. */
  readonly cluster?: string;
}

/** Where the namespaces of a cluster come from. */
export interface NamespaceReport {
  /** Those that are known to be created by others, sorted by name. */
  readonly foreign: readonly ForeignNamespace[];
  /** One step for each that is not known to be created. */
  readonly steps: readonly RemainingStep[];
  /** Objects that are delivered before their namespace. */
  readonly problems: readonly string[];
}

/**
 * Finds out where the namespace of every emitted object comes from: it is emitted, initial, created by a kustomization
 * that is granted Namespaces, declared with `declareNamespaces()`, or a remaining step.
 *
 * @param cluster - the cluster
 * @param units - by wave and name
 */
export function namespaceReport(cluster: GitOpsCluster, units: readonly RenderedUnit[]): NamespaceReport {
  const emitted = emittedBy(units);
  const declared = new Map(cluster.declaredNamespaces.map(({ name, createdBy }) => [name, createdBy]));
  const foreign: ForeignNamespace[] = [];
  const steps: RemainingStep[] = [];
  for (const [name, users] of usersOf(units)) {
    if (emitted.has(name) || INITIAL_NAMESPACES.includes(name)) continue;
    const createdBy = declared.get(name) ?? kustomizationWith(name, units);
    if (createdBy === undefined) steps.push(createStep(name, users));
    else foreign.push({ name, createdBy, units: users });
  }
  return { foreign, steps, problems: lateNamespaces(units, emitted) };
}

/**
 * Namespaces of units in other clusters that a cluster waits for, as far as those clusters say who creates them. What they emit is not
 * looked at: they may not be rendered.
 *
 * @param awaited - by wave and name
 */
export function awaitedNamespaces(awaited: readonly AwaitedUnit[]): readonly ForeignNamespace[] {
  return awaited.flatMap(({ owner, rendered }) => {
    const declared = new Map(owner.declaredNamespaces.map(({ name, createdBy }) => [name, createdBy]));
    return usersOf([rendered]).flatMap(([name, units]) => {
      const createdBy = declared.get(name);
      return createdBy === undefined ? [] : [{ name, createdBy, units, cluster: owner.clusterName }];
    });
  });
}

/** Name of each namespace that is emitted to the unit that holds it. */
function emittedBy(units: readonly RenderedUnit[]): Map<string, RenderedUnit> {
  const found = new Map<string, RenderedUnit>();
  for (const unit of units) {
    for (const { id } of unit.objects) if (id.group === '' && id.kind === 'Namespace') found.set(id.name, unit);
  }
  return found;
}

/** Namespaces of emitted objects, sorted, with the names of their units in the order of delivery. */
function usersOf(units: readonly RenderedUnit[]): [string, string[]][] {
  const users = new Map<string, Set<string>>();
  for (const { unit, objects } of units) {
    for (const { id } of objects) {
      if (id.namespace === undefined) continue;
      const known = users.get(id.namespace);
      if (known === undefined) users.set(id.namespace, new Set([unit.unitName]));
      else known.add(unit.unitName);
    }
  }
  return [...users].sort(([a], [b]) => compare(a, b)).map(([name, names]) => [name, [...names]]);
}

function kustomizationWith(namespace: string, units: readonly RenderedUnit[]): string | undefined {
  const unit = units.find(
    ({ unit: { props }, clusterScoped, namespaces }) =>
      props.kustomization !== undefined &&
      namespaces.includes(namespace) &&
      clusterScoped.some(({ group, kind }) => group === '' && kind === 'Namespace'),
  );
  return unit === undefined ? undefined : `the unit \`${unit.unit.unitName}\``;
}

function createStep(name: string, users: readonly string[]): RemainingStep {
  const first = users[0];
  return {
    title: `Create the namespace ${name}`,
    when: 'before',
    ...(first === undefined ? {} : { unit: first }),
    instructions:
      `Objects of ${users.map((unit) => `\`${unit}\``).join(', ')} are in the namespace \`${name}\`, and nothing in this folder creates it. ` +
      'Create it, or emit it as an object; until it exists, the sync of these units fails and is retried.',
  };
}

function lateNamespaces(units: readonly RenderedUnit[], emitted: ReadonlyMap<string, RenderedUnit>): string[] {
  return units.flatMap(({ unit, objects }) =>
    objects.flatMap(({ path, id }) => {
      const home = id.namespace === undefined ? undefined : emitted.get(id.namespace)?.unit;
      if (home === undefined || home.props.wave <= unit.props.wave) return [];
      const what = `the object is delivered in wave ${unit.props.wave}, before its namespace ${id.namespace}`;
      const got = `${home.unitName} with wave ${home.props.wave}`;
      return [problem(path, { what, got, fix: 'move the Namespace to an earlier delivery unit' })];
    }),
  );
}
