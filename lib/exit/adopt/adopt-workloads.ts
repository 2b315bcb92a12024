import { listAt, objectAt, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import { isDnsSubdomain } from '../../values/names';
import { POD_TEMPLATE_PATHS } from '../../values/pod-template-path';
import type { Dump } from '../dump/dump';

/** A container of a workload. */
export interface RunningContainer {
  readonly name: string;
  readonly image: string | undefined;
}

/** What runs pods. */
export interface RunningWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The object; undefined where only its pods are in the dump. */
  readonly object: JsonObject | undefined;
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Specification of its pods. */
  readonly pod: JsonObject;
  readonly containers: readonly RunningContainer[];
}

/** Kinds that people and charts create; the controllers of these create the others. */
const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'] as const;

/** The hash that a Deployment gives to its ReplicaSets. */
const HASH = /-[bcdfghjklmnpqrstvwxz2456789]{1,10}$/;

/**
 * What runs pods in a dump: by its own object, or by its pods where the dump lacks the object.
 * @param dump - the dump
 */
export function runningWorkloads(dump: Dump): readonly RunningWorkload[] {
  const found = new Map<string, RunningWorkload>();
  for (const kind of KINDS) {
    for (const object of dump.list(kind)) {
      // What a controller of another kind made is part of that.
      if (kind === 'Job' && ownerOf(object)?.kind === 'CronJob') continue;
      const workload = workloadOf(kind, object, objectAt(object, ...POD_TEMPLATE_PATHS[kind]), object);
      found.set(keyOf(workload), workload);
    }
  }
  for (const pod of dump.list('Pod')) {
    const owner = topOwner(pod);
    const workload = workloadOf(owner?.kind ?? 'Pod', pod, pod, undefined, owner?.name);
    if (!found.has(keyOf(workload))) found.set(keyOf(workload), workload);
  }
  return [...found.values()];
}

/** Key of a workload: kind, namespace and name. */
export function keyOf({ kind, namespace, name }: Pick<RunningWorkload, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/**
 * The controller that owns an object; undefined when nothing does.
 * @param object - the object
 */
export function ownerOf(object: JsonObject): { readonly kind: string; readonly name: string } | undefined {
  const owners = listAt(object, 'metadata', 'ownerReferences').filter(isJsonObject);
  const owner = owners.find(({ controller }) => controller === true) ?? owners[0];
  const [kind, name] = [textAt(owner, 'kind'), textAt(owner, 'name')];
  if (kind === undefined || !/^[A-Za-z][A-Za-z0-9]{0,62}$/.test(kind) || !isDnsSubdomain(name)) return undefined;
  return { kind, name };
}

/** A ReplicaSet is named after its Deployment, and the hash of the template. */
function topOwner(pod: JsonObject): { readonly kind: string; readonly name: string } | undefined {
  const owner = ownerOf(pod);
  if (owner?.kind !== 'ReplicaSet') return owner;
  return { kind: 'Deployment', name: owner.name.replace(HASH, '') };
}

function workloadOf(
  kind: string,
  named: JsonObject,
  template: JsonObject,
  object: JsonObject | undefined,
  owner?: string,
): RunningWorkload {
  const pod = objectAt(template, 'spec');
  return {
    kind,
    namespace: textAt(named, 'metadata', 'namespace') ?? 'default',
    name: owner ?? textAt(named, 'metadata', 'name') ?? '',
    object,
    labels: textsAt(template, 'metadata', 'labels'),
    pod,
    containers: containersOf(pod),
  };
}

function containersOf(pod: JsonObject): readonly RunningContainer[] {
  return ['initContainers', 'containers'].flatMap((key) =>
    listAt(pod, key)
      .filter(isJsonObject)
      .map((container) => ({
        name: textAt(container, 'name') ?? '',
        image: typeof valueAt(container, 'image') === 'string' ? textAt(container, 'image') : undefined,
      })),
  );
}
