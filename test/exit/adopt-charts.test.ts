import { adopt, type Adoption } from '../../lib/exit/adopt/adopt';
import { adoptedProgram } from '../../lib/cli/adopt/adopted-program';
import { planOf } from '../../lib/exit/plan/plan';
import type { JsonObject } from '../../lib/values/json';
import { listOf } from '../../scripts/exit/model-dump';
import { inCi } from '../support/sample';

const REPOSITORY = 'https://git.example.com/platform.git';
const VERRAZZANO = 'https://github.com/verrazzano/verrazzano.git';

function workload(kind: string, at: string, chart?: string): JsonObject {
  const [namespace, name] = at.split('/') as [string, string];
  const labels = chart === undefined ? {} : { 'helm.sh/chart': chart };
  const template = { metadata: { labels: {} }, spec: { containers: [{ name: 'main', image: 'r/x:1' }] } };
  return { apiVersion: 'apps/v1', kind, metadata: { namespace, name, labels }, spec: { template } };
}

/** Workloads of several namespaces, so that lists are complete: there is no platform operator. */
const RUNNING = [
  workload('StatefulSet', 'keycloak/keycloak', 'keycloak-2.1.0'),
  workload('Deployment', 'cert-manager/cert-manager', 'cert-manager-v1.9.1'),
  workload('Deployment', 'cert-manager/cert-manager-cainjector', 'cert-manager-v1.9.1'),
  workload('Deployment', 'verrazzano-monitoring/kube-state-metrics', 'kube-state-metrics-5.13.0'),
];

function application(name: string, source: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', ...more },
    spec: { source, destination: { namespace: 'keycloak' } },
  };
}

const ofRelease = (folder: string, more: JsonObject = {}): JsonObject => ({
  repoURL: VERRAZZANO,
  path: `platform-operator/thirdparty/charts/${folder}`,
  targetRevision: 'v1.7.2',
  ...more,
});
const published = {
  repoURL: 'https://codecentric.github.io/helm-charts',
  chart: 'keycloakx',
  targetRevision: '7.1.11',
};

function adopted(...objects: readonly JsonObject[]): Adoption {
  return adopt([{ file: 'dump.json', documents: [listOf([...RUNNING, ...objects])] }]);
}

const installerOf = (adoption: Adoption): string | undefined =>
  /installer: Installer\.charts\((?<props>.*?)\)(?=, [a-z]+:|\}\);)/.exec(
    adoptedProgram(adoption, REPOSITORY).files.get('main.ts') ?? '',
  )?.groups?.props;
const stepsOf = (adoption: Adoption): string[] => planOf(adoption).map(({ id }) => id);
const textOf = (adoption: Adoption, id: string): string =>
  planOf(adoption)
    .filter((step) => step.id === id)
    .flatMap(({ commands }) => commands)
    .join('\n');

