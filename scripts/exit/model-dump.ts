import { verrazzanoPlatformOperator } from '../../lib/components';
import { servicesOf, type ComponentService } from '../../lib/definition/service';
import { workloadsOf, type Workload } from '../../lib/definition/workload';
import { expectedObjects, type ExpectedObject } from '../../lib/exit/drift/drift-expected';
import { UNKNOWN_ADDRESS } from '../../lib/ingress/host-names';
import type { Profile } from '../../lib/profile/profile';
import type { JsonObject } from '../../lib/values/json';

/** What an API server fills in and a controller reports. */
const RUN_TIME = {
  uid: '00000000-0000-4000-8000-000000000000',
  resourceVersion: '7',
  creationTimestamp: '2024-01-01T00:00:00Z',
};

/** Objects of a cluster in which a platform runs, as far as definitions state them, with what an API server fills in. */
export function modelObjects(platform: Profile): JsonObject[] {
  const operator = verrazzanoPlatformOperator;
  const extra = [
    ...workloadsOf(operator).map((one) => ({ workload: one, ...placeOf(one) })),
    ...servicesOf(operator).map((one) => ({ service: one, kind: 'Service', namespace: one.namespace, name: one.name })),
  ];
  return [...expectedObjects(platform).values(), ...extra].map(objectOf);
}

function placeOf({ kind, namespace, name }: Workload) {
  return { kind, namespace, name };
}

function objectOf(
  one: Partial<ExpectedObject> & { kind: string; namespace?: string | undefined; name: string },
): JsonObject {
  const { kind, namespace, name, workload, service, policy, stated } = one;
  const metadata = { name, ...(namespace !== undefined && { namespace }), ...RUN_TIME };
  if (workload !== undefined) return workloadObject(workload, metadata);
  if (service !== undefined) return serviceObject(service, metadata);
  if (policy !== undefined) return { ...policy, metadata: { ...(policy.metadata as JsonObject), ...RUN_TIME } };
  if (stated !== undefined) return statedObject(stated.manifest, metadata);
  return { apiVersion: API_VERSIONS[kind] ?? 'v1', kind, metadata, spec: {} };
}

/** The suffix that the platform operator gives to the name of its own authority. */
const ROOT_NAME = 'verrazzano-root-ca-1a2b3c4d';

/** What the program states, as a cluster holds it: with its address, the name of its authority, labels of tools and server defaults. */
function statedObject(manifest: JsonObject, runTime: JsonObject): JsonObject {
  const held = JSON.parse(JSON.stringify(manifest).replaceAll(UNKNOWN_ADDRESS, '192.0.2.7')) as JsonObject;
  const [own, { annotations, labels }] = [held.spec, held.metadata as JsonObject];
  const isRoot = held.kind === 'Certificate' && runTime.name === 'verrazzano-ca-certificate';
  const spec = isRoot ? { ...(own as JsonObject), commonName: ROOT_NAME } : own;
  const metadata = {
    ...runTime,
    labels: { ...(labels as JsonObject | undefined), 'app.kubernetes.io/managed-by': 'Helm' },
    annotations: { ...(annotations as JsonObject | undefined), 'meta.helm.sh/release-name': 'x' },
  };
  const hooks = held.webhooks;
  return {
    ...held,
    metadata,
    ...(spec !== undefined && { spec }),
    ...(Array.isArray(hooks) && {
      webhooks: (hooks as readonly JsonObject[]).map((hook) => ({ matchPolicy: 'Exact', timeoutSeconds: 30, ...hook })),
    }),
    status: { observedGeneration: 1 },
  };
}

const API_VERSIONS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io/v1beta1',
  Certificate: 'cert-manager.io/v1',
  ClusterIssuer: 'cert-manager.io/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  EnvoyFilter: 'networking.istio.io/v1alpha3',
  Ingress: 'networking.k8s.io/v1',
  Issuer: 'cert-manager.io/v1',
  MutatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  PeerAuthentication: 'security.istio.io/v1beta1',
  PodMonitor: 'monitoring.coreos.com/v1',
  ServiceMonitor: 'monitoring.coreos.com/v1',
  ValidatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
};

function workloadObject(
  { kind, labels, serviceAccount, hostNetwork, ports, selector }: Workload,
  metadata: JsonObject,
): JsonObject {
  const template = {
    metadata: { labels },
    spec: {
      ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount, serviceAccount }),
      ...(hostNetwork && { hostNetwork }),
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      containers: [
        {
          name: 'main',
          image: 'example.com/image:1',
          imagePullPolicy: 'IfNotPresent',
          ports: ports
            .filter(({ declared }) => declared)
            .map(({ name, port, protocol }) => ({
              containerPort: port,
              protocol,
              ...(name !== undefined && { name }),
            })),
        },
      ],
    },
  };
  const apiVersion = kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : kind === 'Pod' ? 'v1' : 'apps/v1';
  const status = { observedGeneration: 1 };
  if (kind === 'Pod') return { apiVersion, kind, metadata: { ...metadata, labels }, spec: template.spec, status };
  const spec =
    kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { selector: { matchLabels: selector }, template };
  return { apiVersion, kind, metadata, spec, status };
}

function serviceObject({ type, headless, selector, ports }: ComponentService, metadata: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type,
      clusterIP: headless ? 'None' : '10.96.0.99',
      sessionAffinity: 'None',
      ...(selector !== undefined && { selector }),
      ports: ports.map(({ name, port, target, protocol }) => ({
        port,
        protocol,
        targetPort: target ?? 'none',
        ...(name !== undefined && { name }),
      })),
    },
    status: { loadBalancer: {} },
  };
}

/** A List as `kubectl get -A -o json` prints it. */
export function listOf(items: readonly JsonObject[]): JsonObject {
  return { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items };
}
