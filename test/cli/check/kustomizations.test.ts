import { CheckedFolders, pod, SERVICE } from '../../checks/checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());
const found = async (files: Readonly<Record<string, string>>, ...options: string[]): Promise<string[]> =>
  folders.found(files, ...options);

const workload = (spec: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {${spec}template: {spec: {containers: [{name: web, image: "web:1"}]}}}\n`;

test('templates of charts and patches of kustomizations are no manifests', async () => {
  const files = {
    'chart/Chart.yaml': 'name: a\n',
    'chart/templates/a.yaml': '{{ if }}\n',
    'chart/templates/sub/b.yaml': '{{ if }}\n',
    'chart/files/c.yaml': '{{ if }}\n',
    'chart/ci/d-values.yaml': 'kind: a\nmetadata: {}\n',
    'chart/values-prod.yaml': 'kind: a\nmetadata: {}\n',
    'base/kustomization.yaml': 'resources: [pod.yaml]\n',
    'base/pod.yaml': pod(''),
    'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    'prod/patch.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {priority: 1}\n',
  };
  expect(await found(files)).toEqual([]);
});

test('patches that no kustomization names are no manifests, and what only sounds like one is', async () => {
  const part = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {priority: 1}\n';
  const kustomizations = { 'base/kustomization.yaml': 'resources: [pod.yaml]\n', 'base/pod.yaml': pod('') };
  const unused = { 'base/patches/priority.yaml': part, 'base/manager_auth_patch.yaml': part, 'base/patch-1.yml': part };
  expect(await found({ ...kustomizations, ...unused })).toEqual([]);
  // Not in a kustomization, called otherwise, or a resource of a kustomization.
  for (const file of ['other/patch.yaml', 'base/dispatcher.yaml']) {
    expect(await found({ ...kustomizations, [file]: part })).not.toEqual([]);
  }
  const resource = { 'base/kustomization.yaml': 'resources: [patch-job.yaml]\n', 'base/patch-job.yaml': part };
  expect(await found(resource)).not.toEqual([]);
});

test.each(['commonLabels: {app: web}', 'labels: [{includeSelectors: true, pairs: {app: web}}]'])(
  'selectors have the labels that a kustomization adds: %s',
  async (labels) => {
    const base = { 'base/web.yaml': workload(''), 'base/service.yaml': SERVICE };
    const resources = 'resources: [web.yaml, service.yaml]\n';
    const labelled = { ...base, 'base/kustomization.yaml': `${labels}\n${resources}` };
    expect(await found(labelled)).toEqual([]);
    const above = {
      'base/kustomization.yaml': resources,
      'prod/kustomization.yaml': `${labels}\nresources: [../base/]\n`,
    };
    expect(await found({ ...base, ...above })).toEqual([]);
    expect(await found({ ...base, 'base/kustomization.yaml': resources })).toContain(
      'missing-field Deployment.apps default/web spec.selector',
    );
    const other = workload('selector: {matchLabels: {tier: a}}, ');
    expect(await found({ ...labelled, 'base/web.yaml': other })).toEqual([
      'unmatched-selector Deployment.apps default/web spec.selector',
    ]);
  },
);

test('a Namespace has the name that a kustomization above it gives', async () => {
  const files = {
    'components/namespace/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [./namespace.yaml]\n',
    'components/namespace/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: _}\n',
  };
  expect(await found(files)).toEqual(['invalid-name Namespace _ metadata.name']);
  const app = { 'apps/kustomization.yaml': 'namespace: shop\ncomponents: [../components/namespace]\n' };
  expect(await found({ ...files, ...app })).toEqual([]);
});

test('bindings and webhooks have the namespace that a kustomization gives to what they name', async () => {
  const binding = (kind: string): string =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: web}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: ${kind}, name: web, ${kind === 'ServiceAccount' ? '' : 'apiGroup: rbac.authorization.k8s.io'}}]\n`;
  const files = {
    'base/kustomization.yaml': 'resources: [binding.yaml, group.yaml, hook.yaml, web.yaml]\n',
    'base/binding.yaml': binding('ServiceAccount'),
    'base/group.yaml': binding('Group').replace('name: web', 'name: groups'),
    'base/hook.yaml':
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: web}\nwebhooks: [{name: a.example.com, clientConfig: {service: {name: web}}, sideEffects: None, admissionReviewVersions: [v1]}]\n',
    'base/web.yaml':
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: ExternalName, externalName: a.example.com}\n',
  };
  expect(await found({ ...files, 'prod/kustomization.yaml': 'namespace: shop\nresources: [../base]\n' })).toEqual([]);
  expect(await found(files)).toEqual([
    'missing-field ClusterRoleBinding.rbac.authorization.k8s.io web subjects[0].namespace',
    'missing-field ValidatingWebhookConfiguration.admissionregistration.k8s.io web webhooks[0].clientConfig.service.namespace',
  ]);
});

test('values with vars of a kustomization are not checked, and other ones are', async () => {
  const service = (name: string): string => SERVICE.replace('name: web', `name: $(${name})-web`);
  const files = {
    'kustomization.yaml':
      'resources: [a.yaml, pod.yaml]\nvars: [{name: KNOWN, objref: {kind: Pod, name: web, apiVersion: v1}}]\n',
    'a.yaml': service('KNOWN'),
    'pod.yaml': pod('').replace('metadata: {', 'metadata: {labels: {app: web}, ').replace(', namespace: shop', ''),
  };
  expect(await found(files)).toEqual([]);
  expect(await found(files, '--severity', 'info')).toEqual([
    'filled-in-later Service default/$(KNOWN)-web metadata.name',
  ]);
  expect(await found({ ...files, 'a.yaml': service('OTHER') })).toEqual([
    'invalid-name Service default/$(OTHER)-web metadata.name',
  ]);
});

test('references may use the names that prefixes and suffixes of kustomizations make', async () => {
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n';
  const files = {
    'base/kustomization.yaml': 'resources: [account.yaml]\nnamePrefix: shop-\n',
    'base/account.yaml': account,
    'prod/kustomization.yaml': 'resources: [../base, pod.yaml]\nnameSuffix: -prod\n',
  };
  const using = (name: string): Promise<string[]> =>
    found({ ...files, 'prod/pod.yaml': pod(`serviceAccountName: ${name}`, 'app') });
  for (const name of ['web', 'shop-web', 'shop-web-prod']) expect(await using(name)).toEqual([]);
  for (const name of ['shop-wbe', 'web-prod', 'prod-web', 'web-shop', 'shop-shop-prod'])
    expect(await using(name)).toEqual(['dangling-reference Pod shop/app-prod spec.serviceAccountName']);
});

test('what generators and transformers of a kustomization read is no manifest', async () => {
  const files = {
    'kustomization.yaml':
      'transformers: [labels.yaml, own.yaml]\nresources: [pod.yaml]\nconfigMapGenerator: [{name: a, files: [a.yaml=files/a.yaml, files/b.yaml], envs: [c.yaml]}]\n',
    'labels.yaml': 'apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: labels}\nlabels: {a: b}\n',
    'own.yaml': 'apiVersion: example.com/v1\nkind: Own\nmetadata: {name: NOT_A_NAME}\n',
    'files/a.yaml': 'a: !env_var A\n',
    'files/b.yaml': 'kind: Pod\nmetadata: {name: a}\n',
    'c.yaml': 'A=1: 2: 3\n',
    'pod.yaml': pod(''),
  };
  expect(await found(files)).toEqual([]);
});
