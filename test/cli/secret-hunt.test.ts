import * as fc from 'fast-check';
import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { gzipSync } from 'zlib';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { runs } from '../support/fc-runs';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const KEYS = [
  'password',
  'DB_PASSWORD',
  'db.password',
  'clientSecret',
  'API_KEY',
  'token',
  'secretKey',
  'keyStorePassword',
  'admin-passwd',
  'JWT_SECRET',
  'passphrase',
  'aws_secret_access_key',
];

/** Ways in which texts hold a credential. */
const NOTATIONS: ReadonlyArray<(key: string, mark: string) => string> = [
  (key, mark) => `${key}=${mark}`,
  (key, mark) => `a=b\n${key} = "${mark}"\n`,
  (key, mark) => `a: b\n${key}: ${mark}\n`,
  (key, mark) => `{"a":{"${key}":"${mark}"}}`,
  (key, mark) => JSON.stringify(JSON.stringify({ [key]: mark })),
  (key, mark) => `export ${key}='${mark}' && run`,
  (key, mark) => `run --verbose --${key} ${mark} --more`,
  (key, mark) => `java -D${key}=${mark} -jar a.jar`,
  (key, mark) => `<match>\n  user a\n  ${key} ${mark}\n</match>`,
  (key, mark) => `set $${key} ${mark};`,
  (key, mark) => `- name: ${key}\n  value: ${mark}\n`,
  (_, mark) => `mysqldump -u root -p${mark} keycloak`,
  (_, mark) => `docker login -u a -p ${mark}`,
  (_, mark) => `jdbc:postgresql://user:${mark}@db.example.com:5432/a`,
  (_, mark) => `see https://example.com/a?x=y&token=${mark}`,
  (_, mark) => `Authorization: Bearer ${mark}`,
];

const named = (kind: string, apiVersion: string, more: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  ...more,
});

const pods = (container: JsonObject): JsonObject => ({
  selector: { matchLabels: { app: 'web' } },
  template: {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'a/b:1', ...container }] },
  },
});

const oam = (workload: JsonObject): JsonObject[] => [
  named('Component', 'core.oam.dev/v1alpha2', { spec: { workload } }),
  named('ApplicationConfiguration', 'core.oam.dev/v1alpha2', { spec: { components: [{ componentName: 'web' }] } }),
];

/** Where objects of a cluster have texts. */
const CARRIERS: ReadonlyArray<(text: string) => JsonObject[]> = [
  (text) => [named('ConfigMap', 'v1', { data: { 'app.conf': text } })],
  (text) => [named('ConfigMap', 'v1', { data: { a: text } }, { namespace: 'verrazzano-system', name: 'settings' })],
  (text) => [named('Deployment', 'apps/v1', { spec: pods({ args: ['run', text] }) })],
  (text) => [named('Deployment', 'apps/v1', { spec: pods({ command: ['sh', '-c', text] }) })],
  (text) => [
    named(
      'StatefulSet',
      'apps/v1',
      { spec: pods({ env: [{ name: 'OPTS', value: text }] }) },
      { namespace: 'keycloak', name: 'keycloak' },
    ),
  ],
  (text) => [named('Deployment', 'apps/v1', { spec: pods({}) }, { annotations: { 'example.com/note': text } })],
  (text) => [named('Pod', 'v1', { spec: { containers: [] }, status: { message: text } })],
  (text) => [named('Event', 'v1', { message: text })],
  (text) => [
    named('EnvoyFilter', 'networking.istio.io/v1alpha3', {
      spec: { configPatches: [{ patch: { value: { inline: text } } }] },
    }),
  ],
  (text) => [
    named('VirtualService', 'networking.istio.io/v1beta1', {
      spec: { hosts: ['a'], http: [{ headers: { request: { set: { x: text } } } }] },
    }),
  ],
  (text) => [
    named(
      'Ingress',
      'networking.k8s.io/v1',
      { spec: { rules: [] } },
      {
        name: 'keycloak',
        namespace: 'keycloak',
        annotations: { 'nginx.ingress.kubernetes.io/configuration-snippet': text },
      },
    ),
  ],
  (text) => [named('Application', 'argoproj.io/v1alpha1', { spec: { source: { helm: { values: text } } } })],
  (text) => [named('Widget', 'example.com/v1', { spec: { list: [{ settings: text }] } })],
  (text) => [
    named('MultiClusterConfigMap', 'clusters.verrazzano.io/v1alpha1', { spec: { template: { data: { a: text } } } }),
  ],
  (text) => [
    named(
      'VerrazzanoManagedCluster',
      'clusters.verrazzano.io/v1alpha1',
      { spec: { description: text } },
      { namespace: 'verrazzano-mc' },
    ),
  ],
  (text) =>
    oam({
      apiVersion: 'core.oam.dev/v1alpha2',
      kind: 'ContainerizedWorkload',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: 'a/b:1', args: [text] }] },
    }),
  (text) => oam({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { a: text } }),
];

