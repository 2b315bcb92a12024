import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { listAt, objectAt, textAt } from '../../../connectivity/manifest';
import { groupVersion } from '../../../checks/checked-object';
import { idsOf, type BuiltObject } from './built-object';
import { withFields, type FieldSpec } from './configurations';
import { valueAtFieldPath } from './field-paths';

const IN_CONTAINERS = ['args', 'command', 'env/value', 'volumeMounts/mountPath'];
const IN_POD = [
  ...['containers', 'initContainers'].flatMap((list) => IN_CONTAINERS.map((field) => `${list}/${field}`)),
  'volumes/nfs/server',
];

const fields = (kind: string, ...paths: readonly string[]): FieldSpec[] =>
  paths.map((path) => ({ kind, path: path.split('/') }));

/** Fields in which variables are replaced. Source: kustomize, `api/internal/konfig/builtinpluginconsts/varreference.go`. */
const DEFAULTS: readonly FieldSpec[] = [
  ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'].flatMap((kind) =>
    fields(kind, ...IN_POD.map((path) => `spec/template/spec/${path}`)),
  ),
  ...fields('CronJob', ...IN_POD.map((path) => `spec/jobTemplate/spec/template/spec/${path}`)),
  ...fields('Pod', ...IN_POD.map((path) => `spec/${path}`)),
  ...fields('Deployment', 'spec/template/metadata/annotations'),
  ...fields('Ingress', 'spec/rules/host', 'spec/tls/hosts', 'spec/tls/secretName'),
  ...fields('Service', 'spec/ports/port', 'spec/ports/targetPort'),
  ...fields('StatefulSet', 'spec/volumeClaimTemplates/spec/nfs/server'),
  ...fields('PersistentVolume', 'spec/nfs/server'),
  { path: ['metadata', 'labels'] },
  { path: ['metadata', 'annotations'] },
];

/**
 * Objects with the values of variables, which `$(NAME)` stands for. Source: kustomize, `api/filters/refvar`.
 * @param objects - what a kustomization makes, marked with variables
 * @param specs - fields beside the usual ones in which variables are replaced
 */
export function withVariables(objects: readonly BuiltObject[], specs: readonly FieldSpec[]): readonly BuiltObject[] {
  const values = valuesOf(objects);
  if (values.size === 0) return objects;
  const all = [...DEFAULTS, ...specs];
  return objects.map((each) => withFields(each, all, (value) => replaced(value, values)));
}

type Values = ReadonlyMap<string, string | number | boolean>;

function valuesOf(objects: readonly BuiltObject[]): Values {
  const values = new Map<string, string | number | boolean>();
  for (const { object, variables = [] } of objects) {
    for (const { name, path } of variables) {
      const value = valueAtFieldPath(object, path);
      if (value !== undefined && value !== null && typeof value !== 'object') values.set(name, value);
    }
  }
  return values;
}

/** The texts in a field; of an object, its values. */
function replaced(value: JsonValue, values: Values): JsonValue {
  if (typeof value === 'string') return replacedIn(value, values);
  if (isJsonList(value)) {
    const items = value.map((item) => (typeof item === 'string' ? replacedIn(item, values) : item));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([key, item]): [string, JsonObject[string]] => [
    key,
    typeof item === 'string' ? replacedIn(item, values) : item,
  ]);
  return members.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(members);
}

/** A variable alone keeps the type of its value; `$$` is a dollar sign. */
function replacedIn(text: string, values: Values): string | number | boolean {
  const [, alone] = /^\$\(([^)]*)\)$/.exec(text) ?? [];
  if (alone !== undefined) return values.get(alone) ?? text;
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : String(values.get(name) ?? whole),
  );
}

/** A variable of a kustomization, and the object that it means. */
export interface Variable {
  readonly name: string;
  readonly kind: string;
  /** Name of the object. */
  readonly object: string;
}

/**
 * The objects that the variables of a kustomization mean, marked with these. Source: kustomize, `ResAccumulator.MergeVars`.
 * @param objects - what the kustomization makes
 * @param kustomization - the kustomization
 * @param onMissing - takes the places of variables whose object is not there
 */
export function withVariableFields(
  objects: readonly BuiltObject[],
  kustomization: JsonObject,
  onMissing: (index: number, variable: Variable) => void,
): readonly BuiltObject[] {
  return [...listAt(kustomization, 'vars').entries()].reduce<readonly BuiltObject[]>((all, [index, variable]) => {
    const name = textAt(variable, 'name');
    if (name === undefined) return all;
    const reference = objectAt(variable, 'objref');
    const [target, ...others] = targetsOf(all, reference);
    if (target === undefined) {
      onMissing(index, { name, kind: textAt(reference, 'kind') ?? '', object: textAt(reference, 'name') ?? '' });
    }
    if (target === undefined || others.length > 0) return all;
    const { fieldPath, fieldpath } = objectAt(variable, 'fieldref');
    const path = [fieldPath, fieldpath].find((each) => typeof each === 'string') ?? 'metadata.name';
    const variables = [...(target.variables ?? []), { name, path: String(path) }];
    return all.map((each) => (each === target ? { ...each, variables } : each));
  }, objects);
}

/** What is or was called as a variable says, in any namespace unless it states one. */
function targetsOf(objects: readonly BuiltObject[], reference: JsonObject): readonly BuiltObject[] {
  const [group, version] = typeof reference.apiVersion === 'string' ? groupVersion(reference) : statedIn(reference);
  const wanted = { group, version, kind: textAt(reference, 'kind') ?? '', name: textAt(reference, 'name') ?? '' };
  const namespace = textAt(reference, 'namespace');
  return objects.filter((each) =>
    idsOf(each).some(
      (id) =>
        PARTS.every((part) => id[part] === wanted[part]) &&
        (namespace === undefined || (id.namespace ?? 'default') === namespace),
    ),
  );
}

const PARTS = ['group', 'version', 'kind', 'name'] as const;

function statedIn(reference: JsonObject): readonly [group: string, version: string] {
  return [textAt(reference, 'group') ?? '', textAt(reference, 'version') ?? ''];
}
