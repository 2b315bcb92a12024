import type { JsonObject, JsonValue } from '../../values/json';

/** What an API server or a controller writes into a field that a manifest leaves out. */
export interface FieldFacts {
  /** Default; a function computes it from the object around the field. */
  readonly value?: JsonValue | ((around: JsonObject) => JsonValue | undefined);
  /** Whatever it is, something other than the manifest wrote it. */
  readonly assigned?: true;
  /** Facts of fields below; `*` is any other one. */
  readonly fields?: Readonly<Record<string, FieldFacts>>;
  /** Facts of the items of a list. */
  readonly items?: FieldFacts;
  /** Fields that tell the items of a list apart. @default - names, hosts and ports, and equality */
  readonly keys?: readonly string[];
  /** The order of a list counts. */
  readonly ordered?: true;
  /** Texts of it are quantities or durations: equal ones may be written in several ways. */
  readonly measure?: 'quantity' | 'duration';
}

const is = (value: JsonValue): FieldFacts => ({ value });
const of = (fields: Readonly<Record<string, FieldFacts>>): FieldFacts => ({ fields });
const each = (
  fields: Readonly<Record<string, FieldFacts>>,
  more: Pick<FieldFacts, 'keys' | 'ordered'> = {},
): FieldFacts => ({ items: { fields }, ...more });
const ASSIGNED: FieldFacts = { assigned: true };
const EXACT: FieldFacts = { ordered: true };
const QUANTITY: FieldFacts = { measure: 'quantity' };
const DURATION: FieldFacts = { measure: 'duration' };

/** `latest`, and no tag, are pulled always. */
/** When an image is pulled, by default. @param container - the container */
export function pullPolicy({ image }: JsonObject): JsonValue {
  const name = typeof image === 'string' ? (image.split('/').pop() ?? '') : '';
  if (name.includes('@')) return 'IfNotPresent';
  return !name.includes(':') || name.endsWith(':latest') ? 'Always' : 'IfNotPresent';
}

const PROBE = of({
  timeoutSeconds: is(1),
  periodSeconds: is(10),
  successThreshold: is(1),
  failureThreshold: is(3),
  initialDelaySeconds: is(0),
  httpGet: of({ scheme: is('HTTP'), path: is('/') }),
  grpc: of({ service: is('') }),
});

const HANDLER = of({ httpGet: of({ scheme: is('HTTP'), path: is('/') }) });
const FIELD_REF = of({ apiVersion: is('v1') });
const AMOUNTS = of({ '*': QUANTITY });
const RESOURCES: FieldFacts = { ...of({ requests: AMOUNTS, limits: AMOUNTS }), ...is({}) };

const CONTAINER: FieldFacts['fields'] = {
  args: EXACT,
  command: EXACT,
  image: {},
  imagePullPolicy: { value: pullPolicy },
  terminationMessagePath: is('/dev/termination-log'),
  terminationMessagePolicy: is('File'),
  resources: RESOURCES,
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  startupProbe: PROBE,
  lifecycle: of({ postStart: HANDLER, preStop: HANDLER }),
  ports: each({ protocol: is('TCP'), hostPort: ASSIGNED }, { keys: ['containerPort', 'protocol'] }),
  env: each({
    value: is(''),
    valueFrom: of({ fieldRef: FIELD_REF, resourceFieldRef: of({ divisor: { value: '0', ...QUANTITY } }) }),
  }),
  volumeMounts: each({ readOnly: is(false) }, { keys: ['mountPath'] }),
  securityContext: of({ procMount: is('Default') }),
};

const MODE = is(420);
const DOWNWARD = each({ fieldRef: FIELD_REF }, { keys: ['path'] });

const VOLUMES = each({
  configMap: of({ defaultMode: MODE }),
  secret: of({ defaultMode: MODE }),
  downwardAPI: of({ defaultMode: MODE, items: DOWNWARD }),
  hostPath: of({ type: is('') }),
  emptyDir: of({ sizeLimit: QUANTITY }),
  projected: of({
    defaultMode: MODE,
    sources: each({ serviceAccountToken: of({ expirationSeconds: is(3600) }), downwardAPI: of({ items: DOWNWARD }) }),
  }),
});

const CONSTRAINTS = each({ nodeAffinityPolicy: is('Honor'), nodeTaintsPolicy: is('Ignore') });

