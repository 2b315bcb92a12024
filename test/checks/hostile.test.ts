import { readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { checkObjects } from '../../lib/checks/check';
import type { SourceObject } from '../../lib/checks/checked-object';
import { diffObjects } from '../../lib/checks/diff/diff';
import { githubAnnotation } from '../../lib/checks/report/github';
import { diffMarkdown } from '../../lib/checks/report/diff-markdown';
import { findingText } from '../../lib/checks/report/text';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { runs } from '../support/fc-runs';

const objectsOf = (file: string): JsonObject[] =>
  parseYaml(file, readFileSync(join(__dirname, file), 'utf8')) as JsonObject[];
const GOOD = objectsOf('good-app.yaml');
const ISTIO = objectsOf('istio-objects.yaml');

function source(object: JsonObject, document: number): SourceObject {
  return { file: 'a.yaml', document, item: [], object, root: '.', apart: false };
}

/** Values that are often taken for something else. */
const ODD: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    '',
    [],
    {},
    -1,
    1e300,
    0.5,
    true,
    '__proto__',
    'constructor',
    '\u001b[31m',
    '::error::x',
    [null],
    [[]],
    { name: null },
    { toString: 0 },
    [{ toString: 0 }],
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
);

function paths(value: JsonValue, path: ReadonlyArray<string | number> = []): Array<ReadonlyArray<string | number>> {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...(value as JsonValue[]).entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, each]) => paths(each as JsonValue, [...path, key]))];
}

function changed(value: JsonValue, [step, ...rest]: ReadonlyArray<string | number>, by: JsonValue): JsonValue {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return (value as JsonValue[]).map((each, at) => (at === step ? changed(each, rest, by) : each));
  const object = value as JsonObject;
  return { ...object, [step]: changed(object[step] ?? null, rest, by) };
}

/** Good objects with odd values at some places. */
const broken = (good: readonly JsonObject[]): fc.Arbitrary<readonly JsonObject[]> =>
  fc.array(fc.tuple(fc.nat(), fc.nat(), ODD), { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<readonly JsonObject[]>((objects, [which, where, by]) => {
      const index = which % objects.length;
      const all = paths(objects[index] ?? {}).filter((path) => path.length > 0);
      const next = changed(objects[index] ?? {}, all[where % all.length] ?? [], by) as JsonObject;
      return typeof next.kind === 'string' ? objects.map((each, at) => (at === index ? next : each)) : objects;
    }, good),
  );

/** Characters that control a terminal. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

test('odd values are findings, and never end the program', () => {
  fc.assert(
    fc.property(fc.oneof(broken(GOOD), broken(ISTIO)), (objects) => {
      const found = checkObjects(objects.map(source), { minors: { oldest: 24, newest: 28 } });
      for (const each of found) {
        expect(CONTROL.test(findingText(each))).toBe(false);
        expect(githubAnnotation(each).split('\n')).toHaveLength(1);
      }
    }),
    { numRuns: runs(5, 500) },
  );
});

test('odd values are changes, and never end the program', () => {
  fc.assert(
    fc.property(broken(GOOD), broken(GOOD), (before, after) => {
      const changes = diffObjects(before.map(source), after.map(source));
      expect(diffObjects(after.map(source), after.map(source))).toEqual([]);
      expect(diffMarkdown(changes)).not.toContain('\u001b');
    }),
    { numRuns: runs(4, 200) },
  );
});
