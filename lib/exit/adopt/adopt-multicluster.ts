import {
  canonicalJson,
  groupOf,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
  textsAt,
} from '../../connectivity/manifest';
import { CLUSTERS_GROUP, clustersOf, LOCAL_CLUSTER } from '../../resource/multicluster';
import { isJsonObject, type JsonObject } from '../../values/json';
import { describeObject, type Dump, type DumpObject } from '../dump/dump';
import { hasCredential } from './adopt-applications';
import type { AdoptFinding } from './adopt-finding';
import type { FoundProject } from './adopt-projects';
import { SECRET_CONTENT } from '../../gitops/secrets/secret-objects';
import { OAM_V1ALPHA2 } from '../../definition/verrazzano-api';

/** Something of a project that is placed on clusters, by the construct that makes it. */
export interface FoundPlaced {
  /** Class of the construct. */
  readonly className: 'MultiClusterApplication' | 'MultiClusterConfigMap';
  /** Name of its project. */
  readonly project: string;
  /** Name of the object. */
  readonly name: string;
  /** Options of the construct. */
  readonly props: JsonObject;
}

/** A MultiClusterSecret of a project, without its content. */
export interface FoundPlacedSecret {
  readonly namespace: string;
  readonly name: string;
  /** Keys of its content. */
  readonly keys: readonly string[];
  /** Names of the clusters that it is placed on. */
  readonly clusters: readonly string[];
}

/** What a dump has of projects, beside the projects. */
export interface FoundMulticluster {
  readonly placed: readonly FoundPlaced[];
  readonly secrets: readonly FoundPlacedSecret[];
  readonly findings: readonly AdoptFinding[];
}

/**
 * The MultiCluster resources of an admin cluster, by the options of the constructs that make them.
 * @param dump - the dump
 * @param projects - its projects, whose namespaces they are in
 * @param clusters - names of the managed clusters that it has
 */
export function foundMulticluster(
  dump: Dump,
  projects: readonly FoundProject[],
  clusters: readonly string[],
): FoundMulticluster {
  const of = (kind: string): readonly DumpObject[] => dump.list(kind, CLUSTERS_GROUP);
  const owner = (object: DumpObject): FoundProject | undefined =>
    projects.find(({ namespaces }) => namespaces.some(({ name }) => name === namespaceOf(object)));
  const applications = of('MultiClusterApplicationConfiguration');
  const configMaps = of('MultiClusterConfigMap');
  const placed = [...applications, ...configMaps].flatMap((object): ReadonlyArray<FoundPlaced & { at: string }> => {
    const project = owner(object);
    if (project === undefined) return [];
    const isMap = object.kind === 'MultiClusterConfigMap';
    const content = isMap ? configMapProps(object) : applicationProps(object, dump);
    const className = isMap ? 'MultiClusterConfigMap' : 'MultiClusterApplication';
    const props = { ...placement(object, project), ...content };
    return [{ className, project: project.name, name: nameOf(object), props, at: describeObject(object) }];
  });
  const unsafe = placed.filter(({ props }) => hasCredential(props));
  const named = new Set(applications.flatMap((object) => componentNames(object).map((name) => keyOf(object, name))));
  const unused = of('MultiClusterComponent').filter((object) => !named.has(keyOf(object, nameOf(object))));
  const all = of('MultiClusterSecret');
  const foreign = [...applications, ...configMaps, ...all].filter((object) => owner(object) === undefined);
  const secrets = all.filter((object) => !foreign.includes(object));
  const fix = 'complete the dump, or write it into the program by hand';
  return {
    placed: placed.filter((one) => !unsafe.includes(one)).map(({ at: _, ...one }) => one),
    secrets: secrets.map(secretOf),
    findings: [
      ...foreign.map((object) =>
        finding('error', object, 'is in a namespace of no project; the program lacks it', fix),
      ),
      ...unused.map((object) =>
        finding('error', object, 'is named by no MultiClusterApplicationConfiguration; the program lacks it', fix),
      ),
      ...unsafe.map(({ at }): AdoptFinding => {
        const what = 'holds a credential, and is not written';
        return { severity: 'error', at, what, fix: 'put it into a Secret, and adopt again' };
      }),
      ...[...applications, ...configMaps].flatMap((object) => unknownClusters(object, owner(object), clusters)),
      ...applications
        .filter((object) => !foreign.includes(object))
        .flatMap((object) => missingComponents(object, dump)),
      ...secrets.map((object) =>
        finding(
          'warning',
          object,
          'stays in the cluster; the program requires the Secret on each cluster that it is placed on, by name and keys',
          'deliver the Secret to each of them, by External Secrets or by hand',
        ),
      ),
    ],
  };
}

function finding(severity: AdoptFinding['severity'], object: DumpObject, what: string, fix: string): AdoptFinding {
  return { severity, at: describeObject(object), what, fix };
}

