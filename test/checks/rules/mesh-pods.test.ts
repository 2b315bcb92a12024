import { CheckedFolders } from '../checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const namespace = (metadata: string): string =>
  `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, ${metadata}}\n`;
const deployment = (metadata: string, pod: string, container = 'image: "web:1"'): string =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop, ${metadata}}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: ${pod}, spec: {containers: [{name: web, ${container}}]}}}\n`;
const POD = '{labels: {app: web}}';
const INJECTED = namespace('labels: {istio-injection: enabled}');

async function found(...objects: string[]): Promise<string[]> {
  return await folders.found({ 'a.yaml': objects.join('') }, '--severity', 'warning');
}

test.each([
  ['istio-injection: enabled, istio.io/rev: canary', ['no-effect Namespace shop metadata.labels["istio.io/rev"]']],
  ['istio-injection: disabled, istio.io/rev: canary', []],
  ['istio.io/rev: canary', []],
  [
    'istio-injection: enabled, istio.io/dataplane-mode: ambient',
    ['no-effect Namespace shop metadata.labels["istio.io/dataplane-mode"]'],
  ],
])('labels of a namespace: %s', async (labels, expected) => {
  expect(await found(namespace(`labels: {${labels}}`))).toEqual(expected);
});

test('annotations and labels of pods are read at pods alone', async () => {
  const at = 'no-effect Deployment.apps shop/web metadata';
  const note = 'annotations: {traffic.sidecar.istio.io/excludeOutboundPorts: "3306"}';
  expect(await found(deployment(note, POD))).toEqual([
    `${at}.annotations["traffic.sidecar.istio.io/excludeOutboundPorts"]`,
  ]);
  expect(await found(deployment(note, `{labels: {app: web}, ${note}}`))).toEqual([]);
  expect(await found(deployment('labels: {sidecar.istio.io/inject: "false"}', POD))).toEqual([
    `${at}.labels["sidecar.istio.io/inject"]`,
  ]);
  expect(await found(namespace('annotations: {sidecar.istio.io/inject: "true"}'))).toEqual([
    'no-effect Namespace shop metadata.annotations["sidecar.istio.io/inject"]',
  ]);
});

test('a misspelt annotation is found', async () => {
  const { out } = await folders.check({
    'a.yaml': deployment('', '{labels: {app: web}, annotations: {sidecar.istio.io/logLevl: debug}}'),
  });
  expect(out).toContain('spec.template.metadata.annotations["sidecar.istio.io/logLevl"]] is no annotation of Istio');
  expect(out).toContain('sidecar.istio.io/logLevel');
  expect(await found(deployment('', '{labels: {app: web}, annotations: {other.example.com/logLevl: debug}}'))).toEqual(
    [],
  );
});

test('the user of the sidecar has no traffic that it takes', async () => {
  const user = 'image: "web:1", securityContext: {runAsUser: 1337}';
  const at = 'no-effect Deployment.apps shop/web spec.template.spec.containers[0].securityContext.runAsUser';
  expect(await found(INJECTED, deployment('', POD, user))).toEqual([at]);
  expect(await found(deployment('', '{labels: {app: web, sidecar.istio.io/inject: "true"}}', user))).toEqual([at]);
  expect(await found(INJECTED, deployment('', POD, user.replace('1337', '1000')))).toEqual([]);
  expect(await found(namespace('labels: {istio-injection: disabled}'), deployment('', POD, user))).toEqual([]);
  expect(await found(deployment('', POD, user))).toEqual([]);
});

test('the image auto needs the injection', async () => {
  const at = 'invalid-image Deployment.apps shop/web spec.template.spec.containers[0].image';
  const gateway = (pod = POD): string => deployment('', pod, 'image: auto');
  expect(await found(INJECTED, gateway())).toEqual([]);
  expect(await found(namespace('labels: {istio.io/rev: canary}'), gateway())).toEqual([]);
  expect(await found(namespace('labels: {team: a}'), gateway())).toEqual([at]);
  expect(await found(INJECTED, gateway('{labels: {app: web, sidecar.istio.io/inject: "false"}}'))).toEqual([at]);
  expect(await found(gateway())).toEqual([]);
});
