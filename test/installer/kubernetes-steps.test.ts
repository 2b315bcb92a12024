import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile, type ProfileProps } from '../../lib';
import { inCi, sample } from '../support/sample';

function files(version: string, installer: ProfileProps['installer']): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version, cni: Cni.calico(), storageClass: 'standard' };
  const cluster = new AdminCluster(app, 'test', { kubernetes });
  new ProdProfile(cluster, 'verrazzano', { installer, dns: Dns.external('apps.example.com') });
  return app.render();
}

const charts = Installer.charts();
const newest = Installer.charts({ source: ChartSource.maintained({ step: 'newest' }) });

test('charts are installed on later versions of Kubernetes than the platform operator', () => {
  expect(files('1.30', newest).get('test/README.md')).not.toContain('Helm refuses');
  expect(() => files('1.30', Installer.platformOperator())).toThrow(
    '[test] Verrazzano 1.7.2 does not install on this version of Kubernetes; got "1.30"; allowed 1.24, 1.25, 1.26, 1.27; ' +
      'set kubernetes.version to the version of the cluster, or install without the platform operator',
  );
});

test.each(sample(['1.23', '2.0', '1.30.x', ''], 1))('%j is no version of Kubernetes that charts take', (version) => {
  expect(() => files(version, charts)).toThrow(
    /\[test\] kubernetes.version is not valid; got .*; allowed 1.24 and newer, such as 1.30 or 1.30.2/,
  );
});

inCi('charts that Helm would refuse are named before they are synced', () => {
  const readme = files('1.27', newest).get('test/README.md') ?? '';
  expect(readme).toContain('Bring Kubernetes to a version that every chart takes');
  expect(readme).toMatch(
    /Helm refuses these charts on Kubernetes 1\.27: .*coherence-operator 3\.[\d.]+ \(needs >=1\.29\)/,
  );
  expect(files('1.28', charts).get('test/README.md')).toMatch(/rancher \S+ \(needs <1\.28\)/);
  expect(files('1.27', charts).get('test/README.md')).not.toContain('Helm refuses');
});
