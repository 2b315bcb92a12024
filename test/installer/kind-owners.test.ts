import { ApiObject } from 'cdk8s';
import { parse } from 'yaml';
import { AdminCluster, Cni, Dns, GitOpsApp, Installer, ProdProfile, type ProfileProps } from '../../lib';

function rendered(installer: ProfileProps['installer'], istio: boolean): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
  const cluster = new AdminCluster(app, 'test', { kubernetes });
  new ProdProfile(cluster, 'verrazzano', {
    installer,
    dns: Dns.external('apps.example.com'),
    components: istio ? {} : { istio: { enabled: false } },
  });
  const unit = cluster.unit('own', { wave: 40 });
  const own = [
    ['networking.istio.io/v1beta1', 'VirtualService'],
    ['cert-manager.io/v1', 'Certificate'],
    ['cert-manager.io/v1', 'ClusterIssuer'],
  ] as const;
  for (const [apiVersion, kind] of own) {
    const metadata = { name: 'own', ...(kind !== 'ClusterIssuer' && { namespace: 'shop' }) };
    new ApiObject(unit, kind, { apiVersion, kind, metadata, spec: {} });
  }
  return app.render();
}

test.each([
  ['the platform operator', Installer.platformOperator()],
  ['charts', Installer.charts()],
])('an app knows the kinds that components bring, by %s', (_, installer) => {
  const files = [...rendered(installer, true).keys()].filter((path) => path.startsWith('test/own/'));
  expect(files).toEqual([
    'test/own/_cluster/ClusterIssuer.cert-manager.io.own.yaml',
    'test/own/shop/Certificate.cert-manager.io.own.yaml',
    'test/own/shop/VirtualService.networking.istio.io.own.yaml',
  ]);
});

test('kinds of a component that is off are not known', () => {
  expect(() => rendered(Installer.platformOperator(), false)).toThrow(
    /it is not known whether the kind is namespaced; got "VirtualService.networking.istio.io"/,
  );
});

test('the project of a cluster permits what charts make outside of namespaces', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
  const cluster = new AdminCluster(app, 'test', { kubernetes });
  new ProdProfile(cluster, 'verrazzano', {
    installer: Installer.charts(),
    dns: Dns.external('apps.example.com'),
    components: { rancherBackup: { enabled: true } },
  });
  const [, project = ''] = [...app.render()].find(([path]) => path.endsWith('/AppProject.argoproj.io.test.yaml')) ?? [];
  const { spec } = parse(project) as { readonly spec: Readonly<Record<string, unknown>> };
  const kind = { group: 'resources.cattle.io', kind: 'ResourceSet' };
  expect(spec['clusterResourceWhitelist']).toContainEqual(kind);
  expect(spec['namespaceResourceWhitelist']).not.toContainEqual(kind);
});
