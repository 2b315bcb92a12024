import { groupOf, kindOf, namespaceOf, textAt } from '../../connectivity/manifest';
import { VERRAZZANO_GROUP } from '../../definition/verrazzano-api';
import { CLUSTERS_V1ALPHA1, ExistingObjects, isNamed } from '../../resource/multicluster';
import type { ClusterFacts } from '../../resource/rules';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { documentsOf } from './read-manifests-documents';
import { readClusterFacts } from './read-cluster-facts';
import { readManifests } from './read-manifests';
import { TOTALS, type Totals } from './totals';
import { readText } from './read-text';
import { statSync } from 'node:fs';

/** What exists in a cluster. */
export interface KnownCluster {
  /** What rules for the Verrazzano resource ask. */
  readonly facts: ClusterFacts;
  /** The objects, for rules of other kinds. */
  readonly objects: ExistingObjects;
  /** Kinds of which `objects` does not say what exists. */
  readonly unknownKinds: readonly string[];
  /** Secrets and ConfigMaps whose content is not stated, such as `ConfigMap verrazzano-mc/verrazzano-admin-cluster`. */
  readonly withoutContent: readonly string[];
}

/**
 * What exists in a cluster, from a file with cluster facts, or from manifests: a file or a folder, as `kubectl get -o yaml` prints them.
 * An empty file is an empty cluster.
 * @param path - path of a file or folder
 * @throws InputError when a file is refused, or holds something else
 */
export function readCluster(path: string): KnownCluster {
  if (isFolder(path) || holdsManifests(path)) {
    const totals: Totals = { files: 0, bytes: 0, values: 0 };
    return ofManifests(readManifests(path, totals, { empty: true }).manifests.map(({ object }) => object));
  }
  return ofFacts(readClusterFacts(path));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether any document says its kind, as no facts do. */
function holdsManifests(file: string): boolean {
  return documentsOf(file, readText(file, TOTALS.bytes)).some((value) => isJsonObject(value) && 'kind' in value);
}

function ofManifests(objects: readonly JsonObject[]): KnownCluster {
  const named = objects.filter(isNamed);
  const of = (kind: string, group = ''): JsonObject[] =>
    named.filter((object) => kindOf(object) === kind && groupOf(object) === group);
  const names = (found: readonly JsonObject[]): string[] =>
    found.map((object) => `${namespaceOf(object)}/${textAt(object, 'metadata', 'name')}`);
  return {
    facts: {
      Namespaces: of('Namespace'),
      Secrets: of('Secret').map(withContent),
      ConfigMaps: of('ConfigMap').map(withContent),
      CRDs: of('CustomResourceDefinition', 'apiextensions.k8s.io').flatMap(
        (crd) => textAt(crd, 'metadata', 'name') ?? [],
      ),
      Pods: of('Pod'),
      Deployments: names(of('Deployment', 'apps')),
      Services: names(of('Service')),
      Verrazzanos: of('Verrazzano', VERRAZZANO_GROUP),
    },
    objects: new ExistingObjects(named),
    unknownKinds: [],
    withoutContent: [],
  };
}

/** A dump shows the whole content; an object without any is empty. */
function withContent(object: JsonObject): JsonObject {
  return object.data === undefined && object.stringData === undefined ? { ...object, data: {} } : object;
}

function ofFacts(facts: ClusterFacts): KnownCluster {
  const { Verrazzanos, Namespaces, Secrets, ConfigMaps, VerrazzanoManagedClusters, VerrazzanoProjects } = facts;
  const lists: readonly (readonly [apiVersion: string, kind: string, objects: JsonValue | undefined])[] = [
    ['v1', 'Namespace', Namespaces],
    ['v1', 'Secret', Secrets],
    ['v1', 'ConfigMap', ConfigMaps],
    [CLUSTERS_V1ALPHA1, 'VerrazzanoManagedCluster', VerrazzanoManagedClusters],
    [CLUSTERS_V1ALPHA1, 'VerrazzanoProject', VerrazzanoProjects],
    [`${VERRAZZANO_GROUP}/v1beta1`, 'Verrazzano', typeof Verrazzanos === 'number' ? undefined : Verrazzanos],
  ];
  const all = lists.flatMap(([apiVersion, kind, objects]) =>
    (Array.isArray(objects) ? (objects as readonly JsonValue[]) : [])
      .filter(isNamed)
      .map((object): JsonObject => ({ ...object, apiVersion, kind })),
  );
  const isBare = (object: JsonObject): boolean => object.data === undefined && object.stringData === undefined;
  const bare = all.filter((object) => ['Secret', 'ConfigMap'].includes(kindOf(object)) && isBare(object));
  return {
    facts,
    objects: new ExistingObjects(all.filter((object) => !bare.includes(object))),
    unknownKinds: ['OCIClusterIdentity', ...(typeof Verrazzanos === 'number' && Verrazzanos > 0 ? ['Verrazzano'] : [])],
    withoutContent: bare.map(
      (object) => `${kindOf(object)} ${namespaceOf(object)}/${textAt(object, 'metadata', 'name')}`,
    ),
  };
}
