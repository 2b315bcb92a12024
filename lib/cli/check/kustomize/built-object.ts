import { textAt } from '../../../connectivity/manifest';
import { groupVersion, type SourceObject } from '../../../checks/checked-object';
import type { JsonObject } from '../../../values/json';

/** What names an object while kustomizations change it. */
export interface ObjectId {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** What a variable stands for: a field of an object. */
export interface VariableField {
  readonly name: string;
  readonly path: string;
}

/** An object as kustomizations have made it so far. */
export interface BuiltObject {
  readonly source: SourceObject;
  readonly object: JsonObject;
  /** What it was called before, the first name first. */
  readonly earlier: readonly ObjectId[];
  /** Whether kustomize adds a hash of the content to the name, which is left out here. @default - false */
  readonly isHashed?: boolean;
  /** The variables that stand for fields of it. */
  readonly variables?: readonly VariableField[];
  /** What may change it, and is not applied here. */
  readonly uncertain?: string;
}

const known = new WeakMap<JsonObject, ObjectId>();

/** What an object is called. */
export function idOf({ object }: Pick<BuiltObject, 'object'>): ObjectId {
  const before = known.get(object);
  if (before !== undefined) return before;
  const [group, version] = groupVersion(object);
  const namespace = textAt(object, 'metadata', 'namespace');
  const name = textAt(object, 'metadata', 'name') ?? '';
  const id = { group, version, kind: textAt(object, 'kind') ?? '', namespace, name };
  known.set(object, id);
  return id;
}

/** What an object is called, and what it was called before. */
export function idsOf(built: BuiltObject): readonly ObjectId[] {
  return [idOf(built), ...built.earlier];
}

/** An object with other content, which remembers what it was called before. */
export function changed(built: BuiltObject, object: JsonObject): BuiltObject {
  if (object === built.object) return built;
  const [before, now] = [idOf(built), idOf({ object })];
  const isRenamed = before.name !== now.name || before.namespace !== now.namespace || before.kind !== now.kind;
  return { ...built, object, earlier: isRenamed ? [...built.earlier, before] : built.earlier };
}

/** An object that something changes which is not applied here. */
export function uncertain(built: BuiltObject, why: string): BuiltObject {
  return { ...built, uncertain: built.uncertain ?? why };
}
