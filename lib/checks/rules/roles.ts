import { listAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import { isDnsSubdomain } from '../../values/names';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import type { Path } from '../../values/path';
import { matches } from '../walk';
import { FIX, refused } from './refused';

/** What the API server refuses in roles and bindings beyond their schema. Source: Kubernetes, `pkg/apis/rbac/validation`. */
export function roleFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects
    .filter(({ group }) => group === 'rbac.authorization.k8s.io')
    .flatMap((object) => [...rules(object), ...subjects(object)]);
}

function rules(object: CheckedObject): Found[] {
  const base = { rule: 'missing-field', severity: 'error', at: object, fix: 'add it' } as const;
  return matches(object.object, 'rules[]').flatMap(({ value, path }): Found[] => {
    if (!isJsonObject(value)) return [];
    if (listAt(value, 'nonResourceURLs').length > 0) return paths(object, value, path);
    const missing = ['apiGroups', 'resources'].filter((field) => listAt(value, field).length === 0);
    return missing.map((field) => ({ ...base, path: [...path, field], message: 'is required and missing' }));
  });
}

/** Paths that are no resources belong to no namespace, and to rules of their own. Source: `ValidatePolicyRule`. */
function paths(object: CheckedObject, rule: JsonObject, path: Path): Found[] {
  const at = [...path, 'nonResourceURLs'];
  if (object.kind === 'Role') return [refused(object, at, 'is allowed only in a ClusterRole')];
  const mixed = ['apiGroups', 'resources', 'resourceNames'].filter((field) => listAt(rule, field).length > 0);
  if (mixed.length === 0) return [];
  return [{ ...refused(object, at, `excludes ${mixed.join(' and ')}`), fix: 'make two rules of it' }];
}

function subjects(object: CheckedObject): Found[] {
  const base = { severity: 'error', at: object, fix: FIX } as const;
  return matches(object.object, 'subjects[]').flatMap(({ value, path }): Found[] => {
    if (!isJsonObject(value) || value.kind !== 'ServiceAccount') return [];
    const { name, namespace } = value;
    const found: Found[] = [];
    if (typeof name === 'string' && name !== '' && !isDnsSubdomain(name)) {
      found.push({ ...base, rule: 'invalid-name', path: [...path, 'name'], message: 'is not a valid name', got: name });
    }
    if (object.kind === 'ClusterRoleBinding' && (namespace ?? '') === '') {
      found.push({
        ...base,
        rule: 'missing-field',
        path: [...path, 'namespace'],
        message: 'is required for a ServiceAccount',
      });
    }
    return found;
  });
}
