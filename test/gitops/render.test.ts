import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { GitOpsApp, GitOpsCluster, wave } from '../../lib/gitops';
import { configMap, doc, newApp, newUnit } from './helpers';
import { inCi } from '../support/sample';

const CRD = (scope: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: { group: 'example.com', scope, names: { kind: 'Thing', plural: 'things' } },
});

describe('layout', () => {
  test('one file per object, by cluster, unit, namespace, kind, group and name', () => {
    const { app, unit, cluster } = newUnit();
    configMap(unit, 'a');
    configMap(unit, 'a', {}, 'other');
    new ApiObject(unit, 'r', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'system:x' },
    });
    configMap(cluster.unit('apps/shop', { wave: 5, namespace: 'shop' }), 'b');
    expect([...app.render().keys()]).toEqual([
      '_host/argocd/argocd-cm.patch.yaml',
      'argocd/AppProject.argoproj.io.platform.yaml',
      'argocd/AppProject.argoproj.io.prod.yaml',
      'argocd/Application.argoproj.io.platform.yaml',
      'argocd/Application.argoproj.io.prod.yaml',
      'argocd/SHA256SUMS',
      'prod/README.md',
      'prod/SHA256SUMS',
      'prod/apps/shop/shop/ConfigMap.b.yaml',
      'prod/argocd/Application.argoproj.io.prod-apps-shop.yaml',
      'prod/argocd/Application.argoproj.io.prod-platform.yaml',
      'prod/platform/_cluster/ClusterRole.rbac.authorization.k8s.io.system%3Ax.yaml',
      'prod/platform/other/ConfigMap.a.yaml',
      'prod/platform/shop/ConfigMap.a.yaml',
    ]);
  });

  test('a unit without objects is left out', () => {
    const { app, cluster } = newUnit();
    configMap(cluster.unit('other', { wave: 1, namespace: 'x' }), 'a');
    expect(
      [...app.render().keys()].filter((path) => path.includes('platform/') || path.includes('prod-platform')),
    ).toEqual([]);
  });

  test('host files lie outside of the folders that Argo CD reads and in the SHA256SUMS of their cluster', () => {
    const { app, cluster } = newUnit();
    cluster.addHostFile('kubeadm/init.yaml', 'a: 1\n');
    const files = app.render();
    expect(files.get('_host/prod/kubeadm/init.yaml')).toBe('a: 1\n');
    expect(files.get('prod/SHA256SUMS')).toContain('  ../_host/prod/kubeadm/init.yaml\n');
  });
});

