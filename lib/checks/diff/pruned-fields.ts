import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, ownMember, type JsonObject } from '../../values/json';
import { pathText, type Path } from '../../values/path';
import { groupVersion } from '../checked-object';
import type { Reason } from './change';
import { DEFINITIONS } from './definition-fields';
import { pathsText } from './field-row';

/** How deep schemas are compared. */
const MAX_DEPTH = 100;

/** A schema under which nothing is dropped. */
const OPEN: JsonObject = { 'x-kubernetes-preserve-unknown-fields': true };

/** Fields that every object keeps. */
const OF_OBJECTS: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/** Two schemas of one value, and where they are. */
interface Place {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Path of the schema. */
  readonly path: Path;
  /** Whether it is the schema of the whole object. */
  readonly isRoot: boolean;
  /** Whether it is said of a value around it that unknown fields are dropped. */
  readonly isSaid: boolean;
}

/** Where the later schema drops fields that the earlier one names, and others. */
interface Dropped {
  readonly fields: Set<string>;
  readonly unknown: Set<string>;
}

/**
 * Fields that a definition kept in its objects, and no longer keeps: those that go from a schema, and all others where
 * `x-kubernetes-preserve-unknown-fields` goes. A field that goes from a schema which preserves unknown fields, or becomes a key of a map, stays.
 * Those of the status, which controllers write, do not count. Source: tasks of Kubernetes, Extend the Kubernetes API with
 * CustomResourceDefinitions, "Field pruning"; apiextensions, `pkg/apiserver/schema/pruning/algorithm.go`.
 * @param before - the object before
 * @param after - the object afterwards
 */
export function prunedReasons(before: JsonObject, after: JsonObject): Reason[] {
  if (!DEFINITIONS.test(`${groupVersion(after)[0]}/${textAt(after, 'kind') ?? ''}`)) return [];
  const dropped: Dropped = { fields: new Set(), unknown: new Set() };
  const [old, now] = [schemasOf(before), schemasOf(after)];
  for (const [version, { schema }] of old) {
    const other = now.get(version);
    if (other === undefined) continue;
    collect({ before: schema, after: other.schema, path: other.path, isRoot: true, isSaid: false }, dropped);
  }
  return [
    ...reasonOf(dropped.fields, 'values of this field are dropped from the objects that have them'),
    ...reasonOf(dropped.unknown, 'fields that the schema does not name are dropped from the objects that have them'),
  ];
}

function reasonOf(paths: ReadonlySet<string>, text: string): Reason[] {
  return paths.size === 0 ? [] : [{ risk: 'data-loss', text: `${pathsText([...paths])}: ${text}` }];
}

/** Versions of a definition are told apart by their names. */
function textOfPath(path: Path): string {
  return pathText(path).replace(/^spec\.versions\["(.*?)"\]|^spec\.versions\.([\w$-]+)/, 'spec.versions[name=$1$2]');
}

/** The schema of each version. Until v1 of definitions, nothing was dropped unless they said so, and versions might share a schema. */
function schemasOf(definition: JsonObject): Map<string, { readonly schema: JsonObject; readonly path: Path }> {
  const spec = objectAt(definition, 'spec');
  const isOld = textAt(definition, 'apiVersion')?.endsWith('/v1beta1') === true;
  const isOpen = spec.preserveUnknownFields === true || (isOld && spec.preserveUnknownFields !== false);
  const versions = listAt(spec, 'versions').filter(isJsonObject);
  const named = versions.length > 0 || !isOld ? versions : [{ name: spec.version ?? '' }];
  const shared = objectAt(spec, 'validation', 'openAPIV3Schema');
  return new Map(
    named.flatMap((each) => {
      const name = textAt(each, 'name');
      if (name === undefined) return [];
      const own = objectAt(each, 'schema', 'openAPIV3Schema');
      const isOwn = Object.keys(own).length > 0;
      const path = isOwn ? ['spec', 'versions', name, 'schema'] : ['spec', 'validation'];
      const schema = isOpen ? OPEN : isOwn ? own : shared;
      return [[name, { schema, path: [...path, 'openAPIV3Schema'] }] as const];
    }),
  );
}

function collect(place: Place, dropped: Dropped): void {
  const { before, after, path } = place;
  if (path.length > MAX_DEPTH) return;
  const isSaid = collectFields(place, dropped);
  const [items, others] = [inner(before, 'items'), inner(after, 'items')];
  const schema = items ?? (isOpen(before) ? OPEN : undefined);
  if (others === undefined || schema === undefined) return;
  collect({ before: schema, after: others, path: [...path, 'items'], isRoot: false, isSaid }, dropped);
}

/** @returns whether it is said that what the schema does not name is dropped */
function collectFields(place: Place, dropped: Dropped): boolean {
  const { before, after, path } = place;
  const [others, otherMap] = [unnamedOf(before), inner(after, MAP)];
  const [old, now] = [objectAt(before, 'properties'), objectAt(after, 'properties')];
  const isKept = unnamedOf(after) !== undefined || !mayBeObject(after);
  const isLost = others !== undefined && !isKept;
  if (isLost && !place.isSaid) dropped.unknown.add(textOfPath(path));
  const isSaid = place.isSaid || isLost;
  const into = (schema: JsonObject, other: JsonObject, ...steps: string[]): void =>
    collect({ before: schema, after: other, path: [...path, ...steps], isRoot: false, isSaid }, dropped);

  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  for (const name of ownOf(place)) names.delete(name);
  for (const name of names) {
    const schema = inner(old, name) ?? others ?? {};
    const own = inner(now, name);
    if (own !== undefined) into(schema, own, 'properties', name);
    else if (otherMap !== undefined) into(schema, otherMap, MAP);
    else if (!isKept) dropped.fields.add(textOfPath([...path, 'properties', name]));
  }
  if (others !== undefined && otherMap !== undefined) into(others, otherMap, MAP);
  return isSaid;
}

/** Fields that are kept, or do not count. */
function ownOf({ after, isRoot }: Place): readonly string[] {
  if (isRoot) return [...OF_OBJECTS, 'status'];
  return after['x-kubernetes-embedded-resource'] === true ? OF_OBJECTS : [];
}

/** The schema of fields that a schema does not name; nothing where they are dropped. */
function unnamedOf(schema: JsonObject): JsonObject | undefined {
  return inner(schema, MAP) ?? (isOpen(schema) ? OPEN : undefined);
}

const MAP = 'additionalProperties';

function isOpen(schema: JsonObject): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true;
}

/** A value of another type than before is refused, not dropped. */
function mayBeObject({ type, 'x-kubernetes-int-or-string': isText }: JsonObject): boolean {
  return (type === undefined || type === 'object') && isText !== true;
}

function inner(schema: JsonObject, key: string): JsonObject | undefined {
  const value = ownMember(schema, key);
  return value === true ? {} : isJsonObject(value) ? value : undefined;
}
