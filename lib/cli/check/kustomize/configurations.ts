import { listAt, textAt } from '../../../connectivity/manifest';
import { textMatches } from '../../../checks/walk';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { changed, idOf, idsOf, uncertain, type BuiltObject } from './built-object';

/** A field of some kinds. */
export interface FieldSpec {
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
  readonly path: readonly string[];
}

/** Fields that name objects of a kind. */
interface NameReference {
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
  readonly fields: readonly FieldSpec[];
}

/** What files say of transformers, as far as it is applied here, and of which kinds something else is said. */
export interface Configuration {
  readonly variables: readonly FieldSpec[];
  readonly names: readonly NameReference[];
  readonly namespaces: readonly FieldSpec[];
  /** The kinds that may be changed by what is not applied. */
  readonly openKinds: 'all' | ReadonlySet<string>;
  /** Whether all that the files say is applied. */
  readonly isApplied: boolean;
}

/** Fields of a configuration that are applied. */
const APPLIED: readonly string[] = ['varReference', 'nameReference', 'namespace'];

/** Where configurations name kinds. */
const KINDS: readonly string[] = ['rows[].kind', 'rows[].fieldSpecs[].kind'];

/**
 * What the files of `configurations` and `crds` say. Source: kustomize, `api/internal/plugins/builtinconfig`.
 * @param kustomization - the kustomization
 * @param read - reads a file; nothing where it cannot be read
 */
export function configurationOf(
  kustomization: JsonObject,
  read: (file: string) => readonly JsonValue[] | undefined,
): Configuration {
  const open = new Set<string>(listAt(kustomization, 'crds').length > 0 ? ['CustomResourceDefinition'] : []);
  const files = listAt(kustomization, 'configurations').map((each) =>
    typeof each === 'string' ? read(each) : undefined,
  );
  const isOpen = files.includes(undefined);
  const rows = files.flatMap((values = []) => values).filter(isJsonObject);
  for (const row of rows) for (const kind of kindsOf(row)) open.add(kind);
  return {
    variables: rows.flatMap((row) => fieldSpecs(row, 'varReference')),
    namespaces: rows.flatMap((row) => fieldSpecs(row, 'namespace')),
    names: rows.flatMap((row) =>
      listAt(row, 'nameReference').map((each) => ({ ...kindOf(each), fields: fieldSpecs(each, 'fieldSpecs') })),
    ),
    openKinds: isOpen ? 'all' : open,
    isApplied: !isOpen && rows.every((row) => Object.keys(row).every((key) => APPLIED.includes(key)) && !creates(row)),
  };
}

/** Whether a namespace is written where there is none. */
function creates(row: JsonObject): boolean {
  return listAt(row, 'namespace').some((each) => isJsonObject(each) && each.create === true);
}

/** The kinds of what is not applied; names of generated objects have a hash, which is left out here. */
function kindsOf(row: JsonObject): string[] {
  const hashed = listAt(row, 'nameReference').filter((each) =>
    ['ConfigMap', 'Secret'].includes(textAt(each, 'kind') ?? ''),
  );
  const others = Object.entries(row).flatMap(([key, value]) => (APPLIED.includes(key) ? [] : [value ?? null]));
  return [...others, hashed].flatMap((rows) =>
    KINDS.flatMap((pattern) => textMatches({ rows }, pattern).map(({ value }) => value)),
  );
}

function fieldSpecs(value: JsonValue, key: string): FieldSpec[] {
  return listAt(value, key).flatMap((each) => {
    const path = textAt(each, 'path');
    return path === undefined ? [] : [{ ...kindOf(each), path: stepsOf(path) }];
  });
}

function kindOf(value: JsonValue): Omit<FieldSpec, 'path'> {
  return { group: textAt(value, 'group'), version: textAt(value, 'version'), kind: textAt(value, 'kind') };
}

/** The steps of a path of a configuration; lists need none, and may have `[]`. */
function stepsOf(path: string): string[] {
  return (path.match(/(?:\\\/|[^/])+/g) ?? []).map((step) => step.replaceAll('\\/', '/').replace(/\[\]$/, ''));
}

/** Whether a field is one of an object's kind. */
function isOf(built: BuiltObject, { group, version, kind }: Omit<FieldSpec, 'path'>): boolean {
  const id = idOf(built);
  return (group ?? id.group) === id.group && (version ?? id.version) === id.version && (kind ?? id.kind) === id.kind;
}

/** Gives another value for one at a field; the same for none. */
type Change = (value: JsonValue) => JsonValue;

/**
 * An object with other values at those of its fields that are there.
 * @param built - the object
 * @param specs - the fields
 * @param change - gives the other values
 */
export function withFields(built: BuiltObject, specs: readonly FieldSpec[], change: Change): BuiltObject {
  const object = specs
    .filter((spec) => isOf(built, spec))
    .reduce<JsonValue>((value, { path }) => changedAt(value, path, change), built.object);
  return isJsonObject(object) ? changed(built, object) : built;
}

function changedAt(value: JsonValue, path: readonly string[], change: Change): JsonValue {
  const [step, ...more] = path;
  if (step === undefined) return change(value);
  if (isJsonList(value)) {
    const items = value.map((item) => changedAt(item, path, change));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, step)) return value;
  const [old, now] = [value[step] ?? null, changedAt(value[step] ?? null, more, change)];
  return old === now ? value : { ...value, [step]: now };
}

/**
 * An object with the namespace of a kustomization wherever its configurations say so.
 * @param built - the object
 * @param kustomization - the kustomization
 * @param specs - the fields
 */
export function withNamespaces(
  built: BuiltObject,
  kustomization: JsonObject,
  specs: readonly FieldSpec[],
): BuiltObject {
  const namespace = textAt(kustomization, 'namespace');
  if (namespace === undefined) return built;
  const own = specs.filter(({ path }) => path.join() !== 'metadata,namespace' && path.join() !== 'metadata,name');
  return withFields(built, own, () => namespace);
}

/**
 * Objects with the new names of others wherever configurations say so.
 * @param objects - the objects
 * @param references - the fields
 */
export function withConfiguredNames(
  objects: readonly BuiltObject[],
  references: readonly NameReference[],
): readonly BuiltObject[] {
  return references.reduce<readonly BuiltObject[]>((all, reference) => {
    const renamed = all.filter((each) => each.earlier.length > 0 && isOf(each, reference));
    return renamed.length === 0 ? all : all.map((each) => withNames(each, reference, renamed));
  }, objects);
}

function withNames(built: BuiltObject, { fields }: NameReference, targets: readonly BuiltObject[]): BuiltObject {
  let isAmbiguous = false;
  const nameOf = (name: JsonValue): JsonValue => {
    if (isJsonList(name)) return name.map(nameOf);
    const named = targets.filter((each) => idsOf(each).some((id) => id.name === name));
    const near = named.filter((each) => idOf(each).namespace === idOf(built).namespace);
    const names = new Set((near.length > 0 ? near : named).map((each) => idOf(each).name));
    const [other = name] = names;
    isAmbiguous ||= names.size > 1;
    return names.size > 1 ? name : other;
  };
  const whole = withFields(built, fields, nameOf);
  return isAmbiguous ? uncertain(whole, 'with a name that may mean several others') : whole;
}
