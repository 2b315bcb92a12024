import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { metadataOf, serviceAccountOf, type Release } from '../release';
import { clusterRoleRules, hasClusterRole } from './cluster-role-rules';
import { roleRules } from './role-rules';
import { scalarText } from '../values/chart-values';

const API = 'rbac.authorization.k8s.io';
const MULTI_NAMESPACE = 'experimental.multiNamespaceMode.enabled';

/** Roles of the control plane with their bindings. */
export function roles(release: Release): JsonObject[] {
  const { values } = release;
  return [
    ...(hasClusterRole(values) ? clusterRole(release) : []),
    ...(values.has('rbac.role.enabled') ? role(release) : []),
    ...platformRole(release),
  ];
}

/** Name of an object outside of namespaces: cut to what a label may have. */
function clusterName({ name, namespace }: Release, prefix: string, suffix = ''): string {
  return `${prefix}-${name}-v-${namespace}${suffix}`.slice(0, 63).replace(/-$/, '');
}

function clusterRole(release: Release): JsonObject[] {
  return pair(release, 'ClusterRole', clusterName(release, 'vc'), clusterRoleRules(release));
}

/** In multi-namespace mode workloads are in namespaces that are not known before: the Role is a ClusterRole. */
function role(release: Release): JsonObject[] {
  const { name, values } = release;
  const rules = roleRules(values);
  return values.has(MULTI_NAMESPACE)
    ? pair(release, 'ClusterRole', clusterName(release, 'vc-mn'), rules)
    : pair(release, 'Role', `vc-${name}`, rules);
}

function pair(release: Release, kind: 'Role' | 'ClusterRole', name: string, rules: readonly JsonValue[]): JsonObject[] {
  const { namespace, ...metadata } = metadataOf(release, name);
  const placed = kind === 'Role' ? { ...metadata, namespace } : metadata;
  return [
    { apiVersion: `${API}/v1`, kind, metadata: placed, rules: rules.length === 0 ? null : rules },
    binding(release, kind, placed),
  ];
}

function binding(release: Release, kind: string, metadata: JsonObject, name = scalarText(metadata.name)): JsonObject {
  return {
    apiVersion: `${API}/v1`,
    kind: `${kind}Binding`,
    metadata,
    subjects: [{ kind: 'ServiceAccount', name: serviceAccountOf(release), namespace: release.namespace }],
    roleRef: { kind, name, apiGroup: API },
  };
}

/** The right to read the key of the vCluster platform, where that is in another namespace. */
function platformRole(release: Release): JsonObject[] {
  const { values } = release;
  const platform = values.at('external.platform');
  const key = isJsonObject(platform) && isJsonObject(platform.apiKey) ? platform.apiKey : {};
  const namespace = key.namespace || release.namespace;
  if (key.createRBAC === false || namespace === release.namespace) return [];
  const name = clusterName(release, 'vc', '-platform-role');
  const resourceNames = [key.secretName ?? 'vcluster-platform-api-key'];
  return [
    {
      apiVersion: `${API}/v1`,
      kind: 'Role',
      metadata: { name, namespace },
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames }],
    },
    binding(release, 'Role', { name: clusterName(release, 'vc', '-platform-role-binding'), namespace }, name),
  ];
}
