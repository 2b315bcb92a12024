import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const APP = `
apiVersion: core.oam.dev/v1alpha2
kind: Component
metadata: {name: front, namespace: shop}
spec:
  workload:
    apiVersion: oam.verrazzano.io/v1alpha1
    kind: VerrazzanoHelidonWorkload
    spec:
      deploymentTemplate:
        metadata: {name: front}
        podSpec: {containers: [{name: main, image: i, ports: [{containerPort: 8080}]}]}
---
apiVersion: core.oam.dev/v1alpha2
kind: ApplicationConfiguration
metadata: {name: orders, namespace: shop}
spec: {components: [{componentName: front, traits: [TRAIT]}]}
`;

const trait = (hosts: string): string =>
  `{trait: {apiVersion: oam.verrazzano.io/v1alpha1, kind: IngressTrait, metadata: {name: web}, spec: {rules: [{hosts: [${hosts}]}]}}}`;

const app = folder.write('app.yaml', APP.replace('TRAIT', trait('a.example.com')));
const namespace = folder.write('namespace.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');

test('writes the objects to standard output, and nothing of the context', async () => {
  const { code, out, err } = await cli(['convert', app, '--context', namespace]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const kinds = parseAllDocuments(out).map((each) => (each.toJS() as { kind: string }).kind);
  expect(kinds).toEqual(['Deployment', 'Service', 'Certificate', 'Gateway', 'VirtualService', 'ServiceMonitor']);
});

test('an error keeps everything from being written, unless it is asked for', async () => {
  const wrong = folder.write('wrong.yaml', APP.replace('TRAIT', trait('')));
  const stopped = await cli(['convert', wrong, '--context', namespace]);
  expect({ code: stopped.code, out: stopped.out }).toEqual({ code: 1, out: '' });
  expect(stopped.err).toBe(
    '[IngressTrait shop/web] needs a generated host, of which the domain is not known; got "no Ingress of the console"; pass Ingress verrazzano-system/verrazzano-ingress and Service istio-system/istio-ingressgateway as context, or give every rule a host\n',
  );
  const written = await cli(['convert', wrong, '--context', namespace, '--despite-errors']);
  expect(written.code).toBe(0);
  expect(written.out).toContain('kind: VirtualService');
  expect(written.err).toMatch(/^error: \[IngressTrait shop\/web\]/);
});

test('what admission refuses is an error in any case', async () => {
  const wrong = folder.write('refused.yaml', APP.replace('TRAIT', trait('Not_A_Host')));
  const { code, out, err } = await cli(['convert', wrong, '--context', namespace, '--despite-errors']);
  expect(code).toBe(1);
  expect(err).toContain('[IngressTrait shop/web] admission refuses a host; got "Not_A_Host"');
  expect(out).toBe('');
});

test.each([
  ['an object twice, with different content', `${APP}---${APP.replace('8080', '9090')}`, 'occurs twice'],
  ['an object without a name', 'apiVersion: v1\nkind: ConfigMap\n', 'has no name'],
  ['an object without apiVersion', 'kind: ConfigMap\nmetadata: {name: a}\n', 'has no apiVersion'],
])('%s is refused', async (_, text, expected) => {
  const { code, out, err } = await cli(['convert', folder.write('bad.yaml', text.replaceAll('TRAIT', trait('a.b')))]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(expected);
});

test('says when there is nothing to write', async () => {
  expect(await cli(['convert', namespace])).toEqual({ code: 0, out: '', err: 'note: there is nothing to write\n' });
});

describe('--output', () => {
  const outputs = (name: string): string => join(folder.path, name);
  const run = (target: string, input = app): ReturnType<typeof cli> =>
    cli(['convert', input, '--context', namespace, '--output', target]);

  test('writes a file for each object, and the same the next time', async () => {
    const target = outputs('one');
    expect(await run(target)).toEqual({ code: 0, out: '', err: `${target}: 6 objects written\n` });
    const deployment = readFileSync(join(target, 'shop/Deployment.apps.front.yaml'), 'utf8');
    expect(parse(deployment)).toMatchObject({ kind: 'Deployment', metadata: { name: 'front' } });
    expect(existsSync(join(target, 'istio-system/Certificate.cert-manager.io.shop-web-cert.yaml'))).toBe(true);
    await run(target);
    expect(readFileSync(join(target, 'shop/Deployment.apps.front.yaml'), 'utf8')).toBe(deployment);
  });

  test('removes what is gone, and keeps what was edited', async () => {
    const target = outputs('two');
    await run(target);
    const gateway = join(target, 'shop/Gateway.networking.istio.io.shop-orders-gw.yaml');
    writeFileSync(gateway, 'edited');
    const without = folder.write('without.yaml', APP.replace('TRAIT', ''));
    const { code, err } = await run(target, without);
    expect(code).toBe(0);
    expect(err).toContain('istio-system/Certificate.cert-manager.io.shop-web-cert.yaml removed\n');
    expect(err).toContain(
      'note: shop/Gateway.networking.istio.io.shop-orders-gw.yaml was edited since it was written, and stays\n',
    );
    expect(existsSync(gateway)).toBe(true);
    expect(existsSync(join(target, 'istio-system/Certificate.cert-manager.io.shop-web-cert.yaml'))).toBe(false);
  });

  test('does not write over a file of another owner', async () => {
    const target = outputs('three');
    mkdirSync(join(target, 'shop'), { recursive: true });
    writeFileSync(join(target, 'shop/Deployment.apps.front.yaml'), 'mine');
    const { code, err } = await run(target);
    expect(code).toBe(1);
    expect(err).toContain('a file is in the way that no earlier run wrote; got "shop/Deployment.apps.front.yaml"');
    expect(existsSync(join(target, 'shop/Service.front.yaml'))).toBe(false);
  });

  test('does not trust a list that leads out of the folder', async () => {
    const target = outputs('four');
    mkdirSync(target);
    writeFileSync(join(target, 'SHA256SUMS'), `${'0'.repeat(64)}  ../app.yaml\n`);
    const { code, err } = await run(target);
    expect(code).toBe(1);
    expect(err).toContain('has a SHA256SUMS that cannot be trusted');
  });
});

test('mistakes of release 1.7.2 are corrected where that is asked for', async () => {
  const file = folder.write('none.yaml', APP.replace('TRAIT', trait('').replace('rules: [{hosts: []}]', '')));
  const console = folder.write(
    'console.yaml',
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: verrazzano-ingress
  namespace: verrazzano-system
  annotations: {external-dns.alpha.kubernetes.io/target: verrazzano-ingress.prod.example.org}
`,
  );
  const command = ['convert', file, '--context', namespace, console];
  const [upstream, corrected] = [await cli(command), await cli([...command, '--corrected'])];
  expect(upstream.out).not.toContain('dnsNames');
  expect(corrected).toMatchObject({ code: 0, err: '' });
  expect(corrected.out).toContain('dnsNames:\n    - orders.shop.prod.example.org\n');
});
