import 'cdk8s-verrazzano/testing/jest';
import { ApiObject, App, Chart } from 'cdk8s';
import { AdminCluster, Cni, External, GitOpsApp, Pods, ProdProfile } from 'cdk8s-verrazzano';
import { matchers, Manifests } from 'cdk8s-verrazzano/testing';

const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
const prod = new AdminCluster(app, 'prod', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});
const vz = new ProdProfile(prod, 'verrazzano', { environmentName: 'prod' });
const manifests = Manifests.of(app);

describe('traffic', () => {
  test('that a flow names is open, by name and by number of the port', () => {
    expect(vz).toAllow(vz.grafana, vz.prometheus, 'http-web');
    expect(vz).toAllow(vz.grafana, vz.prometheus, 9090);
    expect(vz).not.toDeny(vz.grafana, vz.prometheus, 'http-web');
  });

  test('that no flow names is closed', () => {
    const shop = Pods.of({ namespace: 'shop', labels: { app: 'web' } });
    expect(vz).toDeny(shop, vz.mysql);
    expect(() => expect(vz).toAllow(shop, vz.mysql)).toThrow(/the traffic is closed/);
  });

  test('of pods outside of the platform is evaluated, and not closed for want of pods', () => {
    const reports = Pods.of({
      namespace: 'reports',
      namespaceLabels: { 'istio-injection': 'enabled' },
      labels: { app: 'reports' },
    });
    const other = new AdminCluster(
      new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } }),
      'p',
      {
        kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard' },
      },
    );
    const platform = new ProdProfile(other, 'verrazzano');
    platform.allow(reports, platform.prometheus.port('http-web'), 'monthly reports');
    expect(platform).toAllow(reports, platform.prometheus, 'http-web');
    expect(platform).toDeny(reports, platform.mysql);
    expect(platform.explain(reports, platform.mysql.port('mysql')).text).toContain('ingress of keycloak/mysql');
    // Without a sidecar the mesh refuses what the policies allow.
    const plain = Pods.of({ namespace: 'reports', labels: { app: 'reports' } });
    expect(platform).toDeny(plain, platform.prometheus, 'http-web');
  });

  test('a port that is not there is an error that names those that are', () => {
    expect(() => expect(vz).toAllow(vz.grafana, vz.prometheus, 1)).toThrow(
      /prometheus-operator|prometheus has no port 1; it has/,
    );
    expect(() => expect(vz).toAllow(vz.grafana, External.host('a.example.com', 443), 443)).toThrow(/not a component/);
    expect(() => expect(vz).toAllow(vz.grafana, vz.argoCD, 1)).toThrow(/is not enabled/);
  });

  test('is asked of a profile', () => {
    expect(() => expect(app).toAllow(vz.grafana, vz.prometheus)).toThrow(/not a profile/);
  });
});

test('findings are listed, and those of rules that are named are accepted', () => {
  expect(vz).not.toHaveNoFindings();
  const rules = vz.findings.map(({ rule }) => rule);
  expect(vz).toHaveNoFindings({ except: rules });
  const { pass, message } = matchers.toHaveNoFindings(vz);
  expect(pass).toBe(false);
  for (const rule of rules) expect(message()).toContain(rule);
});

describe('objects', () => {
  test('are found by a part of them', () => {
    const verrazzano = manifests.find({ kind: 'Verrazzano' });
    expect(verrazzano).toMatchObject({ spec: { profile: 'prod' } });
    expect(app).toContainManifest({ kind: 'NetworkPolicy', metadata: { namespace: /^verrazzano-/ } });
    expect(app).not.toContainManifest({ kind: 'Verrazzano', spec: { profile: 'dev' } });
  });

  test('that nearly match are shown when none does', () => {
    const search = (): unknown => manifests.find({ kind: 'Verrazzano', spec: { profile: 'dev', version: undefined } });
    expect(search).toThrow(
      /none of \d+ objects matches; the nearest:\n {2}Verrazzano default\/verrazzano in prod\/platform\n {4}spec\.profile: expected "dev", received "prod"/,
    );
    expect(() => manifests.find({ kind: 'NetworkPolicy' })).toThrow(/objects match, and one is expected/);
    expect(() => Manifests.of([]).find({ kind: 'Pod' })).toThrow('none of 0 objects matches, and none comes near');
  });

  test('come from any app, chart or plain data', () => {
    const plain = new App();
    const chart = new Chart(plain, 'c');
    new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { x: '1' } });
    for (const source of [
      plain,
      chart,
      [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { x: '1' } }],
    ]) {
      expect(Manifests.of(source)).toContainManifest({ kind: 'ConfigMap', data: { x: '1' } });
      expect(Manifests.of(source)).not.toContainManifest({ kind: 'ConfigMap', data: { x: /2/ } });
      expect(Manifests.of(source)).not.toContainManifest({ metadata: { labels: {} } });
    }
  });

  test('are named by their files in the snapshot of a whole app, with the files that are no objects', () => {
    const { lines } = manifests;
    expect(lines).toHaveLength(new Set(lines).size);
    expect(lines).toContainEqual(expect.stringMatching(/^prod\/operator\/kustomization\.yaml [0-9a-f]{12}$/));
    expect(lines).toContainEqual(
      expect.stringMatching(/^prod\/platform\/default\/Verrazzano\.[\w.]+\.yaml [0-9a-f]{12}$/),
    );
    expect(manifests.all.filter(({ kind }) => kind === 'Kustomization')).toEqual([]);
    expect(manifests.all.every(({ metadata }) => metadata.name !== '')).toBe(true);
  });

  test('without a name do not break a search or a snapshot', () => {
    const odd = Manifests.of([{ kind: 'List' }, { apiVersion: 'v1', kind: 'Pod', metadata: {} }]);
    expect(odd.lines).toHaveLength(2);
    expect(() => odd.find({ kind: 'Pod' })).toThrow('none of 0 objects matches');
  });

  test('are one line each in a snapshot', () => {
    const object = (x: string): object => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'b' },
      data: { x },
    });
    expect(Manifests.of([object('1')])).toMatchInlineSnapshot(`ConfigMap b/a (v1) 9d1e9df1ec4e`);
    expect(Manifests.of([object('2')])).toMatchInlineSnapshot(`ConfigMap b/a (v1) ac820e8fe73c`);
  });
});
