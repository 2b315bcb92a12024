import { mkdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const write = (path: string, value: object): void => {
  mkdirSync(dirname(join(folder.path, path)), { recursive: true });
  folder.write(path, JSON.stringify(value));
};
const list = (kind: string, items: readonly object[]): object => ({ kind: `${kind}List`, apiVersion: 'v1', items });
const named = (namespace: string, name: string): object => ({ metadata: { namespace, name } });
const VERRAZZANO = {
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: { namespace: 'default', name: 'verrazzano' },
  spec: { profile: 'dev' },
  status: { state: 'Ready', version: '1.7.2' },
};
const NODE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  status: { nodeInfo: { kubeletVersion: 'v1.26.5' } },
};

test('the folder of `kubectl cluster-info dump`, which lacks StatefulSets, shows a component by its Services', async () => {
  write('info/nodes.json', list('Node', [{ ...NODE, apiVersion: undefined, kind: undefined }]));
  write('info/keycloak/deployments.json', {
    ...list('Deployment', [named('keycloak', 'mysql-router')]),
    apiVersion: 'apps/v1',
  });
  write('info/keycloak/services.json', list('Service', [named('keycloak', 'keycloak-http')]));
  const { code, out } = await cli(['adopt', join(folder.path, 'info')]);
  expect(code).toBe(0);
  expect(out).toContain('platform: inferred from workloads, profile prod\ncluster: Kubernetes 1.26.5');
  expect(out).toMatch(/components that are seen: .*keycloak \(partly\)/);
});

test('its output on a terminal, with logs, is refused with what to do', async () => {
  const text = `${JSON.stringify(list('Node', [NODE]))}\n==== START logs for container a of pod b/c ====\nx\n`;
  const { code, out, err } = await cli(['adopt', folder.write('info.txt', text)]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('state --output-directory=<folder> there, and pass that folder');
});

test.each([
  ['a backup of Velero', 'resources/verrazzanos.install.verrazzano.io/v1beta1-preferredversion/namespaces/default'],
  ['must-gather', 'quay-io-x/namespaces/default/install.verrazzano.io/verrazzanos'],
])('objects are found in the folders of %s', async (name, path) => {
  const root = name.replaceAll(' ', '-');
  write(`${root}/${path}/verrazzano.json`, VERRAZZANO);
  write(`${root}/resources/nodes/cluster/n.json`, NODE);
  const { code, out } = await cli(['adopt', join(folder.path, root)]);
  expect(code).toBe(0);
  expect(out).toContain(
    'platform: Verrazzano default/verrazzano, profile dev, state Ready\ncluster: Kubernetes 1.26.5',
  );
});

test('what the guide dumps leaves nothing that the report asks for', async () => {
  const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'leaving-verrazzano.md'), 'utf8');
  const dumped = [...guide.matchAll(/^kubectl get (\S+) -A/gm)].flatMap(([, kinds = '']) => kinds.split(','));
  const everything = {
    ...VERRAZZANO,
    spec: { profile: 'prod', components: { argoCD: { enabled: true }, thanos: { enabled: true } } },
  };
  const managed = {
    apiVersion: 'clusters.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoManagedCluster',
    ...named('verrazzano-mc', 'eu'),
  };
  const { out } = await cli(['adopt', folder.write('all.json', JSON.stringify({ items: [everything, managed] }))]);
  const asked = [...out.matchAll(/: kubectl get ([a-z]+)(\S*) -/g)].map(([, name = '', group = '']) => [
    name,
    name + group,
  ]);
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((names) => !names.some((name) => dumped.includes(name)))).toEqual([]);
});
