import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { RISK_ORDER, type Change } from '../../lib/checks/diff/change';
import { cli } from '../cli/cli';
import { sample } from '../support/sample';

const GOOD = readFileSync(join(__dirname, 'good-app.yaml'), 'utf8');
const documents = GOOD.split('---\n');

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'diff-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function changes(before: string, after: string): Promise<{ readonly code: number; readonly found: Change[] }> {
  for (const [name, text] of [['before', before] as const, ['after', after] as const]) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'app.yaml'), text);
  }
  const { code, out } = await cli(['diff', join(folder, 'before'), join(folder, 'after'), '--output', 'json']);
  return { code, found: (JSON.parse(out) as { readonly changes: Change[] }).changes };
}

function replaced(text: string, from: string, to: string): string {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, () => to);
}

/** Without the document that has a string. */
function without(text: string): string {
  const left = documents.filter((each) => !each.includes(text));
  expect(left).toHaveLength(documents.length - 1);
  return left.join('---\n');
}

/** Harmless changes, of every kind that the tool knows. */
function harmless(text: string): string {
  const next = text
    .replace('web:1.2.3', 'web:1.2.4')
    .replace('cleanup:1.0.0', 'cleanup:1.0.1')
    .replace('greeting: hello', 'greeting: hi');
  return `${next.replace('maxReplicas: 4', 'maxReplicas: 5')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n`;
}

/** The dangerous change of each pair among harmless ones, and the risk by which it comes first. */
const PAIRS: ReadonlyArray<readonly [name: string, after: () => string, risk: string, object: string]> = [
  [
    'a claim is deleted',
    () => without('kind: PersistentVolumeClaim'),
    'data-loss',
    'PersistentVolumeClaim shop/uploads',
  ],
  ['a namespace is deleted', () => without('kind: Namespace\n'), 'data-loss', 'Namespace shop'],
  [
    'a claim shrinks',
    () => replaced(GOOD, 'storage: 1Gi', 'storage: 512Mi'),
    'immutable',
    'PersistentVolumeClaim shop/uploads',
  ],
  [
    'the class of a claim',
    () => replaced(GOOD, 'storageClassName: fast', 'storageClassName: slow'),
    'immutable',
    'PersistentVolumeClaim shop/uploads',
  ],
  [
    'the selector of a Deployment',
    () =>
      GOOD.replace(
        '      app: web\n  template:\n    metadata:\n      labels:\n        app: web',
        '      app: web2\n  template:\n    metadata:\n      labels:\n        app: web2',
      ),
    'immutable',
    'Deployment.apps shop/web',
  ],
  [
    'the role of a binding',
    () => replaced(GOOD, '  kind: Role\n  name: web\n', '  kind: ClusterRole\n  name: cluster-admin\n'),
    'immutable',
    'RoleBinding.rbac.authorization.k8s.io shop/web',
  ],
  [
    'the selector of a Service',
    () => replaced(GOOD, '  selector:\n    app: web\n  ports', '  selector:\n    app: other\n  ports'),
    'selector',
    'Service shop/web',
  ],
  [
    'a role permits more',
    () => replaced(GOOD, 'verbs: [get]', 'verbs: [get, delete]'),
    'access',
    'Role.rbac.authorization.k8s.io shop/web',
  ],
  [
    'a policy permits more',
    () =>
      replaced(
        GOOD,
        '          port: 8080\n---',
        '          port: 8080\n        - protocol: TCP\n          port: 9090\n---',
      ),
    'access',
    'NetworkPolicy.networking.k8s.io shop/web',
  ],
  ['a policy is deleted', () => without('kind: NetworkPolicy'), 'access', 'NetworkPolicy.networking.k8s.io shop/web'],
  [
    'a privileged container',
    () =>
      replaced(
        GOOD,
        '          imagePullPolicy: IfNotPresent\n',
        '          imagePullPolicy: IfNotPresent\n          securityContext: {privileged: true}\n',
      ),
    'access',
    'Deployment.apps shop/web',
  ],
  [
    'a Service that is open to the outside',
    () =>
      replaced(GOOD, '  selector:\n    app: web\n  ports', '  type: LoadBalancer\n  selector:\n    app: web\n  ports'),
    'exposure',
    'Service shop/web',
  ],
  [
    'a host of an Ingress',
    () => replaced(GOOD, '    - host: shop.example.com\n', '    - host: admin.example.com\n'),
    'exposure',
    'Ingress.networking.k8s.io shop/shop',
  ],
  ['a workload is deleted', () => without('kind: CronJob'), 'removal', 'CronJob.batch shop/cleanup'],
  [
    'another version of what is delivered',
    () => replaced(GOOD, 'targetRevision: main', 'targetRevision: v2'),
    'image',
    'Application.argoproj.io argocd/shop',
  ],
];

