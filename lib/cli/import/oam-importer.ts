import { Rendering } from '../../application/rendering';
import { groupOf, kindOf, textAt } from '../../connectivity/manifest';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { construct, json, list, method, name, object, type Expression } from './expression';
import type { ImportedKind, Imported, ImportTarget } from './importer';
import { traitExpression, workloadExpression } from './oam-values';
import { fitsShape, type OptionShape } from './shape';
import { OAM_V1ALPHA2 } from '../../definition/verrazzano-api';
import { isKubernetesGroup } from '../../gitops/kinds/kind-scope';

const FIELD_PATH: OptionShape = { members: { fieldPath: 'text' }, needed: ['fieldPath'] };

const CONDITION: OptionShape = {
  members: {
    op: { one: ['eq', 'notEq', 'notEmpty'] },
    value: 'text',
    valueFrom: FIELD_PATH,
    fieldPath: 'text',
  },
  needed: ['op'],
};

const FLOW: Readonly<Record<string, OptionShape>> = {
  dataOutputs: {
    items: {
      members: { name: 'text', fieldPath: 'text', conditions: { items: CONDITION } },
      needed: ['name', 'fieldPath'],
    },
  },
  dataInputs: {
    items: {
      members: {
        valueFrom: { members: { dataOutputName: 'text' }, needed: ['dataOutputName'] },
        toFieldPaths: { items: 'text' },
      },
      needed: ['valueFrom', 'toFieldPaths'],
    },
  },
};

/** What a component of an application must be, for its options to compile. */
const ENTRY: OptionShape = {
  members: {
    componentName: 'text',
    revisionName: 'text',
    ...FLOW,
    parameterValues: { items: { members: { name: 'text', value: 'text or number' }, needed: ['name', 'value'] } },
    scopes: {
      items: {
        members: {
          scopeRef: {
            members: { apiVersion: 'text', kind: 'text', name: 'text' },
            needed: ['apiVersion', 'kind', 'name'],
          },
        },
        needed: ['scopeRef'],
      },
    },
    traits: {
      items: { members: { trait: 'map', ...FLOW }, needed: ['trait'] },
    },
  },
  needed: ['componentName'],
};

const METADATA: OptionShape = {
  members: { name: 'text', namespace: 'text', labels: 'texts', annotations: 'texts' },
  needed: ['name'],
};

const PARAMETERS: OptionShape = {
  items: {
    members: { name: 'text', fieldPaths: { items: 'text' }, required: 'boolean' },
    needed: ['name', 'fieldPaths'],
  },
};

/** Kinds that the OAM import reads; all other kinds among them are kept as they are. */
const OAM_KINDS: ReadonlySet<string> = new Set([
  'ApplicationConfiguration',
  'Component',
  'MultiClusterApplicationConfiguration',
  'MultiClusterComponent',
]);

/** Whether an object is one for which OAM files are imported. */
export function isOam({ apiVersion, kind }: JsonObject): boolean {
  const isGroup = typeof apiVersion === 'string' && /^(?:core\.oam\.dev|clusters\.verrazzano\.io)\//.test(apiVersion);
  return isGroup && typeof kind === 'string' && OAM_KINDS.has(kind);
}

/**
 * OAM applications and what is beside them in their files: each application is an `OamApplication` with its components, and everything
 * else an object as it is.
 * @param objects - objects of all files, without what only an API server writes
 * @param rendering - as what the applications are delivered
 */
export function importOam(objects: readonly JsonObject[], rendering: Rendering): readonly Imported[] {
  const used = new Set<JsonObject>();
  const applications = objects.filter(isApplication).flatMap((application): Imported[] => {
    const components = componentsOf(application, objects).filter((each) => !used.has(each));
    const options = optionsOf(application, components);
    const given = [application, ...components];
    if (options === undefined) return [];
    for (const each of given) used.add(each);
    if (rendering === Rendering.KUBERNETES) options.set('rendering', name('Rendering.KUBERNETES'));
    return [applicationStatement(application, options)];
  });
  return [...applications, ...objects.filter((each) => !used.has(each)).map(objectStatement)];
}

function applicationStatement(application: JsonObject, options: Options): Imported {
  const statement = (target: ImportTarget, id: string): Expression => {
    if (id !== nameOf(application)) options.set('name', json(nameOf(application)));
    return construct('OamApplication', name(target), json(id), object(options));
  };
  return { id: nameOf(application), notes: [], isShared: true, statement };
}

/** An object as it is. In a cluster, objects of one namespace are one delivery unit. */
function objectStatement(source: JsonObject): Imported {
  const namespace = namespaceOf(source);
  const unit = namespace ?? 'cluster';
  const props = json({ wave: 100, ...(namespace !== undefined && { namespace }) });
  const scope = (target: ImportTarget): Expression =>
    target === 'chart' ? name('chart') : method(name('cluster'), 'unit', json(`objects/${unit}`), props);
  const statement = (target: ImportTarget, id: string): Expression =>
    construct('ApiObject', scope(target), json(id), json(source));
  const kind = customKind(source);
  return { id: idOf(source), notes: [], isShared: true, ...(kind !== undefined && { kind }), statement };
}