describe('objects', () => {
  test('documents start with ---, have sorted keys and resolved lazies, and no anchors', () => {
    const { app, unit } = newUnit();
    const shared = { x: 1 };
    new ApiObject(unit, 'd', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { z: shared, a: shared, l: Lazy.any({ produce: () => 'late' }) },
    });
    const text = app.render().get('prod/platform/shop/Deployment.apps.d.yaml') ?? '';
    expect(text).toMatch(/^---\napiVersion/);
    expect(text).not.toContain('\u001b');
    expect(Object.keys(doc(app.render(), 'prod/platform/shop/Deployment.apps.d.yaml').spec ?? {})).toEqual([
      'a',
      'l',
      'z',
    ]);
    expect(text).toContain('l: late');
  });

  test('a namespaced object gets the namespace of its unit; a cluster-scoped one loses it', () => {
    const { app, unit } = newUnit();
    configMap(unit, 'a');
    new ApiObject(unit, 'n', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x', namespace: 'shop' } });
    const nested = new Chart(unit, 'nested', { namespace: 'stamped' });
    new ApiObject(nested, 'n', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'y' } });
    const files = app.render();
    expect(doc(files, 'prod/platform/shop/ConfigMap.a.yaml').metadata?.namespace).toBe('shop');
    expect(doc(files, 'prod/platform/_cluster/Namespace.x.yaml').metadata).not.toHaveProperty('namespace');
    expect(doc(files, 'prod/platform/_cluster/Namespace.y.yaml').metadata).not.toHaveProperty('namespace');
  });

  test.each([
    ['Namespaced', 'prod/platform/shop/Thing.example.com.t.yaml'],
    ['Cluster', 'prod/platform/_cluster/Thing.example.com.t.yaml'],
  ])('a CustomResourceDefinition in the app tells the scope %s', (scope, path) => {
    const { app, unit } = newUnit();
    new ApiObject(unit, 'crd', CRD(scope));
    new ApiObject(unit, 't', { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 't' } });
    const files = app.render();
    expect(files.has(path)).toBe(true);
    expect(doc(files, path).metadata).not.toHaveProperty('annotations');
  });

  test('a custom kind whose definition is not in its unit skips the dry run', () => {
    const { app, unit } = newUnit({}, newApp({ kinds: [{ group: 'example.com', kind: 'Thing', namespaced: true }] }));
    new ApiObject(unit, 't', { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 't' } });
    expect(doc(app.render(), 'prod/platform/shop/Thing.example.com.t.yaml').metadata?.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true',
    });
  });

  test.each([
    [undefined, 'Prune=false,Delete=false'],
    ['Replace=true', 'Replace=true,Prune=false,Delete=false'],
    ['Prune=true', 'Prune=true,Delete=false'],
  ])('namespaces are protected, options given (%s) stay', (given, merged) => {
    const { app, unit } = newUnit();
    const annotations: Record<string, string> = given === undefined ? {} : { 'argocd.argoproj.io/sync-options': given };
    new ApiObject(unit, 'n', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x', annotations } });
    const { metadata } = doc(app.render(), 'prod/platform/_cluster/Namespace.x.yaml');
    expect(metadata?.annotations?.['argocd.argoproj.io/sync-options']).toBe(merged);
  });

  test.each([
    ['v1', 'PersistentVolumeClaim', 'shop/PersistentVolumeClaim.things.example.com'],
    ['v1', 'PersistentVolume', '_cluster/PersistentVolume.things.example.com'],
    [
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      '_cluster/CustomResourceDefinition.apiextensions.k8s.io.things.example.com',
    ],
  ])('%s %s is protected', (apiVersion, kind, path) => {
    const { app, unit } = newUnit();
    new ApiObject(unit, 'o', { apiVersion, kind, metadata: { name: 'things.example.com' } });
    const { metadata } = doc(app.render(), `prod/platform/${path}.yaml`);
    expect(metadata?.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
  });

  test('wave() orders objects inside a unit', () => {
    const { app, unit } = newUnit();
    wave(configMap(unit, 'a'), 7);
    const { metadata } = doc(app.render(), 'prod/platform/shop/ConfigMap.a.yaml');
    expect(metadata?.annotations?.['argocd.argoproj.io/sync-wave']).toBe('7');
  });

  test('a name that is not given comes from the path below the unit, without a hash', () => {
    const { app, unit } = newUnit();
    const group = new Construct(new Construct(unit, 'web'), 'Default');
    new ApiObject(group, 'Config', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(app.render().has('prod/platform/shop/ConfigMap.web-config.yaml')).toBe(true);
  });

  test('a kustomization unit holds its files and nothing else', () => {
    const { app, cluster } = newUnit();
    cluster.unit('operator', {
      wave: 0,
      kustomization: {
        resources: ['https://example.com/operator.yaml', 'extra.yaml'],
        images: [{ name: 'a', newTag: '1' }],
        files: { 'extra.yaml': 'kind: ConfigMap\n' },
      },
      grants: { namespaces: ['op'] },
    });
    const files = app.render();
    expect([...files.keys()].filter((path) => path.startsWith('prod/operator/'))).toEqual([
      'prod/operator/extra.yaml',
      'prod/operator/kustomization.yaml',
    ]);
    expect(doc(files, 'prod/operator/kustomization.yaml')).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['https://example.com/operator.yaml', 'extra.yaml'],
      images: [{ name: 'a', newTag: '1' }],
    });
  });

  test('an allowed Secret is rendered, and its reason is in the README', () => {
    const { app, unit } = newUnit({ allowSecrets: [{ name: 's', reason: 'only settings' }] });
    new ApiObject(unit, 's', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { a: 'b' } });
    expect(app.render().has('prod/platform/shop/Secret.s.yaml')).toBe(true);
    expect(app.render().get('prod/README.md')).toContain('| platform | s | only settings |');
  });
});