function keyOf(object: DumpObject, name: string): string {
  return `${namespaceOf(object)}/${name}`;
}

/** Namespace and clusters where the project leaves a choice, and the metadata. */
function placement(object: DumpObject, { namespaces, clusters: all }: FoundProject): JsonObject {
  const clusters = clustersOf(object);
  return {
    ...(namespaces.length > 1 && { namespace: namespaceOf(object) }),
    ...(canonicalJson(clusters) !== canonicalJson([...all]) && { clusters: [...clusters] }),
    ...ownMetadata(object),
  };
}

/** Annotations of tools that deliver. */
const OF_DELIVERY = /^(?:argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io|meta\.helm\.sh)\//;

function ownMetadata(object: JsonObject): { labels?: JsonObject; annotations?: JsonObject } {
  const labels = textsAt(object, 'metadata', 'labels');
  const all = Object.entries(textsAt(object, 'metadata', 'annotations'));
  const annotations = Object.fromEntries(all.filter(([key]) => !OF_DELIVERY.test(key)));
  return {
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
}

function configMapProps(object: DumpObject): JsonObject {
  const template = objectAt(object, 'spec', 'template');
  const { labels, annotations } = ownMetadata(template);
  const { data, binaryData } = template;
  return {
    ...(labels !== undefined && { configMapLabels: labels }),
    ...(annotations !== undefined && { configMapAnnotations: annotations }),
    ...(isJsonObject(data) && { data }),
    ...(isJsonObject(binaryData) && { binaryData }),
  };
}

function applicationProps(object: DumpObject, dump: Dump): JsonObject {
  const template = objectAt(object, 'spec', 'template');
  const components = componentNames(object)
    .map((name) => componentOf(object, name, dump))
    .filter((one) => one !== undefined);
  const secrets = listAt(object, 'spec', 'secrets').filter((one): one is string => typeof one === 'string');
  return {
    manifests: [...components, oamObject('ApplicationConfiguration', nameOf(object), template)],
    ...(secrets.length > 0 && { secrets: secrets.map((name) => secretProps(name, object, dump)) }),
  };
}

function componentNames(object: DumpObject): string[] {
  const components = listAt(object, 'spec', 'template', 'spec', 'components');
  return [...new Set(components.flatMap((one) => textAt(one, 'componentName') ?? []))];
}

/** Agents fetch Components and MultiClusterComponents alike; the construct writes the former. */
function componentOf(application: DumpObject, name: string, dump: Dump): JsonObject | undefined {
  const namespace = namespaceOf(application);
  const component = dump.find('Component', namespace, name);
  if (component !== undefined && groupOf(component) === 'core.oam.dev') return oamObject('Component', name, component);
  const wrapper = dump.find('MultiClusterComponent', namespace, name);
  return wrapper && oamObject('Component', name, objectAt(wrapper, 'spec', 'template'));
}

function oamObject(kind: string, name: string, from: JsonObject): JsonObject {
  const metadata = { name, ...ownMetadata(from) };
  return { apiVersion: OAM_V1ALPHA2, kind, metadata, spec: objectAt(from, 'spec') };
}

/** Clusters that neither the dump nor the project has; those of projects are reported with these. */
function unknownClusters(
  object: DumpObject,
  project: FoundProject | undefined,
  clusters: readonly string[],
): AdoptFinding[] {
  if (project === undefined) return [];
  const known = [LOCAL_CLUSTER, ...clusters, ...project.clusters];
  const unknown = clustersOf(object).filter((each) => !known.includes(each));
  if (unknown.length === 0) return [];
  const what = 'is placed on clusters that the dump lacks';
  return [{ ...finding('warning', object, what, 'complete the dump, or correct the program'), got: unknown }];
}

function missingComponents(object: DumpObject, dump: Dump): AdoptFinding[] {
  const missing = componentNames(object).filter((name) => componentOf(object, name, dump) === undefined);
  if (missing.length === 0) return [];
  const fix = `add what \`kubectl get components.core.oam.dev -n ${namespaceOf(object)} -o yaml\` prints`;
  return [{ ...finding('error', object, 'names Components that the dump lacks', fix), got: missing }];
}

function secretProps(name: string, object: DumpObject, dump: Dump): JsonObject {
  const secret = dump.find('Secret', namespaceOf(object), name);
  const description = 'as the admin cluster has it';
  return { name, keys: secret === undefined ? [] : contentKeys(secret), description };
}

function contentKeys(secret: JsonObject): string[] {
  return [...new Set(SECRET_CONTENT.flatMap((field) => Object.keys(objectAt(secret, field))))].sort();
}

function secretOf(object: DumpObject): FoundPlacedSecret {
  const keys = contentKeys(objectAt(object, 'spec', 'template'));
  return { namespace: namespaceOf(object), name: nameOf(object), keys, clusters: clustersOf(object) };
}
