import { INJECTION_LABEL } from '../../values/injection-labels';
import { namespaceLabels } from '../../definition/namespaces';
import type { Platform } from '../../definition/platform';
import type { Workload } from '../../definition/workload';
import { workloadsOf } from '../../definition/workload';
import { compare } from '../../values/compare';
import type { JsonObject } from '../../values/json';
import type { WorkloadEnd } from '../flows';
import { APPLICATIONS, NAME_SERVERS, NAME_SERVERS_NAMESPACE } from './policy-manifest';
import { podLabels, workloadKey } from './selectors';

/**
 * The workloads of a platform as ends of flows: of everything that runs in a cluster of this role.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function platformWorkloads(platform: Platform): readonly WorkloadEnd[] {
  return platform.runningComponents.flatMap((definition) =>
    workloadsOf(definition)
      .filter(({ onlyOn }) => onlyOn === undefined || onlyOn === platform.role)
      .map((workload): WorkloadEnd => ({ kind: 'workload', component: definition.name, workload })),
  );
}

/**
 * A platform as manifests with the fields that decide about connectivity: its namespaces with their labels, its workloads with
 * their labels and ports, and the name servers in kube-system. Connectivity can so be evaluated without a cluster.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function platformPods(platform: Platform): JsonObject[] {
  const workloads = new Map(platformWorkloads(platform).map(({ workload }) => [workloadKey(workload), workload]));
  const all = [...workloads.values()];
  const namespaces = [...new Set(all.map(({ namespace }) => namespace).concat(NAME_SERVERS_NAMESPACE))].sort(compare);
  return [
    ...namespaces.map((name) => namespace(name, namespaceLabels(name, platform.mesh))),
    ...all.map(manifest),
    NAME_SERVERS_MANIFEST,
  ];
}

/**
 * Sample pods that are not part of the platform: of an OAM application, of an injected namespace that the platform does not
 * manage, and of a namespace without labels.
 */
export function samplePods(): JsonObject[] {
  return [
    namespace('sample-application', { ...APPLICATIONS, [INJECTION_LABEL]: 'enabled' }),
    deployment('sample-application', 'application', { app: 'application' }),
    namespace('sample-injected', { [INJECTION_LABEL]: 'enabled' }),
    deployment('sample-injected', 'injected', { app: 'injected' }),
    namespace('sample-unrelated', {}),
    deployment('sample-unrelated', 'unrelated', { app: 'unrelated' }),
  ];
}

/** A namespace, with only its name and labels. */
export function namespace(name: string, labels: Readonly<Record<string, string>>): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...labels } } };
}

/** A Deployment, with only what decides about connectivity. */
export function deployment(namespaceName: string, name: string, labels: Readonly<Record<string, string>>): JsonObject {
  const template = { metadata: { labels: { ...labels } }, spec: { containers: [{ name }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: namespaceName },
    spec: { template },
  };
}

const NAME_SERVERS_MANIFEST = deployment(NAME_SERVERS_NAMESPACE, 'coredns', NAME_SERVERS);

/** A workload, with only the fields that decide about connectivity. */
function manifest(workload: Workload): JsonObject {
  const { name, namespace: namespaceName, kind, annotations, serviceAccount } = workload;
  const pod = {
    metadata: { labels: { ...podLabels(workload) }, annotations: { ...annotations } },
    spec: {
      ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
      containers: [{ name, ports: containerPorts(workload) }],
      ...(workload.hostNetwork && { hostNetwork: true }),
    },
  };
  const metadata = { name, namespace: namespaceName };
  switch (kind) {
    case 'Pod':
      return { apiVersion: 'v1', kind, metadata: { ...metadata, ...pod.metadata }, spec: pod.spec };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { template: pod } };
    case 'CronJob':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { jobTemplate: { spec: { template: pod } } } };
    default:
      return { apiVersion: 'apps/v1', kind, metadata, spec: { template: pod } };
  }
}

function containerPorts({ ports }: Workload): JsonObject[] {
  return ports
    .filter(({ declared }) => declared)
    .map(({ name, port, protocol }) => ({ ...(name !== undefined && { name }), containerPort: port, protocol }));
}
