import { ApiObject } from 'cdk8s';
import { AdminCluster, Cni, GitOpsApp, type GitOpsCluster, ManagedCluster } from '../../lib';
import { MultiClusterApplication } from '../../lib/cluster/multicluster-application';
import { MultiClusterConfigMap } from '../../lib/cluster/multicluster-config-map';
import { MULTICLUSTER_HEALTH } from '../../lib/cluster/multicluster-health';
import { Placement } from '../../lib/cluster/placement';
import { VerrazzanoProject } from '../../lib/cluster/project';
import type { VerrazzanoProjectProps } from '../../lib/cluster/project-props';
import { luaHealth } from '../support/lua';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

function estate() {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const admin = new AdminCluster(app, 'prod', { kubernetes });
  const [eu1, eu2] = ['eu-1', 'eu-2'].map((id) => new ManagedCluster(app, id, { kubernetes }));
  return { app, admin, eu1: eu1!, eu2: eu2! };
}

const component = (name: string) => ({
  apiVersion: 'core.oam.dev/v1alpha2',
  kind: 'Component',
  metadata: { name },
  spec: { workload: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } },
});
const hello = [
  component('hello-component'),
  {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'ApplicationConfiguration',
    metadata: { name: 'hello', annotations: { version: 'v1.0.0' } },
    spec: { components: [{ componentName: 'hello-component' }] },
  },
];
const policy = { name: 'web', namespace: 'shop', spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] } };

function project(props: Partial<VerrazzanoProjectProps> = {}) {
  const made = estate();
  const { admin, eu1, eu2 } = made;
  const shop = new VerrazzanoProject(admin, 'shop', { clusters: [eu1, eu2], namespaces: ['shop'], ...props });
  return { ...made, shop };
}

const files = (app: GitOpsApp, ...parts: string[]) =>
  [...app.render().keys()].filter((path) => parts.every((part) => path.includes(part)) && !path.includes('argocd/'));

test('a project with an application is delivered to the admin cluster only', () => {
  const { app, shop } = project({ networkPolicies: [policy] });
  new MultiClusterApplication(shop, 'hello', { manifests: hello });
  new MultiClusterConfigMap(shop, 'settings', { data: { a: 'b' }, clusters: ['eu-2'] });
  const rendered = app.render();
  expect(files(app, '.yaml')).toEqual([
    'prod/apps/hello/shop/Component.core.oam.dev.hello-component.yaml',
    'prod/apps/hello/shop/MultiClusterApplicationConfiguration.clusters.verrazzano.io.hello.yaml',
    'prod/apps/settings/shop/MultiClusterConfigMap.clusters.verrazzano.io.settings.yaml',
    'prod/projects/verrazzano-mc/VerrazzanoProject.clusters.verrazzano.io.shop.yaml',
  ]);
  const text = rendered.get('prod/projects/verrazzano-mc/VerrazzanoProject.clusters.verrazzano.io.shop.yaml');
  expect(text).toContain('argocd.argoproj.io/sync-options: Prune=false,Delete=false,SkipDryRunOnMissingResource=true');
  expect(text).toMatch(/protocol: TCP/);
});

test('with Placement.GIT the objects themselves are in the folder of each cluster', () => {
  const { app, shop, eu1 } = project({ networkPolicies: [policy], placement: Placement.GIT });
  new MultiClusterApplication(shop, 'hello', {
    manifests: hello,
    clusters: [eu1],
    secrets: [{ name: 'db', keys: ['password'], description: 'the password' }],
  });
  expect(files(app, 'eu-1/', '.yaml')).toEqual([
    'eu-1/apps/hello/shop/ApplicationConfiguration.core.oam.dev.hello.yaml',
    'eu-1/apps/hello/shop/Component.core.oam.dev.hello-component.yaml',
    'eu-1/projects/_cluster/Namespace.shop.yaml',
    'eu-1/projects/shop/NetworkPolicy.networking.k8s.io.web.yaml',
    'eu-1/projects/shop/RoleBinding.rbac.authorization.k8s.io.admin.yaml',
    'eu-1/projects/shop/RoleBinding.rbac.authorization.k8s.io.verrazzano-project-admin.yaml',
    'eu-1/projects/shop/RoleBinding.rbac.authorization.k8s.io.verrazzano-project-monitor.yaml',
    'eu-1/projects/shop/RoleBinding.rbac.authorization.k8s.io.view.yaml',
  ]);
  expect(files(app, 'eu-2/', '.yaml')).toHaveLength(6);
  expect(files(app, 'prod/', '.yaml')).toEqual([]);
  expect(shop.ownedByOperator).toEqual([]);
  expect(eu1.requiredSecrets).toMatchObject([{ namespace: 'shop', name: 'db' }]);
});

