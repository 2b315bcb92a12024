import { dirname, join, normalize } from 'path';
import type { Path } from '../../../values/path';
import { listAt, objectAt, textAt } from '../../../connectivity/manifest';
import { kindKey, KNOWN_MINORS, nativeKinds, nativeSchema } from '../../../checks/schema/known-kinds';
import type { SchemaNode } from '../../../checks/schema/schema-node';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { withValueAt } from '../../../values/path';
import type { Kustomization } from '../kustomizations';
import { changed, idOf, uncertain, type BuiltObject, type ObjectId } from './built-object';
import { isJsonPatch, withJsonPatch } from './json-patch';
import { strategicMerge } from './strategic-merge';
import { meant, selected } from './targets';

/** Reads the values of a file, or of a text in place; nothing when they cannot be read. */
export type ReadValues = (
  from: { readonly file: string } | { readonly text: string },
) => readonly JsonValue[] | undefined;

/** A patch as a kustomization names it. */
interface Patch {
  /** Where the kustomization names it. */
  readonly path: Path;
  readonly values: readonly JsonValue[] | undefined;
  readonly target: JsonObject | undefined;
  /** Whether the patch may change the kind and the name. */
  readonly mayRename: boolean;
}

/** How patches are read, and what becomes of those without a target that name no object. */
export interface PatchOptions {
  readonly read: ReadValues;
  readonly onUnmatched: (path: Path, id: ObjectId) => void;
}

/** Fields of kustomizations that name patches, in the order in which they are applied: before names change, and after. */
export type PatchFields = 'first' | 'last';

/**
 * Objects with the patches of a kustomization. Objects that a patch would change which cannot be applied are marked.
 * @param objects - the objects
 * @param kustomization - the kustomization
 * @param fields - which of its fields
 * @param options - how patches are read, and what becomes of those that name nothing
 */
export function patched(
  objects: readonly BuiltObject[],
  kustomization: Kustomization,
  fields: PatchFields,
  { read, onUnmatched }: PatchOptions,
): readonly BuiltObject[] {
  return patchesOf(kustomization, fields, read).reduce(
    (all, patch) => withPatch(all, patch, (id) => onUnmatched(patch.path, id)),
    objects,
  );
}

function patchesOf({ file, object }: Kustomization, fields: PatchFields, read: ReadValues): Patch[] {
  const at = (name: string): string => normalize(join(dirname(file), name));
  const from =
    (field: string) =>
    (each: JsonValue, index: number): Patch => {
      const [path, text] = [textAt(each, 'path'), textAt(each, 'patch')];
      const values = path !== undefined ? read({ file: at(path) }) : text !== undefined ? read({ text }) : undefined;
      const target = isJsonObject(each) && isJsonObject(each.target) ? each.target : undefined;
      const options = objectAt(each, 'options');
      return {
        path: [field, index],
        values,
        target,
        mayRename: options.allowNameChange === true || options.allowKindChange === true,
      };
    };
  if (fields === 'last') return listAt(object, 'patchesJson6902').map(from('patchesJson6902'));
  const merges = listAt(object, 'patchesStrategicMerge').map((each, index): Patch => {
    const text = typeof each === 'string' ? each : '';
    const values = text.includes('\n') ? read({ text }) : read({ file: at(text) });
    return { path: ['patchesStrategicMerge', index], values, target: undefined, mayRename: false };
  });
  return [...merges, ...listAt(object, 'patches').map(from('patches'))];
}

const UNAPPLIED = 'that a patch changes which is not applied here';

function withPatch(
  objects: readonly BuiltObject[],
  patch: Patch,
  onUnmatched: (id: ObjectId) => void,
): readonly BuiltObject[] {
  const { values, target } = patch;
  const own = target === undefined ? undefined : selected(objects, target);
  if (values === undefined || (target !== undefined && own === undefined)) {
    return objects.map((each) => (own === undefined || own.includes(each) ? uncertain(each, UNAPPLIED) : each));
  }
  const operations = values.length === 1 && isJsonPatch(values[0]) ? values[0] : undefined;
  if (operations !== undefined) {
    return replaced(objects, own ?? [], (object) => withJsonPatch(object, operations) ?? UNAPPLIED);
  }
  return values.filter(isJsonObject).reduce((all, value) => {
    // Each value is applied to what the values before it have left.
    const targets = target === undefined ? meant(all, idOf({ object: value })) : (selected(all, target) ?? []);
    if (target === undefined && targets.length === 0) onUnmatched(idOf({ object: value }));
    if (target === undefined && targets.length > 1)
      return all.map((each) => (targets.includes(each) ? uncertain(each, UNAPPLIED) : each));
    return replaced(all, targets, (object) => merged(object, value, patch.mayRename));
  }, objects);
}

function replaced(
  objects: readonly BuiltObject[],
  targets: readonly BuiltObject[],
  change: (object: JsonObject) => JsonObject | typeof UNAPPLIED | undefined,
): readonly BuiltObject[] {
  const all = new Set(targets);
  if (all.size === 0) return objects;
  return objects.flatMap((each): readonly BuiltObject[] => {
    if (!all.has(each)) return [each];
    const object = change(each.object);
    if (object === UNAPPLIED) return [uncertain(each, UNAPPLIED)];
    return object === undefined ? [] : [changed(each, object)];
  });
}

/** A patch does not change what an object is called, unless it says so. */
function merged(object: JsonObject, patch: JsonObject, mayRename: boolean): JsonObject | undefined {
  const whole = strategicMerge(object, patch, schemaOf(object));
  if (whole === undefined) return undefined;
  const { name, namespace } = objectAt(object, 'metadata');
  const kept = { ...whole, apiVersion: object.apiVersion, kind: mayRename ? whole.kind : object.kind };
  const { namespace: _, ...metadata } = objectAt(whole, 'metadata');
  return withValueAt(kept, ['metadata'], {
    ...metadata,
    ...(!mayRename && { name }),
    ...(namespace !== undefined && { namespace }),
  });
}

/** The newest schema says the keys of most lists. */
function schemaOf(object: JsonObject): SchemaNode | undefined {
  const { group, version, kind } = idOf({ object });
  const key = kindKey(group, version, kind);
  if (!nativeKinds().has(key)) return undefined;
  return [...KNOWN_MINORS]
    .reverse()
    .reduce<SchemaNode | undefined>((found, minor) => found ?? nativeSchema(key, minor), undefined);
}
