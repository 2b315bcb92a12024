import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { anyText } from '../support/any-text';
import { CONTROLS } from '../support/controls';
import { runs } from '../support/fc-runs';
import type { Command } from 'commander';
import { parseAllDocuments } from 'yaml';
import { programFor } from '../../lib/cli/run';
import { Session } from '../../lib/cli/session';
import { cli, Folder, verrazzano } from './cli';
import { sample } from '../support/sample';

const folder = new Folder();
afterAll(() => folder.remove());

/** Stand for the damaged file, one with the same name that is whole, the folder of both, and the damaged text as an argument. */
const [FILE, WHOLE, FOLDER, TEXT] = ['<file>', '<whole>', '<folder>', '<text>'];

const PLACES: readonly string[] = [FILE, WHOLE, FOLDER, TEXT];

/** How each command is called; a command of the program that is not here fails the test. */
const CALLS: Readonly<Record<string, readonly string[][]>> = {
  adopt: [
    [FILE],
    [FILE, '--json'],
    [WHOLE, '--before', FILE],
    [FOLDER, '--repository', 'https://git.example.com/a.git'],
  ],
  check: [
    [FILE],
    [FOLDER, '-o', 'sarif', '--kubernetes', '1.29-1.34'],
    [WHOLE, '--allow', FILE],
    [WHOLE, '--crds', FILE],
  ],
  clusters: [[FOLDER], [FOLDER, '-o', 'json']],
  completion: [[TEXT]],
  components: [[FILE]],
  connectivity: [[FILE], [FILE, '-o', 'json']],
  convert: [[FILE], [FILE, '--despite-errors', '--corrected'], [WHOLE, '--context', FILE]],
  diff: [
    [WHOLE, FILE],
    [FILE, WHOLE, '-o', 'markdown'],
    [FILE, FILE, '-o', 'json'],
  ],
  effective: [[FILE], ['--diff', FILE]],
  firewall: [['--output', 'csv', FILE]],
  flows: [[FILE]],
  hop: [
    ['keycloak', 'release', 'newest', '--before', WHOLE, '--after', FILE],
    ['rancher', TEXT, TEXT],
    [TEXT, 'release', 'none', '--with', TEXT],
  ],
  images: [[FILE]],
  import: [[FILE]],
  init: [['exit', '--directory', FILE], [TEXT]],
  ladder: [
    ['--component', TEXT],
    ['--installed', TEXT],
    ['--kubernetes', TEXT, '--kubernetes-from', TEXT],
  ],
  order: [[FILE], [FILE, '-o', 'json', '--removal']],
  plan: [[FILE], [FOLDER, '-o', 'json'], [FILE, '--prove']],
  report: [
    [FILE, '--json'],
    [FOLDER, '--json'],
    [FILE, WHOLE, '--compare', '--json'],
  ],
  steps: [[FOLDER], [FOLDER, '-o', 'json']],
  stored: [[FILE]],
  transform: [
    ['--registry', 'registry.example.com', FILE],
    ['--storage-class', TEXT, FILE],
    ['--label', TEXT, WHOLE],
  ],
  validate: [[FILE], ['--output', 'json', FILE, '--cluster', FILE]],
  values: [[FILE]],
  'vcluster hop': [[FILE]],
  'vcluster import': [[FILE]],
  'vcluster render': [[FILE, '--name', 'v', '--namespace', 'v']],
  why: [[FILE], [TEXT, '--map', FILE], [`${WHOLE}:1`, '--map', FILE, '--outdir', FOLDER, '-o', 'json']],
};
const COMMANDS = Object.entries(CALLS).flatMap(([name, calls]) => calls.map((call) => [...name.split(' '), ...call]));

/** CPU seconds that an answer may take. */
const MAX_SECONDS = 15;

const OAM = [
  `apiVersion: core.oam.dev/v1alpha2
kind: Component
metadata: {name: c, namespace: shop}
spec:
  workload:
    apiVersion: core.oam.dev/v1alpha2
    kind: ContainerizedWorkload
    spec: {containers: [{name: c, image: a/b, ports: [{containerPort: 8080, name: http}]}]}
---
apiVersion: core.oam.dev/v1alpha2
kind: ApplicationConfiguration
metadata: {name: a, namespace: shop}
spec:
  components:
    - componentName: c
      traits:
        - trait:
            apiVersion: oam.verrazzano.io/v1alpha1
            kind: IngressTrait
            metadata: {name: i}
            spec: {rules: [{hosts: [a.example.com], paths: [{path: /a, pathType: Prefix}]}]}
        - trait: {apiVersion: oam.verrazzano.io/v1alpha1, kind: MetricsTrait, spec: {path: /metrics}}
`,
];

/** How an answer must not look: a stack trace, or what the program says of its own bugs. */
const BUG = /\n\s+at |bug in the program/;

/** Valid files, to be damaged in one place: what is wrong then is deeper than what random values reach. */
const DIST = join(__dirname, '..', '..', 'dist');
const NAMES = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).sort();

const CORPUS = [
  verrazzano(
    '{profile: prod, components: {opensearch: {nodes: [{name: a, replicas: 1}]}, keycloak: {overrides: [{values: {a: 1}}]}}}',
  ),
  verrazzano('{components: {dns: {oci: {ociConfigSecret: a, dnsZoneName: b}}}}', 'v1alpha1'),
  ...['NetworkPolicy', 'AuthorizationPolicy', 'StatefulSet', 'Application', 'VirtualService'].flatMap((kind) =>
    filesNamed(`/${kind}.`, 2),
  ),
  ...OAM,
  'controlPlane: {distro: {k8s: {enabled: true}}, backingStore: {etcd: {deploy: {enabled: true}}}}\nsync: {toHost: {ingresses: {enabled: true}}}\n',
];

