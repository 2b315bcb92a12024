import { GitOpsApp } from '../../lib/gitops/gitops-app';
import { GitOpsCluster } from '../../lib/gitops/gitops-cluster';
import { readmeFacts } from '../../lib/gitops/output/read-readme';

test('the README of a cluster gives back what the program declares', () => {
  const app = new GitOpsApp({
    repository: { url: 'https://git.example.com/a.git', revision: 'main' },
    outdir: 'unused',
  });
  const cluster = new GitOpsCluster(app, 'prod');
  cluster.addRequiredSecret({
    namespace: 'shop',
    name: 'db',
    keys: ['password'],
    usedBy: 'web | api',
    description: 'a *b* <c> & d',
  });
  cluster.declareObjects([
    { kind: 'Service', namespace: 'shop', name: 'web-*', createdBy: 'the shop' },
    { kind: 'ClusterIssuer', group: 'cert-manager.io', name: 'letsencrypt', createdBy: 'the platform' },
  ]);
  cluster.declareObjects([{ kind: 'Service', namespace: 'shop', name: 'web-*', createdBy: 'the shop' }]);
  const text = app.render().get('prod/README.md') ?? '';
  expect(readmeFacts(text)).toEqual({
    secrets: [{ namespace: 'shop', name: 'db' }],
    namespaces: [],
    objects: [
      { kind: 'ClusterIssuer', group: 'cert-manager.io', name: 'letsencrypt' },
      { kind: 'Service', namespace: 'shop', name: 'web-*' },
    ],
    allowed: [],
  });
  expect(readmeFacts('')).toEqual({ secrets: [], namespaces: [], objects: [], allowed: [] });
});
