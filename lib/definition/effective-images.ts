import { compare } from '../values/compare';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Registry } from '../values/registry';
import type { ComponentDefinition } from './definition';
import { sectionOf } from './effective-definition';
import { imageReference, publishedReference } from './image-references';
import type { PublishedImage, PublishedImageValues } from './image-values';
import { IMAGE_VALUES, imageKeys, publishedValues } from './image-values';
import type { Image, ImageName } from './images';
import { imageOf } from './images';
import { sectionValues } from './stated-values';
import { valueAtPath } from '../values/path';

/** An image that components pull. */
export interface EffectiveImage {
  /** Its name in the bill of materials; undefined for an image that only overrides name. */
  readonly name: ImageName | undefined;
  /** Its entry in the bill of materials; undefined likewise. */
  readonly image: Image | undefined;
  /** Its reference, as a pod names it. */
  readonly reference: string;
  /** Its reference in a public registry, where a published chart names it. @default - that of the bill of materials */
  readonly published?: string;
  /** Whether overrides of the effective resource name it. */
  readonly isStated: boolean;
  /** Components that pull it, in the given order. */
  readonly components: readonly ComponentDefinition[];
}

/** Chart values that name an image in a way that is not known here. */
export interface UnknownImage {
  /** The component. */
  readonly component: ComponentDefinition;
  /** Keys below `spec.components`. */
  readonly section: string;
  /** Path of the value; keys are separated by dots. */
  readonly path: string;
  /** The reference, as far as the values give it: a repository, a reference, or a tag alone. */
  readonly text: string;
  /** Whether the text names an image and not only its tag. */
  readonly isReference: boolean;
}

/**
 * Images that components pull by the effective resource, sorted by reference, each once. Chart values of the user take
 * precedence over those that the platform operator sets (`pkg/helm/helmcli.go` at v1.7.2).
 * @param definitions - the components
 * @param spec - `spec` of the effective resource
 * @param registry - private registry; undefined is upstream's
 */
export function effectiveImages(
  definitions: readonly ComponentDefinition[],
  spec: JsonObject,
  registry?: Registry,
): readonly EffectiveImage[] {
  const byReference = new Map<string, EffectiveImage>();
  const add = (image: Omit<EffectiveImage, 'components'>, component: ComponentDefinition): void => {
    const before = byReference.get(image.reference);
    const components = before?.components ?? [];
    byReference.set(image.reference, {
      ...(before ?? image),
      components: components.includes(component) ? components : [...components, component],
    });
  };
  for (const definition of definitions) {
    for (const name of definition.images) add(imageIn(definition, name, spec, registry), definition);
    for (const published of definition.publishedImages ?? [])
      add(publishedIn(definition, published, spec, registry), definition);
  }
  for (const { component, text, isReference } of unknownImages(definitions, spec)) {
    if (isReference) add({ name: undefined, image: undefined, reference: text, isStated: true }, component);
  }
  return [...byReference.values()].sort((a, b) => compare(a.reference, b.reference));
}

/**
 * Chart values that name images in a way that is not known here: which image of the bill of materials they replace cannot be told.
 * @param definitions - the components
 * @param spec - `spec` of the effective resource
 */
export function unknownImages(definitions: readonly ComponentDefinition[], spec: JsonObject): readonly UnknownImage[] {
  const seen = new Set<string>();
  return definitions.flatMap((component) => {
    const section = sectionOf(component);
    if (section === undefined || seen.has(section)) return [];
    seen.add(section);
    const known = new Set([
      ...Object.values(IMAGE_VALUES[section] ?? {}).flatMap(imageKeys),
      ...publishedValues(component.publishedImages).flatMap(imageKeys),
    ]);
    return found(sectionValues(spec, section), [], known).map((one) => ({ component, section, ...one }));
  });
}

function imageIn(
  definition: ComponentDefinition,
  name: ImageName,
  spec: JsonObject,
  registry: Registry | undefined,
): Omit<EffectiveImage, 'components'> {
  const image = imageOf(name);
  const usual = imageReference(image, registry);
  const section = sectionOf(definition);
  const keys = section === undefined ? undefined : IMAGE_VALUES[section]?.[name];
  const values = section === undefined ? {} : sectionValues(spec, section);
  const reference = keys === undefined ? usual : statedReference(usual, keys, values);
  return { name, image, reference, isStated: reference !== usual };
}

