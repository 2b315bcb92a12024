import { Chart, Testing } from 'cdk8s';
import { createContext, Script } from 'node:vm';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import * as library from '../../lib';
import type { JsonObject } from '../../lib/values/json';
import { renderValues } from '../../lib/virtual-cluster/render-values';
import { sample } from '../support/sample';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const options = ['--name', 'blue', '--namespace', 'team'];
const run = (command: string, values: string, ...more: string[]) =>
  cli(['vcluster', command, folder.write('vcluster.yaml', values), ...more]);

describe('render', () => {
  test('prints objects, in the order in which they are installed', async () => {
    const { code, out, err } = await run('render', '', ...options);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const kinds = parseAllDocuments(out).map((document) => (document.toJS() as JsonObject).kind);
    expect(kinds).toEqual([
      'ServiceAccount',
      'ServiceAccount',
      'Secret',
      'ConfigMap',
      'Role',
      'RoleBinding',
      'Service',
      'Service',
      'StatefulSet',
    ]);
  });

  test('the version of the host decides about images and claims', async () => {
    const { out } = await run('render', '', ...options, '--kube-version', 'v1.26.3');
    expect(out).toContain('registry.k8s.io/kube-apiserver:v1.26.3');
    expect(out).not.toContain('persistentVolumeClaimRetentionPolicy');
  });

  test('a misspelt path: exit code 1, the path, what is allowed and the nearest one', async () => {
    const { code, out, err } = await run('render', 'sync: {toHost: {ingres: {enabled: true}}}', ...options);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /vcluster\.yaml: sync\.toHost\.ingres\] .*allowed configMaps, .*did you mean sync\.toHost\.ingresses\?/,
    );
  });

  test('a key without its parents is found elsewhere', async () => {
    const { err } = await run('render', 'highAvailability: {replicas: 2}', ...options);
    expect(err).toContain('did you mean controlPlane.statefulSet.highAvailability?');
  });

  test('a null where the chart needs an object', async () => {
    const { code, err } = await run('render', 'controlPlane: {statefulSet: null}', ...options);
    expect(code).toBe(1);
    expect(err).toMatch(/controlPlane\.statefulSet\] was removed/);
  });

  test.each([
    [
      '--name',
      ['--name', 'Blue', '--namespace', 'team'],
      /\[--name\] cannot be the name of a virtual cluster; got "Blue"/,
    ],
    ['--namespace', ['--name', 'blue', '--namespace', 'a.b'], /\[--namespace\] cannot be the name of a namespace/],
  ])('a bad %s', async (_, bad, message) => {
    const { code, err } = await run('render', '', ...bad);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  test('wrong usage', async () => {
    expect((await run('render', '', '--name', 'blue')).code).toBe(2);
    expect((await run('render', '', ...options, '--kube-version', 'new')).code).toBe(2);
  });

  test('what holds no values is refused', async () => {
    const { code, err } = await run('render', '[]', ...options);
    expect(code).toBe(1);
    expect(err).toContain('does not hold values');
  });

  test('text from the file never reaches the terminal as it is', async () => {
    const { err } = await run('render', 'a\u001b[31m: 1', ...options);
    expect(err).not.toContain('\u001b[31m');
  });
});

describe('hop', () => {
  test('lists what is gone, and ends with 1', async () => {
    const { code, out } = await run('hop', 'controlPlane: {distro: {k3s: {enabled: true}}}', '--to', '0.33');
    expect(code).toBe(1);
    expect(out).toMatch(/^controlPlane\.distro\.k3s +0\.33 +controlPlane\.distro\.k8s: migrate/m);
  });

  test('says so when nothing is gone, and what is paid for', async () => {
    const { code, out } = await run('hop', 'controlPlane: {coredns: {embedded: true}}', '--to', '0.36');
    expect(code).toBe(0);
    expect(out).toBe('nothing in use is gone in 0.36\nonly the paid edition honours controlPlane.coredns.embedded\n');
  });

  test('as JSON; a release that is none is wrong usage', async () => {
    const { out } = await run('hop', 'sleepMode: {enabled: true}', '--to', 'v0.32.0', '-o', 'json');
    expect(JSON.parse(out)).toMatchObject({ to: 'v0.32.0', removed: [{ option: 'sleepMode', removedIn: '0.32' }] });
    expect((await run('hop', '', '--to', 'latest')).code).toBe(2);
  });
});