test('with Placement.GIT, clusters may be named if they are there by then', () => {
  const { app, admin } = project();
  const pay = new VerrazzanoProject(admin, 'pay', {
    clusters: ['eu-1', 'local', 'late'],
    namespaces: ['pay'],
    placement: Placement.GIT,
  });
  new MultiClusterConfigMap(pay, 'settings', { data: { a: 'b' }, clusters: ['eu-1'] });
  new ManagedCluster(app, 'late', { admin, kubernetes });
  const message =
    'Placement.GIT needs the construct of each cluster, whose folder the objects are written to; got "late"';
  expect(() => app.render()).toThrow(`[prod/pay] ${message}`);
  const found = new VerrazzanoProject(project().admin, 'pay', {
    clusters: ['eu-1', 'local'],
    namespaces: ['pay'],
    placement: Placement.GIT,
  });
  new MultiClusterConfigMap(found, 'settings', { data: { a: 'b' }, clusters: ['eu-1'] });
  const written = files(found.node.root as GitOpsApp, '.yaml').filter((file) => /pay/.test(file));
  expect(written).toContain('eu-1/apps/settings/pay/ConfigMap.settings.yaml');
  expect(written).toContain('eu-1/projects/_cluster/Namespace.pay.yaml');
  expect(written).toContain('prod/projects/_cluster/Namespace.pay.yaml');
});

test('what the operators make is known on every cluster, under the names of the program', () => {
  const { shop } = project();
  const application = new MultiClusterApplication(shop, 'hello', {
    manifests: hello,
    secrets: [{ name: 'db', keys: ['password'], description: 'the password' }],
  });
  const names = (objects: VerrazzanoProject['ownedByOperator']) =>
    objects.map(({ cluster, manifest }) => `${cluster} ${manifest.kind} ${manifest.metadata.name}`);
  expect(names(shop.ownedByOperator)).toEqual(
    expect.arrayContaining(['prod Namespace shop', 'eu-1 Namespace shop', 'prod RoleBinding verrazzano-cluster-eu-1']),
  );
  expect(names(application.ownedByOperator).filter((each) => each.startsWith('eu-1'))).toEqual([
    'eu-1 Secret db',
    'eu-1 Component hello-component',
    'eu-1 MultiClusterApplicationConfiguration hello',
    'eu-1 ApplicationConfiguration hello',
  ]);
});

describe('bad input', () => {
  test.each<[string, Partial<VerrazzanoProjectProps>, string]>([
    ['no namespaces', { namespaces: [] }, 'the project has no namespace'],
    ['a namespace of the platform', { namespaces: ['keycloak'] }, 'cannot belong to a project'],
    ['a namespace twice', { namespaces: ['a', 'a'] }, 'lists a namespace twice'],
    ['a name that is too long', { name: 'x'.repeat(64) }, 'the name of the project is not valid'],
    [
      'a policy elsewhere',
      { networkPolicies: [{ ...policy, namespace: 'other' }] },
      'a namespace that is not of the project',
    ],
    ['an account without namespace', { admins: [{ kind: 'ServiceAccount', name: 'a' }] }, 'has no namespace'],
    ['a user with namespace', { monitors: [{ kind: 'User', name: 'a', namespace: 'b' }] }, 'has a namespace'],
  ])('%s', (_, props, message) => expect(() => project(props)).toThrow(message));

  test('of relations is reported at once', () => {
    const { app, admin, shop } = project({ clusters: ['eu-1', 'eu-9'] });
    const other = new AdminCluster(app, 'other', { kubernetes });
    new VerrazzanoProject(admin, 'cart', { name: 'shop', clusters: [other], namespaces: ['cart', 'shop'] });
    new VerrazzanoProject(admin, 'nowhere', { clusters: [], namespaces: ['nowhere'] });
    new MultiClusterApplication(shop, 'hello', { manifests: hello, clusters: ['eu-2'] });
    let message = '';
    try {
      app.render();
    } catch (error) {
      message = (error as Error).message;
    }
    for (const each of [
      '[prod/shop] is placed on a cluster that is not registered with prod; got "eu-9"; allowed eu-1, eu-2, local',
      '[prod/cart] is placed on another admin cluster; got "other"',
      '[prod/cart] has the name of prod/shop; got "shop"',
      '[prod/cart] has a namespace that is also of project shop (prod/shop); got "shop"',
      '[prod/nowhere] is placed on no cluster',
      '[prod/shop/hello] is placed on a cluster that project shop is not placed on',
    ]) {
      expect(message).toContain(each);
    }
  });

  test('an application that is none, or with something else', () => {
    const { shop } = project();
    expect(() => new MultiClusterApplication(shop, 'a', { manifests: [component('c')] })).toThrow(
      'an application is one ApplicationConfiguration; got 0',
    );
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' } };
    expect(() => new MultiClusterApplication(shop, 'b', { manifests: [...hello, service] })).toThrow(
      'there are objects that agents do not fetch; got 1',
    );
    expect(() => new MultiClusterConfigMap(shop, 'c', { namespace: 'other' })).toThrow('is not one of project shop');
  });
});

