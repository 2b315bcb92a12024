import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { platformsIn, type Platform } from '../definition/platform';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { CONSOLE_INGRESS, hostNames } from '../ingress/host-names';
import type { JsonObject } from '../values/json';
import { PLATFORM_NAMESPACE } from './oam/names';

/** Kinds of the program that decide about names, ports and the mesh. */
const DECIDING: ReadonlySet<string> = new Set(['v1/Namespace', 'v1/Service']);

/**
 * Objects of a cluster that decide about the translation of its applications, as far as the program knows them: namespaces and
 * Services that it makes, and what the platform would have.
 * @param top - the cluster, or the app
 */
export function clusterObjects(top: IConstruct): readonly JsonObject[] {
  return [...platformsIn(top).flatMap((platform) => platformObjects(platform)), ...ownObjects(top)];
}

/** The Ingress of the console, of which host names are made, and the registration, which names the cluster. */
function platformObjects(platform: Platform): JsonObject[] {
  const cluster = GitOpsCluster.of(platform);
  const registration: JsonObject[] =
    platform.role === 'managed' && cluster !== undefined
      ? [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: 'verrazzano-cluster-registration', namespace: PLATFORM_NAMESPACE.system },
            stringData: { 'managed-cluster-name': cluster.clusterName },
          },
        ]
      : [];
  const domain = domainOf(platform);
  if (domain === undefined) return registration;
  const console = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: CONSOLE_INGRESS,
      namespace: PLATFORM_NAMESPACE.system,
      annotations: { 'external-dns.alpha.kubernetes.io/target': `${CONSOLE_INGRESS}.${domain}` },
    },
  };
  return [console, ...registration];
}

/** What follows the namespace in the host names of applications; undefined while it is not known. */
function domainOf(platform: Platform): string | undefined {
  const [app, namespace] = ['app', 'namespace'];
  try {
    return hostNames(platform).ofApplication(app, namespace).slice(`${app}.${namespace}.`.length);
  } catch {
    return undefined;
  }
}

/** Constructs whose children are derived are left out: they may be derived of this. */
function ownObjects(construct: IConstruct): JsonObject[] {
  if (ApiObject.isApiObject(construct)) {
    const { apiVersion, kind } = construct;
    return DECIDING.has(`${apiVersion}/${kind}`) ? [objectOf(construct)] : [];
  }
  if (Object.hasOwn(construct.node, 'children')) return [];
  return construct.node.children.flatMap(ownObjects);
}

function objectOf(object: ApiObject): JsonObject {
  const json = object.toJson() as JsonObject & { readonly metadata?: JsonObject };
  const namespace = json.metadata?.namespace ?? object.chart.namespace;
  const isNamespaced = object.kind !== 'Namespace' && namespace !== undefined;
  return { ...json, metadata: { ...json.metadata, ...(isNamespaced && { namespace }) } };
}