const POD = of({
  automountServiceAccountToken: {},
  dnsPolicy: is('ClusterFirst'),
  enableServiceLinks: is(true),
  preemptionPolicy: ASSIGNED,
  priority: ASSIGNED,
  restartPolicy: is('Always'),
  schedulerName: is('default-scheduler'),
  securityContext: is({}),
  // The older name of serviceAccountName, kept equal.
  serviceAccount: ASSIGNED,
  serviceAccountName: is('default'),
  terminationGracePeriodSeconds: is(30),
  hostNetwork: is(false),
  hostPID: is(false),
  hostIPC: is(false),
  containers: each(CONTAINER),
  initContainers: each(CONTAINER),
  volumes: VOLUMES,
  tolerations: each({ operator: is('Equal') }, { keys: [] }),
  topologySpreadConstraints: CONSTRAINTS,
});

const POD_TEMPLATE = of({ metadata: of({ creationTimestamp: ASSIGNED }), spec: POD });

const CLAIM = of({
  volumeMode: is('Filesystem'),
  volumeName: ASSIGNED,
  storageClassName: ASSIGNED,
  resources: RESOURCES,
  dataSource: ASSIGNED,
  dataSourceRef: ASSIGNED,
});

/** Nothing assigns a class or a volume to the template of a claim. */
const CLAIM_TEMPLATE = of({ volumeMode: is('Filesystem'), resources: RESOURCES });

const ROLLING = { maxSurge: is('25%'), maxUnavailable: is('25%') };

const JOB: FieldFacts['fields'] = {
  backoffLimit: is(6),
  completionMode: is('NonIndexed'),
  completions: is(1),
  parallelism: is(1),
  podFailurePolicy: of({ rules: each({ onPodConditions: each({ status: is('True') }) }) }),
  podReplacementPolicy: ASSIGNED,
  manualSelector: is(false),
  selector: ASSIGNED,
  suspend: is(false),
  template: of({
    metadata: of({
      creationTimestamp: ASSIGNED,
      labels: of({
        'controller-uid': ASSIGNED,
        'job-name': ASSIGNED,
        'batch.kubernetes.io/controller-uid': ASSIGNED,
        'batch.kubernetes.io/job-name': ASSIGNED,
      }),
    }),
    spec: POD,
  }),
};

/** Without a port, the target is the port itself. */
const targetPort = ({ port }: JsonObject): JsonValue | undefined => port;

const SERVICE = of({
  allocateLoadBalancerNodePorts: is(true),
  clusterIP: ASSIGNED,
  clusterIPs: ASSIGNED,
  externalTrafficPolicy: is('Cluster'),
  healthCheckNodePort: ASSIGNED,
  internalTrafficPolicy: is('Cluster'),
  ipFamilies: ASSIGNED,
  ipFamilyPolicy: ASSIGNED,
  ports: each(
    { protocol: is('TCP'), nodePort: ASSIGNED, targetPort: { value: targetPort } },
    { keys: ['port', 'protocol'] },
  ),
  publishNotReadyAddresses: is(false),
  sessionAffinity: is('None'),
  sessionAffinityConfig: ASSIGNED,
  type: is('ClusterIP'),
});

const HOOKS = each({
  clientConfig: of({ caBundle: ASSIGNED, service: of({ port: is(443), path: is('/') }) }),
  failurePolicy: is('Fail'),
  matchPolicy: is('Equivalent'),
  namespaceSelector: is({}),
  objectSelector: is({}),
  reinvocationPolicy: is('Never'),
  timeoutSeconds: is(10),
  rules: each({ scope: is('*') }, { keys: [] }),
});

const POLICY_PORTS = each({ protocol: is('TCP') }, { keys: [] });
const POLICY = of({
  ingress: each({ ports: POLICY_PORTS }, { keys: [] }),
  egress: each({ ports: POLICY_PORTS }, { keys: [] }),
  policyTypes: { value: policyTypes },
  podSelector: is({}),
});

