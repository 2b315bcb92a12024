import { checkObjects } from '../../../lib/checks/check';
import type { JsonObject } from '../../../lib/values/json';

const project = (destination: JsonObject): JsonObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'shop', namespace: 'argocd' },
  spec: { destinations: [{ namespace: 'shop', ...destination }], sourceRepos: ['*'] },
});

const application = (destination: JsonObject): JsonObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'web', namespace: 'argocd' },
  spec: {
    project: 'shop',
    source: { repoURL: 'https://git.example.com/shop.git', path: '.' },
    destination: { namespace: 'shop', ...destination },
  },
});

const [ADDRESS, OWN] = ['https://eu.example.com:6443', 'https://kubernetes.default.svc'];

test.each([
  [{ server: '*' }, { name: 'eu' }, []],
  [{ server: 'https://*' }, { name: 'eu' }, ['info']],
  [{ server: ADDRESS }, { name: 'eu' }, ['info']],
  [{ server: ADDRESS, name: 'eu' }, { name: 'eu' }, []],
  [{ server: ADDRESS }, { name: 'in-cluster' }, ['error']],
  [{ server: OWN }, { name: 'in-cluster' }, []],
  [{ name: 'in-cluster' }, { server: OWN }, []],
  [{ name: 'in-cluster' }, { server: ADDRESS }, ['error']],
  [{ name: 'eu' }, { server: ADDRESS }, ['info']],
  [{ name: 'eu' }, { name: 'us' }, ['error']],
  [{ name: 'e*', namespace: 'store' }, { name: 'eu' }, ['error']],
  [{ server: ADDRESS, namespace: '!shop' }, { name: 'eu' }, ['error']],
])('the destination %j for %j', (permitted, wanted, severities) => {
  const objects = [project(permitted), application(wanted)];
  const sources = objects.map((object, document) => ({
    file: 'a.yaml',
    document,
    item: [],
    object,
    root: '',
    apart: false,
  }));
  const found = checkObjects(sources, { minors: { oldest: 28, newest: 28 }, definitions: [] });
  expect(found.filter(({ rule }) => rule === 'app-project').map(({ severity }) => severity)).toEqual(severities);
});
