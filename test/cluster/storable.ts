import { objectOf, type JsonObject, type JsonValue } from '../../lib/values/json';

/** What the API server sets itself, or refuses at a creation. */
const OF_SERVER = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields', 'ownerReferences'];

/** A later version has another probe, and not the variable. */
const CONTAINER: JsonObject = {
  name: 'main',
  image: 'example.com/image:1',
  env: [{ name: 'OF_RELEASE', value: 'a' }],
  readinessProbe: { httpGet: { port: 8080 } },
};

/**
 * An object of a dump that a model made, as an API server takes it: what the model leaves out is filled in, since only names, labels, owners
 * and finalizers matter to a plan.
 * @param object - the object
 */
export function storable(object: JsonObject): JsonObject {
  const metadata = without(objectOf(object.metadata), OF_SERVER);
  const kind = object.kind as string;
  const fields = SPECS[kind]?.(objectOf(object.spec), object) ?? {};
  return { ...without(object, ['status', ...(WITHOUT_SPEC.has(kind) ? ['spec'] : [])]), metadata, ...fields };
}

const WITHOUT_SPEC: ReadonlySet<string> = new Set([
  'MutatingWebhookConfiguration',
  'Secret',
  'ServiceAccount',
  'ValidatingWebhookConfiguration',
]);

const SPECS: Readonly<Record<string, (spec: JsonObject, object: JsonObject) => JsonObject>> = {
  Deployment: (spec) => workload(spec, { replicas: 1 }),
  StatefulSet: (spec) => workload(spec, { replicas: 1 }),
  DaemonSet: (spec) => workload(spec, {}),
  Job: (spec) => ({ spec: { template: neverRestarted(templateOf(spec)) } }),
  CronJob: (spec) => {
    const jobs = objectOf(objectOf(spec.jobTemplate).spec);
    return {
      spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: neverRestarted(templateOf(jobs)) } } },
    };
  },
  Service: (spec) => ({
    spec: { selector: spec.selector ?? {}, ports: portsOf(spec), type: spec.type ?? 'ClusterIP' },
  }),
  Ingress: () => ({ spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } } }),
  PersistentVolumeClaim: (spec) => ({
    spec: { ...spec, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }),
  PersistentVolume: () => ({
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/none' } },
  }),
  StorageClass: () => ({ provisioner: 'example.com/none' }),
  ValidatingWebhookConfiguration: (_, object) => ({ webhooks: webhooksOf(object) }),
  MutatingWebhookConfiguration: (_, object) => ({ webhooks: webhooksOf(object) }),
};

function workload(spec: JsonObject, more: JsonObject): JsonObject {
  const template = templateOf(spec);
  const { labels } = objectOf(template.metadata);
  const selector = { matchLabels: labels ?? {} };
  return { spec: { ...without(spec, ['volumeClaimTemplates']), ...more, selector, template } };
}

function templateOf(spec: JsonObject): JsonObject {
  const template = objectOf(spec.template);
  const { labels } = objectOf(template.metadata);
  return { metadata: { labels: { app: 'x', ...objectOf(labels) } }, spec: { containers: [CONTAINER] } };
}

function neverRestarted(template: JsonObject): JsonObject {
  return { ...template, spec: { ...objectOf(template.spec), restartPolicy: 'Never' } };
}

function portsOf(spec: JsonObject): JsonValue {
  const ports =
    Array.isArray(spec.ports) && spec.ports.length > 0 ? (spec.ports as readonly JsonObject[]) : [{ port: 80 }];
  return ports.map(({ port, protocol = 'TCP' }, index) => ({ name: `p${index}`, port, protocol }));
}

/** They match nothing: no server is behind them. */
function webhooksOf({ webhooks }: JsonObject): JsonValue {
  return (Array.isArray(webhooks) ? (webhooks as readonly JsonObject[]) : []).map((hook) => ({
    ...without(hook, ['rules']),
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  }));
}

function without(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}
