import { VERRAZZANO_GROUP } from '../../definition/verrazzano-api';
import type { VerrazzanoResource } from '../../resource/merge';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { InputError } from './input-error';
import { parseYaml } from '../../values/yaml/parse-yaml';
import { readText } from './read-text';
import { LAST_APPLIED } from '../../values/names';

/** A Verrazzano resource from a file. */
export interface FileResource {
  /** The file. */
  readonly file: string;
  /** The resource with its status; of the metadata that an API server writes it has only `deletionTimestamp`. */
  readonly resource: VerrazzanoResource;
  /** The UID that an API server gave it; undefined when it was never stored. */
  readonly uid?: string;
}

/** Metadata that an API server writes, without `deletionTimestamp`, which rules ask for. Source: core/v1, ObjectMeta. */
const RUN_TIME_METADATA = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** An object with apiVersion and kind. */
interface Named extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
}

const GROUP = `${VERRAZZANO_GROUP}/`;

const ALLOWED = 'kind Verrazzano of install.verrazzano.io/v1beta1 or v1alpha1, or a List of them';

/**
 * The Verrazzano resources of a file: of each of its documents, and of the Lists that `kubectl get` prints. Other objects
 * are ignored as long as there is at least one.
 * @param file - path of a YAML or JSON file
 * @throws InputError when the file is refused, or holds no Verrazzano resource
 */
export function readResources(file: string): FileResource[] {
  const { resources, kinds } = readFile(file);
  if (resources.length > 0) return resources;
  const what = kinds.length === 0 ? 'is empty' : 'holds no Verrazzano resource';
  const fix = 'pass what `kubectl get verrazzano -A -o yaml` prints, or the file that you apply';
  throw new InputError({ at: file, what, got: shortened(kinds), allowed: ALLOWED, fix });
}

/** What a file holds: Verrazzano resources, and everything else. */
export interface FileContent {
  /** The Verrazzano resources. */
  readonly resources: FileResource[];
  /** The other objects as they are; what has no kind is left out. */
  readonly others: readonly JsonObject[];
  /** What there is, for messages. */
  readonly kinds: readonly string[];
}

/**
 * Everything in a file: of each of its documents, and of the Lists that `kubectl get` prints.
 * @param file - path of a YAML or JSON file
 * @throws InputError when the file is refused
 */
export function readFile(file: string): FileContent {
  const objects = parseYaml(file, readText(file)).flatMap((value) => itemsOf(file, value));
  return {
    resources: objects
      .filter(isVerrazzano)
      .map((object) => ({ file, resource: resourceOf(file, object), ...uidOf(object) })),
    others: objects.filter(isJsonObject).filter((object) => typeof object.kind === 'string' && !isVerrazzano(object)),
    kinds: [...new Set(objects.map(kindOf))],
  };
}

/** The first of the kinds, for messages. */
export function shortened(kinds: readonly string[]): string {
  return kinds.slice(0, 5).join(', ') || 'nothing';
}

/**
 * The one Verrazzano resource of a file.
 * @param file - path of a YAML or JSON file
 * @throws InputError when the file is refused, or holds none or several
 */
export function readResource(file: string): FileResource {
  const [first, ...more] = readResources(file);
  if (first === undefined || more.length > 0) {
    throw new InputError({
      at: file,
      what: 'holds several Verrazzano resources',
      got: more.length + 1,
      allowed: 'one',
      fix: 'pass a file with the intended one',
    });
  }
  return first;
}

function itemsOf(file: string, value: JsonValue): JsonValue[] {
  if (!isJsonObject(value) || typeof value.kind !== 'string' || !value.kind.endsWith('List')) return [value];
  if (value.items === null || value.items === undefined) return [];
  if (Array.isArray(value.items)) return value.items as JsonValue[];
  throw new InputError({
    at: file,
    what: 'has a List whose items are not a list',
    got: kindOf(value.items),
    allowed: 'a list of objects',
    fix: 'pass the List as kubectl prints it',
  });
}

function isVerrazzano(value: JsonValue): value is Named {
  if (!isJsonObject(value) || value.kind !== 'Verrazzano') return false;
  return typeof value.apiVersion === 'string' && value.apiVersion.startsWith(GROUP);
}

function resourceOf(file: string, object: Named): VerrazzanoResource {
  const { apiVersion, kind, metadata = null, spec = null, status } = object;
  for (const [at, section] of Object.entries({ metadata, spec })) {
    if (section !== null && !isJsonObject(section)) {
      const what = `has a ${at} of the wrong type`;
      throw new InputError({ at: file, what, got: kindOf(section), allowed: 'an object', fix: `correct ${at}` });
    }
  }
  return {
    apiVersion,
    kind,
    ...(isJsonObject(metadata) && { metadata: withoutRunTime(metadata) }),
    ...(isJsonObject(spec) && { spec }),
    ...(status !== undefined && { status }),
  };
}

function uidOf({ metadata }: Named): { readonly uid?: string } {
  return isJsonObject(metadata) && typeof metadata.uid === 'string' ? { uid: metadata.uid } : {};
}

function withoutRunTime(metadata: JsonObject): JsonObject {
  const own = without(metadata, RUN_TIME_METADATA);
  if (!isJsonObject(own.annotations) || !(LAST_APPLIED in own.annotations)) return own;
  const annotations = without(own.annotations, [LAST_APPLIED]);
  return Object.keys(annotations).length > 0 ? { ...own, annotations } : without(own, ['annotations']);
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function kindOf(value: JsonValue | undefined): string {
  if (!isJsonObject(value)) return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  const { apiVersion, kind } = value;
  if (typeof kind !== 'string') return 'an object without kind';
  return typeof apiVersion === 'string' ? `${kind} of ${apiVersion}` : kind;
}
