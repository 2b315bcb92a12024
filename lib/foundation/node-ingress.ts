import { stringify } from 'yaml';
import type { KustomizationPatch } from '../gitops/kustomization';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import type { FoundationContent } from './foundation-part';
import { WAVES } from './foundation-part';
import { requireShape } from '../values/shape/require-shape';
import { kindsOf } from '../gitops/kinds/kind-scope';

/** Options of {@link NodeIngress.contour}. */
export interface ContourOptions {
  /** Port of every node for HTTP. @default 80 */
  readonly httpPort?: number;
  /** Port of every node for HTTPS. @default 443 */
  readonly httpsPort?: number;
  /**
   * How the Service of Envoy is reached besides the ports of the nodes.
   * @default 'ClusterIP', as a bare cluster has no load balancers
   */
  readonly serviceType?: 'ClusterIP' | 'LoadBalancer' | 'NodePort';
}

/** Contour's release. */
const CONTOUR_VERSION = 'v1.33.6';

const NAMESPACE = 'projectcontour';

/** Ports of Envoy's container. */
const CONTAINER_PORTS = { http: 8080, https: 8443 } as const;

/** An ingress controller that listens on ports of every node. */
export class NodeIngress {
  /**
   * Contour {@link CONTOUR_VERSION}, whose manifest is referred to at its release: Envoy on every node, with HTTPProxy and Ingress.
   * @param options - see {@link ContourOptions}
   * @throws Error when a port is not valid
   */
  static contour(options: ContourOptions = {}): NodeIngress {
    requireShape('ContourOptions', options, 'NodeIngress.contour', 'options');
    const { httpPort = 80, httpsPort = 443, serviceType = 'ClusterIP' } = options;
    throwProblems(portProblems({ httpPort, httpsPort }), 'NodeIngress.contour');
    return new NodeIngress([httpPort, httpsPort], {
      units: [
        {
          name: 'foundation/ingress',
          props: {
            wave: WAVES.ingress,
            description: `Contour ${CONTOUR_VERSION}: ports ${httpPort} and ${httpsPort} of every node`,
            serverSideApply: true,
            kustomization: {
              resources: [
                `https://raw.githubusercontent.com/projectcontour/contour/${CONTOUR_VERSION}/examples/render/contour.yaml`,
              ],
              patches: [...servicePatch(serviceType), ...portPatch(httpPort, httpsPort)],
            },
            grants: GRANTS,
          },
          source: `https://github.com/projectcontour/contour/blob/${CONTOUR_VERSION}/examples/render/contour.yaml`,
          objects: [],
          images: ['docker.io/envoyproxy/envoy', 'ghcr.io/projectcontour/contour'],
        },
      ],
      secrets: [],
      warnings: [],
    });
  }

  private constructor(
    /** Ports of every node: HTTP, HTTPS. */
    readonly ports: readonly [number, number],
    /** What it brings to the cluster. @internal */
    readonly content: FoundationContent,
  ) {}
}

const GRANTS = {
  namespaces: [NAMESPACE],
  clusterScoped: [
    ...kindsOf('', 'Namespace'),
    ...kindsOf('apiextensions.k8s.io', 'CustomResourceDefinition'),
    ...kindsOf('rbac.authorization.k8s.io', 'ClusterRole', 'ClusterRoleBinding'),
  ],
  namespaced: [
    ...kindsOf('', 'ConfigMap', 'Service', 'ServiceAccount'),
    ...kindsOf('apps', 'DaemonSet', 'Deployment'),
    ...kindsOf('batch', 'Job'),
    ...kindsOf('rbac.authorization.k8s.io', 'Role', 'RoleBinding'),
  ],
};

/** Upstream's Service is of type LoadBalancer; a Service inside of the cluster has no policy for traffic from outside. */
function servicePatch(type: string): KustomizationPatch[] {
  if (type === 'LoadBalancer') return [];
  const operations = [
    { op: 'replace', path: '/spec/type', value: type },
    ...(type === 'ClusterIP' ? [{ op: 'remove', path: '/spec/externalTrafficPolicy' }] : []),
  ];
  return [{ target: { version: 'v1', kind: 'Service', name: 'envoy' }, patch: stringify(operations) }];
}

/** Upstream's DaemonSet has ports 80 and 443 of the node. */
function portPatch(httpPort: number, httpsPort: number): KustomizationPatch[] {
  if (httpPort === 80 && httpsPort === 443) return [];
  const ports = [
    { containerPort: CONTAINER_PORTS.http, hostPort: httpPort, protocol: 'TCP' },
    { containerPort: CONTAINER_PORTS.https, hostPort: httpsPort, protocol: 'TCP' },
  ];
  const patch = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'envoy', namespace: NAMESPACE },
    spec: { template: { spec: { containers: [{ name: 'envoy', ports }] } } },
  };
  return [{ patch: stringify(patch) }];
}

function portProblems(ports: { readonly httpPort: number; readonly httpsPort: number }): Problem[] {
  const problems: Problem[] = Object.entries(ports)
    .filter(([, port]) => !Number.isInteger(port) || port < 1 || port > 65535)
    .map(([field, got]) => ({ what: `${field} is not a port`, got, allowed: 'an integer from 1 to 65535' }));
  if (ports.httpPort !== ports.httpsPort) return problems;
  return [...problems, { what: 'httpPort and httpsPort are the same', got: ports.httpPort, fix: 'change one' }];
}
