import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/** Fields with the name of a Secret. */
const NAMES: ReadonlySet<string> = new Set(['secretName', 'credentialName']);

/** Fields with an object that names a Secret, and possibly one of its keys. */
const REFERENCE = /^secret$|secretRef$|secretKeyRef$/i;

/** Fields with a list of such objects. */
const LISTS: ReadonlySet<string> = new Set(['imagePullSecrets']);

/**
 * Names of the Secrets that an object of any kind refers to, with the key where it names one, as `name` or `name[key]`. Sources: API
 * references of Kubernetes, cert-manager, Istio and the operators of MySQL, OpenSearch and Prometheus.
 * @param object - the object
 */
export function secretNames(object: JsonObject): string[] {
  const { metadata: _, status: _status, ...rest } = object;
  return [...new Set(namesIn(rest))].sort(compare);
}

function namesIn(value: JsonValue): string[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(namesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]): string[] => {
    if (NAMES.has(key) && typeof each === 'string') return [each];
    if (LISTS.has(key) && Array.isArray(each)) return (each as readonly JsonValue[]).flatMap(named);
    const own = REFERENCE.test(key) && each !== undefined ? named(each) : [];
    return each === undefined ? own : [...own, ...namesIn(each)];
  });
}

function named(reference: JsonValue): string[] {
  if (!isJsonObject(reference) || typeof reference.name !== 'string') return [];
  const { name, key } = reference;
  return [typeof key === 'string' ? `${name}[${key}]` : name];
}
