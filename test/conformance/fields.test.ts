/** @batch compiler */
import { readFileSync } from 'node:fs';
import * as ts from 'typescript';
import { describeSharedInCi, sharedPath } from '../support/shared';
import { TypedPaths } from './typed-paths';

/** A field of fields.json. */
interface Field {
  readonly path: string;
  readonly type: string;
  readonly enum?: readonly string[];
}

/** A path of overrides.json. */
interface OverridePath {
  readonly path: string;
  readonly type: string;
}

/** Where the resource and the props have different names: path in the resource to exported type and path in it. */
const ELSEWHERE: Readonly<Record<string, readonly [type: string, path: string]>> = {
  // The class of a profile names it: DevProfile, ProdProfile, ...
  'spec.profile': ['Profile', 'profileName'],
  'spec.volumeClaimSpecTemplates': ['ProfileProps', 'volumeClaimTemplates'],
  'spec.volumeClaimSpecTemplates[]': ['VolumeClaimTemplate', 'name'],
  // Kubernetes types; 1.7.2 reads the name, the storage request, the storage class and the first access mode.
  'spec.volumeClaimSpecTemplates[].metadata': ['VolumeClaimTemplateProps', 'name'],
  'spec.volumeClaimSpecTemplates[].spec': ['VolumeClaimTemplateProps', 'storage'],
};

/** Objects of the resource that are stated with values of other types: see {@link ELSEWHERE} and {@link OVERRIDE_ITEM}. */
const OF_ANOTHER_TYPE = /^spec\.volumeClaimSpecTemplates\[\]|\.overrides\[\]\.configMapRef$/;

/** Parameters of the factories of `Override`, by path in an item of a list of overrides. */
const OVERRIDE_ITEM: Readonly<Record<string, readonly [method: string, parameter: string, path?: string]>> = {
  configMapRef: ['configMap', 'name'],
  'configMapRef.name': ['configMap', 'name'],
  'configMapRef.key': ['configMap', 'key'],
  'configMapRef.optional': ['configMap', 'options', 'optional'],
  secretRef: ['secret', 'secret'],
  'secretRef.name': ['secret', 'secret', 'name'],
  'secretRef.key': ['secret', 'secret', 'key'],
  'secretRef.optional': ['secret', 'options', 'optional'],
  values: ['values', 'values'],
};

let known: TypedPaths | undefined;

/** The types of the options; reading them takes the compiler seconds, once. */
const types = (): TypedPaths => (known ??= new TypedPaths());

/** The types of a field of the resource; none when it is not typed. */
function typesOfField(path: string): readonly ts.Type[] {
  const [type, elsewhere] = ELSEWHERE[path] ?? ['ProfileProps', path.replace(/^spec\./, '')];
  const [list, item] = elsewhere.split('.overrides[].');
  if (list === undefined || item === undefined) return types().at(types().exported(type), elsewhere);
  const isList = types()
    .at(types().exported(type), `${list}.overrides[]`)
    .some(({ symbol }) => symbol.name === 'Override');
  const parameter = OVERRIDE_ITEM[item];
  return isList && parameter !== undefined ? types().atParameter('Override', ...parameter) : [];
}

/** The types of a chart value; none when it is not typed. */
function typesOfValue(component: string, path: string): readonly ts.Type[] {
  return types().at(types().exported('ProfileProps'), `components.${component}.values.${path}`);
}

/** Whether values of the type that a file names, and no others, may stand in a place of these types. */
function fits(expected: string, found: readonly ts.Type[]): boolean {
  if (found.length === 0) return false;
  const [, element] = /^list of (.*)$/.exec(expected) ?? [];
  if (element !== undefined) return found.every((type) => fits(element, types().elements(type)));
  const all = (flags: number): boolean => found.every((type) => (type.flags & flags) !== 0);
  const text = ts.TypeFlags.StringLike;
  const object = ts.TypeFlags.Object | ts.TypeFlags.Intersection;
  if (expected === 'string' || expected === 'LoadBalancer or NodePort') {
    return found.every((type) => types().isText(type));
  }
  if (expected === 'boolean') return all(ts.TypeFlags.BooleanLike);
  if (expected === 'number' || expected.startsWith('integer')) return all(ts.TypeFlags.NumberLike);
  if (expected === 'int-or-string' || expected === 'quantity') return all(text | ts.TypeFlags.NumberLike);
  if (expected === 'string holding YAML, or object') return all(text | object);
  if (expected === 'map of string') return found.every((type) => types().isMapOfText(type));
  return all(object);
}

