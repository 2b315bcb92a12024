import { parse } from 'yaml';
import { REPLACEMENTS } from '../../lib/components/replacements';
import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile } from '../../lib';
import type { MaintainedChartsProps, ReleaseChart } from '../../lib/installer/chart-source';
import { inCi } from '../support/sample';

const output = { url: 'https://git.example.com/platform.git', revision: 'main' };

function chart(component: string, project: ReleaseChart['project'] = 'verrazzano'): ReleaseChart {
  return {
    component,
    project,
    path: 'folder',
    name: 'chart',
    version: '0.0.1',
    valuesFiles: ['platform-operator/values.yaml'],
  };
}

test('a component takes the published chart of its step; what has none keeps that of the release', () => {
  const source = ChartSource.maintained({
    step: 'newest',
    components: { dex: 'closest', velero: 'release', argocd: '7.9.1' },
  });
  const found = (component: string): string => {
    const { repository, chart: name = '-', path = '-', revision } = source.locate(chart(component), output);
    return [repository, name, path, revision].join(' ');
  };
  expect(found('keycloak')).toBe('https://codecentric.github.io/helm-charts keycloakx - 7.1.11');
  expect(found('cert-manager')).toBe('https://charts.jetstack.io cert-manager - v1.21.1');
  expect(found('kube-state-metrics')).toBe('ghcr.io/prometheus-community/charts kube-state-metrics - 8.4.0');
  expect(found('mysql-operator')).toBe(
    'https://github.com/mysql/mysql-operator.git - helm/mysql-operator 26.7.0-2.3.0',
  );
  expect(found('opensearch-operator')).toContain(' 2.8.0');
  expect(found('jaeger-operator')).toBe('https://jaegertracing.github.io/helm-charts jaeger - 4.11.1');
  expect(found('dex')).toContain(' 0.15.3');
  expect(found('argocd')).toContain(' 7.9.1');
  expect(found('grafana')).toBe('https://grafana-community.github.io/helm-charts grafana - 12.11.1');
  expect(found('fluentd')).toBe('https://fluent.github.io/helm-charts fluent-bit - 0.58.1');
  expect(found('thanos')).toBe('ghcr.io/stevehipwell/helm-charts thanos - 1.24.1');
  for (const kept of ['velero', 'verrazzano-authproxy', 'cluster-api', 'mysql']) {
    expect(found(kept)).toBe('https://github.com/verrazzano/verrazzano.git - folder v1.7.2');
  }
  expect(source.locate(chart('istio', 'istio'), output)).toMatchObject({
    repository: 'https://github.com/istio/istio.git',
    path: 'folder',
    revision: '1.30.3',
  });
});

test('files of the release are a second source, unless the chart refuses them', () => {
  const [closest, newest] = (['closest', 'newest'] as const).map((step) =>
    ChartSource.maintained({ step }).locate(chart('velero'), output),
  );
  expect(closest).toMatchObject({
    valuesFrom: { repository: 'https://github.com/verrazzano/verrazzano.git', revision: 'v1.7.2' },
    valueFiles: ['$values/platform-operator/values.yaml'],
  });
  expect(newest).not.toHaveProperty('valuesFrom');
  expect(newest?.adapt?.({ deployRestic: false, restic: { podVolumePath: '/pods' } })).toMatchObject({
    deployNodeAgent: false,
    nodeAgent: { podVolumePath: '/pods', containerSecurityContext: { privileged: false } },
    upgradeCRDs: false,
  });
});

test.each<[MaintainedChartsProps['components'], string]>([
  [{ keycloack: 'closest' }, 'components names a component that does not exist; got "keycloack"'],
  [{ keycloak: '99.0.0' }, 'keycloak has no such version, as far as is known; got "99.0.0"'],
  [
    { 'cluster-api': 'newest' },
    'cluster-api has no published chart that takes the values of the release: the OCNE providers have no successor',
  ],
  [{ 'verrazzano-console': 'newest' }, 'verrazzano-console has no published chart'],
  [
    { 'jaeger-operator': '4.5.0' },
    'chart jaeger of jaeger-operator takes other values than the release; got "4.5.0"; allowed release, newest, or a version from 2.41.0 to 2.57.0, or 4.11.1',
  ],
  [
    { fluentd: '1.14.5' },
    'chart fluentd of fluentd takes other values than the release; got "1.14.5"; allowed release, newest, or a version from 0.40.0 to 0.58.1',
  ],
  [{ constructor: 'closest' }, 'components names a component that does not exist'],
])('%j is refused', (components, message) => {
  expect(() => ChartSource.maintained({ components: components! })).toThrow(message);
});

test('all wrong steps are reported at once', () => {
  expect(() => ChartSource.maintained({ components: { a: 'closest', keycloak: '0' } })).toThrow(/ a |"a"[^]*"0"/);
});

