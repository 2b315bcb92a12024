import type { Manifest } from './rendered-object';
import { groupOf, kindName } from '../kinds/kind-scope';

/**
 * Lists and maps that the API server does not store when they are empty, by kind. `*` is every kind, `[]` every item of a list.
 *
 * Written out, they would differ from what is stored for ever: each apply would change the object, and no `kubectl diff`
 * would be empty. Whether absent or empty, they mean the same.
 *
 * Source: `omitempty` in `k8s.io/apimachinery/pkg/apis/meta/v1/types.go`, `k8s.io/api/networking/v1/types.go`,
 * `k8s.io/api/core/v1/types.go` and `k8s.io/api/rbac/v1/types.go`, Kubernetes 1.24 to 1.28.
 */
const DROPPED_WHEN_EMPTY: Readonly<Record<string, readonly string[]>> = {
  '*': ['metadata.labels', 'metadata.annotations', 'metadata.finalizers', 'metadata.ownerReferences'],
  'NetworkPolicy.networking.k8s.io': [
    ...['spec.podSelector', 'spec.ingress[].from[].podSelector', 'spec.ingress[].from[].namespaceSelector'].flatMap(
      selectorFields,
    ),
    ...['spec.egress[].to[].podSelector', 'spec.egress[].to[].namespaceSelector'].flatMap(selectorFields),
    'spec.ingress[].from[].ipBlock.except',
    'spec.egress[].to[].ipBlock.except',
    'spec.ingress[].from',
    'spec.ingress[].ports',
    'spec.egress[].to',
    'spec.egress[].ports',
    'spec.ingress',
    'spec.egress',
    'spec.policyTypes',
  ],
  'Ingress.networking.k8s.io': ['spec.tls[].hosts', 'spec.tls', 'spec.rules'],
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
  ServiceAccount: ['secrets', 'imagePullSecrets'],
  Service: ['spec.selector', 'spec.ports', 'spec.externalIPs', 'spec.loadBalancerSourceRanges'],
  'RoleBinding.rbac.authorization.k8s.io': ['subjects'],
  'ClusterRoleBinding.rbac.authorization.k8s.io': ['subjects'],
};

/**
 * A manifest without the empty lists and maps that the API server drops.
 * @param manifest - any object; it is not changed
 */
export function withoutDroppedFields(manifest: Manifest): Manifest {
  const kind = kindName({ group: groupOf(manifest.apiVersion), kind: manifest.kind });
  const paths = [...(DROPPED_WHEN_EMPTY['*'] ?? []), ...(DROPPED_WHEN_EMPTY[kind] ?? [])];
  return paths.reduce<unknown>((value, path) => without(value, path.split('.')), manifest) as Manifest;
}

function selectorFields(selector: string): string[] {
  return [`${selector}.matchExpressions[].values`, `${selector}.matchExpressions`, `${selector}.matchLabels`];
}

function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined || !isMap(value)) return value;
  const key = step.replace('[]', '');
  const field = value[key];
  if (rest.length === 0) return isEmpty(field) ? omit(value, key) : value;
  if (!step.endsWith('[]')) return isMap(field) ? { ...value, [key]: without(field, rest) } : value;
  return Array.isArray(field) ? { ...value, [key]: field.map((item) => without(item, rest)) } : value;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.keys(value).length === 0;
}

function omit(value: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
