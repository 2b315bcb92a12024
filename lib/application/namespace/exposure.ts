import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { MESH_API_VERSIONS } from '../../mesh/api-versions';
import { PLATFORM_NAMESPACE } from '../oam/names';
import type { JsonObject } from '../../values/json';
import type { TargetService } from './target';

/** How something is exposed through the ingress gateway. */
export interface ExposeOptions {
  /** Host name. @default - `<name>.<namespace>.<domain>`, by the DNS settings of the profile of the cluster */
  readonly host?: string;
  /** Beginning of the paths that are routed. @default / */
  readonly path?: string;
  /** Port of the Service. @default - the only one, or the only one that is named http... */
  readonly port?: number;
  /** Secret in `istio-system` with the certificate of the host. @default - a Certificate of the issuer of the platform */
  readonly tls?: { readonly secretName: string };
  /** Name of the objects. @default - the name of the Service */
  readonly name?: string;
}

/** An exposure with everything filled in. */
export interface ResolvedExposure {
  /** Name of the objects. */
  readonly name: string;
  /** Their namespace. */
  readonly namespace: string;
  /** Host name. */
  readonly host: string;
  /** Routes of the host: beginning of the paths, and the Service and its port. */
  readonly routes: ReadonlyArray<{ readonly path: string; readonly service: TargetService; readonly port: number }>;
  /** Secret with the certificate; undefined for a Certificate. */
  readonly secretName: string | undefined;
}

/**
 * The objects of an exposure: Gateway, VirtualService, and the Certificate unless a Secret is named. ExternalDNS makes a record of
 * the Gateway where the platform runs it.
 * @param exposure - what is exposed
 */
export function exposureObjects(exposure: ResolvedExposure): readonly KubernetesManifest[] {
  const { name, namespace, host, routes } = exposure;
  const certificate = `${namespace}-${name}-cert`;
  const credentialName = exposure.secretName ?? `${certificate}-secret`;
  return [
    ...(exposure.secretName === undefined ? [certificateObject(certificate, host)] : []),
    {
      apiVersion: MESH_API_VERSIONS.Gateway,
      kind: 'Gateway',
      metadata: { name: `${namespace}-${name}-gw`, namespace },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [
          {
            name,
            hosts: [host],
            port: { name: `https-${name}`, number: 443, protocol: 'HTTPS' },
            tls: { mode: 'SIMPLE', credentialName },
          },
        ],
      },
    },
    {
      apiVersion: MESH_API_VERSIONS.VirtualService,
      kind: 'VirtualService',
      metadata: { name: `${name}-vs`, namespace },
      spec: {
        gateways: [`${namespace}-${name}-gw`],
        hosts: [host],
        // Longer paths first, since the first route that fits is taken.
        http: [...routes].sort((a, b) => b.path.length - a.path.length).map(routeOf),
      },
    },
  ];
}

function routeOf({ path, service, port }: ResolvedExposure['routes'][number]): JsonObject {
  return {
    match: [{ uri: { prefix: path } }],
    route: [{ destination: { host: service.name, port: { number: port } } }],
  };
}

function certificateObject(name: string, host: string): KubernetesManifest {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: PLATFORM_NAMESPACE.istio },
    spec: {
      dnsNames: [host],
      issuerRef: { kind: 'ClusterIssuer', name: 'verrazzano-cluster-issuer' },
      secretName: `${name}-secret`,
    },
  };
}
