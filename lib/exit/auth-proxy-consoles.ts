import type { ComponentDefinition } from '../definition/definition';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform } from '../definition/platform';
import { servicesOf } from '../definition/service';
import { workloadsOf, type Workload } from '../definition/workload';
import { systemIngressTable, type SystemIngress } from '../ingress/system-ingresses';
import { MESH_API_VERSIONS } from '../mesh/api-versions';
import { principalOf } from '../mesh/identity';
import { upstreamAuthorizationPolicies } from '../mesh/upstream-authorization';
import { isJsonObject } from '../values/json';
import { NAMESPACE_NAME } from '../values/names';

/** Port of oauth2-proxy. */
export const OAUTH2_PROXY_PORT = 4180;

/** A console that users open after they have signed in. */
export interface ProxiedConsole {
  /** Name of the component. */
  readonly component: string;
  /** The Ingress of the release, by which it was reached. */
  readonly ingress: SystemIngress;
  /** Its host name. */
  readonly host: string;
  /** Namespace of its Service. */
  readonly namespace: string;
  /** Its Service. */
  readonly service: string;
  /** Port of the Service. */
  readonly port: number;
  /** Port of the pods. */
  readonly target: number;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Whether AuthorizationPolicies of the release, or of the library, restrict who reaches the pods. */
  readonly isRestricted: boolean;
}

/**
 * The consoles that users reach through the auth proxy of the release, without those for machines.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function consolesOf(platform: Platform): ProxiedConsole[] {
  return systemIngressTable(platform)
    .filter(({ ingress }) => ingress.through === 'authproxy' && ingress.definition.authproxyPort === undefined)
    .flatMap((ingress) => {
      const definition = platform.enabledComponents.find(({ name }) => name === ingress.component);
      return definition === undefined || ingress.ingress.definition.behind === null
        ? []
        : consoleOf(platform, definition, ingress);
    });
}

function consoleOf(platform: Platform, definition: ComponentDefinition, ingress: SystemIngress): ProxiedConsole[] {
  const behind = ingress.ingress.definition.behind ?? undefined;
  const [workloadName, key] = behind?.includes('/') === true ? behind.split('/') : [undefined, behind];
  const workload = workloadsOf(definition).find(
    ({ name, ports }) =>
      (workloadName ?? name) === name &&
      (key === undefined ? ports.length > 0 : ports.some((port) => port.key === key)),
  );
  const pods = workload?.ports.find((port) => key === undefined || port.key === key);
  if (workload === undefined || pods === undefined) return [];
  for (const { name, namespace, ports } of servicesFor(platform, workload)) {
    const port = ports.find(({ target }) => target === pods.port);
    if (port === undefined) continue;
    const { component, host } = ingress;
    const { selector } = workload;
    const isRestricted = restricts(platform, namespace, selector);
    return [
      {
        component,
        ingress,
        host,
        namespace,
        service: name,
        port: port.port,
        target: pods.port,
        selector,
        isRestricted,
      },
    ];
  }
  return [];
}

/** Whether a policy of upstream or of the library is for pods with these labels. */
function restricts(platform: Platform, namespace: string, labels: Readonly<Record<string, string>>): boolean {
  const policies = [...upstreamAuthorizationPolicies(platform), ...(platform.authorizationPolicies ?? [])];
  return policies.some(({ metadata, spec }) => {
    const selector = isJsonObject(spec) && isJsonObject(spec['selector']) ? spec['selector']['matchLabels'] : undefined;
    return (
      metadata.namespace === namespace &&
      isJsonObject(selector) &&
      Object.entries(selector).every(([key, value]) => labels[key] === value)
    );
  });
}

/** Services may be declared by another component, and those without an address of their own come last. */
function servicesFor(platform: Platform, workload: Workload) {
  const all = platform.enabledComponents
    .flatMap(servicesOf)
    .filter((service) => service.workload?.name === workload.name && service.workload.namespace === workload.namespace);
  return [...all.filter(({ headless }) => !headless), ...all.filter(({ headless }) => headless)];
}

/**
 * Policies that admit the caller to the consoles, where it was the auth proxy before, and to the proxy that signs users in.
 * @param consoles - the consoles
 * @param namespace - namespace of oauth2-proxy
 * @param caller - what forwards the requests of browsers
 */
export function admissions(
  consoles: readonly ProxiedConsole[],
  namespace: string,
  caller: ComponentDefinition,
): KubernetesManifest[] {
  const [gateway] = workloadsOf(caller).filter(({ name }) => !/backend|egress|istiod/.test(name));
  if (gateway === undefined) return [];
  const targets = [
    ...consoles.map(({ ingress, ...target }) => ({ name: `${ingress.ingress.name}-login`, ...target })),
    {
      name: 'oauth2-proxy',
      namespace,
      target: OAUTH2_PROXY_PORT,
      selector: { app: 'oauth2-proxy' },
      isRestricted: true,
    },
  ];
  const principal =
    gateway.serviceAccount === undefined ? undefined : principalOf(gateway.namespace, gateway.serviceAccount);
  return targets.flatMap(({ name, namespace: where, target, selector, isRestricted }): KubernetesManifest[] => [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: where },
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: gateway.namespace } },
                podSelector: { matchLabels: gateway.selector },
              },
            ],
            ports: [{ protocol: 'TCP', port: target }],
          },
        ],
      },
    },
    // The first policy of a workload would refuse everything else.
    ...(principal === undefined || !isRestricted
      ? []
      : [
          {
            apiVersion: MESH_API_VERSIONS.AuthorizationPolicy,
            kind: 'AuthorizationPolicy',
            metadata: { name, namespace: where },
            spec: {
              selector: { matchLabels: selector },
              action: 'ALLOW',
              rules: [
                { from: [{ source: { principals: [principal] } }], to: [{ operation: { ports: [String(target)] } }] },
              ],
            },
          },
        ]),
  ]);
}
