import type { ComponentsProps } from '../../lib/components/registry';
import type { MysqlValues } from '../../lib/components/values/mysql-values';

const resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '1Gi' } } as const;
const OCI = 'service.beta.kubernetes.io/oci-load-balancer';
const annotations = {
  [`${OCI}-shape`]: 'flexible',
  [`${OCI}-shape-flex-min`]: '10',
  [`${OCI}-shape-flex-max`]: '100',
  [`${OCI}-internal`]: 'true',
  [`${OCI}-subnet1`]: 'ocid1.subnet.oc1..a',
} as const;
const provider = {
  url: 'https://releases.example.com/v1',
  version: 'v1.7.0',
  image: { registry: 'registry.example.com', repository: 'capi', tag: 'v1.7.0' },
};
const matchExpressions = [{ key: 'register', operator: 'In', values: ['yes'] }] as const;

type SectionOf<K extends keyof ComponentsProps> = NonNullable<ComponentsProps[K]>;

/** What {@link ComponentsProps} calls `values`, by key of the component. */
export type AllValues = {
  readonly [K in keyof ComponentsProps as 'values' extends keyof SectionOf<K> ? K : never]-?: SectionOf<K> extends {
    readonly values?: infer V;
  }
    ? NonNullable<V>
    : never;
};

/** A value for every typed chart value. */
export const ALL_VALUES: AllValues = {
  authProxy: { replicas: 3, affinity: 'podAntiAffinity: {}\n', v2: { enabled: true } },
  argoCD: {
    global: { podLabels: { team: 'platform' } },
    controller: { replicas: 2 },
    server: { replicas: 2 },
    repoServer: { replicas: 2 },
    applicationSet: { replicas: 2 },
  },
  certManager: { replicaCount: 2, resources, cainjector: { replicaCount: 2 }, webhook: { replicaCount: 2 } },
  certManagerWebhookOCI: { certManager: { namespace: 'my-cm', clusterResourceNamespace: 'my-cm-resources' } },
  clusterAPI: {
    defaultProviders: { core: provider, oci: provider, ocneBootstrap: provider, ocneControlPlane: provider },
  },
  clusterOperator: { syncClusters: { enabled: true, clusterSelector: { matchExpressions } } },
  coherenceOperator: { replicas: 3 },
  console: { replicas: 2 },
  dns: {
    logLevel: 'debug',
    policy: 'upsert-only',
    interval: '1h',
    txtOwnerId: 'prod',
    domainFilters: ['example.com'],
    replicas: 1,
  },
  fluentd: { seLinuxOptions: { type: 'spc_t' } },
  fluentOperator: { fluentbit: { input: { systemd: { path: '/var/log/journal' } } } },
  fluentbitOpensearchOutput: { application: { enabled: false }, system: { enabled: false } },
  ingressNGINX: {
    controller: {
      service: {
        annotations: {
          ...annotations,
          'service.beta.kubernetes.io/azure-load-balancer-health-probe-request-path': '/healthz',
          'example.com/any': 'text',
        },
        externalIPs: ['11.22.33.44'],
        externalTrafficPolicy: 'Local',
      },
      autoscaling: { enabled: true, minReplicas: 2 },
      config: { 'log-format-escape-json': 'true' },
    },
    defaultBackend: { replicaCount: 2 },
  },
  istio: {
    spec: {
      meshConfig: {
        enableTracing: true,
        defaultConfig: { tracing: { sampling: 25, zipkin: { address: 'collector.example.com:9411' } } },
      },
      components: {
        ingressGateways: [
          {
            name: 'istio-ingressgateway',
            enabled: true,
            k8s: {
              replicaCount: 3,
              affinity: { podAntiAffinity: {} },
              service: { type: 'NodePort', ports: [{ port: 443, targetPort: 8443 }], externalIPs: ['11.22.33.44'] },
              serviceAnnotations: annotations,
            },
          },
        ],
        egressGateways: [{ name: 'istio-egressgateway', k8s: { replicaCount: 2 } }],
        pilot: { k8s: { replicaCount: 2 } },
      },
    },
  },
  jaegerOperator: {
    jaeger: {
      create: true,
      spec: {
        strategy: 'production',
        storage: {
          type: 'opensearch',
          options: {
            es: {
              'server-urls': 'https://opensearch.example.com',
              'index-prefix': 'jaeger',
              tls: { ca: '/verrazzano/certificates/ca-bundle' },
            },
          },
          secretName: 'jaeger-secret',
          esIndexCleaner: { enabled: true, numberOfDays: 5, schedule: '55 23 * * *' },
        },
        query: { metricsStorage: { type: 'prometheus' } },
        volumeMounts: [{ name: 'certificates', mountPath: '/verrazzano/certificates', readOnly: true }],
        volumes: [{ name: 'certificates', secret: { secretName: 'jaeger-secret' } }],
      },
    },
  },
  keycloak: { replicas: 3 },
  kiali: { deployment: { replicas: 2 }, kiali_feature_flags: { validations: { ignore: ['KIA1106'] } } },
  prometheusOperator: {
    prometheus: {
      prometheusSpec: {
        replicas: 2,
        retention: '3d',
        retentionSize: '40GB',
        resources,
        storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '100Gi' } } } } },
        thanos: { objectStorageConfig: { name: 'objstore-config', key: 'objstore.yml' } },
      },
      thanos: { integration: 'sidecar' },
    },
    alertmanager: { enabled: true, alertmanagerSpec: { replicas: 3 }, config: { route: { receiver: 'null' } } },
  },
  prometheusAdapter: { replicas: 2 },
  prometheusPushgateway: { persistentVolume: { enabled: true, size: '5Gi' } },
  kubeStateMetrics: { replicas: 2 },
  prometheusNodeExporter: { extraArgs: ['--collector.systemd'] },
  thanos: {
    existingObjstoreSecret: 'objstore-config',
    storegateway: { enabled: true, persistence: { size: '20Gi' }, replicaCount: 2 },
    compactor: {
      enabled: true,
      persistence: { size: '20Gi' },
      retentionResolutionRaw: '10d',
      retentionResolution5m: '60d',
      retentionResolution1h: '1y',
    },
    ruler: { enabled: true },
    queryFrontend: { enabled: false },
    query: { replicaCount: 2 },
  },
  velero: {
    resources,
    restic: { resources, tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }] },
    metrics: { enabled: false },
    deployRestic: false,
  },
  rancher: {
    replicas: 1,
    resources,
    auditLog: { level: 1, destination: 'hostPath' },
    ingress: { extraAnnotations: { 'example.com/any': 'text' } },
    noProxy: '127.0.0.0/8',
  },
  rancherBackup: {
    s3: { enabled: true, bucketName: 'backups', region: 'eu-frankfurt-1', endpoint: 's3.example.com' },
    persistence: { enabled: false, size: '10Gi' },
  },
  weblogicOperator: { javaLoggingLevel: 'FINE', domainNamespaceSelectionStrategy: 'List' },
  oam: { replicaCount: 2, resources },
  opensearchOperator: { manager: { resources } },
  applicationOperator: { requestMemory: '144Mi' },
  dex: { replicaCount: 2 },
};

/** A value for every typed chart value of MySQL. */
export const MYSQL_VALUES: Required<MysqlValues> = {
  serverInstances: 3,
  routerInstances: 2,
  serverConfig: { mycnf: 'max_connections = 250\n' },
  podSpec: { resources },
};
