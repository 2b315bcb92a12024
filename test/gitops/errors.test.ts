import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { DeliveryUnitProps, GitOpsApp } from '../../lib/gitops';
import { DeliveryUnit, GitOpsCluster, wave } from '../../lib/gitops';
import { configMap, failure, newApp, newUnit, REPOSITORY } from './helpers';

describe('refused at once', () => {
  test.each(['Prod', 'a_b', '-a', 'a'.repeat(64), '_host', 'con', ''])('cluster name %j', (id) => {
    expect(failure(() => new GitOpsCluster(newApp(), id))).toMatch(
      /^\[.*\] the name of a cluster .*; got .*; allowed .*; choose/,
    );
  });
  test('a cluster named argocd', () => {
    expect(failure(() => new GitOpsCluster(newApp(), 'argocd'))).toBe(
      '[argocd] the folder argocd holds what Argo CD reads first; got "argocd"; rename the cluster',
    );
  });
  test.each([
    ['A', 'not usable'],
    ['a/b/c', 'too many parts'],
    ['a/', 'not usable'],
  ])('unit name %j', (name, text) => {
    expect(failure(() => newUnit().cluster.unit(name, { wave: 0 }))).toContain(text);
  });
  test.each(['argocd', 'argocd/x'])('a unit in the folder of the Applications: %s', (name) => {
    expect(failure(() => newUnit().cluster.unit(name, { wave: 0 }))).toBe(
      `[prod/${name}] the folder argocd of a cluster holds its Applications; got "${name}"; rename the delivery unit`,
    );
  });
  test('the wave and the namespace of a unit', () => {
    expect(failure(() => newUnit({ wave: 0.5 }))).toBe(
      '[prod/platform] the wave is not usable; got 0.5; allowed integers from -999 to 999; round it',
    );
    expect(failure(() => newUnit({ namespace: 'A' }))).toContain(
      '[prod/platform] the namespace is not usable; got "A"',
    );
    expect(failure(() => wave(configMap(newUnit().unit, 'a'), 1000))).toContain('the wave is not usable');
  });
  test('a unit that does not exist, or exists with other props', () => {
    const { cluster } = newUnit();
    expect(failure(() => cluster.unit('x'))).toBe(
      '[prod/x] the delivery unit does not exist; got "x"; allowed platform; pass its props to create it',
    );
    expect(failure(() => cluster.unit('platform', { wave: 1 }))).toContain(
      '[prod/platform] the delivery unit exists with other props',
    );
  });
  test('a name that cannot be generated', () => {
    const { unit } = newUnit();
    expect(failure(() => new ApiObject(unit, 'a_b', { apiVersion: 'v1', kind: 'ConfigMap' }))).toContain(
      'give metadata.name',
    );
  });
  test('a kind of two scopes', () => {
    const app = newApp();
    app.declareKind({ group: 'x.io', kind: 'A', namespaced: true });
    expect(() => app.declareKind({ group: 'x.io', kind: 'A', namespaced: true })).not.toThrow();
    expect(failure(() => app.declareKind({ group: 'x.io', kind: 'A', namespaced: false }))).toContain('two scopes');
    expect(failure(() => app.declareKind({ group: '', kind: 'Pod', namespaced: false }))).toContain('two scopes');
  });
  test('two health checks for one kind', () => {
    const app = newApp();
    app.declareHealthCheck({ group: 'x.io', kind: 'A', lua: 'return 1' });
    app.declareHealthCheck({ group: 'x.io', kind: 'A', lua: 'return 1' });
    expect(failure(() => app.declareHealthCheck({ group: 'x.io', kind: 'A', lua: 'return 2' }))).toContain(
      'A.x.io has two different',
    );
  });
  test.each([
    [{ name: 'A' }, 'the name of the app'],
    [{ repository: { url: ' ' } }, 'repository.url is not usable'],
    [{ repository: { url: 'https://user:token@host/x' } }, 'repository.url holds credentials'],
    [{ repository: { ...REPOSITORY, revision: '' } }, 'repository.revision is not usable'],
    [{ repository: { ...REPOSITORY, path: '../x' } }, 'repository.path is not usable'],
    [{ argoCd: { namespace: 'A' } }, 'argoCd.namespace is not usable'],
  ])('app props %j', (props, text) => {
    expect(failure(() => newApp(props))).toContain(text);
  });
  test('host files: malformed paths and two contents', () => {
    const { cluster } = newUnit();
    expect(failure(() => cluster.addHostFile('../x', ''))).toContain('the path of a host file');
    cluster.addHostFile('a', '1');
    expect(failure(() => cluster.addHostFile('a', '2'))).toContain('two host files have the same path');
  });
  test('credentials are not repeated in the message', () => {
    expect(failure(() => newApp({ repository: { url: 'https://user:token@host/x' } }))).not.toContain('token@');
  });
});

