import { ChartValuesError } from '../../charts';
import { ENDPOINTS, ENDPOINTS_FILE } from '../../components/thanos-names';
import { isJsonObject, type JsonObject, listOf, type JsonValue, textOf } from '../../values/json';
import { valueAtPath } from '../../values/path';

/** Where the stores of managed clusters are mounted. */
const ENDPOINTS_FOLDER = '/conf/sd';

/** Key of the Secret with the settings of the object store, as the chart of the release reads it. */
const STORE_KEY = 'objstore.yml';

/** What Thanos asks besides its own parts: the sidecar of Prometheus, as the values file of the release names it. */
const SIDECARS = 'dnssrv+_grpc._tcp.prometheus-operator-kube-p-prometheus';

/** Parts that both charts have, to the name of the part in the published one. */
const PARTS = {
  query: 'query',
  queryFrontend: 'queryFrontend',
  storegateway: 'storeGateway',
  compactor: 'compact',
} as const;

/** Parts of the chart of the release that the published one makes in another way, or not at all. */
const REFUSED = ['ruler', 'receive', 'bucketweb'];

/** Values of a part to their names in the published chart. */
const RENAMED: Readonly<Record<string, string>> = {
  enabled: 'enabled',
  replicaCount: 'replicas',
  resources: 'resources',
  nodeSelector: 'nodeSelector',
  tolerations: 'tolerations',
  affinity: 'affinity',
  topologySpreadConstraints: 'topologySpreadConstraints',
  priorityClassName: 'priorityClassName',
  podLabels: 'podLabels',
  podAnnotations: 'podAnnotations',
  podSecurityContext: 'podSecurityContext',
  containerSecurityContext: 'securityContext',
  extraEnvVars: 'extraEnv',
  extraFlags: 'extraArgs',
  extraVolumes: 'extraVolumes',
  extraVolumeMounts: 'extraVolumeMounts',
};

/** Values of a part that become something else, or that the platform makes itself. */
const READ: Readonly<Record<string, readonly string[]>> = {
  query: ['ingress', 'stores', 'replicaLabel', 'existingSDConfigmap'],
  queryFrontend: ['ingress'],
  storegateway: ['persistence'],
  compactor: ['persistence', 'retentionResolutionRaw', 'retentionResolution5m', 'retentionResolution1h'],
};

/** Values beside the parts: where the images are follows from the version. */
const BESIDE = ['verrazzano', 'image', 'imagePullSecrets', 'existingObjstoreSecret'];

/**
 * Values of the chart of Thanos that is still published from those of the chart of the release: query, query front end, store gateway and
 * compactor, which ask and read the same.
 *
 * Source: charts `thanos` of Verrazzano v1.7.2 and of stevehipwell/helm-charts 1.24.1, both rendered; `cmd/thanos` of thanos-io/thanos 0.42.4.
 * @param values - values of the chart of the release
 * @throws ChartValuesError when a part runs that the published chart makes in another way, or a value has no counterpart
 */
export function thanosValues(values: JsonObject): JsonObject {
  for (const part of REFUSED) {
    if (valueAtPath(values, [part, 'enabled']) === true)
      throw lost(`${part}.enabled`, `it has no ${part} that takes these values`);
  }
  const known: readonly string[] = [...Object.keys(PARTS), ...REFUSED, ...BESIDE];
  const unknown = Object.keys(values).find((key) => !known.includes(key));
  if (unknown !== undefined) throw lost(unknown, 'it has no such value');
  const { imagePullSecrets } = values;
  const secret = textOf(values['existingObjstoreSecret']);
  const parts = Object.entries(PARTS).map(([from, to]) => [to, partValues(from, values[from])] as const);
  const { query, queryFrontend, storeGateway, compact }: Readonly<Record<string, JsonObject>> =
    Object.fromEntries(parts);
  return {
    ...(imagePullSecrets !== undefined && { imagePullSecrets }),
    // It would make a Secret with what is in the values.
    objstoreConfig: { create: false, ...(secret !== '' && { name: secret }), key: STORE_KEY },
    additionalEndpoints: stores(values),
    additionalReplicaLabels: replicaLabels(values),
    query: { service: { httpPort: 9090 }, ...query, ...endpoints(query ?? {}) },
    queryFrontend: { enabled: true, service: { httpPort: 9090 }, ...queryFrontend },
    storeGateway: { enabled: false, ...storeGateway, persistence: disk(values['storegateway']) },
    compact: {
      enabled: false,
      // The compactor of the release does not merge series of replicas, which cannot be undone.
      deduplication: { enabled: false },
      ...compact,
      extraArgs: [...retention(values), ...listOf(compact?.['extraArgs'])],
      persistence: disk(values['compactor']),
    },
  };
}

function partValues(part: string, stated: JsonValue | undefined): JsonObject {
  const all = Object.entries(isJsonObject(stated) ? stated : {});
  return Object.fromEntries(
    all.flatMap(([key, value]): Array<[string, JsonValue | undefined]> => {
      const name = RENAMED[key];
      if (name !== undefined) return [[name, value]];
      if (READ[part]?.includes(key)) return [];
      throw lost(`${part}.${key}`, 'it has no such value');
    }),
  );
}

/** The file with stores of managed clusters; without it the query asks what is here. */
function endpoints({ extraArgs, extraVolumes, extraVolumeMounts }: JsonObject): JsonObject {
  const name = 'sd-config';
  return {
    extraArgs: [`--store.sd-files=${ENDPOINTS_FOLDER}/${ENDPOINTS_FILE}`, ...listOf(extraArgs)],
    extraVolumes: [{ name, configMap: { name: ENDPOINTS, optional: true } }, ...listOf(extraVolumes)],
    extraVolumeMounts: [{ name, mountPath: ENDPOINTS_FOLDER }, ...listOf(extraVolumeMounts)],
  };
}

function stores(values: JsonObject): JsonValue {
  const stated = valueAtPath(values, ['query', 'stores']);
  return Array.isArray(stated) ? listOf(stated) : [SIDECARS];
}

function replicaLabels(values: JsonObject): JsonValue {
  const stated = valueAtPath(values, ['query', 'replicaLabel']);
  if (Array.isArray(stated)) return listOf(stated);
  return [textOf(stated) || 'prometheus_replica'];
}

/** Retentions with the defaults of the chart of the release; the program itself keeps everything. */
function retention(values: JsonObject): readonly string[] {
  const flag = (name: string, key: string, otherwise: string): string =>
    `--retention.resolution-${name}=${textOf(valueAtPath(values, ['compactor', key])) || otherwise}`;
  return [
    flag('raw', 'retentionResolutionRaw', '30d'),
    flag('5m', 'retentionResolution5m', '30d'),
    flag('1h', 'retentionResolution1h', '10y'),
  ];
}

/** The disk of a part, of the default storage class unless one is stated. */
function disk(part: JsonValue | undefined): JsonObject {
  const stated = isJsonObject(part) ? part['persistence'] : undefined;
  const { enabled, size, storageClass, accessModes } = isJsonObject(stated) ? stated : {};
  const [accessMode] = listOf(accessModes);
  return {
    enabled: enabled !== false,
    size: textOf(size) || '8Gi',
    storageClass: textOf(storageClass),
    ...(accessMode !== undefined && { accessMode }),
  };
}

function lost(path: string, why: string): ChartValuesError {
  return new ChartValuesError(
    `thanos.${path}: ${why}; take it out, or keep the chart of Bitnami: chart: ChartSource.maintained({ step: '12.1.1' })`,
  );
}