test('values keep names, and lose what the chart does not have', () => {
  const source = ChartSource.maintained({ step: 'newest' });
  const adapt = (component: string, values: object): object =>
    source.locate(chart(component), output).adapt!(values as never);
  expect(
    adapt('cert-manager', { installCRDs: true, extraArgs: ['--acme-http01-solver-image=x'], webhook: { replicas: 2 } }),
  ).toEqual({
    crds: { enabled: true, keep: true },
    webhook: { replicas: 2 },
  });
  expect(
    adapt('external-dns', { zoneIDFilters: ['a', 'b'], ociDnsScope: 'GLOBAL', extraArgs: ['--x'], rbac: {} }),
  ).toEqual({
    deploymentStrategy: { type: 'RollingUpdate' },
    extraArgs: ['--x', '--zone-id-filter=a', '--zone-id-filter=b', '--oci-zone-scope=GLOBAL'],
  });
  expect(adapt('kiali-server', {})).toEqual({
    deployment: { instance_name: 'vmi-system-kiali', network_policy: { enabled: false } },
  });
  const closest = ChartSource.maintained().locate(chart('external-dns'), output).adapt!({ ociDnsScope: 'GLOBAL' });
  expect(closest).toEqual({ deploymentStrategy: { type: 'RollingUpdate' } });
});

inCi('a profile is delivered by published charts, in the closest and in the newest version', () => {
  const render = (source: ChartSource): ReadonlyMap<string, string> => {
    const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
    const kubernetes = {
      version: '1.27',
      cni: Cni.calico(),
      storageClass: 'standard',
      apiServerCidrs: ['10.0.0.0/28'],
    };
    const cluster = new AdminCluster(app, 'test', { kubernetes });
    new ProdProfile(cluster, 'verrazzano', {
      installer: Installer.charts({ source }),
      dns: Dns.external('apps.example.com'),
    });
    return app.render();
  };
  const images = (step: 'closest' | 'newest'): string[] => {
    const applications = [...render(ChartSource.maintained({ step }))].filter(([file]) => file.includes('-charts-'));
    expect(applications.length).toBeGreaterThan(20);
    return applications.flatMap(([file, text]) => {
      const { spec } = parse(text) as { spec: { source?: { repoURL: string }; sources?: Array<{ repoURL: string }> } };
      const published = (spec.source ?? spec.sources?.[0])?.repoURL !== 'https://github.com/verrazzano/verrazzano.git';
      return published && text.includes('ghcr.io/verrazzano') ? [/test-charts-([\w-]+)/.exec(file)?.[1] ?? file] : [];
    });
  };
  // Images of the release stay at the closest step, since it changes least; later only the theme of Keycloak is left.
  expect(images('closest').length).toBeGreaterThan(5);
  expect(images('newest')).toEqual(['keycloak']);
});

test('every value rule leaves the values as they are where it has nothing to do', () => {
  for (const { component } of REPLACEMENTS) {
    const { adapt } = ChartSource.maintained({ step: 'release' }).locate(chart(component), output);
    expect(adapt?.({ any: 1 }) ?? { any: 1 }).toEqual({ any: 1 });
  }
});

test.each(['closest', 'newest'] as const)('Grafana by a published chart (%s) needs no monitoring operator', (step) => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const profile = new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts({
      source: ChartSource.maintained({ step }),
      without: ['verrazzano-grafana-dashboards'],
    }),
    dns: Dns.external('apps.example.com'),
    components: {
      grafana: {
        replicas: 1,
        database: { host: 'db.example.com', name: 'grafana' },
        smtp: { enabled: true, host: 'mail:25' },
      },
    },
  });
  const files = app.render();
  const names = profile.runningComponents.map(({ name }) => name);
  expect(names).toContain('grafana');
  expect(names).not.toContain('verrazzano-monitoring-operator');
  expect(names).not.toContain('verrazzano-grafana-dashboards');
  expect(
    [...files.keys()].filter((file) => /monitoring-operator|MonitoringInstance|grafana-dashboards/.test(file)),
  ).toEqual([]);
  const { spec } = parse(files.get('test/argocd/Application.argoproj.io.test-charts-grafana.yaml') ?? '') as {
    spec: { source: { helm: { releaseName: string; valuesObject: object } } };
  };
  expect(spec.source.helm).toMatchObject({
    releaseName: 'vmi-system-grafana',
    valuesObject: {
      fullnameOverride: 'vmi-system-grafana',
      podLabels: { app: 'system-grafana' },
      // The principal in policies stays.
      serviceAccount: { create: true, name: 'verrazzano-monitoring-operator' },
      persistence: { enabled: true, existingClaim: 'vmi-system-grafana' },
      admin: { existingSecret: 'grafana-admin' },
      envValueFrom: { GF_DATABASE_PASSWORD: { secretKeyRef: { name: 'grafana-db', key: 'password' } } },
      'grafana.ini': {
        'auth.proxy': { enabled: true, header_name: 'X-WEBAUTH-USER' },
        database: { type: 'mysql', host: 'db.example.com', name: 'grafana' },
        smtp: { enabled: true, host: 'mail:25' },
      },
    },
  });
  // What the operator made besides: the claim, and the Ingress.
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([
      'test/objects/grafana-prerequisites/verrazzano-system/PersistentVolumeClaim.vmi-system-grafana.yaml',
      'test/objects/grafana-ingress/verrazzano-system/Ingress.networking.k8s.io.vmi-system-grafana.yaml',
    ]),
  );
  expect(profile.images).toContain(`docker.io/grafana/grafana:${step === 'closest' ? '7.5.17' : '13.2.0'}`);
  expect(profile.images.join()).not.toMatch(/verrazzano-monitoring-operator|verrazzano\/grafana/);
});

test('without names components that have no switch alone', () => {
  expect(() => Installer.charts({ without: ['keycloak' as never] })).toThrow(
    'without names a component that cannot be left out; got "keycloak"; allowed verrazzano-grafana-dashboards',
  );
});