function customKind(source: JsonObject): ImportedKind | undefined {
  const [group, kind] = [groupOf(source), kindOf(source)];
  if (isKubernetesGroup(group)) return undefined;
  return { group, kind, namespaced: namespaceOf(source) !== undefined };
}

function isApplication({ apiVersion, kind, metadata, spec }: JsonObject): boolean {
  if (apiVersion !== OAM_V1ALPHA2 || kind !== 'ApplicationConfiguration' || !fitsShape(metadata, METADATA))
    return false;
  if (!isJsonObject(spec) || Object.keys(spec).some((key) => key !== 'components')) return false;
  return fitsShape(spec.components, { items: ENTRY });
}

function componentsOf(application: JsonObject, objects: readonly JsonObject[]): JsonObject[] {
  const names = entriesOf(application).map(({ componentName }) => componentName);
  return objects.filter(
    (each) =>
      each.apiVersion === OAM_V1ALPHA2 &&
      each.kind === 'Component' &&
      names.includes(nameOf(each)) &&
      namespaceOf(each) === namespaceOf(application) &&
      isComponent(each),
  );
}

function isComponent({ metadata, spec }: JsonObject): boolean {
  if (!fitsShape(metadata, METADATA) || !isJsonObject(spec) || !isJsonObject(spec.workload)) return false;
  const isKnown = Object.keys(spec).every((key) => ['workload', 'parameters'].includes(key));
  return isKnown && (spec.parameters === undefined || fitsShape(spec.parameters, PARAMETERS));
}

type Options = Map<string, Expression>;

/** Undefined where one component occurs twice, which a program cannot express. */
function optionsOf(application: JsonObject, components: readonly JsonObject[]): Options | undefined {
  const entries = entriesOf(application);
  const names = entries.map((each) => textAt(each, 'componentName') ?? '');
  // Keys that are numbers would change their places.
  if (new Set(names).size < names.length || names.some((each) => /^\d+$/.test(each))) return undefined;
  const options: Options = new Map();
  for (const key of ['namespace', 'labels', 'annotations']) put(options, key, member(application.metadata, key));
  const members = entries.map((entry): [string, Expression] => {
    const component = components.find((each) => nameOf(each) === entry.componentName);
    return [textAt(entry, 'componentName') ?? '', componentOptions(entry, component)];
  });
  options.set('components', object(new Map(members)));
  return options;
}

function componentOptions(entry: JsonObject, component: JsonObject | undefined): Expression {
  const options: Options = new Map();
  const spec = component === undefined ? undefined : component.spec;
  const workload = member(spec, 'workload');
  if (isJsonObject(workload)) options.set('workload', workloadExpression(workload));
  for (const key of ['labels', 'annotations']) put(options, key, member(component?.metadata, key));
  put(options, 'parameters', member(spec, 'parameters'));
  const values = entry.parameterValues;
  if (isJsonList(values)) {
    const pairs = values
      .filter(isJsonObject)
      .map((each): [string, JsonValue] => [textAt(each, 'name') ?? '', each.value ?? null]);
    options.set('parameterValues', json(Object.fromEntries(pairs)));
  }
  for (const key of ['revisionName', 'dataInputs', 'dataOutputs']) put(options, key, entry[key]);
  if (isJsonList(entry.scopes)) {
    options.set('scopes', json(entry.scopes.filter(isJsonObject).map(({ scopeRef }) => scopeRef ?? null)));
  }
  if (isJsonList(entry.traits) && entry.traits.length > 0) {
    options.set('traits', list(entry.traits.filter(isJsonObject).map(traitOf)));
  }
  return object(options);
}

function traitOf({ trait, ...flow }: JsonObject): Expression {
  const expression = traitExpression(isJsonObject(trait) ? trait : {});
  if (Object.keys(flow).length === 0) return expression;
  return method(expression, 'withData', json(flow));
}

function put(options: Options, key: string, value: JsonValue | undefined): void {
  if (value !== undefined) options.set(key, json(value));
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? ownMember(value, key) : undefined;
}

function entriesOf({ spec }: JsonObject): readonly JsonObject[] {
  const components = member(spec, 'components');
  return isJsonList(components) ? components.filter(isJsonObject) : [];
}

function nameOf(source: JsonObject): string {
  return textAt(source, 'metadata', 'name') ?? '';
}

function namespaceOf(source: JsonObject): string | undefined {
  return textAt(source, 'metadata', 'namespace');
}

function idOf(source: JsonObject): string {
  const parts = [textAt(source, 'kind'), namespaceOf(source), nameOf(source)];
  return parts.filter((each) => each !== undefined && each !== '').join('-');
}