/** Directions that a policy isolates where it does not state them: egress by rules alone, ingress always. */
export function policyTypes({ egress }: JsonObject): readonly string[] {
  return Array.isArray(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

const RBAC = 'rbac.authorization.k8s.io';

/** A group is filled in for users and groups, and none for accounts. */
function subjectGroup({ kind }: JsonObject): JsonValue {
  return kind === 'User' || kind === 'Group' ? RBAC : '';
}

const BINDING = of({
  roleRef: of({ apiGroup: is(RBAC) }),
  subjects: each({ apiGroup: { value: subjectGroup } }, { keys: ['kind', 'namespace', 'name'] }),
});

const ROLE = of({ rules: { keys: [] } });

/** Relabelings of the operator of Prometheus: its CustomResourceDefinitions have this default. */
const RELABELINGS = each({ action: is('replace') }, { keys: [], ordered: true });
const ENDPOINTS = each(
  { relabelings: RELABELINGS, metricRelabelings: RELABELINGS, interval: DURATION, scrapeTimeout: DURATION },
  { keys: [] },
);
const MONITOR = of({ endpoints: ENDPOINTS, podMetricsEndpoints: ENDPOINTS });

const CERTIFICATE = of({
  duration: DURATION,
  renewBefore: DURATION,
  // The authority of Ingress certificates, too, is in this group by default.
  issuerRef: of({ group: is('cert-manager.io'), kind: is('Issuer') }),
  privateKey: of({ rotationPolicy: is('Never') }),
});

/** By `group/Kind`, from the object down; metadata, status and what is not named have no defaults. */
const KINDS: Readonly<Record<string, FieldFacts>> = {
  '/ServiceAccount': of({ secrets: ASSIGNED }),
  '/Node': of({ spec: of({ podCIDR: ASSIGNED, providerID: ASSIGNED }) }),
  '/Namespace': of({ spec: of({ finalizers: ASSIGNED }) }),
  '/Service': of({ spec: SERVICE }),
  '/PersistentVolume': of({
    spec: of({
      capacity: AMOUNTS,
      persistentVolumeReclaimPolicy: is('Retain'),
      volumeMode: is('Filesystem'),
    }),
  }),
  '/PersistentVolumeClaim': of({ spec: CLAIM }),
  '/Pod': of({ spec: POD }),
  '/ReplicationController': of({ spec: of({ replicas: is(1), template: POD_TEMPLATE }) }),
  '/PodTemplate': of({ template: POD_TEMPLATE }),
  '/ResourceQuota': of({ spec: of({ hard: AMOUNTS }) }),
  '/LimitRange': of({
    spec: of({
      limits: each({
        default: AMOUNTS,
        defaultRequest: AMOUNTS,
        max: AMOUNTS,
        maxLimitRequestRatio: AMOUNTS,
        min: AMOUNTS,
      }),
    }),
  }),
  '/Secret': of({ type: is('Opaque'), data: ASSIGNED, stringData: ASSIGNED }),
  'apps/Deployment': of({
    spec: of({
      progressDeadlineSeconds: is(600),
      replicas: is(1),
      revisionHistoryLimit: is(10),
      strategy: of({ type: is('RollingUpdate'), rollingUpdate: of(ROLLING) }),
      template: POD_TEMPLATE,
    }),
  }),
  'apps/StatefulSet': of({
    spec: of({
      persistentVolumeClaimRetentionPolicy: of({ whenDeleted: is('Retain'), whenScaled: is('Retain') }),
      podManagementPolicy: is('OrderedReady'),
      replicas: is(1),
      revisionHistoryLimit: is(10),
      serviceName: is(''),
      updateStrategy: of({ type: is('RollingUpdate'), rollingUpdate: of({ partition: is(0) }) }),
      template: POD_TEMPLATE,
      volumeClaimTemplates: {
        items: of({
          apiVersion: is('v1'),
          kind: is('PersistentVolumeClaim'),
          metadata: of({ creationTimestamp: ASSIGNED }),
          spec: CLAIM_TEMPLATE,
          status: ASSIGNED,
        }),
        keys: ['metadata.name'],
      },
    }),
  }),
  'apps/ReplicaSet': of({ spec: of({ replicas: is(1), template: POD_TEMPLATE }) }),
  'apps/DaemonSet': of({
    spec: of({
      revisionHistoryLimit: is(10),
      updateStrategy: of({ type: is('RollingUpdate'), rollingUpdate: of({ maxSurge: is(0), maxUnavailable: is(1) }) }),
      template: POD_TEMPLATE,
    }),
  }),
  'batch/Job': of({ spec: of(JOB) }),
  'batch/CronJob': of({
    spec: of({
      concurrencyPolicy: is('Allow'),
      failedJobsHistoryLimit: is(1),
      successfulJobsHistoryLimit: is(3),
      suspend: is(false),
      jobTemplate: of({ metadata: of({ creationTimestamp: ASSIGNED }), spec: of(JOB) }),
    }),
  }),
  'networking.k8s.io/Ingress': of({
    spec: of({
      // Hosts may hold an address that only the cluster knows, so that similarity tells rules apart.
      rules: each(
        { http: of({ paths: each({ pathType: is('ImplementationSpecific') }, { keys: ['path', 'pathType'] }) }) },
        { keys: [] },
      ),
      tls: { keys: ['secretName'] },
    }),
  }),
  'networking.k8s.io/NetworkPolicy': of({ spec: POLICY }),
  'networking.k8s.io/IngressClass': of({ spec: of({ parameters: of({ scope: is('Cluster') }) }) }),
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': of({ webhooks: HOOKS }),
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': of({ webhooks: HOOKS }),
  'apiregistration.k8s.io/APIService': of({ spec: of({ caBundle: ASSIGNED, service: of({ port: is(443) }) }) }),
  'apiextensions.k8s.io/CustomResourceDefinition': of({
    spec: of({
      // A dump keeps its names alone.
      versions: ASSIGNED,
      conversion: ASSIGNED,
      preserveUnknownFields: ASSIGNED,
      names: of({ listKind: ASSIGNED, singular: ASSIGNED }),
    }),
  }),
  'policy/PodDisruptionBudget': of({ spec: of({}) }),
  'rbac.authorization.k8s.io/ClusterRole': of({ ...ROLE.fields, aggregationRule: {} }),
  'rbac.authorization.k8s.io/Role': ROLE,
  'rbac.authorization.k8s.io/ClusterRoleBinding': BINDING,
  'rbac.authorization.k8s.io/RoleBinding': BINDING,
  'scheduling.k8s.io/PriorityClass': of({ preemptionPolicy: is('PreemptLowerPriority'), globalDefault: is(false) }),
  'storage.k8s.io/CSIDriver': of({
    spec: of({
      attachRequired: is(true),
      fsGroupPolicy: is('ReadWriteOnceWithFSType'),
      podInfoOnMount: is(false),
      requiresRepublish: is(false),
      seLinuxMount: is(false),
      storageCapacity: is(false),
      volumeLifecycleModes: is(['Persistent']),
    }),
  }),
  'storage.k8s.io/StorageClass': of({ reclaimPolicy: is('Delete'), volumeBindingMode: is('Immediate') }),
  'autoscaling/HorizontalPodAutoscaler': of({
    spec: of({ minReplicas: is(1), metrics: ASSIGNED, behavior: ASSIGNED }),
  }),
  'install.verrazzano.io/Verrazzano': of({
    spec: of({
      profile: is('prod'),
      components: of({
        '*': of({ overrides: EXACT }),
        clusterIssuer: of({ clusterResourceNamespace: is('cert-manager'), enabled: is(true) }),
      }),
    }),
  }),
  'clusters.verrazzano.io/VerrazzanoManagedCluster': of({
    spec: of({ caSecret: ASSIGNED, managedClusterManifestSecret: ASSIGNED, serviceAccount: ASSIGNED }),
  }),
  'cert-manager.io/Certificate': of({ spec: CERTIFICATE }),
  'opensearch.opster.io/OpenSearchCluster': of({
    spec: of({ nodePools: each({ resources: RESOURCES }, { keys: ['component'] }) }),
  }),
  'security.istio.io/AuthorizationPolicy': of({ spec: of({ action: is('ALLOW') }) }),
  'monitoring.coreos.com/ServiceMonitor': of({ spec: MONITOR }),
  'monitoring.coreos.com/PodMonitor': of({ spec: MONITOR }),
};

/** Fields of every object that are not part of what a manifest says. */
const OF_OBJECTS: Readonly<Record<string, FieldFacts>> = {
  apiVersion: ASSIGNED,
  kind: ASSIGNED,
  metadata: ASSIGNED,
  status: ASSIGNED,
};

/**
 * What an API server of Kubernetes 1.24 to 1.28 and its controllers write into objects of a kind, so that its presence says nothing.
 *
 * Source: defaulting of Kubernetes 1.28, `pkg/apis/<group>/<version>/defaults.go`, and markers `+default` and `+kubebuilder:default` of the
 * types; compared with a real API server in `test/cluster`.
 * @param group - API group, empty for the core group
 * @param kind - kind
 */
export function serverFields(group: string, kind: string): FieldFacts {
  const known = KINDS[`${group}/${kind}`];
  return { ...known, fields: { ...known?.fields, ...OF_OBJECTS } };
}
