import { ApiObject } from 'cdk8s';
import { argoCdSettings, GitOpsCluster } from '../../lib/gitops';
import { configMap, doc, newApp, newUnit } from './helpers';

const APP = 'prod/argocd/Application.argoproj.io.prod-platform.yaml';
const CLUSTER = 'argocd/Application.argoproj.io.prod.yaml';
const PATCH = '_host/argocd/argocd-cm.patch.yaml';
const PROJECT = 'argocd/AppProject.argoproj.io.prod.yaml';

describe('Applications', () => {
  test('one per delivery unit', () => {
    const app = newApp({ repository: { url: 'https://git.example.com/p.git', revision: 'v1', path: './out/' } });
    const { unit } = newUnit({ wave: 4 }, app);
    configMap(unit, 'a');
    expect(doc(app.render(), APP)).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'prod-platform', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '4' } },
      spec: {
        project: 'prod',
        source: {
          repoURL: 'https://git.example.com/p.git',
          targetRevision: 'v1',
          path: 'out/prod/platform',
          directory: { recurse: true },
        },
        destination: { name: 'prod', namespace: 'shop' },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          retry: { limit: 10, backoff: { duration: '30s', factor: 2, maxDuration: '10m' } },
        },
      },
    });
  });

  test('options only where they are needed', () => {
    const { app, unit } = newUnit({
      serverSideApply: true,
      ignoreDifferences: [{ group: 'a.io', kind: 'A', jqPathExpressions: ['.x'], reason: 'y' }],
      retry: { limit: 3, duration: '1m', factor: 1, maxDuration: '2m' },
    });
    configMap(unit, 'a');
    const spec = doc(app.render(), APP).spec;
    expect(spec?.syncPolicy?.syncOptions).toEqual(['RespectIgnoreDifferences=true', 'ServerSideApply=true']);
    expect(spec?.ignoreDifferences).toEqual([{ group: 'a.io', kind: 'A', jqPathExpressions: ['.x'] }]);
    expect(spec?.syncPolicy?.retry).toEqual({ limit: 3, backoff: { duration: '1m', factor: 1, maxDuration: '2m' } });
  });

  test('a kustomization is not read as a directory', () => {
    const { app } = newUnit({ kustomization: { resources: ['https://x/y'] }, grants: {} });
    expect(doc(app.render(), APP).spec?.source).not.toHaveProperty('directory');
  });

  test('by hand, and in another namespace', () => {
    const { app, unit } = newUnit({}, newApp({ argoCd: { automated: false, namespace: 'gitops' } }));
    configMap(unit, 'a');
    expect(doc(app.render(), APP).spec?.syncPolicy).not.toHaveProperty('automated');
    expect(doc(app.render(), APP).metadata?.namespace).toBe('gitops');
  });

  test('the root reads argocd/, but not itself', () => {
    const { app } = newUnit({}, newApp({ name: 'estate', argoCd: { automated: { prune: false } } }));
    const root = doc(app.render(), 'argocd/Application.argoproj.io.estate.yaml').spec;
    expect(root?.source).toMatchObject({ path: 'argocd', directory: { exclude: '*.argoproj.io.estate.yaml' } });
    expect(root?.project).toBe('estate');
    expect(root?.syncPolicy?.automated).toEqual({ prune: false, selfHeal: true });
  });

  test('each cluster has one that delivers those of its units, in the project of the root', () => {
    const app = newApp({ repository: { url: 'https://git.example.com/p.git', path: 'out' } });
    configMap(newUnit({}, app).unit, 'a');
    expect(doc(app.render(), CLUSTER)).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'prod', namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
      spec: {
        project: 'platform',
        source: { repoURL: 'https://git.example.com/p.git', targetRevision: 'main', path: 'out/prod/argocd' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          retry: { limit: 30, backoff: { duration: '30s', factor: 2, maxDuration: '10m' } },
        },
      },
    });
  });

  test('a cluster without objects has none, since its folder would be missing', () => {
    const files = newUnit().app.render();
    expect([...files.keys()]).not.toContain(CLUSTER);
    expect([...files.keys()]).toContain(PROJECT);
  });

  test('no cluster waits for another one: all are in the last wave of the root', () => {
    const app = newApp();
    configMap(newUnit({}, app).unit, 'a');
    configMap(new GitOpsCluster(app, 'eu').unit('platform', { wave: 7, namespace: 'x' }), 'a');
    for (const name of ['eu', 'prod']) {
      expect(doc(app.render(), `argocd/Application.argoproj.io.${name}.yaml`).metadata).not.toHaveProperty(
        'annotations',
      );
    }
  });

  test('those of units have no finalizer: what they delivered stays', () => {
    const { app, unit } = newUnit();
    configMap(unit, 'a');
    const withFinalizer = [...app.render()].filter(([, content]) => content.includes('finalizer'));
    expect(withFinalizer.map(([path]) => path)).toEqual([CLUSTER]);
  });
});

