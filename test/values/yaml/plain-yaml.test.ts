import { readFileSync } from 'fs';
import { join } from 'path';
import { plainYaml } from '../../../lib/values/yaml/plain-yaml';
import { runs } from '../../support/fc-runs';
import { inCi } from '../../support/sample';
import { carefully, expectSame } from './both-readers';
import { yamlFilesBelow } from './yaml-files';

const ROOT = join(__dirname, '..', '..', '..');

test.each([
  [
    'a: yes\nb: 010\nc: 0x1f\nd: 1_000\ne: "no"\nf: ~\ng:\n',
    { a: true, b: 8, c: 31, d: 1000, e: 'no', f: null, g: null },
  ],
  ['- name: web\n  args: ["--port=80", \'x\']\n  env: {}\n', [{ name: 'web', args: ['--port=80', 'x'], env: {} }]],
  ['data:\n  a.txt: |\n    one\n\n    two\n', { data: { 'a.txt': 'one\n\ntwo\n' } }],
])('manifests are read fast: %j', (manifest, value) => {
  expect(plainYaml(manifest)?.documents).toEqual([value]);
  expect(carefully(manifest)).toBe(JSON.stringify([value]));
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

inCi('a map of very many fields is left to the other reader, and a list is not', () => {
  const lines = (line: (index: number) => string): string =>
    Array.from({ length: 250_001 }, (_, i) => line(i)).join('');
  expect(plainYaml(lines((index) => `k${index}: 1\n`))).toBeUndefined();
  expect(plainYaml(lines((index) => `- k${index}: 1\n`))).toBeDefined();
});

inCi('files of the output are read fast, and alike', () => {
  const files = yamlFilesBelow(join(ROOT, 'dist'));
  const step = Math.ceil(files.length / runs(60, files.length));
  const some = files.filter((_, index) => index % step === 0).map((file) => readFileSync(file, 'utf8'));
  some.forEach(expectSame);
  expect(some.filter((content) => plainYaml(content) !== undefined).length).toBeGreaterThan(some.length / 2);
});
