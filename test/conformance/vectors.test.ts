import { readFileSync } from 'node:fs';
import { COMPONENTS } from '../../lib/components';
import { enabledNames } from '../../lib/definition/enablement';
import { toV1beta1 } from '../../lib/resource/convert';
import { expandArguments } from '../../lib/resource/convert/install-arguments';
import { effectiveResource, MergeError, type VerrazzanoResource } from '../../lib/resource/merge';
import { V1BETA1 } from '../../lib/resource/merge/api-version';
import { MergeProblems } from '../../lib/resource/merge/merge-error';
import { readTyped } from '../../lib/resource/merge/read-typed';
import { clusterFacts, validateVerrazzano } from '../../lib/resource/rules';
import { storedResource } from '../../lib/resource/stored-resource';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/values/json';
import { describeShared, sharedPath } from '../support/shared';

type Kind = 'expand' | 'convert' | 'merge' | 'validate' | 'enabled';

interface Vector {
  readonly id: string;
  readonly kind: Kind;
  readonly input: unknown;
  readonly old?: VerrazzanoResource;
  readonly stored?: boolean;
  readonly cluster?: unknown;
  readonly expected: {
    readonly error?: true;
    readonly values?: JsonValue;
    readonly spec?: JsonObject;
    readonly partial?: true;
    readonly verdict?: 'admitted' | 'refused';
    readonly off?: readonly string[];
  };
  readonly note: string;
}

const path = sharedPath('upstream', 'platform', 'vectors.json');

describeShared('vectors of upstream', () => {
  const vectors = JSON.parse(readFileSync(path, 'utf8')) as Vector[];
  const components = JSON.parse(readFileSync(sharedPath('upstream', 'components', 'components.json'), 'utf8')) as {
    readonly componentName: string;
  }[];
  // Prometheus is no component of its own to the operator; the vectors name it all the same.
  const upstream = new Set([...components.map(({ componentName }) => componentName), 'prometheus']);
  const of = (kind: Kind): [string, Vector][] =>
    vectors.filter((vector) => vector.kind === kind).map((vector) => [`${vector.id} ${vector.note}`, vector]);

  test('every vector is of a kind that is compared', () => {
    const counts = (['expand', 'convert', 'merge', 'validate', 'enabled'] as const).map((kind) => of(kind).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(vectors.length);
  });

  test.each(of('expand'))('%s', (_, { input, expected }) => {
    const expand = (): JsonValue => expandArguments(input as JsonValue[], 'installArgs');
    if (expected.error) expect(expand).toThrow(MergeError);
    else expect(expand()).toEqual(expected.values);
  });

  test.each(of('convert'))('%s', (_, { input, expected }) => {
    const convert = (): JsonObject | undefined => toV1beta1(input as VerrazzanoResource).spec;
    if (expected.error) expect(convert).toThrow(MergeError);
    else expect(convert()).toEqual(withoutEmpty(typed(expected.spec)));
  });

  test.each(of('merge'))('%s', (_, { input, expected }) => {
    const merge = (): JsonObject => effectiveResource(input as VerrazzanoResource).spec;
    if (expected.error) expect(merge).toThrow(MergeError);
    else if (expected.partial) expect(atComponents(merge(), expected.spec)).toEqual(expected.spec);
    else expect(merge()).toEqual(expected.spec);
  });

  test.each(of('validate'))('%s', (_, { input, old, stored, cluster, expected }) => {
    const findings = validateVerrazzano({
      resource: input as VerrazzanoResource,
      ...(old === undefined ? {} : { previous: stored ? storedResource(old) : old }),
      cluster: clusterFacts(cluster),
    });
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (expected.verdict === 'admitted') expect(errors).toEqual([]);
    else expect(errors).not.toEqual([]);
  });

  test.each(of('enabled'))('%s', (_, { input, expected }) => {
    const { spec } = toV1beta1(effectiveResource(input as VerrazzanoResource));
    const on = enabledNames(COMPONENTS, spec);
    const off = COMPONENTS.map(({ name }) => name).filter((name) => !on.has(name));
    expect(off.filter((name) => upstream.has(name)).sort()).toEqual(expected.off);
  });
});

function typed(spec: JsonObject | undefined): JsonObject {
  const problems = new MergeProblems();
  const result = readTyped(spec, V1BETA1.spec, 'spec', problems);
  problems.throwIfAny();
  return result;
}

function withoutEmpty(spec: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(spec).filter(([, value]) => !isJsonObject(value) || Object.keys(value).length > 0),
  );
}

/** `spec` with the sections and components that `expected` names. */
function atComponents(spec: JsonObject, expected: JsonObject | undefined): JsonObject {
  const named = (value: JsonObject, by: JsonObject): JsonObject =>
    Object.fromEntries(Object.keys(by).map((key) => [key, value[key]]));
  const { components = {} } = expected ?? {};
  const own = named(spec, expected ?? {});
  return { ...own, components: named(spec.components as JsonObject, components as JsonObject) };
}
