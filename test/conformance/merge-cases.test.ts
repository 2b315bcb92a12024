import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { effectiveResource, MergeError, type VerrazzanoResource } from '../../lib/resource/merge';
import { API_VERSIONS, V1ALPHA1, V1BETA1, type ApiVersion } from '../../lib/resource/merge/api-version';
import { appendOverrides } from '../../lib/resource/merge/append-overrides';
import type { Field } from '../../lib/resource/merge/field';
import { isJsonObject, type JsonObject } from '../../lib/values/json';
import { MergeProblems } from '../../lib/resource/merge/merge-error';
import { mergeProfiles } from '../../lib/resource/merge/merge-profiles';
import { readTyped } from '../../lib/resource/merge/read-typed';
import { describeShared, sharedPath } from '../support/shared';
import { sample } from '../support/sample';

const platform = (...parts: string[]): string => sharedPath('upstream', 'platform', ...parts);
const readText = (...parts: string[]): string => readFileSync(platform(...parts), 'utf8');
const readYaml = (...parts: string[]): JsonObject => parseObject(readText(...parts));
const readResource = (...parts: string[]): VerrazzanoResource => parse(readText(...parts)) as VerrazzanoResource;

describeShared('the merge cases of upstream', () => {
  const cases = readdirSync(platform('merge-cases'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const usesFiles = (name: string): boolean => /^file /m.test(readText('merge-cases', name, 'profile.txt'));
  const whole = cases.filter((name) => !usesFiles(name));
  const withFiles = cases.filter(usesFiles);

  test('every case of the index is run', () => {
    const index = JSON.parse(readText('merge-cases', 'index.json')) as { case: string }[];
    expect([...whole, ...withFiles].sort()).toEqual(index.map((entry) => entry.case).sort());
    console.info(`merge cases: ${cases.length} run (${cases.join(' ')}), 0 left`);
  });

  test.each(sample(whole, 12))('case %s: the effective resource', (name) => {
    const input = readResource('merge-cases', name, 'input.yaml');
    if (existsSync(platform('merge-cases', name, 'error.txt'))) {
      expect(() => effectiveResource(input)).toThrow(MergeError);
    } else {
      expect(effectiveResource(input)).toEqual(readYaml('merge-cases', name, 'expected.yaml'));
    }
  });

  // These prove a step of the merge with profile files of their own. The upstream tests run them in both API versions and
  // compare typed objects; Go reads field names without regard to case, which is all that the replacement stands for.
  describe.each([
    ['v1alpha1', V1ALPHA1],
    ['v1beta1', V1BETA1],
  ])('with own profile files, in %s', (_, api) => {
    test.each(withFiles)('case %s', (name) => {
      const steps = readText('merge-cases', name, 'profile.txt').trim().split('\n');
      const specOf = (file: string): JsonObject =>
        specIn(readText('merge-cases', name, file).replace('elasticSearch:', 'elasticsearch:'));
      const files = steps.filter((line) => line.startsWith('file ')).map((line) => specOf(line.slice('file '.length)));
      const [first, ...rest] = files;
      if (first === undefined) throw new Error(`case ${name} names no file`);
      const onlyAppends = steps.includes('step append-overrides');
      const result = onlyAppends
        ? appendOverrides(specOf('input.yaml'), first, api.appendedOverrides)
        : mergeProfiles(specOf('input.yaml'), [first, ...rest], api);
      expect(typed(result, api)).toEqual(typed(specOf('expected.yaml'), api));
    });
  });
});

describeShared('the shipped profiles', () => {
  const files = [...API_VERSIONS].flatMap(([version, api]) =>
    [...api.profiles].map(([name, spec]) => [version.split('/')[1] ?? '', name, spec] as const),
  );

  test.each(files)('%s %s says what the file of upstream says', (version, name, spec) => {
    expect({ spec }).toEqual(readYaml('profiles', version, `${name}.yaml`));
  });

  test('no file of upstream is missing', () => {
    const upstream = ['v1alpha1', 'v1beta1'].flatMap((v) =>
      readdirSync(platform('profiles', v)).map((f) => `${v}/${f}`),
    );
    expect(files.map(([version, name]) => `${version}/${name}.yaml`).sort()).toEqual(upstream.sort());
  });
});

describeShared('the fields of the specs', () => {
  interface Fact {
    path: string;
    kubernetesType?: string;
    list?: { mergeKey?: string };
    patchStrategy?: string;
    schemaDefault?: unknown;
  }
  const facts = JSON.parse(readText('fields.json')) as {
    v1beta1: Fact[];
    v1alpha1Only: { onlyInV1alpha1: Fact[]; renamed: Record<string, string>[] };
  };
  const v1beta1 = described(V1BETA1.spec, 'spec');
  const v1alpha1 = described(V1ALPHA1.spec, 'spec');
  const embedded = facts.v1beta1.filter((fact) => fact.kubernetesType).map((fact) => fact.path);
  const isItem = (path: string): boolean => path.endsWith('[]');
  const isInside = (path: string): boolean => embedded.some((parent) => path.startsWith(`${parent}.`));

  test('v1beta1 has the fields of fields.json and no others', () => {
    const paths = [...v1beta1.keys()].filter((path) => !isInside(path) && !isItem(path));
    expect(paths.sort()).toEqual(
      facts.v1beta1
        .map((fact) => fact.path)
        .filter((path) => !isItem(path))
        .sort(),
    );
  });

  test('v1alpha1 has its own fields as well', () => {
    for (const { path } of facts.v1alpha1Only.onlyInV1alpha1) expect([path, v1alpha1.has(path)]).toEqual([path, true]);
    for (const renamed of facts.v1alpha1Only.renamed) {
      expect([v1alpha1.has(renamed.v1alpha1 ?? ''), v1alpha1.has(renamed.v1beta1 ?? '')]).toEqual([true, false]);
    }
  });

  test.each([
    ['v1beta1', v1beta1, facts.v1beta1],
    ['v1alpha1', v1alpha1, facts.v1alpha1Only.onlyInV1alpha1],
  ] as const)('%s has the merge keys, replacements and defaults of fields.json', (_, fields, known) => {
    for (const { path, list, patchStrategy, schemaDefault } of known) {
      const field = fields.get(path);
      const mergeKey = field?.kind === 'list' ? field.mergeKey : undefined;
      const replace = field?.kind === 'object' ? field.replace : undefined;
      expect([path, mergeKey, replace, field?.default]).toEqual([
        path,
        list?.mergeKey,
        patchStrategy === 'replace' ? true : undefined,
        schemaDefault,
      ]);
    }
  });
});

function parseObject(yaml: string): JsonObject {
  const value: unknown = parse(yaml);
  if (!isJsonObject(value)) throw new Error('no object in the file');
  return value;
}

function specIn(yaml: string): JsonObject {
  const { spec } = parseObject(yaml);
  if (!isJsonObject(spec)) throw new Error('no spec in the file');
  return spec;
}

function typed(spec: JsonObject, api: ApiVersion): JsonObject {
  const problems = new MergeProblems();
  const result = readTyped(spec, api.spec, 'spec', problems);
  problems.throwIfAny();
  return result;
}

/** All fields below `field` by path; items of lists as `path[]`. */
function described(field: Field, path: string, found = new Map<string, Field>()): Map<string, Field> {
  const add = (child: Field, childPath: string): void => {
    found.set(childPath, child);
    described(child, childPath, found);
  };
  if (field.kind === 'object') Object.entries(field.fields).forEach(([name, child]) => add(child, `${path}.${name}`));
  if (field.kind === 'list') add(field.items, `${path}[]`);
  return found;
}
