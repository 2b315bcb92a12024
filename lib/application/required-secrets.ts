import type { RequiredSecret } from '../gitops/gitops-cluster';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';

/** A reference to a Secret: its name, and the keys that are read. */
interface Reference {
  readonly name: string;
  readonly keys: readonly string[];
  readonly namespace?: string;
}

const PULL_SECRET = ['.dockerconfigjson'];

/** By the field that refers to a Secret: what it refers to. */
const REFERENCES: Readonly<Record<string, (value: JsonValue) => readonly Reference[]>> = {
  secretKeyRef: keyReference,
  fromSecret: keyReference,
  imagePullSecret: (value) => named(value, PULL_SECRET),
  imagePullSecrets: (value) =>
    (Array.isArray(value) ? (value as readonly JsonValue[]) : []).flatMap((each) => named(nameIn(each), PULL_SECRET)),
  webLogicCredentialsSecret: (value) => named(nameIn(value), ['password', 'username']),
  tls: (value) => {
    const found = named(isJsonObject(value) ? (value.secretName ?? null) : null, ['tls.crt', 'tls.key']);
    return found.map((each) => ({ ...each, namespace: 'istio-system' }));
  },
};

/**
 * Secrets that the objects of an application refer to and that must exist.
 * @param objects - the objects
 * @param namespace - namespace of the application
 * @param application - its name
 */
export function requiredSecretsOf(
  objects: readonly JsonObject[],
  namespace: string,
  application: string,
): readonly RequiredSecret[] {
  const byName = new Map<string, RequiredSecret>();
  const made = new Set(objects.flatMap(secretsIn));
  const references = objects.flatMap((each) => (each.kind === 'Secret' ? randomSecret(each) : referencesIn(each)));
  for (const reference of references) {
    const place = reference.namespace ?? namespace;
    if (made.has(reference.name)) continue;
    const key = `${place}/${reference.name}`;
    const keys = [...new Set([...(byName.get(key)?.keys ?? []), ...reference.keys])].sort();
    byName.set(key, {
      namespace: place,
      name: reference.name,
      keys,
      usedBy: `OAM application ${application}`,
      description: describe(keys),
    });
  }
  return [...byName.values()];
}

/** One that the operators would make, such as that a WebLogic domain encrypts its model with. */
function randomSecret({ metadata, data }: JsonObject): Reference[] {
  return named(nameIn(metadata ?? null), isJsonObject(data) ? Object.keys(data) : []);
}

function describe(keys: readonly string[]): string {
  if (keys.includes('.dockerconfigjson'))
    return 'Credentials of the registry of its images, type kubernetes.io/dockerconfigjson';
  if (keys.includes('tls.key')) return 'Certificate of the hosts and its key, PEM';
  return 'Values that the application reads';
}

/** Secrets that are components themselves. */
function secretsIn({ kind, spec }: JsonObject): string[] {
  const workload = kind === 'Component' && isJsonObject(spec) ? spec.workload : undefined;
  if (!isJsonObject(workload) || workload.kind !== 'Secret') return [];
  return named(nameIn(workload.metadata ?? null), []).map(({ name }) => name);
}

function referencesIn(value: JsonValue | undefined): Reference[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(referencesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member = null]) => [
    ...(Object.hasOwn(REFERENCES, key) ? (REFERENCES[key]?.(member) ?? []) : []),
    ...referencesIn(member),
  ]);
}

function keyReference(value: JsonValue): readonly Reference[] {
  if (!isJsonObject(value) || value.optional === true) return [];
  return named(nameIn(value), typeof value.key === 'string' ? [value.key] : []);
}

function named(name: JsonValue, keys: readonly string[]): Reference[] {
  return typeof name === 'string' && name !== '' ? [{ name, keys }] : [];
}

function nameIn(value: JsonValue): JsonValue {
  return isJsonObject(value) ? (value.name ?? null) : null;
}
