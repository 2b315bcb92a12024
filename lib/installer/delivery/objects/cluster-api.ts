import { readFileSync } from 'fs';
import { join } from 'path';
import { ChartValuesError, mergeValues, type ChartFacts } from '../../../charts';
import { clusterAPI } from '../../../components';
import type { ImageName } from '../../../definition/images';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { valueAtPath } from '../../../values/path';
import { readKubernetesYaml } from '../../../values/yaml/read-kubernetes-yaml';

/** A provider of Cluster API. */
interface Provider {
  /** Its name in clusterctl. */
  readonly name: string;
  /** Its type in `clusterctl.yaml`. */
  readonly type: string;
  /** The option of `clusterctl init` for it. */
  readonly flag: string;
  /** Its manifest, below `platform-operator/capi`. */
  readonly file: string;
  /** Its repository, below that of its image, for other versions. */
  readonly project: string;
  /** Value of label `cluster.x-k8s.io/provider`. */
  readonly label: string;
  /** Its key below `defaultProviders` of overrides. */
  readonly key: string;
  /** Image of its controller. */
  readonly image: ImageName;
}

/** In the order in which clusterctl installs them. Source: `platform-operator/capi` and `controllers/verrazzano/component/clusterapi` at v1.7.2. */
export const PROVIDERS: readonly Provider[] = [
  {
    name: 'cluster-api',
    type: 'CoreProvider',
    flag: 'core',
    project: 'cluster-api',
    file: 'cluster-api/v1.5.3/core-components.yaml',
    label: 'cluster-api',
    key: 'core',
    image: 'cluster-api-controller',
  },
  {
    name: 'ocne',
    type: 'BootstrapProvider',
    flag: 'bootstrap',
    project: 'cluster-api-provider-ocne',
    file: 'bootstrap-ocne/v1.7.0/bootstrap-components.yaml',
    label: 'bootstrap-ocne',
    key: 'ocneBootstrap',
    image: 'cluster-api-ocne-bootstrap-controller',
  },
  {
    name: 'ocne',
    type: 'ControlPlaneProvider',
    flag: 'control-plane',
    project: 'cluster-api-provider-ocne',
    file: 'control-plane-ocne/v1.7.0/control-plane-components.yaml',
    label: 'control-plane-ocne',
    key: 'ocneControlPlane',
    image: 'cluster-api-ocne-control-plane-controller',
  },
  {
    name: 'oci',
    type: 'InfrastructureProvider',
    flag: 'infrastructure',
    project: 'cluster-api-provider-oci',
    file: 'infrastructure-oci/v0.13.0/infrastructure-components.yaml',
    label: 'infrastructure-oci',
    key: 'oci',
    image: 'cluster-api-oci-controller',
  },
  {
    name: 'verrazzano',
    type: 'AddonProvider',
    flag: 'addon',
    project: 'addon-verrazzano',
    file: 'addon-verrazzano/v1.0.0/addon-components.yaml',
    label: 'addon-verrazzano',
    key: 'verrazzanoAddon',
    image: 'cluster-api-verrazzano-addon-controller',
  },
];

/** What the platform operator sets before it runs clusterctl. */
export const VARIABLES: Readonly<Record<string, string>> = {
  CLUSTER_TOPOLOGY: 'true',
  EXP_CLUSTER_RESOURCE_SET: 'true',
  EXP_MACHINE_POOL: 'true',
  INIT_OCI_CLIENTS_ON_STARTUP: 'false',
};

/** What overrides make of a provider. */
interface StatedProvider {
  /** Registry and path of its image. */
  readonly repository: string;
  /** Tag of its image. */
  readonly tag: string;
  /** Its version. */
  readonly version: string;
  /** Where its manifest is; undefined for that of the release. */
  readonly url: string | undefined;
  /** Whether it is another one than that of the release. */
  readonly isOther: boolean;
}

/**
 * A provider with overrides; the last of these is the strongest, other than in charts.
 * @param facts - what is stated
 * @param provider - the provider
 */