describe('AppProjects', () => {
  test('permit what is emitted and granted, and nothing else', () => {
    const app = newApp();
    const cluster = new GitOpsCluster(app, 'prod', { destination: { server: 'https://10.0.0.1' } });
    const unit = cluster.unit('platform', { wave: 0, namespace: 'shop' });
    configMap(unit, 'a', {}, 'b');
    new ApiObject(unit, 'n', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b' } });
    cluster.unit('operator', {
      wave: 0,
      kustomization: { resources: ['https://x/y'] },
      grants: {
        namespaces: ['op'],
        namespaced: [{ group: 'apps', kind: 'Deployment' }],
        clusterScoped: [{ group: '', kind: 'Namespace' }],
      },
    });
    expect(doc(app.render(), PROJECT).spec).toEqual({
      description: 'Cluster prod',
      sourceRepos: ['https://git.example.com/platform.git'],
      destinations: ['b', 'op', 'shop'].map((namespace) => ({ namespace, server: 'https://10.0.0.1' })),
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      namespaceResourceWhitelist: [
        { group: '', kind: 'ConfigMap' },
        { group: 'apps', kind: 'Deployment' },
      ],
    });
  });

  test('without namespaced kinds they deny them: an absent list would permit all', () => {
    const app = newApp();
    const unit = new GitOpsCluster(app, 'prod').unit('platform', { wave: 0 });
    new ApiObject(unit, 'n', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b' } });
    const spec = doc(app.render(), PROJECT).spec;
    expect(spec?.namespaceResourceBlacklist).toEqual([{ group: '*', kind: '*' }]);
    expect(spec).not.toHaveProperty('namespaceResourceWhitelist');
    expect(spec?.destinations).toEqual([{ name: 'prod', namespace: 'default' }]);
    expect(doc(app.render(), APP).spec?.destination?.namespace).toBe('default');
  });

  test('the root may write Applications and AppProjects, and nothing else', () => {
    const { app } = newUnit();
    const { spec } = doc(app.render(), 'argocd/AppProject.argoproj.io.platform.yaml');
    expect(spec?.namespaceResourceWhitelist).toEqual(
      ['AppProject', 'Application'].map((kind) => ({ group: 'argoproj.io', kind })),
    );
    expect(spec).not.toHaveProperty('clusterResourceWhitelist');
    expect(spec?.destinations).toEqual([{ server: 'https://kubernetes.default.svc', namespace: 'argocd' }]);
  });

  test('come before every Application', () => {
    const { metadata } = doc(newUnit().app.render(), PROJECT);
    expect(metadata?.annotations?.['argocd.argoproj.io/sync-wave']).toBe('-1000');
  });
});

describe('health checks', () => {
  const check = { group: 'x.io', kind: 'Thing', lua: 'return { status = "Healthy" }\n' };

  test('a patch for argocd-cm, which names nothing but its own keys, where Argo CD does not read', () => {
    const { app } = newUnit();
    app.declareHealthCheck(check);
    expect(doc(app.render(), PATCH)).toEqual({ data: argoCdSettings([check]) });
    expect(app.synthYaml()).not.toContain('resource.customizations');
  });

  test('as plain data', () => {
    const settings = argoCdSettings([check]);
    expect(Object.keys(settings)).toEqual([
      'application.resourceTrackingMethod',
      'resource.customizations.health.argoproj.io_Application',
      'resource.customizations.health.x.io_Thing',
    ]);
    expect(settings['application.resourceTrackingMethod']).toBe('annotation');
    expect(settings['resource.customizations.health.argoproj.io_Application']).toContain('status.health.status');
  });

  test('can be left out', () => {
    const { app } = newUnit({}, newApp({ argoCd: { healthChecks: false } }));
    app.declareHealthCheck(check);
    expect([...app.render().keys()].filter((path) => path.startsWith('_host/'))).toEqual([]);
  });
});