/** Where a credential is one by its place, whatever it looks like. */
const PLACES: ReadonlyArray<(key: string, mark: string) => JsonObject[]> = [
  (_, mark) => [named('Secret', 'v1', { data: { a: base64(mark) }, stringData: { b: mark } })],
  (_, mark) => [
    named(
      'Secret',
      'v1',
      { type: 'helm.sh/release.v1', data: { release: base64(gzipSync(mark).toString('base64')) } },
      { name: 'sh.helm.release.v1.web.v1', labels: { note: 'x' } },
    ),
  ],
  (_, mark) => [
    named(
      'Secret',
      'v1',
      {},
      { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `{"stringData":{"a":"${mark}"}}` } },
    ),
  ],
  (key, mark) => [named('ConfigMap', 'v1', { data: { [key.replace(/\W/g, '-')]: mark } })],
  (key, mark) => [
    named('Deployment', 'apps/v1', { spec: pods({ env: [{ name: key.replace(/\W/g, '_'), value: mark }] }) }),
  ],
  (key, mark) => [named('Deployment', 'apps/v1', { spec: pods({ args: [`--${key}`, mark] }) })],
  (_, mark) => [
    named('CronJob', 'batch/v1', {
      spec: { jobTemplate: { spec: pods({ command: ['/usr/bin/mysqldump', `-p${mark}`] }) } },
    }),
  ],
  (key, mark) => [named('Widget', 'example.com/v1', { spec: { deep: [{ [key]: mark }] } })],
  (key, mark) => [
    named('Application', 'argoproj.io/v1alpha1', {
      spec: { source: { helm: { parameters: [{ name: key, value: mark }] } } },
    }),
  ],
  (_, mark) => [
    named('MultiClusterSecret', 'clusters.verrazzano.io/v1alpha1', {
      spec: { template: { data: { a: base64(mark) }, stringData: { a: mark } } },
    }),
  ],
  (_, mark) =>
    oam({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'web' },
      data: { a: base64(mark) },
      stringData: { b: mark },
    }),
  (_, mark) => [
    named('ConfigMap', 'v1', {
      data: { 'a.pem': `-----BEGIN RSA PRIVATE KEY-----\n${mark}${mark}\n-----END RSA PRIVATE KEY-----\n` },
    }),
  ],
];

const RESOURCE = (values: JsonValue): JsonObject => ({
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: { name: 'verrazzano', namespace: 'default' },
  spec: { profile: 'dev', components: { keycloak: { overrides: [{ values }] } } },
  status: { state: 'Ready', version: '1.7.2' },
});

const marks = fc.stringMatching(/^[A-Za-z0-9]{4}7[A-Za-z0-9]{6}q4[A-Za-z0-9]{9}$/);

/** Objects with a mark in some place; with the same seed they differ in the mark alone. */
const hidden = fc
  .tuple(fc.constantFrom(...KEYS), fc.constantFrom(...NOTATIONS), fc.nat(), fc.boolean())
  .map(([key, notation, choice, byPlace]) => (mark: string): JsonObject[] => {
    if (byPlace) return PLACES[choice % PLACES.length]!(key, mark);
    const text = notation(key, mark);
    const carriers = [...CARRIERS, (each: string) => [RESOURCE({ extraEnv: each })]];
    return carriers[choice % carriers.length]!(text);
  });

type Argv = (now: string, before: string, out: string) => string[];
const COMMANDS: readonly Argv[] = [
  (now) => ['adopt', now, '--json'],
  (now, _, out) => ['adopt', now, '--output', out, '--force', '--repository', 'https://git.example.com/a.git'],
  (now, before) => ['adopt', now, '--before', before],
  (now, before) => ['adopt', now, '--synthesized', before],
  (now) => ['plan', now, '--output', 'json'],
  (now) => ['connectivity', now, '--output', 'json'],
  (now) => ['check', now, '--severity', 'info'],
  (now) => ['check', now, '--severity', 'info', '--output', 'json'],
  (now) => ['check', now, '--output', 'sarif'],
  (now, before) => ['diff', before, now],
  (now, before) => ['diff', before, now, '--output', 'json'],
  (now, before) => ['diff', before, now, '--output', 'markdown'],
  (now, before) => ['report', before, now, '--compare', '--json'],
  (now) => ['images', now, '--output', 'json'],
  (now) => ['clusters', now, '--output', 'json'],
];

test('a credential of a dump reaches no output, wherever it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(hidden, { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(marks, { minLength: 6, maxLength: 6 }),
      fc.constantFrom(...COMMANDS),
      async (places, texts, argv) => {
        const write = (name: string, offset: number): string => {
          const found = places.flatMap((place, index) => place(texts[index + offset] ?? ''));
          // Without a sign of Verrazzano nothing is adopted.
          const isThere = found.some(({ kind }) => kind === 'Verrazzano');
          const items = isThere ? found : [RESOURCE({}), ...found];
          return folder.write(name, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
        };
        const out = join(folder.path, 'out');
        const { out: printed, err } = await cli(argv(write('now.json', 0), write('before.json', 3), out));
        let all = printed + err;
        if (argv('', '', out).includes('--output') && argv('', '', out).includes(out)) {
          for (const name of readdirSync(out)) all += readFileSync(join(out, name), 'utf8');
          rmSync(out, { recursive: true, force: true });
        }
        expect(texts.filter((mark) => all.includes(mark) || all.includes(base64(mark).slice(0, 20)))).toEqual([]);
      },
    ),
    { numRuns: runs(2, 600) },
  );
}, 120_000);
