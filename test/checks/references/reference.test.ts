import type { CheckFinding } from '../../../lib/checks/finding';
import { CheckedFolders, pod } from '../checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

test('what others install in another namespace is not known to be missing', async () => {
  const service = (namespace: string, name = 'web'): string =>
    `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {ports: [{port: 80}]}\n`;
  const route = (host: string): string =>
    `---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web, namespace: shop}\nspec: {hosts: [a.example.com], http: [{route: [{destination: {host: ${host}}}]}]}\n`;
  const severities = async (...objects: string[]): Promise<string[]> => {
    const { out } = await folders.check({ 'a.yaml': objects.join('') }, '--output', 'json', '--severity', 'info');
    const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
    return findings.filter(({ rule }) => rule === 'dangling-reference').map(({ severity }) => severity);
  };
  const elsewhere = route('gateway.istio-system.svc.cluster.local');
  expect(await severities(service('shop'), elsewhere)).toEqual(['info']);
  expect(await severities(service('istio-system'), elsewhere)).toEqual(['error']);
  expect(await severities(service('shop', 'gateway'), elsewhere)).toEqual(['error']);
  expect(await severities(service('shop', 'other'), route('web'))).toEqual(['error']);
});

test('ConfigMaps with the certificate of an authority are in every namespace', async () => {
  const volume = (name: string): string => pod(`volumes: [{name: ca, configMap: {name: ${name}}}]`);
  expect(await folders.found({ 'a.yaml': volume('istio-ca-root-cert') })).toEqual([]);
  expect(await folders.found({ 'a.yaml': volume('istio-ca-cert') })).toHaveLength(1);
});
