import { ChartValuesError } from '../../charts';
import { jaegerOperator } from '../../components';
import { COLLECTOR_2_PORTS, JAEGER_2_LABELS, QUERY_PORTS, selectorOfJaeger2 } from '../../components/jaeger-pods';
import { isJsonObject, listOf, objectsOf, textOf, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { jaegerConfiguration, type JaegerStore } from './jaeger-configuration';

/** Name of the Deployment, and of the service account that policies know. */
const NAME = 'jaeger-operator-jaeger';

/** Values beside the instance: images follow from the version, and the operator that the others configure is gone. */
const BESIDE = ['jaeger', 'esIndexCleaner', 'image', 'extraEnv'];

/** Fields of the instance that have a counterpart; `ingress` is made by the platform. */
const READ: ReadonlyMap<string, readonly string[]> = new Map([
  ['jaeger', ['create', 'spec', 'image']],
  ['jaeger.spec', ['strategy', 'storage', 'query', 'volumes', 'volumeMounts', 'annotations', 'ingress']],
  ['jaeger.spec.storage', ['type', 'options', 'secretName', 'esIndexCleaner', 'dependencies']],
  ['jaeger.spec.storage.options', ['es']],
  ['jaeger.spec.storage.options.es', ['server-urls', 'index-prefix', 'num-replicas', 'num-shards', 'tls']],
  ['jaeger.spec.storage.options.es.tls', ['ca']],
  ['jaeger.spec.storage.esIndexCleaner', ['enabled', 'numberOfDays', 'schedule']],
  ['jaeger.spec.query', ['metricsStorage', 'options']],
  ['jaeger.spec.query.options', ['prometheus']],
  ['jaeger.spec.query.options.prometheus', ['server-url']],
]);

/** What the values file of the strategy `production` says. */
const CLEANER = { enabled: true, numberOfDays: 7, schedule: '55 23 * * *' };
const INDEX_PREFIX = 'verrazzano';

const POD = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const CONTAINER = { privileged: false, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/**
 * Values of chart `jaeger`, which installs Jaeger 2, from those of the chart of its operator: one program receives, stores and shows what
 * collector and query did, at the same Services, under the same service account, in the same indices.
 *
 * Source: `templates/jaeger.yaml` and values files of chart `jaeger-operator` at v1.7.2; chart `jaeger` 4.11.1, rendered.
 * @param values - values of the chart of the release
 * @throws ChartValuesError when the platform has no instance, or states what Jaeger 2 or its chart does not take
 */
export function jaegerValues(values: JsonObject): JsonObject {
  if (valueAtPath(values, ['jaeger', 'create']) !== true)
    throw lost('jaeger.create', 'chart jaeger is one instance of Jaeger, and the platform has none');
  const unknown = Object.keys(values).find((key) => !BESIDE.includes(key));
  if (unknown !== undefined) throw lost(unknown, 'it is a value of the operator, which is gone');
  for (const [path, known] of READ) refuseOthers(values, path, known);
  const spec = objectAt(values, 'jaeger.spec');
  const store = storeOf(values);
  const { volumes, volumeMounts } = spec;
  return {
    fullnameOverride: NAME,
    userconfig: jaegerConfiguration(store),
    jaeger: {
      ...imageOf(values, 'jaeger'),
      podLabels: JAEGER_2_LABELS,
      podSecurityContext: POD,
      securityContext: CONTAINER,
      extraEnv: login(store),
      extraVolumes: listOf(volumes),
      extraVolumeMounts: listOf(volumeMounts),
    },
    ...cleaner(values, store),
    extraObjects: [service('collector', COLLECTOR_2_PORTS), service('query', QUERY_PORTS)],
  };
}

function storeOf(values: JsonObject): JaegerStore {
  const strategy = textAt(values, 'jaeger.spec.strategy').toLowerCase();
  if (strategy === 'streaming') throw lost('jaeger.spec.strategy', 'Kafka in between has other values there');
  const stated = textAt(values, 'jaeger.spec.storage.type');
  const type = stated || (strategy === 'production' ? 'elasticsearch' : 'memory');
  const prometheus = textAt(values, 'jaeger.spec.query.options.prometheus.server-url');
  if (type === 'memory') return { type, prometheus };
  if (type !== 'elasticsearch' && type !== 'opensearch')
    throw lost('jaeger.spec.storage.type', `storage ${type} has other values there`);
  const es = objectAt(values, 'jaeger.spec.storage.options.es');
  const urls = textOf(es['server-urls']).split(',');
  return {
    type,
    prometheus,
    urls: urls.map((url) => url.trim()).filter((url) => url !== ''),
    // The values file of the production strategy has it.
    prefix: textOf(es['index-prefix']) || (strategy === 'production' ? INDEX_PREFIX : ''),
    replicas: numberOf(es['num-replicas']),
    shards: numberOf(es['num-shards']),
    ca: textAt(values, 'jaeger.spec.storage.options.es.tls.ca'),
    secret: textAt(values, 'jaeger.spec.storage.secretName'),
  };
}

/** The job that removes old indices, of stores that have some. */
function cleaner(values: JsonObject, store: JaegerStore): JsonObject {
  const own = imageOf(values, 'esIndexCleaner');
  const stated = { ...CLEANER, ...objectAt(values, 'jaeger.spec.storage.esIndexCleaner') };
  if (store.type === 'memory' || stated.enabled !== true) return { esIndexCleaner: { ...own, enabled: false } };
  const { urls, prefix, ca } = store;
  return {
    storage: { type: 'elasticsearch', elasticsearch: { url: urls[0] ?? '' } },
    esIndexCleaner: {
      ...own,
      ...stated,
      podLabels: JAEGER_2_LABELS,
      podSecurityContext: POD,
      securityContext: CONTAINER,
      extraEnv: login(store),
      cmdlineParams: {
        ...(prefix !== '' && { 'index-prefix': prefix }),
        ...(ca !== '' && { 'es.tls.enabled': 'true', 'es.tls.ca': ca }),
      },
      ...mounts(objectAt(values, 'jaeger.spec')),
    },
  };
}

/** The chart mounts Secrets and ConfigMaps into that job, and nothing else. */
function mounts({ volumes, volumeMounts }: JsonObject): JsonObject {
  const [extraSecretMounts, extraConfigmapMounts]: [JsonObject[], JsonObject[]] = [[], []];
  for (const { name, mountPath, subPath = '', readOnly = true } of objectsOf(volumeMounts)) {
    const { secret, configMap } = objectsOf(volumes).find((volume) => volume['name'] === name) ?? {};
    const mount = { name, mountPath, subPath, readOnly };
    if (isJsonObject(secret)) extraSecretMounts.push({ ...mount, secretName: secret['secretName'] });
    else if (isJsonObject(configMap)) extraConfigmapMounts.push({ ...mount, configMap: configMap['name'] });
    else throw lost('jaeger.spec.volumes', 'the job that removes indices mounts only Secrets and ConfigMaps');
  }
  return { extraSecretMounts, extraConfigmapMounts };
}

function login(store: JaegerStore): readonly JsonObject[] {
  if (store.type === 'memory' || store.secret === '') return [];
  return ['ES_USERNAME', 'ES_PASSWORD'].map((key) => ({
    name: key,
    valueFrom: { secretKeyRef: { name: store.secret, key } },
  }));
}

type PortOfService = string | { readonly name: string; readonly to: string };

function service(part: 'collector' | 'query', ports: readonly PortOfService[]): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${NAME}-${part}`, namespace: jaegerOperator.namespace, labels: { app: JAEGER_2_LABELS.app } },
    spec: {
      type: 'ClusterIP',
      selector: selectorOfJaeger2('all-in-one'),
      ports: ports.map((port) =>
        typeof port === 'string' ? servicePort(part, port, port) : servicePort(part, port.name, port.to),
      ),
    },
  };
}

/** A port that collector and query of the release have too. */
function servicePort(part: 'collector' | 'query', name: string, key: string): JsonObject {
  const ports: Readonly<Record<string, number | { readonly port: number }>> =
    jaegerOperator.workloads[`${NAME}-${part}`].ports;
  const stated = ports[key] ?? 0;
  const port = typeof stated === 'number' ? stated : stated.port;
  return { name, port, targetPort: port, protocol: 'TCP' };
}

function imageOf(values: JsonObject, part: string): JsonObject {
  const image = valueAtPath(values, [part, 'image']);
  return image === undefined ? {} : { image };
}

function refuseOthers(values: JsonObject, path: string, known: readonly string[]): void {
  const other = Object.keys(objectAt(values, path)).find((key) => !known.includes(key));
  if (other !== undefined) throw lost(`${path}.${other}`, 'Jaeger 2 has no such value');
}

function objectAt(values: JsonObject, path: string): JsonObject {
  const found = valueAtPath(values, path.split('.'));
  return isJsonObject(found) ? found : {};
}

function textAt(values: JsonObject, path: string): string {
  return textOf(valueAtPath(values, path.split('.')));
}

function numberOf(value: JsonValue | undefined): number | undefined {
  return value === undefined || value === null || value === '' ? undefined : Number(value);
}

function lost(path: string, why: string): ChartValuesError {
  return new ChartValuesError(
    `jaegerOperator.${path}: ${why}; take it out, or keep the operator: chart: ChartSource.maintained({ step: '2.57.0' })`,
  );
}
