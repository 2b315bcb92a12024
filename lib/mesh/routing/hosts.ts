import { isHostWithin } from '../../checks/rules/istio-hosts';
import { ROOT_NAMESPACE } from '../identity';
import { NAMESPACES } from '../../definition/namespaces';

const CLUSTER_LOCAL = '.svc.cluster.local';

/**
 * A host as Istio sees it: a name without dots is a Service beside the object that names it.
 * @param host - the host as written
 * @param namespace - namespace of the object; undefined leaves short names alone
 */
export function fullHost(host: string, namespace: string | undefined): string {
  if (host.includes('.') || host === '*' || namespace === undefined) return host;
  return `${host}.${namespace}${CLUSTER_LOCAL}`;
}

/**
 * Namespace of the Service that a host names; undefined for other hosts.
 * @param host - a full host
 */
export function namespaceOfHost(host: string): string | undefined {
  if (!host.endsWith(CLUSTER_LOCAL)) return undefined;
  return host.slice(0, -CLUSTER_LOCAL.length).split('.')[1];
}

/**
 * Whether pods of a namespace of the platform never have sidecars; undefined where that is unknown: for other namespaces, and for
 * `istio-system`, whose gateways are part of the mesh.
 * @param namespace - name of the namespace
 */
export function isOutsideMesh(namespace: string | undefined): boolean | undefined {
  if (namespace === undefined || namespace === ROOT_NAMESPACE || !Object.hasOwn(NAMESPACES, namespace))
    return undefined;
  return !('injected' in NAMESPACES[namespace as keyof typeof NAMESPACES]);
}

/**
 * Whether a host of a gateway, `[<namespace>/]<host>`, covers a host of a route. `*.example.com` covers names of any depth below.
 * @param pattern - host of the gateway
 * @param host - host of the route
 */
export function covers(pattern: string, host: string): boolean {
  const name = pattern.slice(pattern.indexOf('/') + 1);
  return isHostWithin(host, name);
}
