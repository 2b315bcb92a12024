import fs, { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { CheckFinding } from '../../lib/checks/finding';
import { cli, type Ran } from '../cli/cli';
import { inCi } from '../support/sample';
import { CheckedFolders, NEEDS_SECRET, pod, SERVICE } from './checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());
const found = async (files: Readonly<Record<string, string>>, ...options: string[]): Promise<string[]> =>
  folders.found(files, ...options);
const check = async (
  files: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<Ran & { readonly folder: string }> => folders.check(files, ...options);
const MISSING = 'dangling-reference Pod shop/web spec.imagePullSecrets[0].name';

test('an external object, by option and by allow-list, is not missing', async () => {
  expect(await found({ 'a.yaml': NEEDS_SECRET })).toEqual([MISSING]);
  expect(await found({ 'a.yaml': NEEDS_SECRET }, '--external', 'Secret:shop/reg*')).toEqual([]);
  expect(await found({ 'a.yaml': NEEDS_SECRET }, '--external', 'Secret:store/registry')).toEqual([MISSING]);
  const list = join(
    folders.of({ 'allow.yaml': 'external: [{kind: Secret, name: registry, reason: made by hand}]\n' }),
    'allow.yaml',
  );
  expect(await found({ 'a.yaml': NEEDS_SECRET }, '--allow', list)).toEqual([]);
});

test('a name that files share is proposed once', async () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: registries, namespace: shop}\n';
  const { out } = await check({ 'a.yaml': NEEDS_SECRET, 'b.yaml': secret, 'c.yaml': secret }, '--output', 'json');
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'dangling-reference', allowed: 'registries' }));
});

test('the allow-list needs reasons, and an entry without a finding is one', async () => {
  const allow = (text: string): string => join(folders.of({ 'allow.yaml': text }), 'allow.yaml');
  const entry = 'rule: dangling-reference, object: "Pod shop/*"';
  expect(await found({ 'a.yaml': NEEDS_SECRET }, '--allow', allow(`allow: [{${entry}, reason: known}]\n`))).toEqual([]);
  const refused = await check({ 'a.yaml': NEEDS_SECRET }, '--allow', allow(`allow: [{${entry}}]\n`));
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('allow[0] has no reason')]);
  expect(await found({ 'a.yaml': pod('') }, '--allow', allow(`allow: [{${entry}, reason: known}]\n`))).toEqual([
    'unused-allowance',
  ]);
});

test('--severity and --fail-on', async () => {
  const old =
    'apiVersion: flowcontrol.apiserver.k8s.io/v1beta2\nkind: FlowSchema\nmetadata: {name: a}\nspec: {priorityLevelConfiguration: {name: exempt}}\n';
  expect(await found({ 'a.yaml': old }, '--kubernetes', '1.27')).toEqual([
    'deprecated-api FlowSchema.flowcontrol.apiserver.k8s.io a apiVersion',
  ]);
  expect((await check({ 'a.yaml': old }, '--kubernetes', '1.27')).code).toBe(1);
  expect((await check({ 'a.yaml': old }, '--kubernetes', '1.27', '--fail-on', 'error')).code).toBe(0);
  expect((await check({ 'a.yaml': old }, '--kubernetes', '1.29')).out).toContain(
    'is not served by Kubernetes 1.29 and newer',
  );
  expect((await check({ 'a.yaml': NEEDS_SECRET }, '--quiet')).out).toBe('');
  expect((await check({ 'a.yaml': old }, '--kubernetes', 'latest')).err).toContain('is not a known version');
});

test('annotations of GitHub, and SARIF', async () => {
  const { out, folder } = await check({ 'a,b.yaml': NEEDS_SECRET }, '--output', 'github');
  expect(out).toBe(
    `::error file=${folder}/a%2Cb.yaml,line=4,title=dangling-reference::Pod shop/web: spec.imagePullSecrets[0].name refers to Secret shop/registry, which nothing provides; got "registry"; add it, correct the name, or declare it external\n`,
  );
  const sarif = JSON.parse((await check({ 'a.yaml': NEEDS_SECRET }, '--output', 'sarif')).out) as {
    version: string;
    runs: Array<{
      tool: { driver: { rules: unknown[] } };
      results: Array<{ ruleId: string; ruleIndex: number; locations: unknown[] }>;
    }>;
  };
  expect(sarif.version).toBe('2.1.0');
  expect(sarif.runs[0]?.results).toMatchObject([
    { ruleId: 'dangling-reference', level: 'error', locations: [{ physicalLocation: { region: { startLine: 4 } } }] },
  ]);
  expect(sarif.runs[0]?.tool.driver.rules[sarif.runs[0].results[0]?.ruleIndex ?? -1]).toMatchObject({
    id: 'dangling-reference',
  });
});

