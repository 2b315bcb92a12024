import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const namespace = (name: string, injected: boolean): string => `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: {istio-injection: ${injected ? 'enabled' : 'disabled'}}}
---`;

const workload = (place: string, name: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${place}}
spec: {template: {metadata: {labels: {app: ${name}}}, spec: {serviceAccountName: ${name}, containers: [{name: c, ports: [{containerPort: 80}]}]}}}
---`;

const strict = `
apiVersion: security.istio.io/v1beta1
kind: PeerAuthentication
metadata: {name: default, namespace: istio-system}
spec: {mtls: {mode: STRICT}}
---`;

const onlyWeb = `
apiVersion: security.istio.io/v1beta1
kind: AuthorizationPolicy
metadata: {name: db, namespace: shop}
spec:
  selector: {matchLabels: {app: db}}
  action: ALLOW
  rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}], to: [{operation: {ports: ["80"]}}]}]
---`;

const pods =
  namespace('shop', true) +
  namespace('plain', false) +
  workload('shop', 'web') +
  workload('shop', 'other') +
  workload('shop', 'db') +
  workload('plain', 'outside');

const ask = async (text: string, from: string): Promise<string> => {
  const file = folder.write('mesh.yaml', text);
  const { err, out } = await cli([
    'connectivity',
    file,
    '--from',
    from,
    '--to',
    'shop/db',
    '--port',
    '80',
    '--explain',
  ]);
  expect(err).toBe('');
  return out;
};

test('mutual TLS refuses who has no sidecar, and explain says so', async () => {
  const out = await ask(pods + strict, 'plain/outside');
  expect(out).toContain('mesh: allows none');
  expect(out).toContain('mutual TLS is STRICT');
  expect(await ask(pods, 'plain/outside')).not.toContain('mesh:');
});

test('an AuthorizationPolicy lets the right principal in, and refuses another service account', async () => {
  expect(await ask(pods + strict + onlyWeb, 'shop/web')).toContain('mesh: allows TCP 80');
  expect(await ask(pods + strict + onlyWeb, 'shop/other')).toContain('mesh: allows none');
});