describe('README of a cluster', () => {
  test('units in order, secrets, steps, ignored differences with reasons', () => {
    const { app, cluster, unit } = newUnit({
      wave: 3,
      description: 'a | b',
      ignoreDifferences: [{ kind: 'Secret', name: 'ca', jsonPointers: ['/data'], reason: 'the agent rotates it' }],
    });
    configMap(unit, 'a');
    configMap(cluster.unit('first', { wave: -1, namespace: 'x' }), 'a');
    const secret = { namespace: 'x', name: 'dns', keys: ['key'], usedBy: 'cert-manager', description: 'API key' };
    cluster.addRequiredSecret(secret);
    cluster.addRequiredSecret({ ...secret });
    cluster.addRemainingStep({ title: 'Last', when: 'after', instructions: 'z' });
    cluster.addRemainingStep({ title: 'Second', when: 'after', unit: 'platform', instructions: 'y' });
    cluster.addRemainingStep({ title: 'First', when: 'before', unit: 'platform', instructions: 'x' });
    const readme = app.render().get('prod/README.md') ?? '';
    const rows = readme.split('\n').filter((line) => /^(\| (-|\d|platform|x)|###)/.test(line));
    expect(rows).toEqual([
      '| -1 | [first](first) | 1 | 66 min |  |',
      '| 3 | [platform](platform) | 1 | 66 min | a \\| b |',
      '| x | dns | key | cert-manager | API key |',
      '### Create the namespace x',
      '### Create the namespace shop',
      '### First',
      '### Second',
      '### Last',
      '| platform | Secret | ca | `/data` | the agent rotates it |',
    ]);
  });
});

describe('README of a cluster, in detail', () => {
  const steps = [
    { title: 'Beta', when: 'before' as const, instructions: 'x' },
    { title: 'Alpha', when: 'before' as const, instructions: 'y' },
    { title: 'Alpha', when: 'before' as const, instructions: 'x' },
    { title: 'Gamma', when: 'after' as const, unit: 'platform', instructions: 'x' },
  ];
  const readme = (order: typeof steps): string => {
    const { app, cluster } = newUnit();
    order.forEach((step) => cluster.addRemainingStep(step));
    return app.render().get('prod/README.md') ?? '';
  };

  test('the order in which steps are announced does not show', () => {
    expect(readme([...steps].reverse())).toBe(readme(steps));
  });

  test('says what to do when retries have ended, and how to apply without Argo CD', () => {
    const { app, cluster, unit } = newUnit({ wave: 2, retry: { limit: -1 } });
    configMap(unit, 'a');
    cluster.unit('operator', { wave: 1, kustomization: { resources: ['https://x/y'] }, grants: {} });
    const text = app.render().get('prod/README.md') ?? '';
    expect(text).toContain('| 2 | [platform](platform) | 1 | never |');
    expect(text).toContain('argocd app sync prod-platform\nargocd app sync prod\n');
    expect(text).toContain('kubectl apply --server-side -k operator\nkubectl apply --server-side -R -f platform\n');
  });

  test('shows names and texts and does not obey them', () => {
    const { app, cluster } = newUnit();
    cluster.addRequiredSecret({
      namespace: 'x',
      name: 'a|b',
      keys: ['<img src=x>'],
      usedBy: '[click](javascript:x)',
      description: 'two\nlines \u001b[2J',
    });
    cluster.addRemainingStep({ title: '<b>\n# x', when: 'before', instructions: 'x' });
    const text = app.render().get('prod/README.md') ?? '';
    expect(text).toContain('| x | a\\|b | &lt;img src=x&gt; | \\[click\\](javascript:x) |');
    expect(text).toMatch(/\n### &lt;b&gt;.*# x\n/);
    expect(text).not.toContain('\u001b');
  });
});

describe('lookups', () => {
  test('the app and the cluster of a construct', () => {
    const { app, cluster, unit } = newUnit();
    const inner = new Construct(unit, 'inner');
    expect(GitOpsApp.of(inner)).toBe(app);
    expect(GitOpsCluster.of(inner)).toBe(cluster);
    expect(GitOpsCluster.of(app)).toBeUndefined();
    const chart = new Chart(new Construct(undefined as unknown as Construct, ''), 'c');
    expect(() => GitOpsApp.of(chart)).toThrow('[c] the app is not a GitOpsApp; got "Construct"; allowed GitOpsApp');
  });

  test('a unit is the same when asked for again', () => {
    const { cluster, unit } = newUnit();
    expect(cluster.unit('platform')).toBe(unit);
    expect(cluster.unit('platform', { wave: 0, namespace: 'shop', description: undefined })).toBe(unit);
  });
});

test('validations run once per rendering', () => {
  const { app, unit } = newUnit();
  let calls = 0;
  unit.node.addValidation({ validate: () => ((calls += 1), []) });
  new GitOpsCluster(app, 'b').unit('u', { wave: 0 });
  app.render();
  expect(calls).toBe(1);
});

test('synthYaml gives the documents', () => {
  const { app, unit } = newUnit();
  configMap(unit, 'a');
  expect(app.synthYaml().split(/^---$/m)).toHaveLength(7);
});

inCi('a large app renders within seconds', () => {
  const app = newApp();
  for (let c = 0; c < 10; c++) {
    const cluster = new GitOpsCluster(app, `c${c}`);
    for (let u = 0; u < 10; u++) {
      const unit = cluster.unit(`u${u}`, { wave: u, namespace: `n${u}` });
      for (let o = 0; o < 20; o++) configMap(unit, `o${o}`, { a: 'b' });
    }
  }
  // CPU time: the machine may have other work.
  const start = process.cpuUsage();
  expect(app.render().size).toBe(10 * 10 * 20 + 10 * 2 + 10 * 12 + 4);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(10_000);
});
