import { parse } from 'yaml';
import {
  ChartSource,
  Cni,
  Dns,
  GitOpsApp,
  Installer,
  ProdProfile,
  type Profile,
  type ProfileProps,
  Registry,
} from '../../lib';
import { PlainCluster } from '../support/profiles';
import { renderedObjects } from '../support/rendered';
import { describeShared } from '../support/shared';
import { inCi } from '../support/sample';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };

type ProfileType = new (scope: PlainCluster, id: string, props: ProfileProps) => Profile;

function rendered(
  type: ProfileType,
  props: ProfileProps = {},
  source = ChartSource.release(),
): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = new PlainCluster(app, 'test', { kubernetes });
  new type(cluster, 'verrazzano', {
    installer: Installer.charts({ source }),
    dns: Dns.external('apps.example.com'),
    ...props,
  });
  return app.render();
}

interface Application {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly source: Readonly<Record<string, unknown>>;
    readonly destination: { readonly namespace: string };
    readonly ignoreDifferences?: readonly unknown[];
  };
}

const files = rendered(ProdProfile);
const application = (component: string, from = files): Application =>
  parse(from.get(`test/argocd/Application.argoproj.io.test-charts-${component}.yaml`) ?? '') as Application;

test('a component is an Application with the chart of the release', () => {
  const { spec } = application('coherence-operator');
  expect(spec.source).toEqual({
    repoURL: 'https://github.com/verrazzano/verrazzano.git',
    targetRevision: 'v1.7.2',
    path: 'platform-operator/thirdparty/charts/coherence-operator',
    helm: {
      releaseName: 'coherence-operator',
      valueFiles: ['../../../helm_config/overrides/coherence-values.yaml'],
      valuesObject: { image: 'ghcr.io/oracle/coherence-operator:3.3.2' },
    },
  });
  expect(spec.destination.namespace).toBe('verrazzano-system');
});

test('values are those of the operator, with names and registry of the program', () => {
  const registry = Registry.private({ registry: 'registry.example.com', repository: 'mirror' });
  const from = rendered(ProdProfile, { registry, components: { console: { overrides: [] } } });
  expect(application('verrazzano-console', from).spec.source.helm).toMatchObject({
    valuesObject: {
      config: { dnsSuffix: 'apps.example.com', envName: 'default' },
      imageName: 'registry.example.com/mirror/verrazzano/console',
      global: { imagePullSecrets: ['verrazzano-container-registry'] },
    },
  });
});

inCi('a mirror takes the place of the public repository', () => {
  const source = ChartSource.git({ url: 'https://git.example.com/mirror.git', revision: 'main', path: 'verrazzano' });
  const from = rendered(ProdProfile, {}, source);
  expect(application('keycloak', from).spec.source).toMatchObject({
    repoURL: 'https://git.example.com/mirror.git',
    targetRevision: 'main',
    path: 'verrazzano/platform-operator/thirdparty/charts/keycloak',
    helm: { valueFiles: ['../../../helm_config/overrides/keycloak-values.yaml'] },
  });
  const project = parse(from.get('argocd/AppProject.argoproj.io.test.yaml') ?? '') as {
    spec: { sourceRepos: string[] };
  };
  expect(project.spec.sourceRepos).toEqual([
    'https://git.example.com/platform.git',
    'https://git.example.com/mirror.git',
    'https://github.com/istio/istio.git',
  ]);
});

test('charts bring the CustomResourceDefinitions that the operator applies itself', () => {
  const values = (component: string): unknown =>
    (application(component).spec.source.helm as { readonly valuesObject: unknown }).valuesObject;
  expect(values('cert-manager')).toMatchObject({ installCRDs: true, clusterResourceNamespace: 'cert-manager' });
  expect(values('opensearch-operator')).toMatchObject({ installCRDs: true });
});

test('a component comes after those that it waits for', () => {
  const wave = (component: string): number =>
    Number(application(component).metadata.annotations['argocd.argoproj.io/sync-wave']);
  expect(wave('rancher')).toBeGreaterThan(wave('cert-manager'));
  expect(wave('istiod')).toBeGreaterThan(wave('istio-base'));
  expect(wave('ingress-controller')).toBeGreaterThan(wave('istiod'));
  expect(wave('kube-state-metrics')).toBeGreaterThan(wave('prometheus-operator'));
});

test('no file holds what must be secret', () => {
  for (const [path, text] of files) expect([path, text.includes('<random>')]).toEqual([path, false]);
});

test('passwords are Secrets by reference', () => {
  const readme = files.get('test/README.md') ?? '';
  for (const secret of ['mysql-cluster-secret', 'keycloak-http', 'grafana-admin', 'verrazzano-authproxy-secret']) {
    expect(readme).toMatch(new RegExp(`\\| ${secret} \\|`));
  }
});

test('Argo CD keeps the secrets that charts make up', () => {
  expect(application('verrazzano-authproxy').spec.ignoreDifferences).toContainEqual({
    kind: 'Secret',
    name: 'verrazzano-authproxy-secret',
    jsonPointers: ['/data', '/stringData'],
  });
});

inCi('two renders are equal', () => {
  expect([...rendered(ProdProfile)]).toEqual([...files]);
});

describeShared('charts of upstream', () => {
  const rendered = [...files.keys()].flatMap((path) => {
    const name = /Application\.argoproj\.io\.test-charts-(.*)\.yaml$/.exec(path)?.[1] ?? '';
    return renderedObjects(`${name}.yaml`).map((object) => [name, keyOf(object)] as const);
  });

  test('no object of a chart is delivered twice', () => {
    const ours = new Set(
      [...files].filter(([path]) => /^test\/(?!argocd).*\.yaml$/.test(path)).map(([, text]) => keyOf(parse(text))),
    );
    expect(rendered.length).toBeGreaterThan(100);
    expect(rendered.filter(([, key]) => ours.has(key))).toEqual([]);
  });

  test('the project grants every kind and namespace of the rendered charts', () => {
    const { spec } = parse(files.get('argocd/AppProject.argoproj.io.test.yaml') ?? '') as Project;
    const kinds = new Set(
      [...spec.clusterResourceWhitelist, ...spec.namespaceResourceWhitelist].map(
        ({ group, kind }) => `${group}/${kind}`,
      ),
    );
    const namespaces = new Set(['', ...spec.destinations.map(({ namespace }) => namespace)]);
    const refused = rendered.filter(([, key]) => {
      const [group = '', kind = '', namespace = ''] = key.split('/');
      return !kinds.has(`${group}/${kind}`) || !namespaces.has(namespace);
    });
    expect(refused).toEqual([]);
  });
});

interface Project {
  readonly spec: {
    readonly clusterResourceWhitelist: ReadonlyArray<{ readonly group: string; readonly kind: string }>;
    readonly namespaceResourceWhitelist: ReadonlyArray<{ readonly group: string; readonly kind: string }>;
    readonly destinations: ReadonlyArray<{ readonly namespace: string }>;
  };
}

function keyOf(object: unknown): string {
  if (typeof object !== 'object' || object === null) return '';
  const { apiVersion, kind, metadata } = object as {
    apiVersion: string;
    kind: string;
    metadata?: { name?: string; namespace?: string };
  };
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, metadata?.namespace ?? '', metadata?.name].join('/');
}
