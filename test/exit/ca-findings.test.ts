import { authorityFindings } from '../../lib/exit/ca-findings';
import type { JsonObject } from '../../lib/values/json';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgI=\n-----END CERTIFICATE-----\n';

function certificate(spec: object): JsonObject {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { namespace: 'cert-manager', name: 'ca' },
    spec: { isCA: true, secretName: 'ca-secret', ...spec },
  };
}

function holder(namespace: string, name: string, data: object, more: object = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, data, ...more } as JsonObject;
}

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const safe = { duration: '87600h', privateKey: { rotationPolicy: 'Never' } };
const origin = [certificate(safe), holder('cert-manager', 'ca-secret', { 'tls.crt': encoded(PEM) })];
const operator = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'verrazzano-platform-operator' },
  spec: {},
};

function found(...manifests: readonly JsonObject[]): string[] {
  return authorityFindings(manifests).map(({ level, what }) => `${level} ${what}`);
}

test('an authority keeps its key, and lives for years', () => {
  expect(found(certificate(safe))).toEqual([]);
  expect(found(certificate({ isCA: false }))).toEqual([]);
  expect(found(certificate({}))).toEqual([
    'error Certificate cert-manager/ca: gets a new key at every renewal from cert-manager 1.18 on: what it signed breaks',
    'warning Certificate cert-manager/ca: lives 90 days, the default of cert-manager: copies of it expire as soon',
  ]);
  expect(found(certificate({ ...safe, privateKey: { rotationPolicy: 'Always' } }))).toHaveLength(1);
  expect(found(certificate({ ...safe, duration: '2160h0m0s' }))).toHaveLength(1);
  expect(found(certificate({ ...safe, duration: '8760h' }))).toEqual([]);
});

test('copies that the platform operator wrote are refreshed while it runs, and by no program afterwards', () => {
  const copy = holder('cattle-system', 'tls-ca', {});
  expect(found(copy)).toEqual([
    'error Secret cattle-system/tls-ca: is a copy of the authority, read by Rancher and its agents, that no program refreshes',
  ]);
  expect(found(copy, operator as JsonObject)).toEqual([expect.stringContaining('warning')]);
  expect(found(copy, { ...operator, spec: { replicas: 0 } })).toEqual([expect.stringContaining('error')]);
});

test('a copy is found by its content, and never shown', () => {
  const copy = holder('shop', 'trusted', { 'any.pem': encoded(`# bundle\n${PEM.replace(/\n/g, '\r\n')}`) });
  expect(found(...origin, copy)).toEqual([
    'error Secret shop/trusted: is a copy of the authority that no program refreshes',
  ]);
  expect(JSON.stringify(authorityFindings([...origin, copy]))).not.toContain('MIIB');
  expect(found(...origin, holder('shop', 'trusted', { other: encoded(PEM.replace('MIIB', 'AAAA')) }))).toEqual([]);
  expect(found(...origin, holder('shop', 'leaf', { 'ca.crt': encoded(PEM) }, { type: 'kubernetes.io/tls' }))).toEqual(
    [],
  );
});

test('trust-manager and reflectors refresh copies', () => {
  const copy = holder('cattle-system', 'tls-ca', { 'cacerts.pem': encoded(PEM) });
  const bundle = (name: string, namespace: string, target = 'secret'): JsonObject => ({
    apiVersion: 'trust.cert-manager.io/v1alpha1',
    kind: 'Bundle',
    metadata: { name },
    spec: {
      target: {
        [target]: { key: 'cacerts.pem' },
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      },
    },
  });
  expect(found(...origin, copy, bundle('tls-ca', 'cattle-system'))).toEqual([]);
  expect(found(...origin, copy, bundle('other', 'cattle-system'))).toHaveLength(1);
  expect(found(...origin, copy, bundle('tls-ca', 'shop'))).toHaveLength(1);
  expect(found(...origin, copy, bundle('tls-ca', 'cattle-system', 'configMap'))).toHaveLength(1);
  const reflected = {
    ...copy,
    metadata: { ...(copy['metadata'] as object), annotations: { 'reflector.v1.k8s.emberstack.com/reflects': 'a/b' } },
  };
  expect(found(...origin, reflected as JsonObject)).toEqual([]);
});

/** A certificate named `shop-root` that signs others. */
const ROOT = `-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUBrqJvqf0t/omPYJpte0eoC7WYcUwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJc2hvcC1yb290MCAXDTI2MTEyODA2NDMwMVoYDzIxMjYxMTA0
MDY0MzAxWjAUMRIwEAYDVQQDDAlzaG9wLXJvb3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARRCdf1oUi2bztKN3snSZwNJiPru2b+mzAlUk0VZ7PZ/3xe6H9TF25O
fZvi/AInZ7zHAXbWZ3x5hcAHfXY9/Ijvo1MwUTAdBgNVHQ4EFgQU9qA8urAhv8vN
bgyHoV3+UyYv+p4wHwYDVR0jBBgwFoAU9qA8urAhv8vNbgyHoV3+UyYv+p4wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAvF0WgmP8omsTVx7E8kthn
x27k449PygP8N1i2ngyDqAIgV0HuC44V/maUpQLjIJM28HBOfyY8Dji19/ESgywX
dDg=
-----END CERTIFICATE-----
`;

test('a copy is known by the common name of the authority, where its Secret is not there', () => {
  const named = certificate({ ...safe, commonName: 'shop-root' });
  const copy = { ...holder('shop', 'trusted', { 'ca.pem': ROOT }), kind: 'ConfigMap' };
  expect(found(named, copy)).toEqual([
    'error ConfigMap shop/trusted: is a copy of the authority that no program refreshes',
  ]);
  expect(found(certificate({ ...safe, commonName: 'other' }), copy)).toEqual([]);
  expect(found(certificate(safe), copy)).toEqual([]);
  // What istiod and the API server write is theirs.
  const kept = { ...copy, metadata: { namespace: 'shop', name: 'istio-ca-root-cert' } };
  expect(found(named, kept)).toEqual([]);
});

test.each<[string, object]>([
  [
    'ValidatingWebhookConfiguration',
    { webhooks: [{ clientConfig: {} }, { clientConfig: { caBundle: encoded(ROOT) } }] },
  ],
  ['APIService', { spec: { caBundle: encoded(ROOT) } }],
  ['CustomResourceDefinition', { spec: { conversion: { webhook: { clientConfig: { caBundle: encoded(ROOT) } } } } }],
])('a %s that trusts an authority has a copy, unless cert-manager writes it', (kind, content) => {
  const named = certificate({ ...safe, commonName: 'shop-root' });
  const trusting = { apiVersion: 'v1', kind, metadata: { name: 'hook' }, ...content } as JsonObject;
  expect(found(named, trusting)).toEqual([`error ${kind} hook: is a copy of the authority that no program refreshes`]);
  const annotations = { 'cert-manager.io/inject-ca-from': 'cert-manager/ca' };
  expect(found(named, { ...trusting, metadata: { name: 'hook', annotations } })).toEqual([]);
});

test('what is not a certificate between the marks of one is not a copy', () => {
  const named = certificate({ ...safe, commonName: 'shop-root' });
  const broken = holder('shop', 'trusted', { a: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' });
  expect(found(named, broken, { apiVersion: 'v1', kind: 'Secret', metadata: {}, data: { a: 1 } })).toEqual([]);
});
