import { DNS_LABEL, isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue } from '../../values/names';
import type { Problem } from '../../values/problem';
import { groupOf } from '../kinds/kind-scope';
import type { Manifest } from './rendered-object';

const ANNOTATIONS_LIMIT = 256 * 1024;
const RBAC = 'rbac.authorization.k8s.io';
/** Groups whose names are parts of paths: those of APIServices end with a group, and that of `v1` is empty. */
const PATHS = [RBAC, 'apiregistration.k8s.io', 'certificates.k8s.io'];

/**
 * What the API server would refuse about name, namespace, labels and annotations.
 * Source: Kubernetes apimachinery `api/validation` and the name functions of the built-in kinds.
 */
export function metadataProblems(manifest: Manifest): Problem[] {
  const { name, namespace, labels = {}, annotations = {} } = manifest.metadata;
  const found: Problem[] = [];
  const rule = nameRule(manifest);
  if (!rule.test(name)) {
    found.push({ what: `the name of the ${manifest.kind} is not valid`, got: name, allowed: rule.allowed });
  }
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    found.push({ what: 'the namespace is not valid', got: namespace, allowed: DNS_LABEL });
  }
  for (const [key, value] of Object.entries(labels)) {
    if (!isLabelKey(key)) found.push({ what: 'the key of a label is not valid', got: key, allowed: KEY_RULE });
    if (!isLabelValue(value)) {
      const allowed = 'strings of up to 63 letters, digits, - _ . with a letter or digit at both ends';
      found.push({ what: `the value of the label ${key} is not valid`, got: value, allowed });
    }
  }
  for (const [key, value] of Object.entries(annotations)) {
    if (!isLabelKey(key.toLowerCase())) {
      found.push({ what: 'the key of an annotation is not valid', got: key, allowed: KEY_RULE });
    }
    if (typeof value !== 'string') {
      const got = typeof value === 'object' ? 'an object' : value;
      found.push({ what: `the value of the annotation ${key} is not valid`, got, allowed: 'strings' });
    }
  }
  const size = Object.entries(annotations).reduce((sum, [k, v]) => sum + Buffer.byteLength(`${k}${String(v)}`), 0);
  if (size > ANNOTATIONS_LIMIT) {
    found.push({ what: 'the annotations are too large', got: size, allowed: `${ANNOTATIONS_LIMIT} bytes in all` });
  }
  return found;
}

/** Numbers that JSON cannot express, as JSON pointers. */
export function notFinite(value: unknown): string[] {
  return isFinite(value) ? [] : notFiniteAt(value, '');
}

function isFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isFinite);
}

function notFiniteAt(value: unknown, pointer: string): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [pointer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => notFiniteAt(inner, `${pointer}/${key}`));
}

const KEY_RULE = '[<DNS subdomain>/]<up to 63 letters, digits, - _ . with a letter or digit at both ends>';

function nameRule(manifest: Manifest): { test(name: unknown): boolean; allowed: string } {
  const group = groupOf(manifest.apiVersion);
  if (PATHS.includes(group)) {
    return {
      test: (name) => typeof name === 'string' && name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name),
      allowed: 'anything but . and .. and names with / or %',
    };
  }
  if (group === '' && manifest.kind === 'Service') {
    return {
      test: (name) => isDnsLabel(name) && /^[a-z]/.test(name),
      allowed: `${DNS_LABEL}, starting with a letter`,
    };
  }
  if (group === '' && manifest.kind === 'Namespace') return { test: isDnsLabel, allowed: DNS_LABEL };
  return {
    test: isDnsSubdomain,
    allowed: 'DNS-1123 subdomain: labels of a-z, 0-9 and - joined by ., at most 253 characters',
  };
}
