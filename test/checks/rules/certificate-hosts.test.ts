import { CheckedFolders } from '../checked-folders';
import { inCi, sample } from '../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const certificate = (names: string, name = 'web', namespace = 'shop', secret = 'web-tls'): string =>
  `---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {secretName: ${secret}, issuerRef: {name: ca}, ${names}}\n`;
const ISSUER = ['shop', 'istio-system']
  .map(
    (namespace) =>
      `---\napiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: ca, namespace: ${namespace}}\nspec: {selfSigned: {}}\n`,
  )
  .join('');
const SERVICE =
  '---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 80}]}\n';
const ingress = (hosts: string, rule: string, annotations = '{}'): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop, annotations: ${annotations}}\nspec: {tls: [{secretName: web-tls${hosts}}], rules: [{host: "${rule}", http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n`;

async function found(...objects: string[]): Promise<string[]> {
  const all = await folders.found({ 'a.yaml': [ISSUER, SERVICE, ...objects].join('') });
  return all.filter((each) => each.startsWith('certificate-host')).map((each) => each.split(' ').slice(1).join(' '));
}
const TLS = 'Ingress.networking.k8s.io shop/web spec.tls[0].hosts[0]';

test.each(
  sample<[string, string, string[]]>(
    [
      ['dnsNames: [web.example.com]', 'web.example.com', []],
      ['dnsNames: [WEB.example.com]', 'web.example.com', []],
      ['dnsNames: ["*.example.com"]', 'web.example.com', []],
      ['dnsNames: ["*.example.com"]', 'example.com', [TLS]],
      ['dnsNames: ["*.example.com"]', 'a.web.example.com', [TLS]],
      ['dnsNames: [web.example.com]', '*.example.com', []],
      ['dnsNames: [example.com]', '*.example.com', [TLS]],
      ['dnsNames: ["*.example.com"]', '*.example.com', []],
      ['dnsNames: [store.example.com]', 'web.example.com', [TLS]],
      ['dnsNames: [store.example.com], commonName: web.example.com', 'web.example.com', []],
      ['dnsNames: ["web.${DOMAIN}"]', 'web.example.com', []],
    ],
    3,
  ),
)('a Certificate with %s and the host %s', async (names, host, expected) => {
  expect(await found(certificate(names), ingress(`, hosts: ["${host}"]`, host))).toEqual(expected);
});

test('the hosts of the rules count where TLS names none', async () => {
  expect(await found(certificate('dnsNames: [a.example.com]'), ingress('', 'web.example.com'))).toEqual([
    'Ingress.networking.k8s.io shop/web spec.rules[0].host',
  ]);
});

inCi('nothing is said where something else decides about the Secret', async () => {
  const other = certificate('dnsNames: [a.example.com]');
  const web = ingress('', 'web.example.com');
  expect(await found(other, ingress('', 'web.example.com', '{cert-manager.io/cluster-issuer: ca}'))).toEqual([]);
  expect(await found(certificate('dnsNames: [a.example.com]', 'web', 'istio-system'), web)).toEqual([]);
  expect(await found(other, certificate('dnsNames: [web.example.com]', 'more'), web)).toEqual([]);
  const stored = '---\napiVersion: v1\nkind: Secret\nmetadata: {name: web-tls, namespace: shop}\n';
  expect(await found(other, stored, web)).toEqual([]);
});

const istio = (host: string, mode = 'SIMPLE'): string =>
  `---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: web, namespace: shop}\nspec: {selector: {istio: ingressgateway}, servers: [{port: {number: 443, name: https, protocol: HTTPS}, hosts: ["${host}"], tls: {mode: ${mode}, credentialName: web-tls}}]}\n`;
const SERVER = 'Gateway.networking.istio.io shop/web spec.servers[0].hosts[0]';

test.each(
  sample<[string, string, string[]]>(
    [
      ['web.example.com', 'SIMPLE', []],
      ['shop/web.example.com', 'MUTUAL', []],
      ['*', 'SIMPLE', []],
      ['*/*.example.com', 'SIMPLE', []],
      ['store.example.com', 'SIMPLE', [SERVER]],
      ['./store.example.com', 'MUTUAL', [SERVER]],
      ['store.example.com', 'PASSTHROUGH', []],
    ],
    2,
  ),
)('a Gateway of Istio with the host %s in the mode %s', async (host, mode, expected) => {
  expect(await found(certificate('dnsNames: [web.example.com]', 'web', 'istio-system'), istio(host, mode))).toEqual(
    expected,
  );
});

const gateway = (host: string, names: string): string =>
  `---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: web, namespace: shop}\nspec: {gatewayClassName: istio, listeners: [{name: https, port: 443, protocol: HTTPS, hostname: "${host}", tls: {certificateRefs: [${names}]}}]}\n`;

test.each(
  sample<[string, string, string[]]>(
    [
      ['web.example.com', '{name: web-tls}', []],
      [
        'store.example.com',
        '{name: web-tls}',
        ['Gateway.gateway.networking.k8s.io shop/web spec.listeners[0].hostname'],
      ],
      ['store.example.com', '{name: web-tls}, {name: other-tls}', []],
    ],
    1,
  ),
)('a Gateway with the host name %s and the certificates %s', async (host, names, expected) => {
  expect(await found(certificate('dnsNames: [web.example.com]'), gateway(host, names))).toEqual(expected);
});
