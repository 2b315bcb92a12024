import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { call, construct, json, object, sourceOf, classesIn, type Expression } from './expression';
import { IMAGE_TAG } from '../../virtual-cluster/options/virtual-distribution';

/** A field of the values that a prop states just as well. */
interface Move {
  /** Where it is in the values. */
  readonly from: string;
  /** The prop, with dots where it is inside another. */
  readonly to: string;
  /** Which values the prop takes. */
  readonly when: (value: JsonValue) => boolean;
}

const isText = (value: JsonValue): boolean => typeof value === 'string' && value !== '';
const isSwitch = (value: JsonValue): boolean => typeof value === 'boolean';
const isTrue = (value: JsonValue): boolean => value === true;
const isList = (value: JsonValue): boolean => Array.isArray(value) && value.length > 0;

const TO_HOST = [
  'configMaps',
  'endpoints',
  'ingresses',
  'networkPolicies',
  'persistentVolumeClaims',
  'persistentVolumes',
  'podDisruptionBudgets',
  'priorityClasses',
  'secrets',
  'serviceAccounts',
  'services',
  'storageClasses',
  'volumeSnapshotContents',
  'volumeSnapshots',
];
const FROM_HOST = [
  'csiDrivers',
  'csiNodes',
  'csiStorageCapacities',
  'events',
  'ingressClasses',
  'nodes',
  'priorityClasses',
  'runtimeClasses',
  'storageClasses',
  'volumeSnapshotClasses',
];

const MOVES: readonly Move[] = [
  {
    from: 'controlPlane.statefulSet.highAvailability.replicas',
    to: 'replicas',
    when: (value) => typeof value === 'number',
  },
  { from: 'controlPlane.statefulSet.persistence.volumeClaim.size', to: 'volume.size', when: isText },
  { from: 'controlPlane.statefulSet.persistence.volumeClaim.storageClass', to: 'volume.storageClass', when: isText },
  { from: 'controlPlane.statefulSet.persistence.volumeClaim.retentionPolicy', to: 'volume.whenDeleted', when: isText },
  { from: 'networking.advanced.clusterDomain', to: 'clusterDomain', when: isText },
  { from: 'networking.advanced.fallbackHostCluster', to: 'fallbackToHostDns', when: isSwitch },
  { from: 'networking.replicateServices.fromHost', to: 'servicesFromHost', when: isList },
  { from: 'networking.replicateServices.toHost', to: 'servicesToHost', when: isList },
  { from: 'experimental.reuseNamespace', to: 'sharesNamespace', when: isSwitch },
  { from: 'experimental.multiNamespaceMode.enabled', to: 'multiNamespace', when: isTrue },
  { from: 'policies.podSecurityStandard', to: 'isolation.podSecurity', when: isText },
  { from: 'policies.resourceQuota.enabled', to: 'isolation.quota', when: isSwitch },
  { from: 'policies.limitRange.enabled', to: 'isolation.limits', when: isSwitch },
  { from: 'policies.networkPolicy.enabled', to: 'isolation.networkPolicy', when: isSwitch },
  { from: 'exportKubeConfig.context', to: 'kubeconfig.context', when: isText },
  { from: 'exportKubeConfig.server', to: 'kubeconfig.server', when: isText },
  ...TO_HOST.map((kind) => ({ from: `sync.toHost.${kind}.enabled`, to: `sync.toHost.${kind}`, when: isSwitch })),
  ...FROM_HOST.map((kind) => ({ from: `sync.fromHost.${kind}.enabled`, to: `sync.fromHost.${kind}`, when: isSwitch })),
];

type Tree = { [key: string]: Tree | JsonValue | Expression };

/**
 * A program with one virtual cluster, not formatted: props where there are any, and `values` for the rest.
 * @param name - name of the virtual cluster
 * @param namespace - its namespace
 * @param values - the values; they have been checked
 */
export function virtualClusterProgram(name: string, namespace: string, values: JsonObject): string {
  const rest = structuredClone(values) as Record<string, JsonValue>;
  const props = new Map<string, Expression>([['namespace', json(namespace)]]);
  const distribution = takeDistribution(rest);
  if (distribution !== undefined) props.set('distribution', distribution);
  const store = takeStore(rest);
  if (store !== undefined) props.set('store', store);
  for (const [key, expression] of nested(takeMoves(rest))) props.set(key, expression);
  if (Object.keys(rest).length > 0) props.set('values', json(rest));
  const cluster = construct('VirtualCluster', { kind: 'name', name: 'chart' }, json(name), object(props));
  const classes = [...new Set(classesIn(cluster))].sort();
  return [
    "import { App, Chart } from 'cdk8s';",
    `import { ${classes.join(', ')} } from 'cdk8s-verrazzano';`,
    '',
    'const app = new App();',
    `const chart = ${sourceOf(construct('Chart', { kind: 'name', name: 'app' }, json(name)))};`,
    `${sourceOf(cluster)};`,
    '',
    'app.synth();',
    '',
  ].join('\n');
}

