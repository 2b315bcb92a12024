import { OTHER_CONTAINER_FIELDS, OTHER_POD_FIELDS } from '../../application/workloads/pod-spec';
import { OTHER_SERVICE_FIELDS } from '../../application/workloads/workload-props';
import type { OptionShape } from './shape';

const any = (keys: readonly string[]): Record<string, OptionShape> =>
  Object.fromEntries(keys.map((key) => [key, 'any']));
const list = (items: OptionShape): OptionShape => ({ items });
const need = (needed: readonly string[], members: Readonly<Record<string, OptionShape>>): OptionShape => ({
  members,
  needed,
});

const METADATA = { name: 'text', labels: 'texts', annotations: 'texts' } as const;
const NAMED = need(['name'], { name: 'text' });
const KEY = need(['name', 'key'], { name: 'text', key: 'text', optional: 'boolean' });
const QUANTITIES: OptionShape = { members: {}, open: true };
const PULL_POLICY: OptionShape = { one: ['Always', 'IfNotPresent', 'Never'] };

const PORT = need(['containerPort'], {
  containerPort: 'number',
  name: 'text',
  protocol: { one: ['TCP', 'UDP', 'SCTP'] },
  hostPort: 'number',
});

const VARIABLE = need(['name'], {
  name: 'text',
  value: 'text',
  valueFrom: {
    members: {
      secretKeyRef: KEY,
      configMapKeyRef: KEY,
      fieldRef: need(['fieldPath'], { fieldPath: 'text', apiVersion: 'text' }),
      resourceFieldRef: 'map',
    },
  },
});

const MOUNT = need(['name', 'mountPath'], {
  name: 'text',
  mountPath: 'text',
  readOnly: 'boolean',
  subPath: 'text',
  subPathExpr: 'text',
  mountPropagation: { one: ['None', 'HostToContainer', 'Bidirectional'] },
});

const CONTAINER = need(['name'], {
  ...any(OTHER_CONTAINER_FIELDS),
  name: 'text',
  image: 'text',
  imagePullPolicy: PULL_POLICY,
  command: list('text'),
  args: list('text'),
  ports: list(PORT),
  env: list(VARIABLE),
  resources: { members: { requests: QUANTITIES, limits: QUANTITIES } },
  volumeMounts: list(MOUNT),
});

