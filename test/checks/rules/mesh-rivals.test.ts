import { CheckedFolders } from '../checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const GROUPS = {
  PeerAuthentication: 'security.istio.io/v1beta1',
  Sidecar: 'networking.istio.io/v1beta1',
  Telemetry: 'telemetry.istio.io/v1alpha1',
} as const;
type Kind = keyof typeof GROUPS;
const SPECS: Readonly<Record<Kind, string>> = {
  PeerAuthentication: 'mtls: {mode: STRICT}',
  Sidecar: 'egress: [{hosts: ["./*"]}]',
  Telemetry: 'accessLogging: [{disabled: true}]',
};
const POD =
  '---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web, tier: front}}\nspec: {containers: [{name: web, image: "web:1"}]}\n';

function of(kind: Kind, name: string, labels?: string, namespace = 'shop'): string {
  const [field, key] = kind === 'Sidecar' ? ['workloadSelector', 'labels'] : ['selector', 'matchLabels'];
  const selector = labels === undefined ? '' : `, ${field}: {${key}: {${labels}}}`;
  return `---\napiVersion: ${GROUPS[kind]}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {${SPECS[kind]}${selector}}\n`;
}

async function found(...objects: string[]): Promise<string[]> {
  return await folders.found({ 'a.yaml': objects.join('') }, '--severity', 'warning');
}

test.each(Object.keys(GROUPS) as Kind[])('one %s acts on a pod', async (kind) => {
  const [group] = GROUPS[kind].split('/');
  const at = `rival-object ${kind}.${group} shop/b spec`;
  const field = kind === 'Sidecar' ? 'workloadSelector' : 'selector';
  expect(await found(of(kind, 'a'), of(kind, 'b'))).toEqual([at]);
  expect(await found(of(kind, 'a'), of(kind, 'b', undefined, 'other'))).toEqual([]);
  expect(await found(POD, of(kind, 'a'), of(kind, 'b', 'app: web'))).toEqual([]);
  expect(await found(POD, of(kind, 'a', 'app: web'), of(kind, 'b', 'tier: front'))).toEqual([`${at}.${field}`]);
});

const entry = (name: string, protocol: string, more = ''): string =>
  `---\napiVersion: networking.istio.io/v1beta1\nkind: ServiceEntry\nmetadata: {name: ${name}, namespace: shop}\nspec: {hosts: [db.example.com], resolution: DNS, ports: [{number: 443, name: db, protocol: ${protocol}}]${more}}\n`;

test('one port of a host has one protocol', async () => {
  const at = 'rival-object ServiceEntry.networking.istio.io shop/b spec.ports[0].protocol';
  expect(await found(entry('a', 'HTTPS'), entry('b', 'MONGO'))).toEqual([at]);
  expect(await found(entry('a', 'HTTPS'), entry('b', 'https'))).toEqual([]);
  expect(await found(entry('a', 'HTTPS', ', exportTo: [one]'), entry('b', 'MONGO', ', exportTo: [two]'))).toEqual([]);
});
