import { mkdirSync } from 'fs';
import { join } from 'path';
import { estateOf } from '../../lib/cluster/estate-clusters';
import type { JsonObject } from '../../lib/values/json';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const at = (file: string, object: JsonObject) => ({
  file: `/estate/${file}`,
  object: object as JsonObject & { kind: string },
});
const clusters = (kind: string, name: string, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'clusters.verrazzano.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'verrazzano-mc' },
  ...more,
});
const platform = (profile: string): JsonObject => ({
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: { name: 'verrazzano', namespace: 'default' },
  spec: { profile },
});
const ready = { conditions: [{ type: 'Ready', status: 'True' }] };

test('roles follow from registrations, and state from the status of a dump', () => {
  const estate = estateOf('/estate', [
    at('prod/platform/a.yaml', platform('prod')),
    at('prod/registrations/eu-1/b.yaml', clusters('VerrazzanoManagedCluster', 'eu-1')),
    at('prod/registrations/eu-2/c.yaml', clusters('VerrazzanoManagedCluster', 'eu-2', { status: ready })),
    at(
      'prod/registrations/eu-3/d.yaml',
      clusters('VerrazzanoManagedCluster', 'eu-3', { status: { ...ready, state: 'Active' } }),
    ),
    at(
      'prod/projects/e.yaml',
      clusters('VerrazzanoProject', 'shop', {
        spec: { placement: { clusters: [{ name: 'eu-1' }, { name: 'local' }] } },
      }),
    ),
    at('eu-1/platform/f.yaml', platform('prod')),
    at('lab.yaml', platform('dev')),
    at('_host/prod/g.yaml', { kind: 'ClusterConfiguration' }),
  ]);
  expect(estate.map(({ name, role, registration }) => [name, role, registration])).toEqual([
    ['eu-1', 'managed', 'declared'],
    ['eu-2', 'managed', 'ready on the admin cluster, no contact yet'],
    ['eu-3', 'managed', 'Active'],
    ['lab', 'single', '-'],
    ['prod', 'admin', '-'],
  ]);
  expect(estate.map(({ projects }) => projects.join())).toEqual(['shop', '', '', '', 'shop']);
  expect(estate.map(({ hasFolder }) => hasFolder)).toEqual([true, false, false, true, true]);
});

test('a registration that failed says why', () => {
  const conditions = [{ type: 'Ready', status: 'False', message: 'no Rancher' }];
  const [estate] = estateOf('/estate', [
    at('a/v.yaml', clusters('VerrazzanoManagedCluster', 'x', { status: { conditions } })),
  ]).slice(1);
  expect(estate?.registration).toBe('not ready: no Rancher');
});

test('rings and revisions are those of Applications and ApplicationSets', async () => {
  const application = {
    kind: 'Application',
    metadata: { name: 'eu-1' },
    spec: { source: { targetRevision: 'ring-a' } },
  };
  const elements = [{ name: 'eu-2', ring: 'rest', revision: 'main' }];
  const set = {
    kind: 'ApplicationSet',
    metadata: { name: 'clusters' },
    spec: { generators: [{ list: { elements } }] },
  };
  for (const each of ['argocd', 'eu-1', 'eu-2']) mkdirSync(join(folder.path, each));
  folder.write('argocd/a.json', JSON.stringify(application));
  folder.write('argocd/b.json', JSON.stringify(set));
  folder.write('eu-1/c.json', JSON.stringify(platform('managed-cluster')));
  folder.write('eu-2/d.json', JSON.stringify(platform('managed-cluster')));
  const directory = folder.path;
  const { code, out } = await cli(['clusters', directory]);
  expect(code).toBe(0);
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['cluster', 'role', 'profile', 'admin', 'registration', 'ring', 'revision', 'projects'],
    ['eu-1', 'managed', 'managed-cluster', '-', '-', '-', 'ring-a', '-'],
    ['eu-2', 'managed', 'managed-cluster', '-', '-', 'rest', 'main', '-'],
  ]);
  const { out: json } = await cli(['clusters', directory, '--output', 'json']);
  expect((JSON.parse(json) as object[]).length).toBe(2);
});

test('a directory that is none is refused', async () => {
  const { code, err } = await cli(['clusters', '/no/such/directory']);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('does not exist') });
});