const PODS = need(['containers'], {
  ...any(OTHER_POD_FIELDS),
  containers: list(CONTAINER),
  initContainers: list(CONTAINER),
  volumes: list('map'),
  imagePullSecrets: list(NAMED),
  serviceAccountName: 'text',
  tolerations: list(
    need([], {
      key: 'text',
      operator: { one: ['Exists', 'Equal'] },
      value: 'text',
      effect: { one: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
      tolerationSeconds: 'number',
    }),
  ),
});

const SELECTOR: OptionShape = {
  members: {
    matchLabels: 'texts',
    matchExpressions: list(
      need(['key', 'operator'], {
        key: 'text',
        operator: { one: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
        values: list('text'),
      }),
    ),
  },
};

const SERVICE_PORT = need(['port'], {
  port: 'number',
  name: 'text',
  protocol: { one: ['TCP', 'UDP', 'SCTP'] },
  targetPort: 'text or number',
  nodePort: 'number',
  appProtocol: 'text',
});

const open = (members: Readonly<Record<string, OptionShape>>, needed: readonly string[] = []): OptionShape => ({
  members,
  needed,
  open: true,
});

const COHERENCE = open({
  cluster: 'text',
  role: 'text',
  replicas: 'number',
  image: 'text',
  imagePullSecrets: list(NAMED),
  ports: list(
    need(['name'], {
      name: 'text',
      port: 'number',
      service: 'map',
      serviceMonitor: 'map',
      protocol: { one: ['TCP', 'UDP'] },
      nodePort: 'number',
      hostPort: 'number',
    }),
  ),
  coherence: 'map',
  jvm: 'map',
  application: 'map',
  labels: 'texts',
  annotations: 'texts',
});

const DOMAIN = open(
  {
    domainUID: 'text',
    domainHome: 'text',
    domainHomeSourceType: { one: ['Image', 'FromModel', 'PersistentVolume'] },
    image: 'text',
    imagePullSecrets: list(NAMED),
    webLogicCredentialsSecret: NAMED,
    replicas: 'number',
    configuration: 'map',
    serverPod: 'map',
  },
  ['domainUID'],
);

const PROBE = need([], {
  exec: need(['command'], { command: list('text') }),
  httpGet: need(['path', 'port'], {
    path: 'text',
    port: 'number',
    httpHeaders: list(need(['name', 'value'], { name: 'text', value: 'text' })),
  }),
  tcpSocket: need(['port'], { port: 'number' }),
  initialDelaySeconds: 'number',
  periodSeconds: 'number',
  timeoutSeconds: 'number',
  successThreshold: 'number',
  failureThreshold: 'number',
});

const SECRET_KEY = need(['name', 'key'], { name: 'text', key: 'text' });
const REQUIRED = need(['required'], { required: 'text' });

const CONTAINERIZED = need(['name', 'image'], {
  name: 'text',
  image: 'text',
  imagePullSecret: 'text',
  command: list('text'),
  args: list('text'),
  ports: list(
    need(['name', 'containerPort'], { name: 'text', containerPort: 'number', protocol: { one: ['TCP', 'UDP'] } }),
  ),
  env: list(need(['name'], { name: 'text', value: 'text', fromSecret: SECRET_KEY })),
  config: list(need(['path'], { path: 'text', value: 'text', fromSecret: SECRET_KEY })),
  resources: need(['cpu', 'memory'], {
    cpu: REQUIRED,
    memory: REQUIRED,
    gpu: REQUIRED,
    extended: list(need(['name', 'required'], { name: 'text', required: 'text or number' })),
    volumes: list(
      need(['name', 'mountPath'], {
        name: 'text',
        mountPath: 'text',
        accessMode: { one: ['RO', 'RW'] },
        sharingPolicy: { one: ['Exclusive', 'Shared'] },
        disk: need(['required'], { required: 'text', ephemeral: 'boolean' }),
      }),
    ),
  }),
  livenessProbe: PROBE,
  readinessProbe: PROBE,
});

/** The typed options of each kind of workload. */
export const WORKLOAD_SHAPES = {
  helidon: need(['deployment'], {
    ...METADATA,
    deployment: need(['name', 'pods'], { ...METADATA, pods: PODS, selector: SELECTOR, strategy: 'map' }),
    service: need([], { ...METADATA, spec: need([], { ...any(OTHER_SERVICE_FIELDS), ports: list(SERVICE_PORT) }) }),
  }),
  coherence: need(['coherence'], {
    ...METADATA,
    coherence: need(['name', 'spec'], { ...METADATA, spec: COHERENCE }),
  }),
  webLogic: need(['domain'], {
    ...METADATA,
    domain: need(['name', 'spec'], {
      ...METADATA,
      apiVersion: { one: ['weblogic.oracle/v8', 'weblogic.oracle/v9'] },
      spec: DOMAIN,
    }),
    clusters: list(
      need(['name', 'spec'], {
        ...METADATA,
        apiVersion: { one: ['weblogic.oracle/v1'] },
        spec: open({ clusterName: 'text', replicas: 'number' }),
      }),
    ),
  }),
  containerized: need(['containers'], {
    ...METADATA,
    containers: list(CONTAINERIZED),
    osType: { one: ['linux', 'windows'] },
    arch: { one: ['i386', 'amd64', 'arm', 'arm64'] },
  }),
} as const satisfies Readonly<Record<string, OptionShape>>;

/** The typed options of each kind of trait. */
export const TRAIT_SHAPES = {
  ingress: need([], {
    ...METADATA,
    rules: list(
      need([], {
        hosts: list('text'),
        paths: list(
          need([], {
            path: 'text',
            pathType: { one: ['Exact', 'Prefix', 'Regex', 'exact', 'prefix', 'regex'] },
            authorizationPolicy: need(['rules'], {
              rules: list(
                need(['from'], {
                  from: need(['requestPrincipals'], { requestPrincipals: list('text') }),
                  when: list(need(['key', 'values'], { key: 'text', values: list('text') })),
                }),
              ),
            }),
          }),
        ),
        destination: need([], {
          host: 'text',
          port: 'number',
          httpCookie: need([], { name: 'text', path: 'text', ttl: 'number' }),
        }),
      }),
    ),
    tls: need(['secretName'], { secretName: 'text' }),
  }),
  metrics: need([], {
    ...METADATA,
    enabled: 'boolean',
    port: 'number',
    path: 'text',
    ports: list(need([], { port: 'number', path: 'text' })),
    scraper: 'text',
    secret: 'text',
  }),
  logging: need(['loggingConfig'], {
    ...METADATA,
    loggingConfig: 'text',
    loggingImage: 'text',
    imagePullPolicy: PULL_POLICY,
  }),
  manualScaler: need(['replicaCount'], { ...METADATA, replicaCount: 'number' }),
} as const satisfies Readonly<Record<string, OptionShape>>;
