import type { CheckFinding } from '../../../lib/checks/finding';
import { CheckedFolders, pod } from '../checked-folders';
import { inCi, sample } from '../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

inCi('what others install in another namespace is not known to be missing', async () => {
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

test('what controllers make of other objects is provided', async () => {
  const needs = pod('volumes: [{name: tls, secret: {secretName: web-tls}}]');
  const service = (annotations: string): string =>
    `---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, annotations: {${annotations}}}\nspec: {ports: [{port: 80}]}\n`;
  const certified = service('service.beta.openshift.io/serving-cert-secret-name: web-tls');
  expect(await folders.found({ 'a.yaml': needs + certified })).toEqual([]);
  expect(await folders.found({ 'a.yaml': needs + service('a: web-tls') })).toHaveLength(1);
});

test.each(
  sample(
    [
      ['istio', 'edge-istio', 0],
      ['istio-waypoint', 'edge', 0],
      ['cilium', 'cilium-gateway-edge', 0],
      ['istio', 'edge', 1],
      ['nginx', 'edge-nginx', 1],
    ],
    1,
  ),
)('a Gateway of the class %s and the Service %s', async (className, name, count) => {
  const gateway = `---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: shop}\nspec: {gatewayClassName: ${className}, listeners: [{name: http, port: 80, protocol: HTTP}]}\n`;
  const route = `---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {rules: [{backendRefs: [{name: ${name}, port: 80}]}]}\n`;
  expect(await folders.found({ 'a.yaml': gateway + route })).toHaveLength(count);
});

inCi('the operator of Istio makes Services where its object says', async () => {
  const istio = (namespace: string): string =>
    `---\napiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: default}\nspec: {namespace: ${namespace}, version: v1.28.0}\n`;
  const services = ['shop', 'istio-system'].map(
    (namespace) =>
      `---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: ${namespace}}\nspec: {ports: [{port: 80}]}\n`,
  );
  const route =
    '---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web, namespace: shop}\nspec: {hosts: [a.example.com], http: [{route: [{destination: {host: istiod.istio-system.svc.cluster.local}}]}]}\n';
  expect(await folders.found({ 'a.yaml': [istio('istio-system'), ...services, route].join('') })).toEqual([]);
  expect(await folders.found({ 'a.yaml': [istio('mesh'), ...services, route].join('') })).toHaveLength(1);
});