function publishedIn(
  definition: ComponentDefinition,
  { reference: published, values }: PublishedImage,
  spec: JsonObject,
  registry: Registry | undefined,
): Omit<EffectiveImage, 'components'> {
  const usual = publishedReference({ reference: published, values }, registry);
  const section = sectionOf(definition);
  const keys = section === undefined || values === 'resource' ? undefined : values;
  const reference = keys === undefined ? usual : statedReference(usual, keys, sectionValues(spec, section ?? ''));
  return { name: undefined, image: undefined, reference, published, isStated: reference !== usual };
}

function statedReference(
  usual: string,
  { image, tag, registry, added }: PublishedImageValues,
  values: JsonObject,
): string {
  const textAt = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : scalarText(valueAtPath(values, path.split('.')));
  const [, usualRepository = '', usualTag] = /^(.*?)(:[^:/]*)?$/.exec(usual) ?? [];
  const name = textAt(image);
  if (tag === undefined && added === undefined) return name ?? usual;
  const host = usualRepository.slice(0, usualRepository.indexOf('/'));
  const whole = registry === undefined ? usualRepository : usualRepository.slice(host.length + 1);
  const path = added === undefined ? whole : whole.slice(0, -added.length - 1);
  const parts = [registry === undefined ? undefined : (textAt(registry) ?? host), name ?? path, added];
  const stated = textAt(tag);
  const digest = tag === undefined ? undefined : textAt(`${tag.slice(0, tag.lastIndexOf('.') + 1)}digest`);
  return [
    parts.filter((part) => part !== undefined).join('/'),
    stated === undefined ? (usualTag ?? '') : `:${stated}`,
    digest === undefined ? '' : `@${digest}`,
  ].join('');
}

/** Text of a scalar as a chart prints it; undefined when there is none, or an empty one, which charts read as no value. */
function scalarText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

type FoundImage = Pick<UnknownImage, 'path' | 'text' | 'isReference'>;

function found(value: JsonValue, path: readonly string[], known: ReadonlySet<string>): readonly FoundImage[] {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((item, at) => found(item, [...path, String(at)], known));
  }
  if (!isJsonObject(value)) return [];
  return [
    ...imageOfMap(value, path, known),
    ...Object.entries(value).flatMap(([key, member]) => [
      ...imageOfText(member, [...path, key], known),
      ...found(member ?? null, [...path, key], known),
    ]),
  ];
}

/** A map under a key such as `image`, with a repository or a tag. */
function imageOfMap(map: JsonObject, path: readonly string[], known: ReadonlySet<string>): readonly FoundImage[] {
  if (!/image$/i.test(path.at(-1) ?? '')) return [];
  const at = (key: string): string => [...path, key].join('.');
  if (['repository', 'tag', 'name', 'registry'].some((key) => known.has(at(key)))) return [];
  const [registry, tag] = [scalarText(map.registry), scalarText(map.tag)];
  const name = scalarText(map.repository) ?? scalarText(map.name);
  if (name === undefined) {
    const text = tag ?? registry;
    return text === undefined ? [] : [{ path: path.join('.'), text, isReference: false }];
  }
  const repository = registry === undefined ? name : `${registry}/${name}`;
  return [{ path: path.join('.'), text: tag === undefined ? repository : `${repository}:${tag}`, isReference: true }];
}

/** A string under a key such as `image`, `workerImage` or the `hub` of Istio. */
function imageOfText(
  value: JsonValue | undefined,
  path: readonly string[],
  known: ReadonlySet<string>,
): readonly FoundImage[] {
  const text = scalarText(value);
  const key = path.at(-1) ?? '';
  if (text === undefined || known.has(path.join('.'))) return [];
  if (/^hub$/.test(key)) return [{ path: path.join('.'), text, isReference: false }];
  return /image$/i.test(key) ? [{ path: path.join('.'), text, isReference: true }] : [];
}