test('files that cannot be read are findings, and the others are checked', async () => {
  const files = {
    'a.yaml': 'a: [\n',
    'b.yaml': NEEDS_SECRET,
    'c.yaml': 'apiVersion: v1\nmetadata: {name: a}\n',
    'values.yaml': 'a: b\n',
  };
  expect(await found(files)).toEqual(['unreadable-file', MISSING, 'unreadable-file  kind']);
  expect((await check({ 'values.yaml': 'a: b\n' })).err).toContain('holds no Kubernetes object');
});

test('folders that cannot be listed are findings, and the others are checked', async () => {
  const path = folders.of({ 'a.yaml': NEEDS_SECRET, 'z.yaml': pod('', 'z') });
  for (const name of ['closed', 'links']) mkdirSync(join(path, name));
  symlinkSync('..', join(path, 'links', 'up'));
  const read = fs.readdirSync;
  const denied = jest.spyOn(fs, 'readdirSync').mockImplementation(((folder: string) => {
    if (folder === join(path, 'closed')) throw Object.assign(new Error(), { code: 'EACCES' });
    return read(folder);
  }) as never);
  const { code, out } = await cli(['check', path, '--output', 'json']);
  denied.mockRestore();
  const { findings, objects } = JSON.parse(out) as { readonly findings: readonly CheckFinding[]; objects: number };
  expect([code, objects]).toEqual([1, 2]);
  expect(findings.map(({ rule, file, message }) => [rule, file, message])).toEqual([
    ['dangling-reference', join(path, 'a.yaml'), expect.any(String)],
    ['unreadable-file', join(path, 'closed'), 'may not be read'],
    ['unreadable-file', join(path, 'links', 'up'), 'is a loop of symbolic links'],
  ]);
});

test('a definition that cannot be read, or is not one, is reported', async () => {
  const path = folders.of({ 'a.yaml': 'a: [\n', 'b.yaml': pod('') });
  const manifests = folders.of({ 'pod.yaml': pod('') });
  const run = (crds: string): Promise<Ran> => cli(['check', manifests, '--crds', crds]);
  expect(await run(join(path, 'none.yaml'))).toMatchObject({ code: 1, out: expect.stringContaining('does not exist') });
  expect(await run(join(path, 'a.yaml'))).toMatchObject({ code: 1, out: expect.stringContaining('unreadable-file') });
  const { code, err } = await run(join(path, 'b.yaml'));
  expect([code, err]).toEqual([1, expect.stringContaining('holds no CustomResourceDefinition')]);
});

test('variables that Flux fills in are not decided', async () => {
  const flux = (build: string): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: flux-system}\nspec: {interval: 1h, prune: true, path: ./app, sourceRef: {kind: GitRepository, name: flux-system}, ${build}}\n`;
  const claim =
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: "${APP}", namespace: shop}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: "${SIZE:=5Gi}"}}}\n';
  const filled = { 'claim.yaml': claim, 'ks.yaml': flux('postBuild: {substitute: {APP: web}}') };
  expect(await found(filled)).toEqual([]);
  expect(await found(filled, '--severity', 'info')).toEqual([
    'filled-in-later PersistentVolumeClaim shop/${APP} metadata.name',
    'filled-in-later PersistentVolumeClaim shop/${APP} spec.resources.requests.storage',
    'unknown-kind Kustomization.kustomize.toolkit.fluxcd.io flux-system/a apiVersion',
  ]);
  const refused = ['invalid-name PersistentVolumeClaim shop/${APP} metadata.name'];
  expect(await found({ 'claim.yaml': claim, 'ks.yaml': flux('wait: true') })).toEqual(expect.arrayContaining(refused));
});

test('variables that Argo CD gives to its plugins are not decided', async () => {
  const claim = (size: string): string =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a, namespace: shop}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: "${size}"}}}\n`;
  for (const size of ['${ARGOCD_ENV_SIZE}', '$ARGOCD_APP_NAME'])
    expect(await found({ 'a.yaml': claim(size) })).toEqual([]);
  expect(await found({ 'a.yaml': claim('${SIZE}') })).toEqual([
    'invalid-value PersistentVolumeClaim shop/a spec.resources.requests.storage',
  ]);
});

test('an unknown kind without metadata is what a tool reads', async () => {
  const settings = 'apiVersion: controller-runtime.sigs.k8s.io/v1alpha1\nkind: ControllerManagerConfig\nhealth: {}\n';
  expect(await found({ 'settings.yaml': settings, 'pod.yaml': pod('') })).toEqual([]);
  expect(await found({ 'a.yaml': 'apiVersion: v1\nkind: Service\nspec: {}\n' })).toContain(
    'missing-field Service default/(no name) metadata.name',
  );
});