const READMES = filesNamed('/README.md', 3);

function filesNamed(part: string, count: number): string[] {
  const names = NAMES.filter((name) => name.includes(part)).slice(0, count);
  return names.map((name) => readFileSync(join(DIST, name), 'utf8'));
}

/** All maps and lists of a value with their keys. */
function placesIn(value: unknown): Array<readonly [owner: object, key: string]> {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[value, key] as const, ...placesIn(inner)]);
}

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

/** Puts another value in one place of a document, or takes the place away. */
const damaged = fc
  .tuple(fc.constantFrom(...CORPUS), fc.nat(), tree, fc.boolean())
  .map(([source, at, value, isGone]) => {
    const documents = parseAllDocuments(source).map((document) => document.toJS() as unknown);
    const places = documents.flatMap((document) => placesIn(document));
    const [owner, key] = places[at % Math.max(1, places.length)] ?? [{}, 'a'];
    if (isGone) Reflect.deleteProperty(owner, key);
    else Reflect.set(owner, key, value);
    return documents.map((document) => `---\n${JSON.stringify(document)}\n`).join('');
  });

const text = fc.oneof(
  { weight: 4, arbitrary: damaged },
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
  anyText(),
);

/** A README.md that a synthesis wrote, damaged in some lines: `steps` and `clusters` read it. */
const readme = fc
  .tuple(fc.constantFrom(...READMES), fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 12 })), { maxLength: 4 }))
  .map(([source, damages]) => {
    const lines = source.split('\n');
    for (const [at, word] of damages)
      lines[at % lines.length] = at % 2 === 0 ? word : `${lines[at % lines.length] ?? ''}${word}`;
    return lines.join('\n');
  });

test('every command of the program is called', async () => {
  const io = { out: () => undefined, err: () => undefined, isTTY: false };
  const names = (command: Command): string[] =>
    command.commands.flatMap((each) =>
      each.commands.length > 0 ? names(each).map((inner) => `${each.name()} ${inner}`) : [each.name()],
    );
  const all = names(await programFor(['completion'], new Session(io)));
  expect(all.filter((name) => name !== 'help').sort()).toEqual(Object.keys(CALLS).sort());
});

test.each(
  sample(
    [
      ['a missing path', 'none', () => undefined],
      ['a loop of links', 'loop', (path: string) => symlinkSync(path, path)],
      ['an empty folder', 'empty', (path: string) => mkdirSync(path)],
      ['a file below a file', 'WHOLE.yaml/below', () => undefined],
    ],
    2,
  ),
)(
  'every command answers %s without failing itself, and an input that cannot be read is an error',
  async (_, name, make) => {
    const own = new Folder();
    const path = join(own.path, name);
    const whole = own.write('WHOLE.yaml', verrazzano('{profile: dev}'));
    make(path);
    const wrong: string[] = [];
    for (const [argument, words] of COMMANDS.flatMap((each) => [FILE, FOLDER].map((one) => [one, each] as const))) {
      if (!words.includes(argument) || words[0] === 'why' || words[0] === 'init') continue;
      const called = words.map((word) => (word === argument ? path : PLACES.includes(word) ? whole : word));
      const { code, out, err } = await cli(called);
      const isAnswered = code === 0 && name !== 'empty';
      if (isAnswered || BUG.test(out + err)) wrong.push(`${called.join(' ')}: ${code} ${err}`);
    }
    own.remove();
    expect(wrong).toEqual([]);
  },
);

test('any file is answered with an exit code and lines that control nothing, in time; nothing is written', async () => {
  const file = folder.write('input.yaml', '');
  const names = ['README.md', 'input.yaml', 'whole.yaml'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...COMMANDS),
      text,
      readme,
      fc.constantFrom(...CORPUS),
      async (command, content, steps, whole) => {
        folder.write('input.yaml', content);
        folder.write('README.md', steps);
        const places: Readonly<Record<string, string>> = {
          [FILE]: file,
          [WHOLE]: folder.write('whole.yaml', whole),
          [FOLDER]: folder.path,
          [TEXT]: content.replaceAll('\0', '').slice(0, 200),
        };
        const before = names.map((name) => readFileSync(join(folder.path, name)));
        const start = process.cpuUsage();
        const { code, out, err } = await cli(
          command.map((part) => part.replace(/<\w+>/, (place) => places[place] ?? place)),
        );
        const { user, system } = process.cpuUsage(start);
        expect((user + system) / 1e6).toBeLessThan(MAX_SECONDS);
        expect([0, 1, 2]).toContain(code);
        expect(err).not.toMatch(BUG);
        // What transform does not rewrite is the input itself, byte for byte.
        expect(`${command[0] === 'transform' ? '' : out}${err}`).not.toMatch(CONTROLS);
        expect(readdirSync(folder.path).sort()).toEqual(names);
        expect(names.map((name) => readFileSync(join(folder.path, name)))).toEqual(before);
      },
    ),
    { numRuns: runs(5, 600) },
  );
}, 600_000);

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
    anyText({ maxLength: 8 }).map((part) => part.replace(/[/\0]/g, '')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 4 }), async (argv) => {
      const { code, err } = await cli(
        argv.map((each) => (each.startsWith('-') || /^[a-z]+$/.test(each) ? each : join(folder.path, each))),
      );
      expect([0, 1, 2]).toContain(code);
      expect(err).not.toMatch(BUG);
      expect(err).not.toMatch(CONTROLS);
    }),
    { numRuns: runs(8, 300) },
  );
}, 300_000);
