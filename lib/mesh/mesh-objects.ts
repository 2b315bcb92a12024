import { INJECTION_LABEL } from '../values/injection-labels';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { namespacesOf } from '../definition/namespace';
import { namespaceDefinition, namespaceLabels } from '../definition/namespaces';
import type { Platform } from '../definition/platform';
import { inMesh, workloadsOf } from '../definition/workload';
import { istio } from '../components';
import { compare } from '../values/compare';
import { MANAGED_BY, REASONS } from '../network/policies/policy-manifest';
import type { IstioMeshProps } from '../values/istio-mesh';
import { IstioMesh } from '../values/istio-mesh';
import type { MutualTlsException } from '../values/mutual-tls-exception';
import type { Problem } from '../values/problem';
import { MESH_API_VERSIONS } from './api-versions';
import { ROOT_NAMESPACE } from './identity';

/** What decides about objects of the mesh. */
export type MeshFacts = Pick<Platform, 'runningComponents' | 'mesh'>;

const HTTP_CONNECTION_MANAGER = 'envoy.filters.network.http_connection_manager';

/** Mutual TLS for the whole mesh, as upstream makes it. */
const STRICT_MUTUAL_TLS: KubernetesManifest = {
  apiVersion: MESH_API_VERSIONS.PeerAuthentication,
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace: ROOT_NAMESPACE },
  spec: { mtls: { mode: 'STRICT' } },
};

/** Lets the Server header of backends through, as upstream does. */
const SERVER_HEADER_FILTER: KubernetesManifest = {
  apiVersion: MESH_API_VERSIONS.EnvoyFilter,
  kind: 'EnvoyFilter',
  metadata: { name: 'server-header-filter', namespace: ROOT_NAMESPACE },
  spec: {
    configPatches: [
      {
        applyTo: 'NETWORK_FILTER',
        match: { listener: { filterChain: { filter: { name: HTTP_CONNECTION_MANAGER } } } },
        patch: {
          operation: 'MERGE',
          value: {
            typed_config: {
              '@type': `type.googleapis.com/${HTTP_CONNECTION_MANAGER.replace('filters', 'extensions.filters')}.v3.HttpConnectionManager`,
              server_header_transformation: 'PASS_THROUGH',
            },
          },
        },
      },
    ],
  },
};

/**
 * All objects of the mesh besides what the charts of Istio make: those of {@link upstreamMeshObjects}, {@link meshNamespaces} and
 * {@link ownMeshObjects}. The Services of both gateways and that of istiod come from the charts.
 * @param platform - the profile
 * @param settings - settings of the mesh
 */
export function meshObjects(platform: MeshFacts, settings: IstioMesh = IstioMesh.of()): readonly KubernetesManifest[] {
  return [...meshNamespaces(platform), ...upstreamMeshObjects(platform), ...ownMeshObjects(platform, settings)];
}

/**
 * What the platform operator makes once Istio is installed, and so is emitted without it only: the PeerAuthentication of the mesh and
 * the EnvoyFilter for the Server header.
 *
 * Source: `platform-operator/controllers/verrazzano/component/istio/istio_install.go` and `envoy_filter.go` at v1.7.2.
 * @param platform - the profile
 */
export function upstreamMeshObjects(platform: MeshFacts): readonly KubernetesManifest[] {
  return hasMesh(platform) ? [STRICT_MUTUAL_TLS, SERVER_HEADER_FILTER] : [];
}

/**
 * Namespaces of the platform in which Istio injects sidecars, with all their labels. The platform operator labels them itself.
 * @param platform - the profile
 */
export function meshNamespaces(platform: MeshFacts): readonly KubernetesManifest[] {
  const injected = namespacesOf(platform.runningComponents).filter(
    (name) => INJECTION_LABEL in namespaceLabels(name, platform.mesh) && namespaceDefinition(name).existing !== true,
  );
  return [...injected].sort(compare).map((name) => namespaceManifest(name, namespaceLabels(name, platform.mesh)));
}

/**
 * What settings of the mesh make under names of our own, with either installer: exceptions to mutual TLS, and labels of namespaces that
 * are not of the platform.
 * @param platform - the profile
 * @param settings - settings of the mesh
 */
export function ownMeshObjects(platform: MeshFacts, { props }: IstioMesh): readonly KubernetesManifest[] {
  if (!hasMesh(platform)) return [];
  return [
    ...[...(props.injection?.namespaces ?? [])]
      .sort(compare)
      .map((name) => namespaceManifest(name, { [INJECTION_LABEL]: 'enabled' })),
    ...(props.mutualTlsExceptions ?? []).map(peerAuthentication).sort(byPlace),
  ];
}

/**
 * What is wrong with settings of the mesh on a platform, collected at synthesis.
 * @param platform - the profile
 * @param settings - settings of the mesh
 */
export function meshProblems(platform: MeshFacts, { props }: IstioMesh): readonly Problem[] {
  if (!hasMesh(platform)) {
    const given = Object.keys(props);
    if (given.length === 0) return [];
    return [{ what: 'settings of the mesh are given while Istio is off', got: given, fix: 'enable component istio' }];
  }
  return [...labelProblems(platform, props), ...optOutProblems(platform, props)];
}

function labelProblems({ runningComponents }: MeshFacts, { injection }: IstioMeshProps): readonly Problem[] {
  const own = new Set<string>(namespacesOf(runningComponents));
  return (injection?.namespaces ?? [])
    .filter((name) => own.has(name))
    .map((got) => ({
      what: 'injection.namespaces has a namespace of the platform, which labels it itself',
      got,
      allowed: 'namespaces of your own',
      fix: 'use istio.injectionEnabled for the platform',
    }));
}

/** Without its sidecar a workload of the platform could not be reached, nor reach others. */
function optOutProblems({ runningComponents, mesh }: MeshFacts, { injection }: IstioMeshProps): readonly Problem[] {
  const sidecars = runningComponents.flatMap(workloadsOf).filter((workload) => inMesh(workload, mesh));
  return (injection?.never ?? []).flatMap((labels) =>
    sidecars
      .filter((workload) => Object.entries(labels).every(([key, value]) => workload.labels[key] === value))
      .map(({ namespace, name }) => ({
        what: 'injection.never takes the sidecar of a workload of the platform',
        got: { labels, workload: `${namespace}/${name}` },
        allowed: 'labels of pods of your own',
      })),
  );
}

function peerAuthentication(exception: MutualTlsException): KubernetesManifest {
  const { namespace, reason, mode, workload, ports } = exception;
  return {
    apiVersion: MESH_API_VERSIONS.PeerAuthentication,
    kind: 'PeerAuthentication',
    metadata: {
      name: workload?.name ?? 'default',
      namespace,
      labels: { [MANAGED_BY.key]: MANAGED_BY.value },
      annotations: { [REASONS]: reason },
    },
    spec: {
      ...(workload !== undefined && { selector: { matchLabels: { ...workload.labels } } }),
      ...(mode !== undefined && { mtls: { mode } }),
      ...(ports !== undefined && {
        portLevelMtls: Object.fromEntries(Object.entries(ports).map(([port, portMode]) => [port, { mode: portMode }])),
      }),
    },
  };
}

function namespaceManifest(name: string, labels: Readonly<Record<string, string>>): KubernetesManifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...labels } } };
}

function hasMesh({ runningComponents }: MeshFacts): boolean {
  return runningComponents.some(({ name }) => name === istio.name);
}

function byPlace(a: KubernetesManifest, b: KubernetesManifest): number {
  return compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') || compare(a.metadata.name, b.metadata.name);
}