test.each(sample(PAIRS, 5))('%s comes first', async (_, after, risk, object) => {
  const { code, found } = await changes(GOOD, harmless(after()));
  expect(code).toBe(1);
  expect(found[0]).toMatchObject({ risk, object });
  const ranks = found.map((change) => RISK_ORDER.indexOf(change.risk));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
});

test('nothing differs between equal folders, whatever the order of documents and keys', async () => {
  expect(await changes(GOOD, [...documents].reverse().join('---\n'))).toEqual({ code: 0, found: [] });
});

test('an object of another name is renamed, one of another cluster is moved', async () => {
  const renamed = await changes(
    GOOD,
    GOOD.replace('kind: StorageClass\nmetadata:\n  name: fast', 'kind: StorageClass\nmetadata:\n  name: faster'),
  );
  expect(renamed.found).toMatchObject([
    { kind: 'renamed', object: 'StorageClass.storage.k8s.io faster', from: 'StorageClass.storage.k8s.io fast' },
  ]);
  const application = (name: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd}\nspec:\n  project: default\n  source: {repoURL: "https://git.example.com/a.git", path: clusters/${name}, targetRevision: main}\n  destination: {name: ${name}, namespace: shop}\n`;
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n';
  const write = (side: string, cluster: string): string => {
    const root = join(folder, side);
    for (const name of ['dev', 'prod']) mkdirSync(join(root, 'clusters', name), { recursive: true });
    writeFileSync(join(root, 'applications.yaml'), `${application('dev')}---\n${application('prod')}`);
    writeFileSync(join(root, 'clusters', cluster, 'a.yaml'), config);
    return root;
  };
  const { out } = await cli(['diff', write('old', 'dev'), write('new', 'prod'), '--output', 'json']);
  expect((JSON.parse(out) as { changes: Change[] }).changes).toMatchObject([
    { kind: 'moved', object: 'ConfigMap shop/a', cluster: 'prod', from: 'cluster dev' },
  ]);
});

test('connections that open are named', async () => {
  const policy = (from: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: web}}\n  policyTypes: [Ingress]\n  ingress:\n    - from: [{podSelector: {matchLabels: {app: ${from}}}}]\n`;
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: job, namespace: shop, labels: {app: job}}\nspec: {containers: [{name: a, image: a}]}\n';
  const base = `${GOOD}---\n${pod}---\n`;
  const { found } = await changes(base + policy('nothing'), base + policy('job'));
  expect(found.find(({ kind }) => kind === 'connection')).toMatchObject({
    risk: 'exposure',
    object: 'shop/job[Pod] => shop/web[Deployment]',
  });
});

test('contents of Secrets in other objects are hidden, also of those that go', async () => {
  const component = (data: string): string =>
    'apiVersion: core.oam.dev/v1alpha2\nkind: Component\nmetadata: {name: c, namespace: shop}\n' +
    `spec: {workload: {apiVersion: v1, kind: Secret, metadata: {name: s}${data}}}\n---\n` +
    'apiVersion: clusters.verrazzano.io/v1alpha1\nkind: MultiClusterSecret\nmetadata: {name: m, namespace: shop}\n' +
    `spec: {placement: {clusters: [{name: a}]}, template: {metadata: {}${data}}}\n`;
  const [empty, full] = [component(''), component(', data: {config: aHVudGVyMg==}')];
  for (const [before, after] of [
    [empty, full],
    [full, empty],
  ] as const) {
    const { found } = await changes(before, after);
    expect(found.map(({ fields }) => fields.map(({ path }) => path))).toEqual([
      ['spec.workload.data'],
      ['spec.template.data'],
    ]);
    expect(JSON.stringify(found)).not.toContain('aHVudGVyMg');
  }
});

