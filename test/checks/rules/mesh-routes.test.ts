import { CheckedFolders } from '../checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const GATEWAY = (hosts: string): string =>
  `---\napiVersion: networking.istio.io/v1beta1\nkind: Gateway\nmetadata: {name: web, namespace: edge}\nspec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [${hosts}]}]}\n`;
const route = (name: string, spec: string, namespace = 'shop'): string =>
  `---\napiVersion: networking.istio.io/v1beta1\nkind: VirtualService\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {http: [{route: [{destination: {host: web.shop.svc.cluster.local}}]}], ${spec}}\n`;
const SERVICE = (ports = '{port: 8080}'): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [${ports}]}\n`;

async function found(...objects: string[]): Promise<string[]> {
  return await folders.found({ 'a.yaml': objects.join('') }, '--severity', 'warning');
}

test.each([
  ['a.example.com', '"*"', true],
  ['a.example.com', '"*.example.com"', true],
  ['"*.example.com"', '"*.a.example.com"', true],
  ['"*.example.com"', 'a.example.com', true],
  ['example.com', '"*.example.com"', false],
  ['a.example.com', 'b.example.com', false],
  ['a.example.com', 'shop/a.example.com', true],
  ['a.example.com', '"*/a.example.com"', true],
  ['a.example.com', './a.example.com', false],
  ['a.example.com', 'other/a.example.com', false],
  ['web', 'web.shop.svc.cluster.local', true],
])('a route for %s behind a Gateway for %s', async (host, accepted, isTaken) => {
  const expected = isTaken ? [] : ['no-effect VirtualService.networking.istio.io shop/a spec.gateways[0]'];
  const objects = [SERVICE(), GATEWAY(accepted), route('a', `hosts: [${host}], gateways: [edge/web]`)];
  expect(await found(...objects)).toEqual(expected);
});

test('hosts that are known at delivery only are not compared', async () => {
  const behind = (host: string): string => route('a', `hosts: ["${host}"], gateways: [edge/web]`);
  // Without anything that fills them in, they are invalid.
  const invalid = (at: string): string => `invalid-value ${at}.networking.istio.io`;
  expect(await found(SERVICE(), GATEWAY('"b.example.com"'), behind('a.${DOMAIN}'))).toEqual([
    `${invalid('VirtualService')} shop/a spec.hosts[0]`,
  ]);
  expect(await found(SERVICE(), GATEWAY('"b.${DOMAIN}"'), behind('a.example.com'))).toEqual([
    `${invalid('Gateway')} edge/web spec.servers[0].hosts[0]`,
  ]);
});

test.each([
  ['hosts: [web]', 'hosts: [web.shop.svc.cluster.local]', true],
  ['hosts: [web]', 'hosts: [api]', false],
  ['hosts: [web], gateways: [edge/web, mesh]', 'hosts: [web]', true],
  ['hosts: [web], exportTo: ["."]', 'hosts: [web]', true],
  ['hosts: [db.example.com], exportTo: [one]', 'hosts: [db.example.com], exportTo: [two]', false],
  ['hosts: [db.example.com], exportTo: [one, two]', 'hosts: [db.example.com], exportTo: [two]', true],
])('routes of sidecars: %s and %s', async (one, other, areRivals) => {
  const expected = areRivals ? ['rival-object VirtualService.networking.istio.io shop/b spec.hosts[0]'] : [];
  expect(await found(SERVICE(), GATEWAY('"*"'), route('a', one), route('b', other))).toEqual(expected);
});

test('Gateways join the routes of a host', async () => {
  const spec = 'hosts: [a.example.com], gateways: [edge/web]';
  expect(await found(SERVICE(), GATEWAY('"*"'), route('a', spec), route('b', spec))).toEqual([]);
});

test.each([
  ['{name: a, port: 8080}, {name: b, port: 9090}', 'gateways: [edge/web]', false],
  ['{name: a, port: 80}, {name: b, port: 9090}', 'gateways: [edge/web]', true],
  ['{name: a, port: 8080}, {name: b, port: 9090}', 'gateways: [edge/web, mesh]', true],
  ['{port: 8080}', 'gateways: [edge/web]', true],
])('a destination without a port where the Service has %s: %s', async (ports, gateways, isFine) => {
  const at = 'dangling-reference VirtualService.networking.istio.io shop/a spec.http[0].route[0].destination';
  const objects = [SERVICE(ports), GATEWAY('"*"'), route('a', `hosts: [a.example.com], ${gateways}`)];
  expect(await found(...objects)).toEqual(isFine ? [] : [at]);
});

test.each([
  ['version: v1', true],
  ['version: v2', false],
  ['version: v1, topology.kubernetes.io/zone: one', true],
  ['topology.istio.io/cluster: east', true],
  ['topology.kubernetes.io/zone: ""', false],
])('a subset with the labels %s', async (labels, isFine) => {
  const objects = [
    '---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web, version: v1}}\nspec: {containers: [{name: web, image: "web:1"}]}\n',
    '---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 8080}]}\n',
    `---\napiVersion: networking.istio.io/v1beta1\nkind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec: {host: web, subsets: [{name: one, labels: {${labels}}}]}\n`,
  ];
  const at = 'unmatched-selector DestinationRule.networking.istio.io shop/web spec.subsets[0].labels';
  expect(await found(...objects)).toEqual(isFine ? [] : [at]);
});
