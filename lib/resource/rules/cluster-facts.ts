import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  listOf,
  objectOf,
  ownMember,
  textOf,
} from '../../values/json';
import { throwProblems, type Problem } from '../../values/problem';
import { dig } from './dig';
import { NAMESPACE_LABEL } from '../../definition/namespaces';

/** What exists in a cluster, as far as rules ask. Objects are as Kubernetes has them; what is left out does not exist. */
export interface ClusterFacts {
  /** With labels and annotations. */
  readonly Namespaces?: readonly JsonObject[];
  /** With `data` (base64) or `stringData`; one without both exists, and its content is not checked. */
  readonly Secrets?: readonly JsonObject[];
  /** With `data`; one without exists, and its content is not checked. */
  readonly ConfigMaps?: readonly JsonObject[];
  /** Names of CustomResourceDefinitions. */
  readonly CRDs?: readonly string[];
  /** Pods of the platform operator. */
  readonly Pods?: readonly JsonObject[];
  /** `namespace/name` of each. */
  readonly Deployments?: readonly string[];
  /** `namespace/name` of each. */
  readonly Services?: readonly string[];
  /** How many Verrazzano resources there are, or the resources, of which rules for managed clusters read settings and conditions. @default 0 */
  readonly Verrazzanos?: number | readonly JsonObject[];
  /** Managed clusters, for rules about placements. */
  readonly VerrazzanoManagedClusters?: readonly JsonObject[];
  /** Projects, for rules about namespaces. */
  readonly VerrazzanoProjects?: readonly JsonObject[];
  /** Version of Kubernetes, such as `v1.26.0`. @default 'v1.26.0' */
  readonly KubeVersion?: string;
}

const OBJECTS = [
  'Namespaces',
  'Secrets',
  'ConfigMaps',
  'Pods',
  'VerrazzanoManagedClusters',
  'VerrazzanoProjects',
] as const;
const NAMES = ['CRDs', 'Deployments', 'Services'] as const;
const KEYS: readonly string[] = [...OBJECTS, ...NAMES, 'Verrazzanos', 'KubeVersion'];

/**
 * Reads cluster facts.
 * @param value - content of a YAML file; null and undefined are an empty cluster
 * @throws Error that lists what is malformed
 */
export function clusterFacts(value: unknown): ClusterFacts {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) {
    throwProblems([{ at: 'cluster', what: 'is not an object', got: kindOf(value), allowed: KEYS.join(', ') }]);
    return {};
  }
  throwProblems(factProblems(value));
  return value;
}

function factProblems(facts: JsonObject): Problem[] {
  return Object.entries(facts).flatMap(([key, value]): Problem[] => {
    const at = `cluster.${key}`;
    const wrong = (what: string, got: unknown): Problem[] => [{ at, what, got: kindOf(got), fix: 'correct the file' }];
    if (!KEYS.includes(key)) {
      return [{ at: 'cluster', what: 'has an unknown field', got: key, allowed: KEYS.join(', '), fix: 'remove it' }];
    }
    if (value === undefined || value === null) return [];
    if (key === 'Verrazzanos' && !isJsonList(value)) {
      return Number.isSafeInteger(value) ? [] : wrong('is not a count', value);
    }
    if (key === 'KubeVersion') return typeof value === 'string' ? [] : wrong('is not a version such as v1.26.0', value);
    if (!isJsonList(value)) return wrong('is not a list', value);
    const names = (NAMES as readonly string[]).includes(key);
    const bad = value.find((item) =>
      names ? typeof item !== 'string' : typeof dig(item, 'metadata', 'name') !== 'string',
    );
    return bad === undefined
      ? []
      : wrong(names ? 'is not a list of names' : 'is not a list of objects with metadata.name', bad);
  });
}

function kindOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : value;
}

/** Whether a Secret exists. */
export function hasSecret({ Secrets }: ClusterFacts, namespace: string, name: string): boolean {
  return find(Secrets, namespace, name) !== undefined;
}

/** Whether a Secret or ConfigMap is stated without its content: with neither `data` nor `stringData`. */
export function isContentUnknown(
  cluster: ClusterFacts,
  kind: 'Secret' | 'ConfigMap',
  namespace: string,
  name: string,
): boolean {
  const found = find(kind === 'Secret' ? cluster.Secrets : cluster.ConfigMaps, namespace, name);
  return found !== undefined && found['data'] === undefined && found['stringData'] === undefined;
}

/** The entries of a Secret as text; undefined when it does not exist, or is stated without content. */
export function secretEntries(
  cluster: ClusterFacts,
  namespace: string,
  name: string,
): ReadonlyMap<string, string> | undefined {
  const secret = find(cluster.Secrets, namespace, name);
  if (secret === undefined || isContentUnknown(cluster, 'Secret', namespace, name)) return undefined;
  const decoded = entries(secret['data']).map(
    ([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')] as const,
  );
  return new Map([...decoded, ...entries(secret['stringData'])]);
}

/** The entries of a ConfigMap; undefined when it does not exist. */
export function configMapEntries(
  cluster: ClusterFacts,
  namespace: string,
  name: string,
): ReadonlyMap<string, string> | undefined {
  const configMap = find(cluster.ConfigMaps, namespace, name);
  return configMap === undefined ? undefined : new Map(entries(configMap['data']));
}

/** A namespace of the cluster. */
export function namespaceNamed(cluster: ClusterFacts, name: string): JsonObject | undefined {
  return (cluster.Namespaces ?? []).find((namespace) => dig(namespace, 'metadata', 'name') === name);
}

/** Whether a namespace was made by Verrazzano: it has the label `verrazzano.io/namespace`. */
export function isVerrazzanoNamespace(namespace: JsonObject): boolean {
  return ownMember(objectOf(dig(namespace, 'metadata', 'labels')), NAMESPACE_LABEL) !== undefined;
}

function find(objects: readonly JsonObject[] | undefined, namespace: string, name: string): JsonObject | undefined {
  return listOf(objects ?? undefined)
    .map(objectOf)
    .find(
      ({ metadata }) =>
        namespaceOf(textOf(dig(metadata, 'namespace'))) === namespaceOf(namespace) && dig(metadata, 'name') === name,
    );
}

/** No namespace means `default`. */
function namespaceOf(namespace: string): string {
  return namespace === '' ? 'default' : namespace;
}

function entries(data: JsonValue | undefined): [string, string][] {
  return Object.entries(objectOf(data)).map(([key, value]) => [key, textOf(value)]);
}

/** How many Verrazzano resources a cluster has. */
export function verrazzanoCount({ Verrazzanos = 0 }: ClusterFacts): number {
  return typeof Verrazzanos === 'number' ? Verrazzanos : Verrazzanos.length;
}
