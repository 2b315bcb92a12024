import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { parseYaml, yamlDocuments } from '../../../lib/values/yaml/parse-yaml';
import { plainYaml } from '../../../lib/values/yaml/plain-yaml';
import { runs } from '../../support/fc-runs';
import { inCi } from '../../support/sample';

const ROOT = join(__dirname, '..', '..', '..');

/** What the reader says that knows where each value is. */
function slow(text: string): readonly unknown[] {
  return yamlDocuments('f', text).flatMap(({ value }) => (value === null ? [] : [value]));
}

/** Fails where the fast reader gives values that the other one does not, or refuses. */
function expectSame(text: string): void {
  if (plainYaml(text) === undefined) return;
  let given: readonly unknown[] | string;
  try {
    given = parseYaml('f', text);
  } catch (error) {
    // Nesting, size and numbers are checked for both.
    given = (error as Error).message;
  }
  let meant: readonly unknown[] | string;
  try {
    meant = slow(text);
  } catch (error) {
    meant = (error as Error).message;
  }
  expect(given).toEqual(meant);
  expect(JSON.stringify(given)).toBe(JSON.stringify(meant));
}

const pieces = (values: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...values), { maxLength }).map((parts) => parts.join(''));

const flow = '{ } [ ] , : ? # - 1 a null ~ << {} [] "b" \'c\' x:y'
  .split(' ')
  .concat(': ', ' ', '\n', '\n ', '- ', ' #');
const block = '| > |- >- |+ a " \' \\ & * é : --- ... null ~ .inf 0x1f 017 1e3 -0 yes n'.split(' ');
const layout = [
  '\n',
  '\n',
  '\n\n',
  ' ',
  '  ',
  '    ',
  'k: ',
  'null: ',
  '1: ',
  '- ',
  '  - ',
  '# c',
  ': ',
  '\n---\n',
  '\t',
];
const lines = [
  'k:\n  - c\n',
  'k:\n- c\n',
  'x: |\n  text\n\n   more\n',
  'x: >\n  a\n  b\n\n\n',
  'y: "a\n  b"\n',
  '__proto__: ',
];
const text = fc.oneof(
  pieces([...flow, '\n---\n'], 10),
  pieces([...block, ...layout], 12),
  pieces([...layout, ...lines, ...flow], 9),
  fc.string({ unit: fc.constantFrom(...'a:- \n"\'{}[],#|>1'), maxLength: 14 }),
);

test('what is read fast has the values that the other reader gives', () => {
  fc.assert(fc.property(text, expectSame), { numRuns: runs(400, 100_000) });
});

test.each([
  [
    'a: yes\nb: 010\nc: 0x1f\nd: 1_000\ne: "no"\nf: ~\ng:\n',
    { a: true, b: 8, c: 31, d: 1000, e: 'no', f: null, g: null },
  ],
  ['- name: web\n  args: ["--port=80", \'x\']\n  env: {}\n', [{ name: 'web', args: ['--port=80', 'x'], env: {} }]],
  ['data:\n  a.txt: |\n    one\n\n    two\n', { data: { 'a.txt': 'one\n\ntwo\n' } }],
])('manifests are read fast: %j', (manifest, value) => {
  expect(plainYaml(manifest)?.documents).toEqual([value]);
  expect(slow(manifest)).toEqual([value]);
});

test.each([
  'a: &x\n  b: *x\n',
  'a: *x\n',
  'a: !!str 1\n',
  '%YAML 1.1\n---\na\n',
  '<<: {}\n',
  'a: 1\na: 2\n',
  'a:\tb\n',
  '? a\n: b\n',
  'a: [\n',
])('the other reader decides about %j', (unusual) => expect(plainYaml(unusual)).toBeUndefined());

test.each(['{a', ',{a: [', "{a: '', "])('many repetitions of %j take no time', (unclosed) => {
  expect(plainYaml(`{${unclosed.repeat(200_000)}`)).toBeUndefined();
});

inCi('files of the output are read fast, and alike', () => {
  const files = filesBelow(join(ROOT, 'dist'));
  const step = Math.ceil(files.length / runs(60, files.length));
  const some = files.filter((_, index) => index % step === 0).map((file) => readFileSync(file, 'utf8'));
  some.forEach(expectSame);
  expect(some.filter((content) => plainYaml(content) !== undefined).length).toBeGreaterThan(some.length / 2);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.ya?ml$/.test(path) && statSync(path).size < 100_000 ? [path] : [];
  });
}