export function providerOf(facts: ChartFacts, { key, image, file, project }: Provider): StatedProvider {
  const known = facts.image(image);
  const stated = mergeValues([...facts.overrides('clusterAPI')]);
  const own = (...path: string[]): string | undefined => textAt(stated, ['defaultProviders', key, ...path]);
  const host = own('image', 'registry') ?? textAt(stated, ['global', 'registry']) ?? known.registry;
  const path = own('image', 'repository') ?? known.repository;
  const [, release = '', manifest = ''] = file.split('/');
  const version = own('version');
  const remote =
    version === undefined ? undefined : `https://github.com/${path}/${project}/releases/${version}/${manifest}`;
  return {
    repository: `${host}/${path}`,
    tag: own('image', 'tag') ?? known.tag,
    version: version ?? release,
    url: own('url') ?? remote,
    isOther: version !== undefined || own('url') !== undefined,
  };
}

/**
 * Why the manifests of the release are not those that are stated; undefined where they are.
 * @param facts - what is stated
 */
export function otherProviders(facts: ChartFacts): string | undefined {
  const found = PROVIDERS.find((provider) => providerOf(facts, provider).isOther);
  return found === undefined
    ? undefined
    : `its provider ${found.key} is stated in another version than that of the release`;
}

/**
 * The objects of all providers as clusterctl makes them from the manifests of the release: variables filled in, in the namespace of the
 * platform, with the images of the platform and the labels of clusterctl.
 *
 * Source: Cluster API 1.5, `cmd/clusterctl/client/repository/components.go`.
 * @param facts - images and overrides
 * @param directory - folder with `platform-operator/capi`
 * @throws ChartValuesError when a manifest is not there
 */
export function clusterApiObjects(facts: ChartFacts, directory: string): readonly KubernetesManifest[] {
  return PROVIDERS.flatMap((provider) => {
    const objects = readObjects(join(directory, 'platform-operator/capi', provider.file));
    const own = objects.find(({ kind }) => kind === 'Namespace')?.metadata.name ?? '';
    return objects
      .filter(({ kind }) => kind !== 'Namespace')
      .map((object) => labelled(withImage(moved(object, own), providerOf(facts, provider)), provider.label));
  });
}

function readObjects(file: string): readonly KubernetesManifest[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ChartValuesError(`Cluster API needs manifest ${file}, which cannot be read`);
  }
  return filled(text)
    .split(/^---$/m)
    .map((document) => readKubernetesYaml(document))
    .filter(isJsonObject)
    .map((object) => object as unknown as KubernetesManifest);
}

/** Variables with defaults, as clusterctl fills them in. */
function filled(text: string): string {
  return text.replace(/\$\{(\w+):?=([^}]*)\}/g, (_, name: string, otherwise: string) => VARIABLES[name] ?? otherwise);
}

/** In the namespace of the platform, with all that names it: references, names of Services in certificates, and who injects bundles. */
function moved(object: KubernetesManifest, from: string): KubernetesManifest {
  const change = (value: JsonValue, key = ''): JsonValue => {
    if (typeof value === 'string') return movedText(value, key, from);
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => change(item, key));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner ?? null, name)]));
  };
  return change(object) as unknown as KubernetesManifest;
}

function movedText(text: string, key: string, from: string): string {
  const to = clusterAPI.namespace;
  if (key === 'namespace' && text === from) return to;
  if (key === 'cert-manager.io/inject-ca-from') return text.replace(`${from}/`, `${to}/`);
  return key === 'dnsNames' ? text.replace(`.${from}.`, `.${to}.`) : text;
}

function withImage(
  object: KubernetesManifest,
  { repository, tag }: { repository: string; tag: string },
): KubernetesManifest {
  const spec = valueAtPath(object, ['spec', 'template', 'spec']);
  if (object.kind !== 'Deployment' || !isJsonObject(spec) || !Array.isArray(spec.containers)) return object;
  const containers = (spec.containers as readonly JsonValue[]).filter(isJsonObject).map((container) => {
    const name = /([^/:@]+)(?:[:@][^/]*)?$/.exec(typeof container.image === 'string' ? container.image : '')?.[1] ?? '';
    return { ...container, image: `${repository}/${name}:${tag}` };
  });
  const { spec: own } = object as unknown as { spec: { template: JsonObject } };
  const template = { ...own.template, spec: { ...spec, containers } };
  return { ...object, spec: { ...own, template } };
}

function labelled(object: KubernetesManifest, provider: string): KubernetesManifest {
  const { labels = {} } = object.metadata;
  const own = { ...labels, 'cluster.x-k8s.io/provider': provider, 'clusterctl.cluster.x-k8s.io': '' };
  return { ...object, metadata: { ...object.metadata, labels: own } };
}

function textAt(values: JsonObject, path: readonly string[]): string | undefined {
  const value = valueAtPath(values, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
