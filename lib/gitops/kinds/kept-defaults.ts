import {
  isJsonList,
  isJsonObject,
  objectOf,
  objectsOf,
  textOf,
  type JsonObject,
  type JsonValue,
} from '../../values/json';
import { valueAtPath } from '../../values/path';
import { podTemplatePath } from '../../values/pod-template-path';
import { groupOf } from './kind-scope';
import { policyTypes, pullPolicy } from './server-fields';

/** A field that an API server filled in for the earlier version of an object, and keeps for one that needs another value. */
export interface KeptDefault {
  /** Path, such as `spec.policyTypes`. */
  readonly path: string;
  /** What it keeps. */
  readonly kept: JsonValue;
  /** What comes of it. */
  readonly effect: string;
  /** Whether it refuses the change. */
  readonly isRefused: boolean;
  /** What to do. */
  readonly fix: string;
}

/**
 * Fields that an apply leaves as an API server filled them in, since no version of the manifest states them, although the new version is meant
 * to have another value. Source: Kubernetes, server-side apply, and defaults of the kinds; compared with a real API server in `test/cluster`.
 * @param before - the object as it is, in a manifest or in a cluster
 * @param after - the manifest that is applied
 */
export function keptDefaults(before: JsonObject, after: JsonObject): readonly KeptDefault[] {
  const { apiVersion, kind } = after;
  const type = `${groupOf(typeof apiVersion === 'string' ? apiVersion : '')}/${typeof kind === 'string' ? kind : ''}`;
  const found = RULES[type]?.(before, after);
  return [...(found === undefined ? [] : [found]), ...pulls(type, before, after)];
}

/** Kinds whose images an apply can change. The template of a Job cannot be changed. */
const WITH_IMAGES: ReadonlySet<string> = new Set([
  '/Pod',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'batch/CronJob',
]);

/** When images are pulled: by the tag of the first image that a container had where no manifest states it. */
function pulls(type: string, before: JsonObject, after: JsonObject): readonly KeptDefault[] {
  const template = WITH_IMAGES.has(type) ? podTemplatePath(textOf(after.kind)) : undefined;
  if (template === undefined) return [];
  const pod = [...template, 'spec'];
  return ['initContainers', 'containers'].flatMap((field) => {
    const [old, now] = [before, after].map((object) => objectsOf(valueAtPath(object, [...pod, field])));
    return (now ?? []).flatMap((container): KeptDefault[] => {
      const was = old?.find(({ name }) => name === container.name);
      if (was === undefined || (container.imagePullPolicy ?? null) !== null) return [];
      const kept = pullPolicy(was);
      const isStated = (was.imagePullPolicy ?? null) !== null && (!isOfCluster(before) || was.imagePullPolicy !== kept);
      if (isStated || kept === pullPolicy(container)) return [];
      const path = `${[...pod, field].join('.')}[name=${textOf(container.name)}].imagePullPolicy`;
      const effect =
        kept === 'Always'
          ? 'the API server keeps Always, which it filled in: the image is pulled at each start, which fails without the registry'
          : 'the API server keeps IfNotPresent, which it filled in: nodes that have an image of this tag run it, however old it is';
      return [{ path, kept, effect, isRefused: false, fix: 'state imagePullPolicy' }];
    });
  });
}

type Rule = (before: JsonObject, after: JsonObject) => KeptDefault | undefined;

const RULES: Readonly<Record<string, Rule>> = {
  'apps/Deployment': rolling('strategy', 'Recreate'),
  'apps/StatefulSet': rolling('updateStrategy', 'OnDelete'),
  'networking.k8s.io/NetworkPolicy': isolation,
};

/** Settings of rolling updates, which other strategies must not have. */
function rolling(field: string, other: string): Rule {
  return (before, after) => {
    const [was, is] = [before, after].map((object) => objectOf(valueAtPath(object, ['spec', field])));
    if (is?.type !== other || (was?.type ?? 'RollingUpdate') !== 'RollingUpdate') return undefined;
    const path = `spec.${field}.rollingUpdate`;
    const kept = was?.rollingUpdate ?? null;
    // A manifest that stated some of them lets go of all; null in the new one does not.
    if (!isOfCluster(before) && isJsonObject(kept)) return undefined;
    const patch = JSON.stringify({ spec: { [field]: { type: other, rollingUpdate: null } } });
    return {
      path,
      kept,
      effect: `the API server keeps the settings of rolling updates that it filled in, and refuses them beside ${other}`,
      isRefused: true,
      fix: `before it is applied, run \`kubectl patch\` on the object with --type=merge -p '${patch}', or keep RollingUpdate`,
    };
  };
}

/** Directions in which pods are isolated: by the rules at its creation where the policy does not state them. */
function isolation(before: JsonObject, after: JsonObject): KeptDefault | undefined {
  const [was, is] = [objectOf(before.spec), objectOf(after.spec)];
  const isStated = isJsonList(was.policyTypes) && !isOfCluster(before);
  if (isStated || isJsonList(is.policyTypes)) return undefined;
  const kept = isJsonList(was.policyTypes) ? was.policyTypes : policyTypes(was);
  if (kept.includes('Egress') === policyTypes(is).includes('Egress')) return undefined;
  return {
    path: 'spec.policyTypes',
    kept,
    effect: kept.includes('Egress')
      ? 'the API server keeps Egress, which it filled in: without rules for it, everything that the pods send is refused'
      : 'the API server keeps what it filled in, without Egress: the rules for it have no effect',
    isRefused: false,
    fix: 'state spec.policyTypes',
  };
}

function isOfCluster(object: JsonObject): boolean {
  return valueAtPath(object, ['metadata', 'uid']) !== undefined;
}
