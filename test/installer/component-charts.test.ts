import { parse } from 'yaml';
import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile, type ProfileProps } from '../../lib';
import type { PlatformInstaller } from '../../lib/definition/platform';
import { workloadsOf } from '../../lib/definition/workload';
import { inCi } from '../support/sample';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };

function profile(components: ProfileProps['components'], installer: PlatformInstaller = Installer.charts()) {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = new AdminCluster(app, 'test', { kubernetes });
  const platform = new ProdProfile(cluster, 'verrazzano', {
    installer,
    dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }),
    components: components!,
  });
  return { app, platform };
}

interface Source {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly chart?: string;
}

function sourceOf(files: ReadonlyMap<string, string>, unit: string): Source {
  const text = files.get(`test/argocd/Application.argoproj.io.test-charts-${unit}.yaml`) ?? '';
  const { spec } = parse(text) as { spec: { source?: Source; sources?: readonly Source[] } };
  return (spec.sources?.[0] ?? spec.source)!;
}

inCi('one component takes another source than the others, and everything derived follows its version', () => {
  const { app, platform } = profile({
    keycloak: {
      chart: ChartSource.maintained({ step: '7.1.11' }),
      mysql: { chart: ChartSource.maintained({ step: '2.1.5' }) },
    },
    opensearch: { chart: ChartSource.maintained({ step: 'newest' }) },
    kiali: { chart: ChartSource.git({ url: 'https://git.example.com/mirror.git' }) },
  });
  const files = app.render();
  expect(sourceOf(files, 'keycloak')).toMatchObject({ chart: 'keycloakx', targetRevision: '7.1.11' });
  expect(sourceOf(files, 'kiali-server').repoURL).toBe('https://git.example.com/mirror.git');
  expect(sourceOf(files, 'cert-manager').repoURL).toBe('https://github.com/verrazzano/verrazzano.git');
  const text = (end: string): string => [...files].find(([file]) => file.endsWith(end))?.[1] ?? '';
  const database = text('InnoDBCluster.mysql.oracle.com.mysql.yaml');
  expect(database).toContain('version: 8.4.3');
  expect(database).not.toContain('ghcr.io');
  expect(text('OpenSearchCluster.opensearch.opster.io.opensearch.yaml')).toContain(
    'image: docker.io/opensearchproject/opensearch:2.19.2',
  );
  expect(platform.images).toEqual(
    expect.arrayContaining([
      'quay.io/keycloak/keycloak:26.5.6',
      'container-registry.oracle.com/mysql/community-server:8.4.3',
      'docker.io/opensearchproject/opensearch:2.19.2',
    ]),
  );
  expect(platform.images.filter((image) => /verrazzano\/keycloak:|mysql-server/.test(image))).toEqual([]);
  expect(platform.keycloak.port('http').port).toBe(8080);
  const running = platform.runningComponents.find(({ name }) => name === 'keycloak')!;
  expect(workloadsOf(running)[0]!.ports.map(({ port }) => port)).toContain(9000);
  // Nothing of the platform calls the port of health and metrics, so that no policy opens it.
  expect(text('NetworkPolicy.networking.k8s.io.keycloak-ingress.yaml')).not.toContain('9000');
  expect(JSON.stringify(platform.resource)).not.toContain('chart');
});

test('webhooks, Services and selectors of policies are those of the version', () => {
  const flows = (step: string): string[] => {
    const { platform } = profile({ coherenceOperator: { chart: ChartSource.maintained({ step }) } });
    return platform.flows.filter(({ to }) => JSON.stringify(to).includes('coherence-operator')).map(({ id }) => id);
  };
  const [before, after] = [flows('closest'), flows('3.5.14')];
  expect(before.filter((id) => !after.includes(id))).toEqual([expect.stringContaining('webhook')]);
});

test("charts: 'maintained' is the source of published charts in the closest version", () => {
  const { app } = profile({ keycloak: { chart: ChartSource.release() } }, Installer.charts({ charts: 'maintained' }));
  const files = app.render();
  expect(sourceOf(files, 'cert-manager')).toMatchObject({
    repoURL: 'https://charts.jetstack.io',
    targetRevision: 'v1.9.1',
  });
  expect(sourceOf(files, 'keycloak').repoURL).toBe('https://github.com/verrazzano/verrazzano.git');
});

test.each<[ProfileProps['components'], PlatformInstaller, string]>([
  [
    { keycloak: { chart: ChartSource.maintained({ step: '99.0.0' }) } },
    Installer.charts(),
    '[components.keycloak.chart] keycloak has no such version, as far as is known; got "99.0.0"',
  ],
  [
    { console: { chart: ChartSource.maintained() } },
    Installer.charts(),
    '[components.console.chart] verrazzano-console has no published chart that takes the values of the release; got "closest"; allowed release; ' +
      'the web interfaces of the tools themselves',
  ],
  [
    { prometheus: { chart: ChartSource.maintained() } as object },
    Installer.charts(),
    'state the step of prometheus-operator, whose chart brings it along',
  ],
  [
    { keycloak: { chart: ChartSource.maintained() } },
    Installer.platformOperator(),
    'chart of keycloak is stated, and the platform operator installs its own charts',
  ],
])('%j is refused at synthesis', (components, installer, message) => {
  expect(() => profile(components, installer).app.render()).toThrow(message);
});

test('what is wrong with the source of all is refused at once', () => {
  expect(() => Installer.charts({ source: ChartSource.maintained({ step: '2.6.0' }) })).toThrow(
    'step is a version, and the source serves all components; got "2.6.0"',
  );
  expect(() => ChartSource.maintained({ step: 'newset' })).toThrow('step is unknown; got "newset"');
  expect(() => Installer.charts({ charts: 'maintained', source: ChartSource.release() })).toThrow('exclude each other');
  expect(() => Installer.charts({ charts: 'newest' as never })).toThrow('charts is unknown; got "newest"');
});