describe('what installs', () => {
  test('a list of Deployments without the operator is a platform of charts, by Helm', () => {
    const adoption = adopted();
    expect(adoption.charts).toMatchObject({ tool: 'Helm', step: 'release', components: {} });
    expect(installerOf(adoption)).toBe('');
    expect(adoption.findings.find(({ at }) => at === 'dump')?.what).toContain('charts install the platform (Helm)');
  });

  inCi('a dump of single namespaces says nothing about the operator', () => {
    const items = [workload('StatefulSet', 'keycloak/keycloak')];
    expect(adopt([{ file: 'dump.json', documents: [listOf(items)] }]).charts).toBeUndefined();
  });

  inCi('the operator installs where it runs, whatever is delivered beside it', () => {
    const operator = workload('Deployment', 'verrazzano-install/verrazzano-platform-operator');
    expect(adopted(operator, application('mine', published)).charts).toBeUndefined();
  });

  test('Applications name the versions', () => {
    const adoption = adopted(application('sso', published), application('ca', ofRelease('cert-manager')));
    expect(adoption.charts?.tool).toBe('Argo CD');
    expect(adoption.charts?.versions.get('keycloak')?.version).toBe('7.1.11');
    expect(adoption.charts?.components).toEqual({ keycloak: '7.1.11' });
    expect(installerOf(adoption)).toBe(
      '{source: ChartSource.maintained({step: "release", components: {keycloak: "7.1.11"}})}',
    );
  });

  inCi('a mirror of the charts of the release is the source of the program', () => {
    const mirror = { repoURL: 'https://git.example.com/mirror.git', targetRevision: 'main' };
    const path = 'verrazzano/platform-operator/thirdparty/charts/cert-manager';
    const adoption = adopted(application('ca', { ...ofRelease('cert-manager'), ...mirror, path }));
    expect(installerOf(adoption)).toBe(
      '{source: ChartSource.git({url: "https://git.example.com/mirror.git", revision: "main", path: "verrazzano"})}',
    );
  });

  inCi('packages of the charts of the release are a Helm repository', () => {
    const adoption = adopted(
      application('ca', { repoURL: 'https://charts.example.com', chart: 'cert-manager', targetRevision: 'v1.9.1' }),
    );
    expect(installerOf(adoption)).toBe('{source: ChartSource.helm({url: "https://charts.example.com"})}');
  });

  inCi('HelmReleases of Flux name the versions by their sources', () => {
    const source = {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name: 'codecentric', namespace: 'flux-system' },
      spec: { url: published.repoURL },
    };
    const release = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'keycloak', namespace: 'flux-system' },
      spec: {
        chart: {
          spec: {
            chart: 'keycloakx',
            version: '7.1.11',
            sourceRef: { kind: 'HelmRepository', name: 'codecentric' },
          },
        },
        targetNamespace: 'keycloak',
      },
    };
    const adoption = adopted(source, release);
    expect(adoption.charts).toMatchObject({ tool: 'Flux', components: { keycloak: '7.1.11' } });
    expect(textOf(adoption, 'hand-over-delivery')).toContain(
      `kubectl -n flux-system patch helmreleases keycloak --type=merge -p '{"spec":{"suspend":true}}'`,
    );
  });

  inCi('what helm ls printed counts before labels', () => {
    const rows = [{ name: 'keycloak', namespace: 'keycloak', chart: 'keycloakx-7.1.11', app_version: '26' }];
    const adoption = adopt([
      { file: 'dump.json', documents: [listOf(RUNNING)] },
      { file: 'helm.json', documents: [rows] },
    ]);
    expect(adoption.charts?.components).toEqual({ keycloak: '7.1.11' });
  });

  inCi('a version that the facts do not know is a finding, and never the next one in silence', () => {
    const adoption = adopted(application('sso', { ...published, targetRevision: '99.0.0' }));
    expect(adoption.charts?.components).toEqual({});
    expect(adoption.findings.filter(({ at }) => at?.startsWith('keycloak'))).toMatchObject([
      { severity: 'warning', got: '99.0.0', what: expect.stringContaining('do not know') as string },
    ]);
  });

  inCi('credentials in the URL of a repository never reach the program', () => {
    const repoURL = 'https://user:hunter2@git.example.com/mirror.git';
    const adoption = adopted(application('ca', { ...ofRelease('cert-manager'), repoURL }));
    expect(JSON.stringify([...adoptedProgram(adoption, REPOSITORY).files])).not.toContain('hunter2');
  });
});

describe('the registry', () => {
  const authProxy = (image: string): JsonObject =>
    JSON.parse(
      JSON.stringify(workload('Deployment', 'verrazzano-system/verrazzano-authproxy')).replace('r/x:1', image),
    ) as JsonObject;
  const programOf = (image: string): string =>
    adoptedProgram(adopted(authProxy(image)), REPOSITORY).files.get('main.ts') ?? '';

  inCi('is that of the images that run, without the operator whose variables name it', () => {
    expect(programOf('r.example.com:5000/a/b/verrazzano/nginx:1')).toContain(
      'Registry.private({registry: "r.example.com:5000", repository: "a/b"})',
    );
    expect(programOf('r.example.com/verrazzano/nginx:1')).toContain('Registry.private({registry: "r.example.com"})');
    expect(programOf('ghcr.io/verrazzano/nginx:1')).not.toContain('Registry.private');
  });
});

describe('the plan', () => {
  test('begins where the platform is', () => {
    const ids = stepsOf(adopted(application('sso', published)));
    expect(ids).not.toEqual(expect.arrayContaining(['stop-operator']));
    for (const id of ['install-by-charts', 'delete-webhooks', 'unfinalize-modules', 'delete-verrazzano', 'forget-helm'])
      expect(ids).not.toContain(id);
    expect(ids.filter((id) => id.startsWith('hop-keycloak'))).toEqual([]);
    expect(ids).toContain('sync-units');
  });

  inCi('lets go of Applications with other names, which would undo the new ones', () => {
    const objects = [
      application('sso', published, { ownerReferences: [{ kind: 'ApplicationSet', name: 'all' }] }),
      application('verrazzano-charts-cert-manager', ofRelease('cert-manager')),
    ];
    const commands = textOf(adopted(...objects), 'hand-over-delivery').split('\n');
    expect(commands).toEqual([
      '# These make them again: take them out there first, without deleting what they deliver: ApplicationSet argocd/all.',
      `kubectl -n argocd patch applications.argoproj.io sso --type=merge -p '{"metadata":{"finalizers":[]}}'`,
      'kubectl -n argocd delete applications.argoproj.io sso --ignore-not-found',
    ]);
  });

  inCi('does not install the Argo CD that delivers', () => {
    expect(textOf(adopted(application('sso', published)), 'own-argo-cd')).not.toContain('helm upgrade');
    expect(textOf(adopted(), 'own-argo-cd')).toContain('helm upgrade');
  });

  inCi('removes the records of releases that Helm made', () => {
    const record = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: 'keycloak', name: 'sh.helm.release.v1.keycloak.v1' },
    };
    expect(textOf(adopted(record), 'forget-helm')).toContain('delete secret sh.helm.release.v1.keycloak.v1');
  });
});
