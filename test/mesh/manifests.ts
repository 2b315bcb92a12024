import { Connectivity, PortSet } from '../../lib/connectivity';
import type { Peer } from '../../lib/connectivity';
import { meshLayer } from '../../lib/mesh';
import type { MeshLayerOptions } from '../../lib/mesh';
import type { JsonObject } from '../../lib/values/json';

/** A namespace, injected unless labels say otherwise. */
export function namespace(name: string, labels: Record<string, string> = { 'istio-injection': 'enabled' }): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

interface PodFacts {
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly account?: string;
  readonly hostNetwork?: boolean;
  readonly containers?: readonly JsonObject[];
}

/** A Deployment `namespace/name` with label `app`. */
export function pod(id: string, facts: PodFacts = {}): JsonObject {
  const [where = '', name = ''] = id.split('/');
  const { labels = { app: name }, annotations = {}, account = name, hostNetwork, containers = [{ name }] } = facts;
  const spec = { serviceAccountName: account, containers, ...(hostNetwork && { hostNetwork }) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: where },
    spec: { template: { metadata: { labels, annotations }, spec } },
  };
}

/** A PeerAuthentication `namespace/name`. */
export function peerAuthentication(id: string, spec: JsonObject): JsonObject {
  const [where = '', name = ''] = id.split('/');
  return {
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'PeerAuthentication',
    metadata: { name, namespace: where },
    spec,
  };
}

/** An AuthorizationPolicy `namespace/name`. */
export function authorization(id: string, spec: JsonObject): JsonObject {
  const [where = '', name = ''] = id.split('/');
  return {
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: where },
    spec,
  };
}

/** Mutual TLS for the whole mesh. */
export const STRICT = peerAuthentication('istio-system/default', { mtls: { mode: 'STRICT' } });

/** The mesh of the tests: `server` and `client` with sidecars, `other` with another account, and `bare` without a sidecar. */
export const PODS: readonly JsonObject[] = [
  namespace('shop'),
  namespace('away'),
  namespace('legacy', {}),
  pod('shop/server'),
  pod('shop/client'),
  pod('shop/other'),
  pod('away/client'),
  pod('legacy/bare'),
];

/** What a mesh answers about two peers. */
export class Asked {
  private readonly connectivity: Connectivity;
  private readonly layer: ReturnType<typeof meshLayer>;

  constructor(objects: readonly JsonObject[], options?: MeshLayerOptions) {
    this.connectivity = Connectivity.of(objects);
    this.layer = meshLayer(objects, options);
  }

  /** Whether TCP port 8080, or another one, of the server is open. */
  open(from: string, to = 'shop/server', port = 8080): boolean {
    return this.ports(from, to).contains('TCP', port);
  }

  /** All ports that are open. */
  ports(from: string, to = 'shop/server'): PortSet {
    return this.layer.allows(this.peer(from), this.peer(to), PortSet.ALL).allowed;
  }

  /** Why, about one TCP port. */
  why(from: string, to = 'shop/server', port = 8080): string {
    return this.layer.allows(this.peer(from), this.peer(to), PortSet.of('TCP', port)).reasons.join('\n');
  }

  private peer(text: string): Peer {
    const found = this.connectivity.peer(text);
    if (found === undefined) throw new Error(`no peer ${text}`);
    return found;
  }
}