test('pods of custom kinds are in the namespace of their objects, stated or not', async () => {
  const rollout =
    'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\nspec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"}]}}}\n';
  const others = { 'other.yaml': pod('', 'other', 'default') };
  expect(await found({ ...others, 'web.yaml': rollout, 'service.yaml': SERVICE })).toEqual([]);
  expect(await found({ ...others, 'service.yaml': SERVICE })).toEqual([
    'unmatched-selector Service default/web spec.selector',
  ]);
});

test('a backend that the AWS Load Balancer Controller takes from an annotation is no Service', async () => {
  const ingress = (port: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, namespace: shop, annotations: {alb.ingress.kubernetes.io/actions.web: "{}"}}\nspec: {defaultBackend: {service: {name: web, port: {name: ${port}}}}}\n`;
  expect(await found({ 'a.yaml': ingress('use-annotation') })).toEqual([]);
  expect(await found({ 'a.yaml': ingress('http') })).toEqual([
    'dangling-reference Ingress.networking.k8s.io shop/a spec.defaultBackend.service.name',
  ]);
});

test('definitions of the input decide about their kinds', async () => {
  const crd = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Shop, plural: shops}\n  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, required: [size], properties: {size: {type: integer, minimum: 1}}}}}}}]\n`;
  const shop = (spec: string, version = 'v1'): string =>
    `apiVersion: example.com/${version}\nkind: Shop\nmetadata: {name: a, namespace: shop}\nspec: ${spec}\n`;
  const together = (text: string): Readonly<Record<string, string>> => ({ 'crd.yaml': crd, 'shop.yaml': text });
  expect(await found(together(shop('{size: 3}')))).toEqual([]);
  expect(await found(together(shop('{size: 0}')))).toEqual(['invalid-value Shop.example.com shop/a spec.size']);
  expect(await found(together(shop('{sise: 3}')))).toEqual(['unknown-field Shop.example.com shop/a spec.sise']);
  expect(await found(together(shop('{size: 3}', 'v2')))).toEqual(['removed-api Shop.example.com shop/a apiVersion']);
  const apart = folders.of({ 'crd.yaml': crd });
  expect(await found({ 'shop.yaml': shop('{size: 0}') }, '--crds', apart)).toEqual([
    'invalid-value Shop.example.com shop/a spec.size',
  ]);
  expect(await found({ 'shop.yaml': shop('{size: 0}') })).toEqual([]);
});

test('what brings more objects than the input shows keeps names from being missing', async () => {
  const release =
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a, namespace: shop}\nspec: {chart: {spec: {chart: a}}}\n';
  expect(await found({ 'a.yaml': NEEDS_SECRET, 'b.yaml': release })).toEqual([]);
  const certificate =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a, namespace: shop}\nspec: {secretName: registry, dnsNames: [a.example.com], issuerRef: {name: a, kind: ClusterIssuer}}\n---\napiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: a}\nspec: {selfSigned: {}}\n';
  expect(await found({ 'a.yaml': NEEDS_SECRET, 'b.yaml': certificate })).toEqual([]);
  const generator = 'secretGenerator: [{name: registry, envs: [secret.env]}]\nresources: [a.yaml]\n';
  expect(await found({ 'a.yaml': NEEDS_SECRET, 'kustomization.yaml': generator })).toEqual([]);
  const role =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a, namespace: shop}\nrules: [{apiGroups: [""], resources: [secrets], verbs: [create]}]\n';
  expect(await found({ 'a.yaml': NEEDS_SECRET, 'b.yaml': role })).toEqual([]);
});