describe('import', () => {
  const program = async (values: string): Promise<string> => (await run('import', values, ...options)).out;

  /** What a program makes. */
  function made(source: string): unknown[] {
    const app = Testing.app();
    const body = source
      .replace(/^import .*$/gm, '')
      .replace('new App()', 'app_')
      .replace('app.synth();', '');
    const names = /import \{([^}]*)\} from 'cdk8s-verrazzano'/.exec(source)?.[1] ?? '';
    expect(names).toContain('VirtualCluster');
    new Script(body).runInContext(createContext({ ...library, Chart, app_: app }));
    return Testing.synth(app.node.children[0] as Chart) as unknown[];
  }

  test.each(
    sample(
      [
        ['nothing', ''],
        [
          'k3s',
          'controlPlane: {distro: {k3s: {enabled: true, image: {tag: v1.31.0-k3s1}, extraArgs: [--v=2], env: [{name: A, value: b}]}}}',
        ],
        [
          'etcd',
          'controlPlane: {backingStore: {etcd: {deploy: {enabled: true, statefulSet: {highAvailability: {replicas: 3}, labels: {a: b}}}}}, statefulSet: {highAvailability: {replicas: 2}}}',
        ],
        [
          'isolation',
          'policies: {networkPolicy: {enabled: true, fallbackDns: 1.1.1.1}, resourceQuota: {enabled: true, quota: {count/pods: 5}}}',
        ],
        [
          'sync',
          'sync: {toHost: {ingresses: {enabled: true}, secrets: {all: true}}, fromHost: {storageClasses: {enabled: "true"}}}',
        ],
        ['names', 'experimental: {reuseNamespace: true, multiNamespaceMode: {enabled: true, namespaceLabels: {a: b}}}'],
        ['strange texts', 'controlPlane: {statefulSet: {annotations: {"__proto__": "`${1}`", "a\'b": "c\\"d"}}}'],
      ],
      2,
    ),
  )('the program makes the same objects: %s', async (_, values) => {
    const { objects } = renderValues({
      name: 'blue',
      namespace: 'team',
      values: (parseAllDocuments(values)[0]?.toJS() ?? {}) as JsonObject,
    });
    const source = await program(values);
    const chart = new Chart(Testing.app(), 'chart');
    new library.VirtualCluster(chart, 'blue', {
      namespace: 'team',
      values: (parseAllDocuments(values)[0]?.toJS() ?? {}) as library.VirtualClusterValues,
    });
    expect(made(source)).toEqual(Testing.synth(chart));
    expect(objects.length).toBeGreaterThan(5);
  });

  test('uses the typed options', async () => {
    expect(
      await program('controlPlane: {distro: {k3s: {enabled: true}}, statefulSet: {highAvailability: {replicas: 1}}}'),
    ).toBe(
      `import { App, Chart } from 'cdk8s';
import { VirtualCluster, VirtualDistribution } from 'cdk8s-verrazzano';

const app = new App();
const chart = new Chart(app, 'blue');
new VirtualCluster(chart, 'blue', { namespace: 'team', distribution: VirtualDistribution.k3s(), replicas: 1 });

app.synth();
`,
    );
  });

  test('to a file, and not over another one', async () => {
    const file = `${folder.path}/main.ts`;
    expect((await run('import', '', ...options, '--out-file', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('new VirtualCluster');
    expect((await run('import', 'sync: {}', ...options, '--out-file', file)).code).toBe(1);
  });

  test('refuses what render refuses, and warns of credentials', async () => {
    expect((await run('import', 'sycn: {}', ...options)).code).toBe(1);
    const values =
      'controlPlane: {backingStore: {database: {external: {enabled: true, dataSource: "mysql://u:geheim@tcp(h:3306)/d"}}}}';
    const { code, err } = await run('import', values, ...options);
    expect(code).toBe(0);
    expect(err).toContain('the app will be refused until this is changed');
    expect(err).not.toContain('geheim');
  });
});