test.each([
  ['minAvailable', '1', '2', 'change'],
  ['minAvailable', '2', '1', 'removal'],
  ['minAvailable', '2', '50%', 'removal'],
  ['maxUnavailable', '25%', '10%', 'change'],
  ['maxUnavailable', '10%', '25%', 'removal'],
])('a budget with %s %s and then %s is the risk %s', async (field, before, after, risk) => {
  const budget = (amount: string): string =>
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a, namespace: shop}\nspec: {${field}: ${amount}, selector: {matchLabels: {a: b}}}\n`;
  const { found } = await changes(budget(before), budget(after));
  expect(found.map((each) => each.risk)).toEqual([risk]);
});

test.each([
  ['nginx.ingress.kubernetes.io/backend-protocol', 'exposure'],
  ['example.com/note', 'change'],
])('the only annotation of an Ingress, %s, is the risk %s', async (key, risk) => {
  const ingress = (annotations: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, namespace: shop${annotations}}\nspec: {defaultBackend: {service: {name: a, port: {number: 80}}}}\n`;
  const { found } = await changes(ingress(`, annotations: {${key}: HTTPS}`), ingress(''));
  expect(found.map((each) => each.risk)).toEqual([risk]);
});

test('contents of Secrets and credentials are hidden', async () => {
  const secret = (value: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\nstringData: {password: ${value}}\n`;
  const { out } = await changes(secret('first-Value-1'), secret('second-Value-2')).then(() =>
    cli(['diff', join(folder, 'before'), join(folder, 'after')]),
  );
  expect(out).toContain('stringData.password');
  expect(out).not.toMatch(/first-Value|second-Value/);
});

test('Markdown shows high risks and folds the others', async () => {
  await changes(GOOD, harmless(without('kind: PersistentVolumeClaim')));
  const { out } = await cli([
    'diff',
    join(folder, 'before'),
    join(folder, 'after'),
    '--output',
    'markdown',
    '--fail-on',
    'never',
  ]);
  expect(out).toMatch(/^<!-- cdk8s-verrazzano diff -->\n### \d+ changes, \d of high risk/);
  expect(out.indexOf('#### data-loss')).toBeLessThan(out.indexOf('<summary>image'));
});

test('--git compares a revision with the work tree', async () => {
  const root = join(folder, 'repository');
  mkdirSync(join(root, 'manifests'), { recursive: true });
  writeFileSync(join(root, 'manifests', 'app.yaml'), GOOD);
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      stdio: 'ignore',
    });
  git('init');
  git('add', '-A');
  git('commit', '-m', 'a');
  expect((await cli(['diff', '--git', 'HEAD', join(root, 'manifests')])).code).toBe(0);
  writeFileSync(join(root, 'manifests', 'app.yaml'), without('kind: PersistentVolumeClaim'));
  const { code, out } = await cli(['diff', '--git', 'HEAD', join(root, 'manifests')]);
  expect([code, out]).toEqual([1, expect.stringMatching(/^data-loss removed PersistentVolumeClaim shop\/uploads/)]);
  expect(await cli(['diff', '--git', 'nowhere', join(root, 'manifests')])).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not a revision') as string,
  });
});

test('restrictions that go with what is around them are seen', async () => {
  const pod = (more: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {containers: [{name: a, image: a${more}}]}\n`;
  const { found } = await changes(pod(', securityContext: {runAsNonRoot: true}'), pod(''));
  expect(found[0]?.reasons.map(({ text }) => text).join('; ')).toContain('spec.containers[name=a].securityContext');
  const deployment = replaced(
    GOOD,
    '          imagePullPolicy: IfNotPresent\n',
    '          imagePullPolicy: IfNotPresent\n          securityContext: {runAsNonRoot: true}\n',
  );
  expect((await changes(deployment, GOOD)).found[0]).toMatchObject({
    risk: 'access',
    object: 'Deployment.apps shop/web',
  });
});

test('without Applications, folders stand for clusters where they are named so, or where names repeat', async () => {
  const map = (data: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\ndata: {a: ${data}}\n`;
  let count = 0;
  const write = (files: Readonly<Record<string, string>>): string => {
    const root = join(folder, `folders-${count++}`);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(root, name), { recursive: true });
      writeFileSync(join(root, name, 'a.yaml'), text);
    }
    return root;
  };
  const diff = async (
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
  ): Promise<Change[]> => {
    const { out } = await cli(['diff', write(before), write(after), '--output', 'json']);
    return (JSON.parse(out) as { readonly changes: Change[] }).changes;
  };
  expect(await diff({ 'clusters/dev': map('x') }, { 'clusters/prod': map('x') })).toMatchObject([
    { kind: 'moved', cluster: 'prod', from: 'cluster dev' },
  ]);
  expect(await diff({ dev: map('x'), prod: map('x') }, { dev: map('x'), prod: map('y') })).toMatchObject([
    { kind: 'changed', cluster: 'prod' },
  ]);
  expect(await diff({ apps: map('x') }, { shop: map('x') })).toEqual([]);
});

test('what delivers two clusters is compared by what it delivers, not by their names', async () => {
  const stage = (name: string): string => join(__dirname, '../../dist/exit', name);
  const { out } = await cli(['diff', stage('charts'), stage('closest'), '--output', 'json']);
  const { changes: found } = JSON.parse(out) as { changes: Change[] };
  const applications = found.filter(({ object }) => object.startsWith('Application.'));
  const namesOf = (kind: string): string[] =>
    applications.filter((each) => each.kind === kind).map(({ object }) => object.split('/').pop() ?? '');
  // Charts of the release become published ones; what has no counterpart keeps the name of its own cluster.
  expect(namesOf('removed')).toEqual(['charts-charts-verrazzano-monitoring-operator', 'charts-objects-grafana']);
  expect(namesOf('added')).toContain('closest-charts-grafana');
  expect(applications.find(({ object }) => object.endsWith('closest-charts-cert-manager'))).toMatchObject({
    kind: 'changed',
    risk: 'image',
    reasons: [
      {
        text: 'spec.sources[0].chart, spec.sources[0].path, spec.sources[0].repoURL and 2 more fields: another version, or something else, is delivered',
      },
    ],
    fields: expect.arrayContaining([
      { path: 'spec.sources[0].targetRevision', before: 'v1.7.2', after: 'v1.9.1' },
    ]) as unknown,
  });
});

test('one source of an Application is a list of one', async () => {
  const source = '{repoURL: https://charts.example.com, chart: web, targetRevision: 1.0.0, helm: {releaseName: web}}';
  const application = (spec: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\nspec: {project: web, ${spec}}\n`;
  const [single, list] = [application(`source: ${source}`), application(`sources: [${source}]`)];
  expect((await changes(single, list)).found).toEqual([]);
  const more = application(
    `sources: [${source.replace('1.0.0', '1.1.0')}, {repoURL: https://git.example.com, ref: v}]`,
  );
  const { found } = await changes(single, more);
  expect(found.map(({ risk, fields }) => [risk, fields.map(({ path }) => path)])).toEqual([
    ['image', ['spec.sources[0].targetRevision', 'spec.sources[1]']],
  ]);
});

test('fields of which the same is true are one reason, and what is inside of another field is none', async () => {
  const containers = (tag: string): string =>
    ['a', 'b', 'c', 'd', 'e'].map((name) => `{name: ${name}, image: "${name}:${tag}"}`).join(', ');
  const pod = (tag: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {containers: [${containers(tag)}]}\n`;
  const { found } = await changes(pod('1'), pod('2'));
  expect(found.flatMap(({ reasons }) => reasons.map(({ text }) => text))).toEqual([
    'spec.containers[name=a].image, spec.containers[name=b].image, spec.containers[name=c].image and 2 more fields: another image runs',
  ]);
});

test('the folders of two clusters are compared as one cluster, whatever is around them', async () => {
  const stage = (name: string): string => join(__dirname, '../../dist/exit', name);
  const { out } = await cli(['diff', stage('adopted'), stage('newest'), '--output', 'json']);
  const { changes: found } = JSON.parse(out) as { changes: Change[] };
  expect(found.filter(({ kind, cluster }) => kind === 'moved' || cluster !== '')).toEqual([]);
  expect(found[0]).toMatchObject({ kind: 'removed', object: 'Verrazzano.install.verrazzano.io default/verrazzano' });
  expect(found.filter(({ kind, object }) => kind === 'removed' && object.startsWith('NetworkPolicy'))).toEqual([]);
});
