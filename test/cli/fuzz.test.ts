import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { CONTROLS } from '../support/controls';
import { runs } from '../support/fc-runs';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

/** Every command that reads a file, with what comes before the file. */
const COMMANDS = [
  ['validate'],
  ['validate', '--output', 'json', '--cluster'],
  ['effective'],
  ['effective', '--diff'],
  ['import'],
  ['flows'],
  ['firewall', '--output', 'csv'],
  ['connectivity'],
];

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'prod',
    'none',
    'Verrazzano',
    'v1',
    '\u001b[2J',
    '\u202e',
    '${X}',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53, 'a'.repeat(300)),
);
const KEYS = [
  'components',
  'profile',
  'istio',
  'dns',
  'overrides',
  'values',
  'ingress',
  'enabled',
  'nodes',
  'name',
  'wildcard',
  'spec',
];
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('node'), { maxKeys: 4 }),
  ),
})).node;

const objectOf = (kind: string, apiVersion: string) =>
  fc
    .record({ metadata: fc.oneof(fc.constant({ name: 'x' }), tree), spec: tree, status: tree }, { requiredKeys: [] })
    .map((rest) => JSON.stringify({ apiVersion, kind, ...rest }));

const text = fc.oneof(
  fc.constantFrom('Verrazzano', 'List').chain((kind) => objectOf(kind, 'install.verrazzano.io/v1beta1')),
  objectOf('Verrazzano', 'install.verrazzano.io/v1alpha1'),
  fc
    .constantFrom('NetworkPolicy', 'Pod', 'Deployment', 'Service')
    .chain((kind) => objectOf(kind, 'networking.k8s.io/v1')),
  fc
    .array(
      fc.constantFrom(
        'a: ',
        '&a ',
        '*a',
        '- ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        '"',
        '---\n',
        '<<: ',
        '!!js ',
        '|',
        '\u0000',
        '\u009b',
      ),
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

test('any file is answered with an exit code and lines that control nothing; nothing is written', async () => {
  const file = folder.write('input.yaml', '');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...COMMANDS), text, async (command, content) => {
      folder.write('input.yaml', content);
      const before = readFileSync(file);
      const { code, out, err } = await cli([...command, file, ...(command.includes('--cluster') ? [file] : [])]);
      expect([0, 1, 2]).toContain(code);
      expect(err).not.toMatch(/\n\s+at |mistake of the program/);
      expect(`${out}${err}`).not.toMatch(CONTROLS);
      expect(readdirSync(folder.path)).toEqual(['input.yaml']);
      expect(readFileSync(file)).toEqual(before);
    }),
    { numRuns: runs(100, 400) },
  );
}, 300_000);

test('any arguments are answered', async () => {
  const word = fc.oneof(
    fc.constantFrom(
      'validate',
      'flows',
      'images',
      'components',
      'firewall',
      'connectivity',
      '--output',
      'json',
      '--table',
      '--profile',
      '-o',
      '--port',
      '--from',
      '--help',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }).map((part) => part.replace(/[/\0]/g, '')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 4 }), async (argv) => {
      const { code, err } = await cli(
        argv.map((each) => (each.startsWith('-') || /^[a-z]+$/.test(each) ? each : join(folder.path, each))),
      );
      expect([0, 1, 2]).toContain(code);
      expect(err).not.toMatch(/\n\s+at |mistake of the program/);
      expect(err).not.toMatch(CONTROLS);
    }),
    { numRuns: runs(60, 300) },
  );
}, 300_000);
