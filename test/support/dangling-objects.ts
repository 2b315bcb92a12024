import { isJsonObject, listOf, objectsOf, textOf, type JsonObject, type JsonValue } from '../../lib/values/json';
import { valueAtPath } from '../../lib/values/path';

/** Made by Kubernetes or a component at run time. */
const AT_RUN_TIME = /^ConfigMap [^/]+\/(istio-ca-root-cert|kube-root-ca.crt)/;

/**
 * ConfigMaps and keys that pods mount or read, and Services of Ingresses in the same namespace, that no object has.
 * @param objects - all objects
 */
export function danglingObjects(objects: readonly JsonObject[]): string[] {
  const made = new Set(objects.flatMap((object) => [idOf(object), ...keysOf(object)]));
  const needed = objects
    .filter(({ kind }) => kind !== 'CustomResourceDefinition')
    .flatMap((object) => [
      ...podSpecs(object).flatMap((pod) => configMaps(pod, namespaceOf(object))),
      ...(object.kind === 'Ingress' ? backends(object) : []),
    ]);
  return [...new Set(needed)].filter((id) => !made.has(id) && !AT_RUN_TIME.test(id)).sort();
}

function configMaps(pod: JsonObject, namespace: string): string[] {
  const volumes = objectsOf(pod.volumes).flatMap(({ configMap }) => (isJsonObject(configMap) ? [configMap] : []));
  const variables = [...objectsOf(pod.containers), ...objectsOf(pod.initContainers)]
    .flatMap(({ env }) => objectsOf(env))
    .flatMap((one) => valueAtPath(one, ['valueFrom', 'configMapKeyRef']) ?? [])
    .filter(isJsonObject);
  return [...volumes, ...variables]
    .filter(({ optional }) => optional !== true)
    .flatMap(({ name, items, key }) => {
      const id = `ConfigMap ${namespace}/${textOf(name)}`;
      const keys = [...objectsOf(items).map((item) => textOf(item.key)), textOf(key)].filter((text) => text !== '');
      return [id, ...keys.map((one) => `${id}/${one}`)];
    });
}

function backends(ingress: JsonObject): string[] {
  return objectsOf(valueAtPath(ingress, ['spec', 'rules']))
    .flatMap((rule) => objectsOf(valueAtPath(rule, ['http', 'paths'])))
    .map((path) => `Service ${namespaceOf(ingress)}/${textOf(valueAtPath(path, ['backend', 'service', 'name']))}`);
}

function podSpecs(value: JsonValue | undefined): JsonObject[] {
  if (Array.isArray(value)) return listOf(value).flatMap(podSpecs);
  if (!isJsonObject(value)) return [];
  return Array.isArray(value.containers) ? [value] : Object.values(value).flatMap(podSpecs);
}

function keysOf(object: JsonObject): string[] {
  const { data } = object;
  return object.kind === 'ConfigMap' && isJsonObject(data)
    ? Object.keys(data).map((key) => `${idOf(object)}/${key}`)
    : [];
}

function idOf(object: JsonObject): string {
  return `${textOf(object.kind)} ${namespaceOf(object)}/${textOf(valueAtPath(object, ['metadata', 'name']))}`;
}

function namespaceOf(object: JsonObject): string {
  return textOf(valueAtPath(object, ['metadata', 'namespace']));
}
