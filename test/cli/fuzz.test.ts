import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { CONTROLS } from '../support/controls';
import { runs } from '../support/fc-runs';
import { parseAllDocuments } from 'yaml';
import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

/** Every command that reads a file, with what comes before the file. */
const COMMANDS = [
  ['validate'],
  ['validate', '--output', 'json', '--cluster'],
  ['effective'],
  ['effective', '--diff'],
  ['stored'],
  ['import'],
  ['components'],
  ['images'],
  ['values'],
  ['flows'],
  ['firewall', '--output', 'csv'],
  ['connectivity'],
  ['convert'],
  ['plan'],
  ['transform', '--registry', 'registry.example.com'],
  ['vcluster', 'render', '--name', 'v', '--namespace', 'v'],
  ['vcluster', 'import'],
];

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
const CORPUS = [
  verrazzano(
    '{profile: prod, components: {opensearch: {nodes: [{name: a, replicas: 1}]}, keycloak: {overrides: [{values: {a: 1}}]}}}',
  ),
  verrazzano('{components: {dns: {oci: {ociConfigSecret: a, dnsZoneName: b}}}}', 'v1alpha1'),
  ...['NetworkPolicy', 'AuthorizationPolicy', 'StatefulSet', 'Application', 'VirtualService'].flatMap((kind) =>
    filesOf(kind).slice(0, 2),
  ),
  ...OAM,
  'controlPlane: {distro: {k8s: {enabled: true}}, backingStore: {etcd: {deploy: {enabled: true}}}}\nsync: {toHost: {ingresses: {enabled: true}}}\n',
];

function filesOf(kind: string): string[] {
  const root = join(__dirname, '..', '..', 'dist');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => name.includes(`/${kind}.`)).map((name) => readFileSync(join(root, name), 'utf8'));
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
      expect(err).not.toMatch(BUG);
      // What transform does not rewrite is the input itself, byte for byte.
      expect(`${command[0] === 'transform' ? '' : out}${err}`).not.toMatch(CONTROLS);
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
      expect(err).not.toMatch(BUG);
      expect(err).not.toMatch(CONTROLS);
    }),
    { numRuns: runs(60, 300) },
  );
}, 300_000);
