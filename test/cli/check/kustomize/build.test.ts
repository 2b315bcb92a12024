import { CheckedFolders, pod, SERVICE } from '../../../checks/checked-folders';
import { inCi } from '../../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());
const found = async (files: Readonly<Record<string, string>>, ...options: string[]): Promise<string[]> =>
  folders.found(files, ...options);

const deployment = (container: string, name = 'web'): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"${container}}]}}}\n`;
const NAMED_PORT = SERVICE.replace('port: 80', 'port: 80, targetPort: http');
const BASE = {
  'base/kustomization.yaml': 'resources: [web.yaml, service.yaml]\n',
  'base/web.yaml': deployment(''),
  'base/service.yaml': NAMED_PORT,
};
const PORT = 'ports: [{name: http, containerPort: 8080}]';
const MERGE = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, ${PORT}}]}}}\n`;
const OPERATIONS = `[{op: add, path: /spec/template/spec/containers/0/ports, value: [{name: http, containerPort: 8080}]}]`;

test('without a patch the port that a Service names is missing', async () => {
  expect(await found(BASE)).toEqual(['dangling-reference Service default/web spec.ports[0].targetPort']);
});

const inline = (text: string): string => JSON.stringify(text);

test.each<[string, string, Readonly<Record<string, string>>]>([
  ['patches with a path', 'patches: [{path: patch.yaml}]', { 'prod/patch.yaml': MERGE }],
  ['patches in place', `patches: [{patch: ${inline(MERGE)}}]`, {}],
  ['a target with expressions', `patches: [{patch: ${inline(MERGE)}, target: {kind: Deploy.*, name: w.b}}]`, {}],
  [
    'a target by labels',
    `patches: [{patch: ${inline(MERGE)}, target: {kind: Deployment, labelSelector: "!tier,app notin (a, b)"}}]`,
    {},
  ],
  ['patchesStrategicMerge with a path', 'patchesStrategicMerge: [patch.yaml]', { 'prod/patch.yaml': MERGE }],
  ['patchesStrategicMerge in place', `patchesStrategicMerge: [${inline(MERGE)}]`, {}],
  [
    'patchesJson6902',
    'patchesJson6902: [{path: patch.json, target: {group: apps, version: v1, kind: Deployment, name: web}}]',
    {
      'prod/patch.json': JSON.stringify([
        { op: 'add', path: '/spec/template/spec/containers/0/ports', value: [{ name: 'http', containerPort: 8080 }] },
      ]),
    },
  ],
  ['operations in place', `patches: [{patch: ${inline(OPERATIONS)}, target: {kind: Deployment}}]`, {}],
  [
    'a component',
    'components: [../port]',
    {
      'port/kustomization.yaml': `kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{patch: ${inline(MERGE)}}]\n`,
    },
  ],
])('ports that patches add are known: %s', async (_, patches, files) => {
  const prod = { 'prod/kustomization.yaml': `resources: [../base]\n${patches}\n`, ...files };
  expect(await found({ ...BASE, ...prod })).toEqual([]);
});

test.each([
  [
    'a patch that fails',
    `patches: [{patch: ${inline('[{op: remove, path: /spec/absent}]')}, target: {kind: Deployment}}]`,
  ],
  ['a file of another form', 'patches: [{path: patch.txt, target: {kind: Deployment}}]'],
  ['a transformer', 'transformers: [own.yaml]'],
])('what is not applied is not decided: %s', async (_, patches) => {
  const prod = {
    'prod/kustomization.yaml': `resources: [../base]\n${patches}\n`,
    'prod/patch.txt': MERGE,
    'prod/own.yaml': 'apiVersion: example.com/v1\nkind: Own\nmetadata: {name: own}\n',
  };
  expect(await found({ ...BASE, ...prod })).toEqual([]);
});

test('each overlay is checked with its own patches, names and keys', async () => {
  const files = {
    ...BASE,
    'dev/kustomization.yaml': `resources: [../base]\nnamespace: dev\npatches: [{patch: ${inline(MERGE)}}]\n`,
    'prod/kustomization.yaml': 'resources: [../base]\nnamespace: prod\n',
  };
  expect(await found(files)).toEqual(['dangling-reference Service prod/web spec.ports[0].targetPort']);
  // In one namespace, too, another overlay does not help.
  const alike = { ...files, 'prod/kustomization.yaml': 'resources: [../base]\nnamespace: dev\n' };
  expect(await found(alike)).toEqual(['dangling-reference Service dev/web spec.ports[0].targetPort']);
});

test('references have the names, prefixes and namespaces that kustomizations give', async () => {
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n';
  const binding =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: web, namespace: old}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}\nsubjects: [{kind: ServiceAccount, name: web, namespace: default}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: web, namespace: old}\nrules: []\n';
  const files = {
    'base/kustomization.yaml': 'resources: [account.yaml, binding.yaml, web.yaml]\nnamePrefix: a-\n',
    'base/account.yaml': account,
    'base/binding.yaml': binding,
    'base/web.yaml': pod('serviceAccountName: web', 'web', 'default'),
    'prod/kustomization.yaml': 'resources: [../base]\nnamespace: prod\nnameSuffix: -b\n',
  };
  expect(await found(files)).toEqual([]);
  const extra = { 'prod/pod.yaml': pod('serviceAccountName: a-web-b', 'late', 'prod') };
  const late = {
    ...files,
    ...extra,
    'prod/kustomization.yaml': `${files['prod/kustomization.yaml'].replace('[../base]', '[../base, pod.yaml]')}`,
  };
  expect(await found(late)).toEqual([]);
  expect(await found({ ...late, 'prod/pod.yaml': pod('serviceAccountName: a-wbe-b', 'late', 'prod') })).toEqual([
    'dangling-reference Pod prod/late-b spec.serviceAccountName',
  ]);
});

test('generated ConfigMaps and Secrets have the keys of literals, files and environments', async () => {
  const uses = (key: string): string =>
    deployment(`, env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: "${key}"}}}]`);
  const files = {
    'kustomization.yaml':
      'resources: [web.yaml]\nnamePrefix: shop-\nconfigMapGenerator: [{name: settings, literals: [a=1], files: [b=files/x, files/c.properties], envs: [d.env]}]\n',
    'd.env': '# e\nd=4\n',
    'files/x': '',
    'files/c.properties': '',
  };
  for (const key of ['a', 'b', 'c.properties', 'd'])
    expect(await found({ ...files, 'web.yaml': uses(key) })).toEqual([]);
  const wrong =
    'dangling-reference Deployment.apps default/shop-web spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key';
  expect(await found({ ...files, 'web.yaml': uses('e') })).toEqual([wrong]);
  const { 'd.env': _, ...rest } = files;
  expect(await found({ ...rest, 'web.yaml': uses('e') })).toEqual([]);
  const merging = 'resources: [..]\nconfigMapGenerator: [{name: settings, behavior: merge, literals: [e=1]}]\n';
  expect(await found({ ...files, 'web.yaml': uses('e'), 'prod/kustomization.yaml': merging })).toEqual([]);
});

test('a credential in a generator is found where it is written', async () => {
  const { out } = await folders.check(
    {
      'kustomization.yaml': 'secretGenerator:\n  - name: db\n    literals:\n      - password=hunter2hunter2\n',
      'pod.yaml': pod(''),
    },
    '--output',
    'json',
  );
  const { findings } = JSON.parse(out) as { readonly findings: ReadonlyArray<Record<string, unknown>> };
  expect(findings[0]).toMatchObject({ rule: 'secret', object: 'Secret default/db', line: 2 });
});

test('replacements fill in names', async () => {
  const files = {
    'kustomization.yaml':
      'resources: [web.yaml, account.yaml]\nreplacements: [{source: {kind: ServiceAccount, fieldPath: metadata.name}, targets: [{select: {kind: Deployment}, fieldPaths: [spec.template.spec.serviceAccountName, "spec.template.spec.containers.[name=web].env.[name=A].value"]}]}]\n',
    'web.yaml': deployment(', env: [{name: A, value: b}]').replace(
      'spec: {containers',
      'spec: {serviceAccountName: TO_BE_FILLED, containers',
    ),
    'account.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: robot}\n',
  };
  expect(await found(files)).toEqual([]);
  const none = { ...files, 'kustomization.yaml': 'resources: [web.yaml, account.yaml]\n' };
  expect(await found(none)).toEqual([
    'invalid-value Deployment.apps default/web spec.template.spec.serviceAccountName',
  ]);
});

test.each([
  [
    'a patch for what is not there',
    {
      'prod/kustomization.yaml': `resources: [../base]\npatches: [{patch: ${inline(MERGE.replace('name: web}', 'name: wbe}'))}}]\n`,
    },
    'dangling-reference  patches[0]',
  ],
  [
    'a file that is missing',
    { 'prod/kustomization.yaml': 'resources: [../base, missing.yaml]\n' },
    'dangling-reference  resources[1]',
  ],
  [
    'a folder without a kustomization',
    { 'prod/kustomization.yaml': 'resources: [../base, ../more]\n', 'more/pod.yaml': pod('') },
    'dangling-reference  resources[1]',
  ],
  [
    'a patch that is missing',
    { 'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: missing.yaml}]\n' },
    'dangling-reference  patches[0]',
  ],
  [
    'a base that is brought twice',
    { 'prod/kustomization.yaml': 'resources: [../base, ../base/]\n' },
    'duplicate-object  resources[1]',
  ],
])('%s keeps a kustomization from being built', async (_, files, problem) => {
  const base = { ...BASE, 'base/web.yaml': deployment(`, ${PORT}`) };
  expect(await found({ ...base, ...files })).toEqual([problem]);
});

test('a base that is brought under two names is no duplicate, and remote resources may have what a patch is for', async () => {
  const base = { ...BASE, 'base/web.yaml': deployment(`, ${PORT}`) };
  const twice = {
    ...base,
    'a/kustomization.yaml': 'resources: [../base]\nnamePrefix: a-\n',
    'b/kustomization.yaml': 'resources: [../base]\nnamePrefix: b-\n',
    'prod/kustomization.yaml': 'resources: [../a, ../b]\n',
  };
  expect(await found(twice)).toEqual([]);
  const remote = `resources: [../base, "https://example.com/a.yaml"]\npatches: [{patch: ${inline(MERGE.replace('name: web}', 'name: wbe}'))}}]\n`;
  expect(await found({ ...base, 'prod/kustomization.yaml': remote })).toEqual([]);
});

test('what is called otherwise than kustomize reads it is not built', async () => {
  const text = `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: other\nresources: [missing.yaml]\n`;
  expect(await found({ ...BASE, 'base/web.yaml': deployment(`, ${PORT}`), 'base/prod.yaml': text })).toEqual([]);
});

test('a kustomization that contains itself is read as it is written', async () => {
  const files = {
    'kustomization.yaml': 'resources: [a, pod.yaml]\n',
    'a/kustomization.yaml': 'resources: [..]\n',
    'pod.yaml': pod(''),
  };
  expect(await found(files)).toEqual([]);
});

test('what the kustomization of a folder does not bring is not decided', async () => {
  const files = {
    'kustomization.yaml': 'resources: [pod.yaml]\nnamePrefix: a-\n',
    'pod.yaml': pod(''),
    'left.yaml': NAMED_PORT,
  };
  expect(await found(files)).toEqual([]);
  expect(await found(files, '--severity', 'info')).toEqual(['unmatched-selector Service default/web spec.selector']);
});

inCi('kustomizations that bring each other twice, many times over, end the building', async () => {
  const doubled = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      [
        `k${index}/kustomization.yaml`,
        index < 39 ? `resources: [../a${index}, ../b${index}]\n` : 'resources: [p.yaml]\n',
      ],
      [`a${index}/kustomization.yaml`, `namePrefix: a\nresources: [../k${index + 1}]\n`],
      [`b${index}/kustomization.yaml`, `namePrefix: b\nresources: [../k${index + 1}]\n`],
    ]).flat(),
  );
  const before = process.cpuUsage();
  const found = await folders.found({ ...doubled, 'k39/p.yaml': pod(''), 'a39/kustomization.yaml': '' });
  const components = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `c${index}/kustomization.yaml`,
      `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [../c${index + 1}, ../c${index + 1}]\n`,
    ]),
  );
  const top = { 'top/kustomization.yaml': 'resources: [pod.yaml]\ncomponents: [../c0]\n', 'top/pod.yaml': pod('') };
  await folders.found({ ...components, ...top });
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(5);
  expect(found.filter((each) => each.includes('Pod'))).toEqual([]);
});

test('kustomizations of any form come to a result', async () => {
  const odd = [
    'resources: [5, null, {}, "..", "a\\nb"]',
    'patches: [5, null, {path: 7}, {patch: "a: [", target: {kind: "("}}, {patch: "[{op: add, path: /__proto__/x, value: 1}]", target: {labelSelector: ",,(,"}}]',
    'replacements: [5, {source: {kind: 5}, targets: [7, {select: 5, fieldPaths: [8, "a.[", "[=", "*.*.*"]}]}]',
    'configMapGenerator: [5, {name: 7, literals: [1, "=", "a"], envs: [../../etc/passwd], files: [.., a]}]',
    'labels: [4, {pairs: {a: 1}}]\nnamePrefix: 7\nnamespace: {}\ncomponents: [5, .]\ntransformers: [{}]\nconfigurations: [7, a.yaml]',
    'resources: 5\npatches: {}\ncrds: x',
  ];
  for (const text of odd) {
    const files = {
      'kustomization.yaml': `resources: [pod.yaml]\n${text}\n`.replace(/^resources: .*\n(?=resources)/, ''),
      'pod.yaml': pod(''),
    };
    const { out, err } = await folders.check(files, '--output', 'json');
    expect([text, err, out.startsWith('{')]).toEqual([text, expect.not.stringContaining('    at '), true]);
  }
});
