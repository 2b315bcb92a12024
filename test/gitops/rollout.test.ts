import { configMap, doc, failure, newApp } from './helpers';
import type { RolloutProps } from '../../lib/gitops/argo/rings';
import type { GitOpsApp } from '../../lib/gitops';
import { GitOpsCluster } from '../../lib/gitops';

const RINGS = [
  { name: 'canary', revision: 'ring-canary', maxUpdate: 1 },
  { name: 'rest', revision: 'ring-rest', maxUpdate: '10%' },
  { name: 'empty' },
];

function fleet(by?: 'revisions' | 'applicationSet', rings: RolloutProps['rings'] = RINGS): GitOpsApp {
  const app = newApp({ rollout: { rings, ...(by && { by }) } });
  for (const [name, ring] of [
    ['admin', undefined],
    ['eu-2', 'rest'],
    ['eu-1', 'canary'],
  ] as const) {
    const cluster = new GitOpsCluster(app, name, ring === undefined ? {} : { ring });
    configMap(cluster.unit('platform', { wave: 0, namespace: 'a' }), 'own');
  }
  return app;
}

const revisionOf = (files: ReadonlyMap<string, string>, path: string): unknown =>
  doc(files, path).spec?.source?.targetRevision;

describe('rings with revisions', () => {
  const files = fleet().render();

  it.each([
    ['admin', 'main'],
    ['eu-1', 'ring-canary'],
    ['eu-2', 'ring-rest'],
  ])('%s follows %s, with all of its Applications', (name, revision) => {
    expect(revisionOf(files, `argocd/Application.argoproj.io.${name}.yaml`)).toBe(revision);
    expect(revisionOf(files, `${name}/argocd/Application.argoproj.io.${name}-platform.yaml`)).toBe(revision);
  });
});

describe('rings with an ApplicationSet', () => {
  const files = fleet('applicationSet').render();
  const { spec, metadata } = doc(files, 'argocd/ApplicationSet.argoproj.io.platform-clusters.yaml');

  it('generates the Applications of clusters in rings, and no other ones', () => {
    expect(metadata).toMatchObject({ name: 'platform-clusters', namespace: 'argocd' });
    expect(spec?.generators).toEqual([
      {
        list: {
          elements: [
            { name: 'eu-1', ring: 'canary', revision: 'ring-canary' },
            { name: 'eu-2', ring: 'rest', revision: 'ring-rest' },
          ],
        },
      },
    ]);
    expect([...files.keys()].filter((path) => path.startsWith('argocd/Application.'))).toEqual([
      'argocd/Application.argoproj.io.admin.yaml',
      'argocd/Application.argoproj.io.platform.yaml',
    ]);
  });

  it('goes ring by ring, in the order of the app, without rings that have no cluster', () => {
    expect(spec?.strategy).toEqual({
      type: 'RollingSync',
      rollingSync: {
        steps: [
          { matchExpressions: [{ key: 'ring', operator: 'In', values: ['canary'] }], maxUpdate: 1 },
          { matchExpressions: [{ key: 'ring', operator: 'In', values: ['rest'] }], maxUpdate: '10%' },
        ],
      },
    });
  });

  it('leaves syncing to the strategy, and is permitted by the project of the root', () => {
    const template = JSON.stringify(spec?.template);
    expect(template).not.toContain('automated');
    expect(template).toContain('{{.name}}/argocd');
    expect(JSON.stringify(doc(files, 'argocd/AppProject.argoproj.io.platform.yaml'))).toContain('ApplicationSet');
  });
});

it('refuses rings that the app does not have, all at once', () => {
  const app = newApp({ rollout: { rings: RINGS } });
  for (const name of ['a', 'b']) new GitOpsCluster(app, name, { ring: 'canray' });
  const message = failure(() => app.render());
  expect(message).toContain('[a] the app does not have the ring; got "canray"; allowed canary, rest, empty');
  expect(message).toContain('[b] the app does not have the ring');
  const none = newApp();
  new GitOpsCluster(none, 'a', { ring: 'canary' });
  expect(failure(() => none.render())).toContain('allowed none: the app has no rings');
});

it.each<[string, RolloutProps['rings']]>([
  ['name', [{ name: 'Canary' }]],
  ['name', [{ name: 'a' }, { name: 'a' }]],
  ['revision', [{ name: 'a', revision: ' ' }]],
  ['maxUpdate', [{ name: 'a', maxUpdate: 0 }]],
  ['maxUpdate', [{ name: 'a', maxUpdate: 1.5 }]],
  ['maxUpdate', [{ name: 'a', maxUpdate: '0%' }]],
  ['maxUpdate', [{ name: 'a', maxUpdate: '101%' }]],
])('refuses a malformed %s: %j', (field, rings) => {
  expect(() => fleet('revisions', rings)).toThrow(field);
});
