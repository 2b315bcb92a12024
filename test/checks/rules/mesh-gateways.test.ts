import { CheckedFolders } from '../checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const gateway = (name: string, servers: string, selector = '{istio: ingressgateway}'): string =>
  `---\napiVersion: networking.istio.io/v1beta1\nkind: Gateway\nmetadata: {name: ${name}, namespace: shop}\nspec: {selector: ${selector}, servers: [${servers}]}\n`;
const https = (host: string, secret = 'web', port = 443): string =>
  `{port: {number: ${port}, name: https, protocol: HTTPS}, hosts: ["${host}"], tls: {mode: SIMPLE, credentialName: ${secret}}}`;
const plain = (protocol: string, host: string, port = 80): string =>
  `{port: {number: ${port}, name: plain, protocol: ${protocol}}, hosts: ["${host}"]}`;

const POD = (ports: string): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ingress, namespace: istio-system, labels: {istio: ingressgateway}}\nspec: {containers: [{name: istio-proxy, image: "proxyv2:1", ports: [${ports}]}]}\n`;
const SERVICE = (ports: string): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: ingress, namespace: istio-system}\nspec: {selector: {istio: ingressgateway}, ports: [${ports}]}\n`;

async function found(...objects: string[]): Promise<string[]> {
  const all = await folders.found({ 'a.yaml': objects.join('') }, '--severity', 'warning', '--external', 'Secret:*');
  return all.filter((each) => !each.includes('Secret'));
}

const SECOND = 'Gateway.networking.istio.io shop/b spec.servers[0]';

test.each([
  ['one host with TLS', https('a.example.com'), https('a.example.com', 'other'), [`rival-object ${SECOND}.hosts[0]`]],
  ['two hosts', https('a.example.com'), https('b.example.com', 'other'), []],
  ['a wildcard, which is the less exact one', https('*.example.com'), https('a.example.com', 'other'), []],
  ['one host for other namespaces', https('one/a.example.com'), https('two/a.example.com', 'other'), []],
  [
    'one host, of all namespaces',
    https('*/a.example.com'),
    https('a.example.com', 'o'),
    [`rival-object ${SECOND}.hosts[0]`],
  ],
  ['other ports', https('a.example.com'), https('a.example.com', 'other', 8443), []],
  ['one certificate', https('a.example.com'), https('b.example.com'), [`rival-object ${SECOND}.tls.credentialName`]],
  ['HTTP, whose routes are joined', plain('HTTP', '*'), plain('HTTP2', '*'), []],
  ['two protocols', plain('TCP', '*'), plain('HTTP', '*'), [`rival-object ${SECOND}.port.protocol`]],
  ['plain text beside TLS', plain('TCP', '*', 443), https('a.example.com'), [`rival-object ${SECOND}.port.protocol`]],
])('Gateways of the same pods with %s', async (_, one, other, expected) => {
  expect(await found(gateway('a', one), gateway('b', other))).toEqual(expected);
  expect(await found(gateway('a', one), gateway('b', other, '{istio: other}'))).toEqual([]);
});

test.each([
  ['port: 80', 80, true],
  ['port: 80, targetPort: 8080', 80, true],
  ['port: 80, targetPort: 8080', 8080, true],
  ['port: 80, targetPort: http2', 8080, true],
  ['port: 80, targetPort: 8080', 8081, false],
])('the port of a server where a Service has %s: %d', async (port, number, isServed) => {
  const objects = [POD('{name: http2, containerPort: 8080}'), SERVICE(`{${port}}`)];
  const expected = isServed
    ? []
    : ['dangling-reference Gateway.networking.istio.io shop/a spec.servers[0].port.number'];
  expect(await found(...objects, gateway('a', plain('HTTP', '*', number)))).toEqual(expected);
});

test('nothing is said of ports where the input has no Service of the pods', async () => {
  expect(await found(POD('{containerPort: 8080}'), gateway('a', plain('HTTP', '*', 9)))).toEqual([]);
});
