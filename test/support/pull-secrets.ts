import { parse } from 'yaml';
import { Registry } from '../../lib';
import { isJsonObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../lib/values/json';
import type { Delivered, PublishedPlatform } from './published-platform';

/** Kinds from which operators make pods, to the fields that say with which credentials. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  Alertmanager: ['imagePullSecrets'],
  FluentBit: ['imagePullSecrets'],
  Jaeger: ['imagePullSecrets'],
  Prometheus: ['imagePullSecrets'],
  ThanosRuler: ['imagePullSecrets'],
  OpenSearchCluster: ['general.imagePullSecrets', 'dashboards.imagePullSecrets'],
  InnoDBCluster: [],
};

/**
 * Service accounts of pods that get the credentials of a private registry neither from their own fields nor from the account; of a
 * resource from which an operator makes pods its kind and field.
 * @param platform - the platform
 * @param charts - what its charts render to
 */
export function podsWithoutPullSecret({ files }: PublishedPlatform, charts: readonly Delivered[]): string[] {
  const own = [...files]
    .filter(([path]) => /^test\/(?!argocd\/).*\.yaml$/.test(path))
    .map(([, text]) => parse(text) as JsonObject);
  const objects = [...own, ...charts.flatMap(({ made }) => made as unknown as readonly JsonObject[])];
  const accounts = new Set(objects.filter((one) => one.kind === 'ServiceAccount' && hasSecret(one)).map(nameOf));
  return [...new Set(objects.flatMap((object) => [...lacking(object, accounts)]))];
}

function lacking(object: JsonObject, accounts: ReadonlySet<string>): string[] {
  const fields = RESOURCES[textOf(object.kind)];
  const spec = isJsonObject(object.spec) ? object.spec : {};
  if (fields !== undefined) {
    const holder = (path: string): JsonObject => (path.includes('.') ? objectAt(spec, path.split('.')[0] ?? '') : spec);
    const missing = fields.filter((path) => !hasSecret(holder(path))).map((path) => `${textOf(object.kind)} ${path}`);
    const account = textOf(spec.serviceAccountName);
    return fields.length > 0 || accounts.has(`${namespaceOf(object)}/${account}`) ? missing : [account];
  }
  if (object.kind === 'CustomResourceDefinition') return [];
  return podSpecs(object).flatMap((pod) => {
    const account = textOf(pod.serviceAccountName) || textOf(pod.serviceAccount) || 'default';
    return hasSecret(pod) || accounts.has(`${namespaceOf(object)}/${account}`) ? [] : [account];
  });
}

function podSpecs(value: JsonValue | undefined): JsonObject[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(podSpecs);
  if (!isJsonObject(value)) return [];
  return Array.isArray(value.containers) ? [value] : Object.values(value).flatMap(podSpecs);
}

function hasSecret({ imagePullSecrets }: JsonObject): boolean {
  return objectsOf(imagePullSecrets).some(({ name }) => name === Registry.PULL_SECRET);
}

function nameOf(object: JsonObject): string {
  return `${namespaceOf(object)}/${textOf(objectAt(object, 'metadata').name)}`;
}

function namespaceOf(object: JsonObject): string {
  return textOf(objectAt(object, 'metadata').namespace);
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const found = object[key];
  return isJsonObject(found) ? found : {};
}