describe('collected and reported together', () => {
  function rejected(
    build: (unit: DeliveryUnit, cluster: GitOpsCluster, app: GitOpsApp) => void,
    props: Partial<DeliveryUnitProps> = {},
  ): string {
    const { app, cluster, unit } = newUnit(props);
    build(unit, cluster, app);
    return failure(() => app.render());
  }
  const object = (
    scope: Construct,
    id: string,
    kind: string,
    metadata: object = { name: id },
    more: object = {},
  ): ApiObject => new ApiObject(scope, id, { apiVersion: 'v1', kind, metadata, ...more });

  test('every problem in one error', () => {
    const text = rejected((unit, cluster) => {
      cluster.node.addValidation({ validate: () => ['settings disagree'] });
      unit.node.addValidation({
        validate: () => {
          throw new Error('oops');
        },
      });
      object(unit, 'x', 'Thing');
    });
    expect(text).toBe(
      [
        '3 problems; nothing was written:',
        '- [prod/platform/x] it is not known whether the kind is namespaced; got "Thing"; name it in the prop kinds of the app, call app.declareKind(), or add its CustomResourceDefinition to the app',
        '- [prod/platform] a validation failed: oops',
        '- [prod] settings disagree',
      ].join('\n'),
    );
  });
  test('two objects of one identity, across units and versions', () => {
    const text = rejected((unit, cluster) => {
      new ApiObject(unit, 'a', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } });
      const other = cluster.unit('other', { wave: 1 });
      new ApiObject(other, 'b', {
        apiVersion: 'apps/v1beta1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
      });
    });
    expect(text).toContain(
      '[prod/other/b] the Deployment.apps web in the namespace shop exists twice in the cluster; the other is [prod/platform/a]',
    );
  });
  test('the same identity in two clusters is fine', () => {
    const { app, unit } = newUnit();
    configMap(unit, 'a');
    configMap(new GitOpsCluster(app, 'b').unit('platform', { wave: 0, namespace: 'shop' }), 'a');
    expect(() => app.render()).not.toThrow();
  });
  test('two identities with one path', () => {
    const text = rejected((unit, _cluster, app) => {
      app.declareKind({ group: 'a.io', kind: 'ConfigMap', namespaced: true });
      configMap(unit, 'a.io.x');
      new ApiObject(unit, 'b', { apiVersion: 'a.io/v1', kind: 'ConfigMap', metadata: { name: 'x' } });
    });
    expect(text).toContain('has the same file path as prod/platform/');
  });
  test('paths that differ only in case', () => {
    const role = (scope: Construct, id: string, name: string): ApiObject =>
      new ApiObject(scope, id, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name } });
    const text = rejected((unit) => [role(unit, 'a', 'Foo'), role(unit, 'b', 'foo')]);
    expect(text).toContain('the paths differ only in case, the other is prod/platform/b');
  });
  test('a unit with the name of a file of the cluster', () => {
    expect(rejected((_, cluster) => configMap(cluster.unit('sha256sums', { wave: 0, namespace: 'x' }), 'a'))).toContain(
      'a file has the same name as a folder',
    );
  });
  test('a path that is too long', () => {
    expect(rejected((unit) => configMap(unit, 'a'.repeat(250)))).toContain('the path is too long');
  });
  test('namespaces: missing, and on a cluster-scoped kind', () => {
    const text = rejected((_, cluster) => {
      const unit = cluster.unit('other', { wave: 0 });
      configMap(unit, 'a');
      object(unit, 'n', 'Namespace', { name: 'n', namespace: 'x' });
    });
    expect(text).toContain('[prod/other/cm-a-] the object has no namespace; got "ConfigMap"; give metadata.namespace');
    expect(text).toContain(
      '[prod/other/n] the kind Namespace is cluster-scoped and has a namespace; got "x"; remove it',
    );
  });
  test.each<[string, object]>([
    ['the name of the ConfigMap is not valid; got "Bad_Name!"', { name: 'Bad_Name!' }],
    ['the namespace is not valid; got "a.b"', { name: 'a', namespace: 'a.b' }],
    ['the key of a label is not valid; got "a b"', { name: 'a', labels: { 'a b': 'c' } }],
    ['the value of the label a is not valid; got "b c"', { name: 'a', labels: { a: 'b c' } }],
    ['the key of an annotation is not valid; got "a/b/c"', { name: 'a', annotations: { 'a/b/c': 'd' } }],
    ['the value of the annotation a is not valid; got 1', { name: 'a', annotations: { a: 1 } }],
    ['the annotations are too large; got', { name: 'a', annotations: { a: 'x'.repeat(300_000) } }],
  ])('%s', (text, metadata) => {
    expect(rejected((unit) => object(unit, 'o', 'ConfigMap', metadata))).toContain(`[prod/platform/o] ${text}`);
  });
  test('names of Services, Namespaces and RBAC kinds have rules of their own', () => {
    expect(rejected((unit) => object(unit, 'o', 'Service', { name: '1a' }))).toContain('starting with a letter');
    expect(rejected((unit) => object(unit, 'o', 'Namespace', { name: 'a.b' }))).toContain(
      'the name of the Namespace is not valid',
    );
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'a/b' } };
    expect(rejected((unit) => new ApiObject(unit, 'o', role))).toContain('the name of the Role is not valid');
  });
  test('numbers that are none', () => {
    expect(rejected((unit) => object(unit, 'o', 'ConfigMap', { name: 'o' }, { data: { a: NaN } }))).toContain(
      'the value at /data/a is not a finite number',
    );
  });
  test('an object that cannot be rendered', () => {
    expect(rejected((unit) => object(unit, 'o', 'ConfigMap', { name: 'o' }, { data: new Map() }))).toContain(
      '[prod/platform/o] the object cannot be rendered',
    );
  });
  test('objects outside of units, units outside of clusters, both inside one another', () => {
    const text = rejected((unit, cluster, app) => {
      configMap(new Chart(app, 'chart'), 'a');
      configMap(new DeliveryUnit(app, 'lost', { wave: 0, namespace: 'x' }), 'a');
      new DeliveryUnit(unit, 'inner', { wave: 0 });
      new GitOpsCluster(cluster, 'sub');
    });
    expect(text).toContain(
      '[chart/cm-a-] the object is not in a delivery unit; got "ConfigMap"; create it below cluster.unit()',
    );
    expect(text).toContain('[lost] the delivery unit is not in a cluster; make it with cluster.unit()');
    expect(text).toContain('[prod/platform/inner] the delivery unit is inside the delivery unit prod/platform');
    expect(text).toContain('[prod/sub] the cluster is inside the cluster prod');
  });
  test('names that are used twice', () => {
    const text = rejected((unit, cluster, app) => {
      configMap(unit, 'a');
      new GitOpsCluster(new Construct(app, 'group'), 'prod');
      configMap(new DeliveryUnit(new Construct(cluster, 'x'), 'platform', { wave: 0, namespace: 'y' }), 'a');
    });
    expect(text).toContain('[prod] the cluster has the same name as group/prod');
    expect(text).toContain('[prod/x/platform] the delivery unit has the same name as prod/platform');
  });
  test('a unit inside the folder of another', () => {
    expect(
      rejected((_, cluster) => [cluster.unit('apps', { wave: 0 }), cluster.unit('apps/shop', { wave: 0 })]),
    ).toContain('[prod/apps--shop] the folder of the delivery unit lies inside that of prod/apps');
  });
  test('Applications and AppProjects of one name, or too long', () => {
    const text = rejected((_, cluster, app) => {
      configMap(cluster.unit('apps/shop', { wave: 0, namespace: 'x' }), 'a');
      configMap(cluster.unit('apps-shop', { wave: 0, namespace: 'x' }), 'b');
      configMap(cluster.unit('x'.repeat(60), { wave: 0, namespace: 'x' }), 'c');
      new GitOpsCluster(app, 'platform');
    });
    expect(text).toContain(
      'the Application of Argo CD has the same name as that of [prod/apps-shop]; got "prod-apps-shop"',
    );
    expect(text).toContain('[platform] the AppProject of Argo CD has the same name as that of [app]; got "platform"');
    expect(text).toContain('the name of the Application is too long');
  });
  test('a Secret with content', () => {
    const text = rejected((unit) => object(unit, 's', 'Secret', { name: 's' }, { data: { a: 'Yg==' } }));
    expect(text).toContain('[prod/platform/s] the Secret s has content, and what is rendered goes to Git');
    expect(text).not.toContain('Yg==');
    const { app, unit } = newUnit();
    object(unit, 's', 'Secret', { name: 's' }, { type: 'Opaque' });
    expect(() => app.render()).not.toThrow();
  });
  test('kustomizations', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: Yg==}\n';
    const text = rejected((unit) => configMap(unit, 'a'), {
      kustomization: { resources: ['b.yaml'], files: { 's.yaml': secret, 'x/y': '', 'bad.yaml': 'a: [' } },
    });
    expect(text).toContain('[prod/platform/cm-a-] the object is in a unit that is a kustomization');
    expect(text).toContain('[prod/platform] the kustomization needs grants');
    expect(text).toContain('names a file that it does not have; got "b.yaml"');
    expect(text).toContain('has a file name that cannot be used; got "x/y"');
    expect(text).toContain('the file s.yaml of the kustomization: the Secret s has content');
    expect(text).toContain('the file bad.yaml of the kustomization is not valid YAML in line 1');
    expect(rejected(() => undefined, { kustomization: { resources: [] }, grants: {} })).toContain(
      'the kustomization has no resources',
    );
  });
  test('ignored differences, allowed Secrets and retries that are incomplete', () => {
    const text = rejected(() => undefined, {
      ignoreDifferences: [
        { kind: 'A', jsonPointers: ['data'], reason: ' ' },
        { kind: 'B', reason: 'x' },
      ],
      allowSecrets: [{ name: 's', reason: '' }],
      retry: { limit: -2, factor: 0, duration: 'soon' },
    });
    for (const part of [
      'ignoreDifferences of A has no reason',
      'ignoreDifferences of A has no JSON pointer; got "data"',
      'ignoreDifferences of B names no field',
      'allowSecrets of s has no reason',
      'retry.limit is not usable; got -2',
      'retry.factor is not usable; got 0',
      'retry.duration is not usable; got "soon"',
    ]) {
      expect(text).toContain(`[prod/platform] ${part}`);
    }
  });
  test('a generated name that depends on the environment', () => {
    process.env.CDK8S_LEGACY_HASH = '1';
    try {
      const build = (unit: DeliveryUnit) =>
        new ApiObject(new Chart(unit, 'nested'), 'a', { apiVersion: 'v1', kind: 'ConfigMap' });
      expect(rejected(build)).toContain('the generated name depends on the environment variable CDK8S_LEGACY_HASH');
    } finally {
      delete process.env.CDK8S_LEGACY_HASH;
    }
  });
  test('a label of cdk8s-plus that depends on the environment', () => {
    process.env.CDK8S_LEGACY_HASH = '1';
    try {
      const labels = { 'cdk8s.io/metadata.addr': 'a-c8f915c8' };
      const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [] } } };
      const build = (unit: DeliveryUnit) =>
        new ApiObject(unit, 'a', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec });
      expect(rejected(build)).toContain('the label cdk8s.io/metadata.addr of cdk8s-plus depends on');
    } finally {
      delete process.env.CDK8S_LEGACY_HASH;
    }
  });
  test('a remaining step of a unit that does not exist', () => {
    const step = { title: 'T', when: 'after', unit: 'nope', instructions: '' } as const;
    expect(rejected((_, cluster) => cluster.addRemainingStep(step))).toContain(
      '[prod] the remaining step "T" is about a delivery unit that does not exist; got "nope"; allowed platform',
    );
  });
});
