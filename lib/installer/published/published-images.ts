import type { ComponentDefinition } from '../../definition/definition';
import { sectionOf } from '../../definition/effective-definition';
import { publishedReference } from '../../definition/image-references';
import { IMAGE_VALUES, imageKeys, publishedValues, type PublishedImage } from '../../definition/image-values';
import { sectionValues } from '../../definition/stated-values';
import type { JsonObject, JsonValue } from '../../values/json';
import { valueAtPath, withoutValueAt, withValueAt } from '../../values/path';
import type { Platform } from '../../definition/platform';
import type { Registry } from '../../values/registry';

/** How the images of a published chart are set. */
export interface PublishedImageRules {
  /** Values of the release without those that name its images. */
  readonly without: (values: JsonObject) => JsonObject;
  /** Values that name images: in the private registry, or where overrides say. */
  readonly values: JsonObject;
}

/**
 * How images of the chart of a component are set, where a published one names its own.
 * @param definition - the component in the version of the chart
 * @param platform - the platform
 */
export function publishedImages(
  definition: ComponentDefinition | undefined,
  { enabledComponents, effective, registry }: Platform,
): PublishedImageRules {
  if (definition?.publishedImages === undefined) return { without: (values) => values, values: {} };
  const parts = enabledComponents.filter((one) => sectionOf(one) === sectionOf(definition));
  const keys = [...parts.flatMap(releaseKeys), ...parts.flatMap(ownKeys)].map((key) => key.split('.'));
  return {
    without: (values) => keys.reduce(withoutValueAt, values),
    values: settings(parts, effective.spec, registry),
  };
}

function settings(
  definitions: readonly ComponentDefinition[],
  spec: JsonObject,
  registry: Registry | undefined,
): JsonObject {
  const section = definitions.map(sectionOf).find((found) => found !== undefined);
  const stated = section === undefined ? {} : sectionValues(spec, section);
  const ofRegistry = definitions
    .flatMap(({ publishedImages = [] }) => publishedImages)
    .flatMap((image) => (registry === undefined ? [] : registryValues(image, registry)));
  const ofUser = definitions
    .flatMap(ownKeys)
    .map((key): readonly [string, JsonValue | undefined] => [key, valueAtPath(stated, key.split('.'))]);
  return [...ofRegistry, ...ofUser].reduce<JsonObject>(
    (left, [key, value]) => (value === undefined ? left : withValueAt(left, key.split('.'), value)),
    {},
  );
}

/**
 * Keys of values that name images of the release, and that a published chart with images of its own does not read.
 * @param definitions - the components of the chart, in its version
 */
export function lostImageKeys(definitions: readonly ComponentDefinition[]): readonly string[] {
  const own = definitions.flatMap(ownKeys);
  return definitions
    .filter(({ publishedImages }) => publishedImages !== undefined)
    .flatMap(releaseKeys)
    .filter((key) => !own.includes(key));
}

function ownKeys(definition: ComponentDefinition): readonly string[] {
  return publishedValues(definition.publishedImages).flatMap(imageKeys);
}

/** Images that it still takes from the release keep their values. */
function releaseKeys(definition: ComponentDefinition): readonly string[] {
  const names = Object.entries(IMAGE_VALUES[sectionOf(definition) ?? ''] ?? {});
  return names.flatMap(([name, values]) => (definition.images.some((one) => one === name) ? [] : imageKeys(values)));
}

function registryValues(image: PublishedImage, registry: Registry): ReadonlyArray<readonly [string, JsonValue]> {
  const { values } = image;
  if (values === undefined || values === 'resource') return [];
  const reference = publishedReference(image, registry);
  const path = reference.slice(registry.registry.length + 1).replace(/:[^:/]*$/, '');
  const own = values.added === undefined ? path : path.slice(0, -values.added.length - 1);
  if (values.registry !== undefined) {
    return [
      [values.registry, registry.registry],
      [values.image, own],
    ];
  }
  const isWhole = values.tag === undefined && values.added === undefined;
  return [[values.image, isWhole ? reference : [registry.registry, own].filter((part) => part !== '').join('/')]];
}
