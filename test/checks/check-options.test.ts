import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import type { CheckFinding } from '../../lib/checks/finding';
import { cli, type Ran } from '../cli/cli';
import { inCi } from '../support/sample';

let base: string;
let count = 0;
beforeAll(() => (base = mkdtempSync(join(tmpdir(), 'check-'))));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A folder with files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(base, String(count++));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function check(
  files: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<Ran & { readonly folder: string }> {
  const folder = folderOf(files);
  return { ...(await cli(['check', folder, ...options])), folder };
}

/** Findings as `rule object field`. */
async function found(files: Readonly<Record<string, string>>, ...options: string[]): Promise<string[]> {
  const { out } = await check(files, '--output', 'json', ...options);
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  return findings.map(({ rule, object, field }) => `${rule} ${object} ${field}`.trim());
}

const pod = (spec: string, name = 'web', namespace = 'shop'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {containers: [{name: web, image: "web:1"}], ${spec}}\n`;
const NEEDS_SECRET = pod('imagePullSecrets: [{name: registry}]');
const MISSING = 'dangling-reference Pod shop/web spec.imagePullSecrets[0].name';

test('an external object, by option and by allow-list, is not missing', async () => {
  expect(await found({ 'a.yaml': NEEDS_SECRET })).toEqual([MISSING]);
  expect(await found({ 'a.yaml': NEEDS_SECRET }, '--external', 'Secret:shop/reg*')).toEqual([]);
  expect(await found({ 'a.yaml': NEEDS_SECRET }, '--external', 'Secret:store/registry')).toEqual([MISSING]);
  const list = join(
    folderOf({ 'allow.yaml': 'external: [{kind: Secret, name: registry, reason: made by hand}]\n' }),
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
  const allow = (text: string): string => join(folderOf({ 'allow.yaml': text }), 'allow.yaml');
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

test('a definition that cannot be read, or is not one, is reported', async () => {
  const path = folderOf({ 'a.yaml': 'a: [\n', 'b.yaml': pod('') });
  const manifests = folderOf({ 'pod.yaml': pod('') });
  const run = (crds: string): Promise<Ran> => cli(['check', manifests, '--crds', crds]);
  expect(await run(join(path, 'none.yaml'))).toMatchObject({ code: 1, out: expect.stringContaining('does not exist') });
  expect(await run(join(path, 'a.yaml'))).toMatchObject({ code: 1, out: expect.stringContaining('unreadable-file') });
  const { code, err } = await run(join(path, 'b.yaml'));
  expect([code, err]).toEqual([1, expect.stringContaining('holds no CustomResourceDefinition')]);
});

test('templates of charts and patches of kustomizations are no manifests', async () => {
  const files = {
    'chart/Chart.yaml': 'name: a\n',
    'chart/templates/a.yaml': '{{ if }}\n',
    'base/kustomization.yaml': 'resources: [pod.yaml]\n',
    'base/pod.yaml': pod(''),
    'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    'prod/patch.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {priority: 1}\n',
  };
  expect(await found(files)).toEqual([]);
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
  const apart = folderOf({ 'crd.yaml': crd });
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

inCi('a copy of an output under another name is told apart as the output is', async () => {
  const dist = join(__dirname, '..', '..', 'dist', 'quickstart');
  const copy = join(base, 'copy');
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