test('what the operators would change or delete is refused beside them, on every cluster', () => {
  const { app, admin, eu1, shop } = project({ networkPolicies: [policy] });
  new MultiClusterConfigMap(shop, 'settings', { data: { a: 'b' } });
  const unit = (cluster: GitOpsCluster) => cluster.unit('extra', { wave: 95, namespace: 'shop' });
  const add = (cluster: GitOpsCluster, kind: string, apiVersion: string, name: string) =>
    new ApiObject(unit(cluster), `${kind}-${name}`, { apiVersion, kind, metadata: { name, namespace: 'shop' } });
  add(admin, 'NetworkPolicy', 'networking.k8s.io/v1', 'beside');
  add(eu1, 'NetworkPolicy', 'networking.k8s.io/v1', 'beside');
  add(admin, 'ConfigMap', 'v1', 'settings');
  add(eu1, 'RoleBinding', 'rbac.authorization.k8s.io/v1', 'view');
  add(eu1, 'ConfigMap', 'v1', 'mine');
  expect(() => app.render()).toThrow(
    /^(?=[^]*\[prod\/extra\/NetworkPolicy-beside\] [^\n]*would be deleted)(?=[^]*\[eu-1\/extra\/NetworkPolicy-beside\] [^\n]*addNetworkPolicy)(?=[^]*\[prod\/extra\/ConfigMap-settings\] [^\n]*rename it)(?=[^]*\[eu-1\/extra\/RoleBinding-view\] [^\n]*is made by)(?![^]*ConfigMap-mine)/,
  );
});

test('what is placed needs a project as its scope', () => {
  const { admin } = estate();
  const wrong = admin as unknown as VerrazzanoProject;
  expect(() => new MultiClusterConfigMap(wrong, 'settings', {})).toThrow(
    '[prod/settings] the scope is not a VerrazzanoProject; got "AdminCluster"; allowed VerrazzanoProject; pass the project',
  );
  expect(() => new MultiClusterApplication(wrong, 'hello', { manifests: hello })).toThrow(/not a VerrazzanoProject/);
});

describe('health', () => {
  const health = (kind: string, status: object, clusters = ['eu-1', 'eu-2']) =>
    luaHealth(MULTICLUSTER_HEALTH.find((each) => each.kind === kind)?.lua ?? '', {
      metadata: {},
      spec: { placement: { clusters: clusters.map((name) => ({ name })) } },
      status,
    });
  const entry = (name: string, state: string) => ({ name, state, message: 'why' });

  test('a project does not wait for managed clusters', () => {
    expect(health('VerrazzanoProject', { state: 'Pending' }).status).toBe('Progressing');
    const clusters = [entry('local', 'Succeeded'), entry('eu-1', 'Failed')];
    expect(health('VerrazzanoProject', { clusters })).toEqual({
      status: 'Healthy',
      message: 'in place on no cluster; waiting for eu-2; failed on eu-1: why',
    });
    expect(health('VerrazzanoProject', { clusters: [entry('local', 'Failed')] }).status).toBe('Degraded');
  });

  test('an application is healthy on all clusters of its placement; others do not count', () => {
    const kind = 'MultiClusterApplicationConfiguration';
    const [ok, failed] = [entry('eu-1', 'Succeeded'), entry('eu-2', 'Failed')];
    expect(health(kind, { clusters: [ok] }).status).toBe('Progressing');
    expect(health(kind, { clusters: [ok, failed] }).status).toBe('Degraded');
    expect(health(kind, { clusters: [ok, failed] }, ['eu-1'])).toEqual({
      status: 'Healthy',
      message: 'in place on eu-1',
    });
  });
});
