import { publishedReference } from '../../definition/image-references';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { Registry } from '../../values/registry';
import type { PublishedVersion } from '../maintained-charts';

/**
 * Resources from which operators make components, with published versions in place of those of the release.
 * @param objects - the resources
 * @param versions - the published versions
 * @param registry - private registry; undefined is the public one
 */
export function withVersions(
  objects: readonly KubernetesManifest[],
  versions: readonly PublishedVersion[],
  registry: Registry | undefined,
): readonly KubernetesManifest[] {
  return objects.map((object) =>
    versions.reduce<KubernetesManifest>((left, { line, version }) => {
      const { resource } = line.replacement;
      if (resource === undefined || resource.kind !== object.kind) return left;
      if ((line.start(resource.since) ?? Infinity) > version.index) return left;
      const kept = (resource.drop ?? []).reduce<KubernetesManifest>(
        (result, path) => without(result, path.split('.')),
        left,
      );
      const images = Object.entries(resource.images ?? {}).map(([path, reference]): [string, string] => [
        path,
        publishedReference({ reference, values: 'resource' }, registry),
      ]);
      return [...Object.entries(resource.fields), ...images].reduce<KubernetesManifest>(
        (result, [path, text]) => withField(result, path.split('.'), text.replace('{app}', version.app)),
        kept,
      );
    }, object),
  );
}

function withField<T extends JsonObject>(object: T, [key = '', ...more]: readonly string[], value: string): T {
  const inner = object[key];
  return { ...object, [key]: more.length === 0 ? value : withField(isJsonObject(inner) ? inner : {}, more, value) };
}

function without<T extends JsonObject>(object: T, [key = '', ...more]: readonly string[]): T {
  const inner = object[key];
  if (more.length === 0) {
    const { [key]: _, ...rest } = object as JsonObject;
    return rest as T;
  }
  if (isJsonObject(inner)) return { ...object, [key]: without(inner, more) };
  if (!Array.isArray(inner) || more[0] !== '*') return object;
  const items = inner as readonly JsonValue[];
  return { ...object, [key]: items.map((item) => (isJsonObject(item) ? without(item, more.slice(1)) : item)) };
}