function takeMoves(rest: Record<string, JsonValue>): Array<readonly [string, JsonValue]> {
  return MOVES.flatMap(({ from, to, when }) => {
    const value = valueAtPath(rest, from.split('.'));
    if (value === undefined || !when(value)) return [];
    remove(rest, from.split('.'));
    return [[to, value] as const];
  });
}

/** Props with dots as nested objects. */
function nested(taken: ReadonlyArray<readonly [string, JsonValue]>): ReadonlyArray<readonly [string, Expression]> {
  const tree: Tree = {};
  for (const [path, value] of taken) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let place = tree;
    for (const key of keys) place = (place[key] ??= {}) as Tree;
    place[last] = value;
  }
  return Object.entries(tree).map(([key, value]) => [key, json(value as JsonValue)] as const);
}

/** The distribution, where all that is set is taken by its factory. */
function takeDistribution(rest: Record<string, JsonValue>): Expression | undefined {
  const all = valueAtPath(rest, ['controlPlane', 'distro']);
  if (!isJsonObject(all)) return undefined;
  const enabled = Object.keys(all).filter((key) => valueAtPath(all, `${key}.enabled`.split('.')) === true);
  const [name = ''] = enabled;
  const factory = { k8s: 'kubernetes', k3s: 'k3s', k0s: 'k0s' }[name];
  const distribution = all[name];
  if (factory === undefined || !isJsonObject(distribution)) return undefined;
  const [version, args] = name === 'k8s' ? ['version', 'apiServer.extraArgs'] : ['image.tag', 'extraArgs'];
  const props = new Map<string, Expression>();
  const stated = valueAtPath(distribution, version.split('.'));
  if (typeof stated === 'string' && IMAGE_TAG.test(stated)) {
    props.set('version', json(stated));
    remove(rest, ['controlPlane', 'distro', name, ...version.split('.')]);
  }
  const extraArgs = valueAtPath(distribution, args.split('.'));
  if (extraArgs !== undefined && isList(extraArgs)) {
    props.set('extraArgs', json(extraArgs));
    remove(rest, ['controlPlane', 'distro', name, ...args.split('.')]);
  }
  remove(rest, ['controlPlane', 'distro', name, 'enabled']);
  return call(`VirtualDistribution.${factory}`, ...(props.size === 0 ? [] : [object(props)]));
}

const STORES = {
  'database.embedded.enabled': 'sqlite',
  'etcd.embedded.enabled': 'embeddedEtcd',
  'etcd.deploy.enabled': 'deployedEtcd',
} as const;

const ETCD = 'controlPlane.backingStore.etcd.deploy.statefulSet';

/** The store; an external database stays in the values, since its factory needs a Secret that these do not name. */
function takeStore(rest: Record<string, JsonValue>): Expression | undefined {
  for (const [path, factory] of Object.entries(STORES)) {
    const full = `controlPlane.backingStore.${path}`;
    if (valueAtPath(rest, full.split('.')) !== true) continue;
    remove(rest, full.split('.'));
    const props = factory === 'deployedEtcd' ? takeEtcd(rest) : new Map<string, Expression>();
    return call(`VirtualStore.${factory}`, ...(props.size === 0 ? [] : [object(props)]));
  }
  return undefined;
}

function takeEtcd(rest: Record<string, JsonValue>): Map<string, Expression> {
  const fields: ReadonlyArray<readonly [string, string, (value: JsonValue) => boolean]> = [
    ['replicas', 'highAvailability.replicas', (value) => typeof value === 'number' && value % 2 === 1],
    ['size', 'persistence.volumeClaim.size', isText],
    ['storageClass', 'persistence.volumeClaim.storageClass', isText],
  ];
  const props = new Map<string, Expression>();
  for (const [prop, path, when] of fields) {
    const value = valueAtPath(rest, `${ETCD}.${path}`.split('.'));
    if (value === undefined || !when(value)) continue;
    props.set(prop, json(value));
    remove(rest, `${ETCD}.${path}`.split('.'));
  }
  return props;
}

/** Removes a field, and the objects around it that are empty then. */
function remove(values: Record<string, JsonValue>, [key = '', ...rest]: readonly string[]): void {
  const value = values[key];
  if (rest.length === 0) delete values[key];
  else if (isJsonObject(value)) {
    remove(value as Record<string, JsonValue>, rest);
    if (Object.keys(value).length === 0) delete values[key];
  }
}
