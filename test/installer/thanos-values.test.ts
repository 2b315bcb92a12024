import { ChartValuesError } from '../../lib/charts';
import { thanosValues } from '../../lib/installer/published/thanos-values';
import type { JsonObject } from '../../lib/values/json';

test('the parts of the release keep what they ask and where they are found', () => {
  expect(thanosValues({ verrazzano: { isIstioEnabled: true }, ruler: { existingConfigmap: 'rules' } })).toMatchObject({
    objstoreConfig: { create: false },
    additionalEndpoints: ['dnssrv+_grpc._tcp.prometheus-operator-kube-p-prometheus'],
    additionalReplicaLabels: ['prometheus_replica'],
    query: {
      service: { httpPort: 9090 },
      extraArgs: ['--store.sd-files=/conf/sd/servicediscovery.yml'],
      extraVolumes: [{ name: 'sd-config', configMap: { name: 'verrazzano-thanos-endpoints', optional: true } }],
      extraVolumeMounts: [{ name: 'sd-config', mountPath: '/conf/sd' }],
    },
    queryFrontend: { enabled: true, service: { httpPort: 9090 } },
    storeGateway: { enabled: false },
    compact: { enabled: false },
  });
});

test('parts that read the object store keep settings, disks and retentions', () => {
  const { objstoreConfig, storeGateway, compact } = thanosValues({
    existingObjstoreSecret: 'objstore-config',
    storegateway: { enabled: true, replicaCount: 2, persistence: { size: '20Gi', storageClass: 'fast' } },
    compactor: { enabled: true, retentionResolution5m: '90d', persistence: { enabled: false }, extraFlags: ['--wait'] },
  });
  expect(objstoreConfig).toEqual({ create: false, name: 'objstore-config', key: 'objstore.yml' });
  expect(storeGateway).toEqual({
    enabled: true,
    replicas: 2,
    persistence: { enabled: true, size: '20Gi', storageClass: 'fast' },
  });
  expect(compact).toMatchObject({
    enabled: true,
    deduplication: { enabled: false },
    extraArgs: [
      '--retention.resolution-raw=30d',
      '--retention.resolution-5m=90d',
      '--retention.resolution-1h=10y',
      '--wait',
    ],
    persistence: { enabled: false },
  });
});

test('overrides of pods take the names of the published chart, and credentials of the registry stay', () => {
  const values = thanosValues({
    imagePullSecrets: [{ name: 'verrazzano-container-registry' }],
    query: {
      replicaCount: 3,
      stores: ['store.example.com:10901'],
      replicaLabel: ['replica', 'prometheus_replica'],
      extraFlags: ['--query.timeout=5m'],
      extraEnvVars: [{ name: 'A', value: 'b' }],
      tolerations: [{ operator: 'Exists' }],
    },
  });
  expect(values).toMatchObject({
    imagePullSecrets: [{ name: 'verrazzano-container-registry' }],
    additionalEndpoints: ['store.example.com:10901'],
    additionalReplicaLabels: ['replica', 'prometheus_replica'],
    query: {
      replicas: 3,
      extraArgs: ['--store.sd-files=/conf/sd/servicediscovery.yml', '--query.timeout=5m'],
      extraEnv: [{ name: 'A', value: 'b' }],
      tolerations: [{ operator: 'Exists' }],
    },
  });
  expect(values).not.toHaveProperty('query.stores');
});

test.each<[JsonObject, string]>([
  [{ ruler: { enabled: true } }, 'thanos.ruler.enabled: it has no ruler that takes these values'],
  [{ receive: { enabled: true } }, 'thanos.receive.enabled'],
  [{ bucketweb: { enabled: true } }, 'thanos.bucketweb.enabled'],
  [{ metrics: { enabled: false } }, 'thanos.metrics: it has no such value'],
  [{ query: { hostAliases: [] } }, 'thanos.query.hostAliases: it has no such value; take it out, or keep the chart'],
])('%j is refused', (values, message) => {
  expect(() => thanosValues(values)).toThrow(ChartValuesError);
  expect(() => thanosValues(values)).toThrow(message);
});
