import { verrazzanoPlatformOperator as OPERATOR } from '../../components';
import { nameOf } from '../../connectivity/manifest';
import { servicesOf, type ComponentService } from '../../definition/service';
import { workloadsOf, type Workload } from '../../definition/workload';
import { platformNamespaces } from '../../installer/namespaces';
import { upstreamPolicies } from '../../network/upstream';
import type { Profile } from '../../profile/profile';
import type { JsonObject } from '../../values/json';

/** Kinds of workloads that last; what runs once is over before a step is verified. */
const LASTING: ReadonlySet<string> = new Set(['CronJob', 'DaemonSet', 'Deployment', 'StatefulSet']);

/**
 * What runs of a platform as its definitions state it: workloads with selectors, ports and service accounts, Services, and the
 * NetworkPolicies of whoever installs it. Images, volumes and Secrets are not among the facts.
 * @param platform - the platform
 * @param byOperator - whether the platform operator installs it, which brings policies of its own
 */
export function stageObjects(platform: Profile, byOperator: boolean): readonly JsonObject[] {
  // The operator itself stopped before anything is delivered; its namespace goes later.
  const definitions = platform.runningComponents.filter(({ name }) => name !== OPERATOR.name);
  const isHere = ({ onlyOn, kind }: Workload): boolean =>
    LASTING.has(kind) && (onlyOn === undefined || onlyOn === platform.role);
  const workloads = definitions.flatMap(workloadsOf).filter(isHere);
  const emitted = platform.networkPolicies as unknown as readonly JsonObject[];
  const policies = new Map(
    [...(byOperator ? upstreamPolicies(platform) : []), ...emitted].map((one) => [JSON.stringify(one.metadata), one]),
  );
  return [
    ...(platformNamespaces(platform) as unknown as readonly JsonObject[]).filter(
      (one) => nameOf(one) !== OPERATOR.namespace,
    ),
    ...workloads.map(workloadObject),
    ...definitions.flatMap(servicesOf).map(serviceObject),
    ...policies.values(),
  ];
}

function workloadObject({ kind, namespace, name, selector, ...rest }: Workload): JsonObject {
  const { serviceAccount, hostNetwork, ports, selectorKeys } = rest;
  // Controllers give these labels a value.
  const labels = { ...Object.fromEntries(selectorKeys.map((key) => [key, name])), ...rest.labels };
  const containerPorts = ports.map(({ name: key, port, protocol }): JsonObject => ({
    containerPort: port,
    protocol,
    ...(key !== undefined && { name: key }),
  }));
  const template = {
    metadata: { labels },
    spec: {
      ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
      ...(hostNetwork && { hostNetwork }),
      containers: [{ name, ports: containerPorts }],
    },
  };
  const isJob = kind === 'CronJob';
  return {
    apiVersion: isJob ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { namespace, name },
    spec: isJob ? { jobTemplate: { spec: { template } } } : { selector: { matchLabels: { ...selector } }, template },
  };
}

function serviceObject({ namespace, name, type, headless, selector, ports }: ComponentService): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name },
    spec: {
      type,
      ...(headless && { clusterIP: 'None' }),
      ...(selector !== undefined && { selector: { ...selector } }),
      ports: ports.map(({ name: key, port, target, protocol }) => ({
        port,
        protocol,
        targetPort: target ?? port,
        ...(key !== undefined && { name: key }),
      })),
    },
  };
}