test('Applications tell clusters and units apart', async () => {
  const application = (name: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd}\nspec:\n  project: default\n  source: {repoURL: "https://git.example.com/a.git", path: clusters/${name}, targetRevision: main}\n  destination: {name: ${name}, namespace: shop}\n`;
  const secretless = pod('serviceAccountName: web');
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n';
  const files = {
    'apps.yaml': `${application('dev')}---\n${application('prod')}`,
    'clusters/dev/pod.yaml': secretless,
    'clusters/dev/account.yaml': account,
    'clusters/prod/pod.yaml': secretless,
  };
  expect(await found(files)).toEqual(['dangling-reference Pod shop/web spec.serviceAccountName']);
  expect(await found({ ...files, 'clusters/prod/account.yaml': account })).toEqual([]);
});

test('an Application means a folder of the input, the nearest of several, and none above', async () => {
  const application =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a, namespace: argocd}\nspec:\n  project: default\n  source: {repoURL: "https://git.example.com/a.git", path: web, targetRevision: main}\n  destination: {name: prod, namespace: elsewhere}\n';
  const needs = pod('serviceAccountName: web').replace(', namespace: shop', '');
  const objects = async (path: string): Promise<string[]> => {
    const { out } = await cli(['check', path, '--output', 'json']);
    return (JSON.parse(out) as { readonly findings: readonly CheckFinding[] }).findings.map(({ object }) => object);
  };
  const folder = folders.of({ 'web/repo/apps.yaml': application, 'web/repo/pod.yaml': needs });
  // The folder that was checked out below `web` is not what the Application delivers.
  expect(await objects(join(folder, 'web', 'repo'))).toEqual(['Pod default/web']);
  expect(await objects(folder)).toEqual(['Pod elsewhere/web']);
  const several = { 'web/argo/apps.yaml': application, 'web/pod.yaml': needs, 'web/argo/web/pod.yaml': needs };
  expect((await objects(folders.of(several))).sort()).toEqual(['Pod default/web', 'Pod elsewhere/web']);
});

inCi('a copy of an output under another name is told apart as the output is', async () => {
  const dist = join(__dirname, '..', '..', 'dist', 'quickstart');
  const copy = folders.path('copy');
  cpSync(dist, copy, { recursive: true });
  expect(await cli(['check', copy])).toMatchObject({ code: 0, out: '' });
  const project = join(copy, 'argocd', 'AppProject.argoproj.io.prod.yaml');
  writeFileSync(
    project,
    readFileSync(project, 'utf8').replace('    - group: networking.k8s.io\n      kind: NetworkPolicy\n', ''),
  );
  const { out } = await cli(['check', copy, '--output', 'json']);
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  expect(findings.map(({ rule, got }) => [rule, got])).toEqual([['app-project', 'NetworkPolicy.networking.k8s.io']]);
});

inCi('limits of ConfigMaps and of client-side apply', async () => {
  const map = (size: number, more = ''): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop${more}}\ndata: {a: "${'x '.repeat(size / 2)}"}\n`;
  expect(await found({ 'a.yaml': map(2 ** 20 + 2) })).toEqual(['too-large ConfigMap shop/a data']);
  expect(await found({ 'a.yaml': map(300_000) })).toEqual(['too-large ConfigMap shop/a']);
  const annotation = ', annotations: {argocd.argoproj.io/sync-options: ServerSideApply=true}';
  expect(await found({ 'a.yaml': map(300_000, annotation) })).toEqual([]);
});

test.each([
  ['{generateName: web-}', []],
  ['{generateName: Web_}', ['invalid-name metadata.generateName Web_']],
  ['{generateName: "-"}', ['invalid-name metadata.generateName -']],
  ['{generateName: ""}', ['missing-field metadata.name undefined']],
  ['{generateName: web-, labels: {"a b": c}}', ['invalid-name metadata.labels["a b"] a b']],
  [
    '{generateName: Web_, name: web, labels: {"a b": c}}',
    ['invalid-name metadata.generateName Web_', 'invalid-name metadata.labels["a b"] a b'],
  ],
])('a name that the API server generates: %s', async (metadata, expected) => {
  const object = `apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\n`;
  const { out } = await check({ 'a.yaml': object }, '--output', 'json');
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  expect(findings.map(({ rule, field, got }) => `${rule} ${field} ${got as string}`)).toEqual(expected);
});

test('what was read is counted, with the nouns of one and of several', async () => {
  const { err } = await check({ 'a.yaml': `${NEEDS_SECRET}---\n[]\n` });
  expect(err).toBe(
    'note: 1 object in 1 file: 1 error, 0 warnings, 0 not decided; 1 value is not a Kubernetes object\n',
  );
  const { err: several } = await check({ 'a.yaml': `${pod('')}---\n[]\n`, 'b.yaml': `${pod('', 'b')}---\n[]\n` });
  expect(several).toContain('2 objects in 2 files: 0 errors, ');
  expect(several).toContain('; 2 values are not Kubernetes objects');
});

test('a selector may use the labels that controllers add', async () => {
  const set =
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, namespace: shop}\nspec:\n  replicas: 2\n  serviceName: db\n' +
    '  selector: {matchLabels: {app: db}}\n  template:\n    metadata: {labels: {app: db}}\n' +
    '    spec: {containers: [{name: db, image: "db:1"}]}\n---\n' +
    'apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: shop}\nspec: {clusterIP: None, selector: {app: db}}\n---\n';
  const service = (name: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\n` +
    `spec: {selector: {app: db, statefulset.kubernetes.io/pod-name: ${name}}, ports: [{port: 80}]}\n---\n`;
  expect(await found({ 'a.yaml': set + service('db-1') })).toEqual([]);
  expect(await found({ 'a.yaml': set + service('db-2') })).toEqual([
    'unmatched-selector Service shop/db-2 spec.selector',
  ]);
});
