import { ApiObject } from 'cdk8s';
import { parse } from 'yaml';
import { GitOpsApp, type GitOpsAppProps } from '../../lib/gitops/gitops-app';
import { GitOpsCluster } from '../../lib/gitops/gitops-cluster';
import type { HelmSource } from '../../lib/gitops/helm-source';

const repository = { url: 'git@git.example.com:team/platform.git', revision: 'main', path: 'out' };
const grants = { namespaced: [{ group: 'apps', kind: 'Deployment' }], namespaces: ['web'] };
const chart: HelmSource = {
  repository: 'https://git.example.com/charts.git',
  revision: 'v1.2.3',
  path: 'charts/web',
  release: 'web',
  valueFiles: ['../../values/web.yaml'],
  values: { replicas: 2 },
};

function rendered(props: Partial<GitOpsAppProps>, helm: HelmSource = chart): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ repository, ...props });
  const cluster = new GitOpsCluster(app, 'prod');
  const base = cluster.unit('base', { wave: 0 });
  new ApiObject(base, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } });
  cluster.unit('charts/web', { wave: 1, namespace: 'web', helm, grants });
  cluster.unit('charts/more', { wave: 5, namespace: 'web', helm: { ...helm, path: 'charts/more' }, grants });
  return app.render();
}

const flux = rendered({ delivery: 'flux', kustomizations: true });
const read = (path: string): unknown => parse(flux.get(path) ?? '');

test('a unit is a Kustomization that waits for the wave before', () => {
  expect(read('prod/flux/Kustomization.kustomize.toolkit.fluxcd.io.charts-web.yaml')).toMatchObject({
    metadata: { name: 'charts-web', namespace: 'flux-system' },
    spec: {
      path: './out/prod/charts/web',
      sourceRef: { kind: 'GitRepository', name: 'platform' },
      dependsOn: [{ name: 'base' }],
      wait: true,
    },
  });
  expect(read('prod/flux/Kustomization.kustomize.toolkit.fluxcd.io.charts-more.yaml')).toMatchObject({
    spec: { dependsOn: [{ name: 'charts-web' }] },
  });
  expect(read('prod/flux/GitRepository.source.toolkit.fluxcd.io.platform.yaml')).toMatchObject({
    spec: { url: 'ssh://git@git.example.com/team/platform.git', ref: { branch: 'main' } },
  });
});

test('a chart is a HelmRelease, whose name no other release has', () => {
  expect(read('prod/charts/web/HelmRelease.helm.toolkit.fluxcd.io.charts-web.yaml')).toMatchObject({
    spec: {
      releaseName: 'web',
      targetNamespace: 'web',
      chart: {
        spec: {
          chart: './charts/web',
          valuesFiles: ['./values/web.yaml'],
          sourceRef: { kind: 'GitRepository', name: 'git-example-com-charts-v1-2-3' },
        },
      },
      values: { replicas: 2 },
    },
  });
  expect(read('prod/charts/more/HelmRelease.helm.toolkit.fluxcd.io.charts-more.yaml')).toMatchObject({
    spec: { releaseName: 'more' },
  });
});

test('nothing of Argo CD is written, and the README speaks of Flux', () => {
  expect([...flux.keys()].filter((path) => path.includes('argo'))).toEqual([]);
  expect(flux.get('prod/README.md')).toContain('`flux bootstrap`');
  expect(flux.get('prod/README.md')).not.toContain('Argo CD');
});

test('what must not go is told to Flux', () => {
  const namespace = read('prod/base/_cluster/Namespace.web.yaml');
  expect(namespace).toMatchObject({ metadata: { annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } } });
});

test('units of objects have a kustomization.yaml, which Argo CD then builds', () => {
  expect(read('prod/base/kustomization.yaml')).toMatchObject({ resources: ['_cluster/Namespace.web.yaml'] });
  const argo = rendered({ kustomizations: true });
  const application = parse(argo.get('prod/argocd/Application.argoproj.io.prod-base.yaml') ?? '') as {
    spec: { source: object };
  };
  expect(application.spec.source).not.toHaveProperty('directory');
  expect(argo.get('prod/README.md')).toContain('kubectl apply --server-side -k base');
});

test('packaged charts: from a registry, but without values files of another source', () => {
  const { path: _, valueFiles: __, ...rest } = chart;
  const packaged = { ...rest, repository: 'registry.example.com/charts', chart: 'web', revision: '1.0.0' };
  const files = rendered({ delivery: 'flux' }, packaged);
  const source = [...files].find(([file]) => file.includes('HelmRepository'))?.[1] ?? '';
  expect(parse(source)).toMatchObject({ spec: { type: 'oci', url: 'oci://registry.example.com/charts' } });
  const valuesFrom = { repository: 'https://git.example.com/values.git', revision: 'main' };
  expect(() => rendered({ delivery: 'flux' }, { ...packaged, valuesFrom })).toThrow('Flux takes values files from');
});

describe('names that become one', () => {
  function delivered(units: ReadonlyArray<readonly [string, HelmSource?]>): () => unknown {
    const app = new GitOpsApp({ repository, delivery: 'flux' });
    const cluster = new GitOpsCluster(app, 'prod');
    for (const [name, helm] of units) {
      const unit = cluster.unit(name, { wave: 1, namespace: 'web', ...(helm && { helm, grants }) });
      const metadata = { name: name.replace('/', '.'), namespace: 'web' };
      if (helm === undefined) new ApiObject(unit, 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    }
    return () => app.render();
  }

  test('units are refused', () => {
    expect(delivered([['apps/web'], ['apps-web']])).toThrow(
      /\[prod\/apps--web\] the Kustomization of Flux has the same name as that of \[prod\/apps-web\].*; got "apps-web"; rename one/,
    );
    expect(delivered([['apps/web'], ['apps-more']])).not.toThrow();
  });

  test('sources are refused, unless they are the same', () => {
    const more = { ...chart, path: 'charts/more', release: 'more' };
    const other = { ...more, repository: 'https://git.example.com/charts' };
    expect(
      delivered([
        ['one', chart],
        ['two', more],
      ]),
    ).not.toThrow();
    expect(
      delivered([
        ['one', chart],
        ['two', other],
      ]),
    ).toThrow(/the GitRepository of Flux has the same name as/);
    expect(
      delivered([
        ['one', chart],
        ['two', { ...more, revision: 'v1-2-3' }],
      ]),
    ).toThrow(/got "git-example-com-charts-v1-2-3"/);
  });
});
