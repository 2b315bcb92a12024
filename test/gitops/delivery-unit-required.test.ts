import { doc, configMap, failure, newApp, removeTempFolders, tempFolder, tree } from './helpers';
import type { GitOpsApp } from '../../lib/gitops';
import { GitOpsCluster } from '../../lib/gitops';

afterAll(removeTempFolders);

/** Two clusters; `eu-1` waits for a unit of `prod`. */
function estate(): { app: GitOpsApp; prod: GitOpsCluster; eu: GitOpsCluster } {
  const app = newApp();
  const prod = new GitOpsCluster(app, 'prod', { destination: { server: 'https://prod.example.com' } });
  const eu = new GitOpsCluster(app, 'eu-1');
  configMap(prod.unit('platform', { wave: 0, namespace: 'a' }), 'own');
  configMap(prod.unit('halves/eu-1', { wave: -10, namespace: 'b', requiredBy: 'eu-1' }), 'half');
  configMap(eu.unit('platform', { wave: 0, namespace: 'a' }), 'own');
  return { app, prod, eu };
}

describe('a unit that another cluster waits for', () => {
  const files = estate().app.render();

  it('stays in the folder of its cluster, and its Application is among those of the other one', () => {
    expect([...files.keys()].filter((path) => path.includes('halves'))).toEqual([
      'eu-1/argocd/Application.argoproj.io.prod-halves-eu-1.yaml',
      'prod/halves/eu-1/b/ConfigMap.half.yaml',
    ]);
    const { spec, metadata } = doc(files, 'eu-1/argocd/Application.argoproj.io.prod-halves-eu-1.yaml');
    expect(spec).toMatchObject({
      project: 'prod',
      source: { path: 'prod/halves/eu-1' },
      destination: { server: 'https://prod.example.com', namespace: 'b' },
    });
    expect(metadata?.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-10' });
  });

  it('is permitted by the project of its own cluster, and not by that of the other one', () => {
    const namespaces = (name: string): unknown =>
      JSON.stringify(doc(files, `argocd/AppProject.argoproj.io.${name}.yaml`).spec?.destinations);
    expect(namespaces('prod')).toContain('"b"');
    expect(namespaces('eu-1')).not.toContain('"b"');
  });

  it('is in the README of the cluster that waits, with its folder', () => {
    expect(files.get('eu-1/README.md')).toContain('| -10 | [halves/eu-1](../prod/halves/eu-1) in cluster prod | 1 |');
    expect(files.get('eu-1/README.md')).toContain(
      'kubectl apply --server-side -R -f ../prod/halves/eu-1 # to cluster prod',
    );
    expect(files.get('prod/README.md')).not.toContain('halves');
    expect(files.get('prod/README.md')).toContain('Other units in this folder');
  });

  it('is refused for a cluster that the app does not have, and for the own one', () => {
    const { app, prod } = estate();
    configMap(prod.unit('halves/us', { wave: 0, namespace: 'b', requiredBy: 'us' }), 'a');
    configMap(prod.unit('halves/own', { wave: 0, namespace: 'b', requiredBy: 'prod' }), 'b');
    const message = failure(() => app.render());
    expect(message).toContain('[prod/halves--us] the delivery unit is required by a cluster that is not another one');
    expect(message).toContain('got "us"; allowed eu-1');
    expect(message).toContain('[prod/halves--own]');
  });
});

describe('a part of the clusters', () => {
  it.each([[['eu-*']], [['prod']], [['argocd']], [['eu-1', 'prod', 'argocd']], [['?rod']], [['*']]])(
    'has the bytes of a whole synthesis: %j',
    (only) => {
      const whole = estate().app.render();
      const part = estate().app.render({ only });
      expect(part.size).toBeGreaterThan(2);
      for (const [path, content] of part) expect([path, content]).toEqual([path, whole.get(path)]);
      const folders = [...new Set([...part.keys()].map((path) => path.replace(/^_host\//, '').split('/')[0]))];
      const patterns = only.map((one) => new RegExp(`^${one.replace('*', '.*').replace('?', '.')}$`));
      expect(folders.every((folder = '') => patterns.some((pattern) => pattern.test(folder)))).toBe(true);
      const expected = [...whole.keys()].filter((path) => folders.includes(path.replace(/^_host\//, '').split('/')[0]));
      expect([...part.keys()]).toEqual(expected);
    },
  );

  it('is written, and nothing else is touched', () => {
    const outdir = tempFolder();
    const write = (change: boolean, only?: readonly string[]): ReturnType<GitOpsApp['synth']> => {
      const { app, prod, eu } = estate();
      Object.assign(app, { outdir });
      if (change) for (const one of [prod, eu]) configMap(one.unit('platform'), 'more');
      if (change) new GitOpsCluster(app, 'us-1');
      return app.synth(only === undefined ? {} : { only });
    };
    write(false);
    const before = tree(outdir);
    const { written, changed, removed, kept } = write(true, ['eu-*']);
    expect([...written, ...changed, ...removed, ...kept].filter((path) => !path.startsWith('eu-1/'))).toEqual([]);
    const after = tree(outdir);
    expect(after['eu-1/platform/a/ConfigMap.more.yaml']).toBeDefined();
    for (const [path, content] of Object.entries(before)) {
      if (!path.startsWith('eu-1/')) expect([path, after[path]]).toEqual([path, content]);
    }
    write(true);
    expect(Object.keys(tree(outdir)).some((path) => path.includes('us-1'))).toBe(true);
  });

  it('leaves validations of other clusters out', () => {
    const { app, prod } = estate();
    prod.node.addValidation({ validate: () => ['wrong'] });
    expect(() => app.render({ only: ['eu-1'] })).not.toThrow();
    expect(failure(() => app.render({ only: ['argocd'] }))).toContain('[prod] wrong');
  });

  it('is asked for by the environment, unless the program says it', () => {
    process.env.CDK8S_ONLY = ' eu-1 ,';
    try {
      expect([...estate().app.render().keys()].every((path) => path.startsWith('eu-1/'))).toBe(true);
      expect(
        [
          ...estate()
            .app.render({ only: ['prod'] })
            .keys(),
        ].every((path) => path.startsWith('prod/')),
      ).toBe(true);
    } finally {
      delete process.env.CDK8S_ONLY;
    }
  });

  it('is refused where a pattern selects nothing', () => {
    expect(failure(() => estate().app.render({ only: ['us-*', 'eu-*'] }))).toContain(
      '[app] `only` has a pattern that selects no cluster; got "us-*"; allowed patterns of argocd, eu-1, prod',
    );
    expect(failure(() => estate().app.render({ only: [] }))).toContain('`only` selects nothing');
  });
});
