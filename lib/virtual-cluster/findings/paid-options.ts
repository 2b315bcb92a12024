import { isJsonObject } from '../../values/json';
import { distributionOf, storeOf } from '../release';
import { entriesOf, isSet, type ChartValues } from '../values/chart-values';

/** Switches that only the paid edition honours. Source: `IsProFeatureEnabled` of vCluster 0.24.2, and its documentation. */
const SWITCHES = [
  'controlPlane.backingStore.etcd.embedded.enabled',
  'controlPlane.coredns.embedded',
  'experimental.isolatedControlPlane.enabled',
  'experimental.syncSettings.disableSync',
  'experimental.syncSettings.rewriteKubernetesService',
  'integrations.certManager.enabled',
  'integrations.externalSecrets.enabled',
  'integrations.kubeVirt.enabled',
  'networking.resolveDNS',
  'policies.centralAdmission.mutatingWebhooks',
  'policies.centralAdmission.validatingWebhooks',
];

/** Fields that the defaults do not have. */
const SECTIONS = [
  ['controlPlane.hostPathMapper', 'central'],
  ['experimental', 'denyProxyRequests'],
  ['external', 'platform'],
  ['sync.fromHost', 'customResources'],
  ['sync.toHost', 'customResources'],
] as const;

/**
 * Options in use that only the paid edition of vCluster honours, as paths.
 * @param values - the values, defaults included
 */
export function paidOptions(values: ChartValues): readonly string[] {
  const sections = SECTIONS.filter(([path, key]) => {
    const parent = values.object(path.includes('.') ? (path.split('.')[0] ?? '') : path);
    const [, last] = path.split('.');
    const section = last === undefined ? parent : parent[last];
    return isJsonObject(section) && isSet(section[key]);
  }).map(([path, key]) => `${path}.${key}`);
  const database = distributionOf(values) === 'k8s' && storeOf(values) === 'external-database';
  const patches = ['toHost', 'fromHost'].flatMap((way) =>
    entriesOf(values.at(`sync.${way}`)).flatMap(([kind, settings]) =>
      isJsonObject(settings) && isSet(settings.patches) ? [`sync.${way}.${kind}.patches`] : [],
    ),
  );
  return [
    ...SWITCHES.filter((path) => values.has(path)),
    ...(database ? ['controlPlane.backingStore.database.external.enabled'] : []),
    ...sections,
    ...patches,
  ].sort();
}