describeSharedInCi('types', () => {
  const fields = (
    JSON.parse(readFileSync(sharedPath('upstream', 'platform', 'fields.json'), 'utf8')) as {
      v1beta1: readonly Field[];
    }
  ).v1beta1;
  const { overrides, jaegerForbiddenPaths } = JSON.parse(
    readFileSync(sharedPath('upstream', 'platform', 'overrides.json'), 'utf8'),
  ) as { overrides: Readonly<Record<string, readonly OverridePath[]>>; jaegerForbiddenPaths: readonly string[] };
  const values = Object.entries(overrides).flatMap(([component, paths]) =>
    paths.map(({ path, type }) => ({ component, path, type })),
  );

  test('every field of the resource and every chart value is typed', () => {
    const untyped = fields.filter(({ path, type }) => {
      const found = typesOfField(path);
      return OF_ANOTHER_TYPE.test(path) ? found.length === 0 : !fits(type, found);
    });
    const untypedValues = values.filter(({ component, path, type }) => !fits(type, typesOfValue(component, path)));
    process.stdout.write(
      `typed fields: ${fields.length - untyped.length} of ${fields.length} (fields.json), ` +
        `${values.length - untypedValues.length} of ${values.length} (overrides.json)\n`,
    );
    expect(untyped.map(({ path }) => path)).toEqual([]);
    expect(untypedValues.map(({ component, path }) => `${component}: ${path}`)).toEqual([]);
    expect(fields).toHaveLength(576);
    expect(values).toHaveLength(148);
  });

  test('every field of the resource and every chart value has a docstring', () => {
    const undocumented = [
      ...fields
        .filter(({ path }) => !(path in ELSEWHERE) && !path.includes('overrides[]'))
        .flatMap(({ path }) => types().undocumented(types().exported('ProfileProps'), path.replace(/^spec\./, ''))),
      ...values.flatMap(({ component, path }) =>
        types().undocumented(types().exported('ProfileProps'), `components.${component}.values.${path}`),
      ),
    ];
    // The keys of the components come from a table; their definitions describe them.
    expect([...new Set(undocumented)].filter((path) => !/^components\.\w+$/.test(path))).toEqual([]);
  });

  test('every optional chart value says its default', () => {
    const silent = values.flatMap(({ component, path }) => {
      const at = `components.${component}.values.${path}`;
      return types().hasDefault(types().exported('ProfileProps'), at) ? [] : [at];
    });
    expect(silent).toEqual([]);
  });

  test.each(fields.filter((field) => field.enum !== undefined).map((field) => [field.path, field.enum ?? []] as const))(
    '%s takes exactly the known values',
    (path, known) => {
      const literals = typesOfField(path).map((type) => (type.isStringLiteral() ? type.value : type.flags));
      expect([...literals].sort()).toEqual(known.filter((value) => value !== '').sort());
    },
  );

  test('what Jaeger must not be told has no type', () => {
    expect(jaegerForbiddenPaths.length).toBeGreaterThan(0);
    expect(jaegerForbiddenPaths.filter((path) => typesOfValue('jaegerOperator', path).length > 0)).toEqual([]);
  });

  test('only sections with overrides have values', () => {
    const sections = fields.flatMap(({ path }) => /^spec\.(components\.\w+)$/.exec(path)?.[1] ?? []);
    const has = (path: string): boolean => types().at(types().exported('ProfileProps'), path).length > 0;
    expect(sections).toHaveLength(39);
    expect(sections.filter((path) => has(`${path}.values`) && !has(`${path}.overrides`))).toEqual([]);
    expect(
      sections
        .filter((path) => has(`${path}.values`))
        .map((path) => path.replace('components.', ''))
        .sort(),
    ).toEqual(
      Object.keys(overrides)
        .filter((component) => component !== 'keycloak.mysql')
        .sort(),
    );
  });

  test.each([
    ['a typing error', 'authProxy', 'replica'],
    ['a key below a scalar', 'authProxy', 'replicas.more'],
    ['a key that only an index signature allows', 'ingressNGINX', 'controller.service.annotations.any'],
    ['a key of free JSON', 'keycloak.mysql', 'podSpec.affinity'],
    ['a component without chart values', 'opensearch', 'replicas'],
  ])('%s does not count as typed', (_, component, path) => {
    expect(typesOfValue(component, path)).toEqual([]);
  });

  test('a value of another type does not count as typed', () => {
    expect(fits('string', typesOfValue('authProxy', 'replicas'))).toBe(false);
    expect(fits('integer', typesOfValue('dns', 'logLevel'))).toBe(false);
    expect(fits('map of string', typesOfValue('ingressNGINX', 'controller.service'))).toBe(false);
    expect(fits('list of string', typesOfValue('dns', 'logLevel'))).toBe(false);
  });
});
