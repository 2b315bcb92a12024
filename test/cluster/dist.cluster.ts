import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { manifestDrift } from '../../lib/exit/drift/drift-manifest';
import type { JsonObject } from '../../lib/values/json';
import { projectProblems } from './app-projects';
import type { ApiServer } from './api-server';
import { startApiServer } from './api-server';
import { applyDefinitions } from './definitions';
import { findAssets } from './kube-assets';
import type { Delivered, Manifest, Output } from './output';
import { readOutput, yamlFiles } from './output';

const DIST = join(__dirname, '..', '..', 'dist');
const OUTPUTS = readdirSync(DIST)
  .sort()
  .map((name) => readOutput(DIST, name));
const ALL = OUTPUTS.flatMap((output) => [...output.bootstrap, ...objectsOf(output)]);

function objectsOf({ root, clusters }: Output): readonly Manifest[] {
  return [root, ...clusters.flatMap(({ delivered, units }) => [delivered, ...units])].flatMap(({ objects }) => objects);
}

/** What is applied together: the files of one cluster in the order of its units, or the root's own. */
interface Batch {
  readonly name: string;
  readonly files: readonly string[];
  readonly objects: readonly Manifest[];
}

/** Contents that are in a batch: clusters have many objects in common, and one of each is proof enough. */
const SEEN = new Set<string>();

function batchOf(name: string, parts: readonly Delivered[]): Batch {
  const all = parts.flatMap(({ files, objects }) => files.map((file, index) => ({ file, object: objects[index] })));
  const fresh = all.filter(({ file }) => {
    const content = readFileSync(file, 'utf8');
    return !SEEN.has(content) && SEEN.add(content);
  });
  return {
    name,
    files: fresh.map(({ file }) => file),
    objects: fresh.flatMap(({ object }) => (object === undefined ? [] : [object])),
  };
}

const BATCHES: readonly Batch[] = OUTPUTS.flatMap(({ name, folder, bootstrap, root, clusters }) => [
  {
    name: `${name}: bootstrap`,
    files: bootstrap.map(({ kind, metadata }) => join(folder, 'argocd', `${kind}.argoproj.io.${metadata.name}.yaml`)),
    objects: bootstrap,
  },
  ...[[root], ...clusters.map(({ delivered, units }) => [delivered, ...units])]
    .map((parts) => batchOf(relative(DIST, parts[0]?.folder ?? folder), parts))
    .filter(({ files }) => files.length > 0),
]);

/**
 * Kinds of which one cluster may not be applied over another one: fields cannot change, or are merged. All clusters of the output are applied
 * to one API server.
 */
const REPLACED = 'deployments,statefulsets,daemonsets,verrazzanomonitoringinstances.verrazzano.io';

const INITIAL = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
/** Where Argo CD runs; it is not one of the clusters of the output. */
const ARGO_CD = 'argocd';

const assets = findAssets();
if (typeof assets === 'string') {
  process.stderr.write(`test:cluster: skipped: ${assets}\n`);
  test.skip(`a real API server (skipped: ${assets})`, () => undefined);
} else {
  describe('a real API server', () => {
    let server: ApiServer;
    beforeAll(async () => {
      server = await startApiServer(assets);
      const used = applyDefinitions(server, ALL);
      const { gitVersion } = JSON.parse(server.kubectl(['get', '--raw', '/version'])) as { gitVersion: string };
      process.stderr.write(`test:cluster: Kubernetes ${gitVersion}, ${ALL.length} objects, ${used}\n`);
      const others = new Set([ARGO_CD, ...OUTPUTS.flatMap(foreignNamespaces)]);
      for (const name of others) if (!INITIAL.includes(name)) server.kubectl(['create', 'namespace', name]);
    });
    afterAll(async () => server?.stop());

    describe.each(BATCHES.map((batch) => [batch.name, batch] as const))('%s', (_, batch) => {
      const files = batch.files.flatMap((file) => ['-f', file]);
      const apply = (): Manifest[] => {
        const text = server.kubectl(['apply', '--server-side', '--validate=strict', '-o', 'json', ...files]);
        const printed = JSON.parse(text) as Manifest;
        return printed.kind === 'List' ? (printed.items as Manifest[]) : [printed];
      };
      let stored: readonly Manifest[] = [];
      afterAll(() => server.kubectl(['delete', REPLACED, '--all', '-A', '--wait=false']));

      test('is accepted with strict validation', () => {
        stored = apply();
        expect(stored).toHaveLength(batch.objects.length);
      });
      test('loses nothing', () => {
        const lost = batch.objects.flatMap((object, index) => missing(object, stored[index], object.metadata.name));
        expect(lost).toEqual([]);
      });
      test('has no drift: what the server fills in is known', () => {
        const drift = batch.objects.flatMap((object, index) => {
          const runs = stored[index] as unknown as JsonObject;
          const manifest = object as unknown as JsonObject;
          const fields = manifestDrift({ manifest, whole: true }, runs);
          return fields.map((field) => `${object.kind} ${object.metadata.name}: ${JSON.stringify(field)}`);
        });
        expect(drift).toEqual([]);
      });
      test('changes nothing when it is applied again', () => {
        const versions = (objects: readonly Manifest[]): unknown => objects.map((o) => o.metadata.resourceVersion);
        expect(versions(apply())).toEqual(versions(stored));
      });
      test('has an empty diff', () => {
        expect(server.run(['diff', '--server-side', ...files])).toMatchObject({ status: 0, stdout: '' });
      });
      // kubectl sends their templates each time, because the server adds a status to them; Argo CD applies that default itself.
      const claimTemplates = new Set(batch.objects.filter(hasTypedClaims).map(({ metadata }) => metadata.name));
      const nameOf = (line: string): string => line.split(' ')[0]?.split('/')[1] ?? '';
      test('changes nothing when it is applied again by the client, as Argo CD does', () => {
        server.kubectl(['apply', ...files]);
        const lines = server
          .kubectl(['apply', ...files])
          .trim()
          .split('\n');
        expect(lines.filter((line) => !line.endsWith(' unchanged') && !claimTemplates.has(nameOf(line)))).toEqual([]);
      });
    });

    test.each(OUTPUTS.map((output) => [output.name, output] as const))(
      'the AppProjects of %s permit what their Applications apply, and nothing else',
      (_, output) => {
        const scopes = namespacedKinds(server);
        const isNamespaced = (object: Manifest): boolean => {
          const namespaced = scopes.get(groupKind(object.apiVersion, object.kind));
          if (namespaced === undefined) throw new Error(`the API server does not know ${object.kind}`);
          return namespaced;
        };
        expect(projectProblems(output, isNamespaced)).toEqual([]);
      },
    );
  });
}

describe.each(OUTPUTS.map((output) => [output.name, output] as const))('%s', (_, output) => {
  test('every file is delivered by one Application, except what is applied by hand', () => {
    const delivered = [output.root, ...output.clusters.flatMap(({ delivered: own, units }) => [own, ...units])];
    const root = output.bootstrap.map(({ kind, metadata }) => `/argocd/${kind}.argoproj.io.${metadata.name}.yaml`);
    const byHand = (file: string): boolean => file.includes('/_host/') || root.some((end) => file.endsWith(end));
    // Nothing of a chart is in the output.
    const folders = delivered
      .filter(({ folder, elsewhere }) => elsewhere && folder !== DIST)
      .map(({ folder }) => `${folder}/`);
    const expected = yamlFiles(output.folder).filter(
      (file) => !byHand(file) && !folders.some((folder) => file.startsWith(folder)),
    );
    expect(delivered.flatMap(({ files }) => files).sort()).toEqual(expected.sort());
  });

  test('every namespace of an object is emitted, initial, or in the README of its cluster', () => {
    for (const { delivered, units } of output.clusters) {
      const objects = units.flatMap((unit) => unit.objects);
      const emitted = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
      const known = [...INITIAL, ...emitted, ...namespacesInReadme(join(delivered.folder, '..', 'README.md'))];
      const used = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
      expect([...used].filter((name) => !known.includes(name))).toEqual([]);
    }
  });
});

/** Whether a StatefulSet has claims and states of them what the server would add, but for the status. */
function hasTypedClaims({ kind, spec }: Manifest): boolean {
  const { volumeClaimTemplates = [] } = (kind === 'StatefulSet' ? spec : {}) as { volumeClaimTemplates?: Manifest[] };
  const isTyped = (claim: Manifest): boolean =>
    claim.kind === 'PersistentVolumeClaim' && (claim.spec as { volumeMode?: string }).volumeMode !== undefined;
  return volumeClaimTemplates.length > 0 && volumeClaimTemplates.every(isTyped);
}

function foreignNamespaces({ clusters }: Output): string[] {
  return clusters.flatMap(({ delivered }) => namespacesInReadme(join(delivered.folder, '..', 'README.md')));
}

/** Those in the table of namespaces that others create, and those of remaining steps. */
function namespacesInReadme(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const table = /^## Namespaces of others\n[^#]*/m.exec(text)?.[0] ?? '';
  const rows = [...table.matchAll(/^\| ([a-z0-9-]+)(?: in cluster [a-z0-9-]+)? \|/gm)].map(([, name]) => name ?? '');
  const steps = [...text.matchAll(/^### Create the namespace ([a-z0-9-]+)$/gm)].map(([, name]) => name ?? '');
  return [...rows.filter((name) => name !== 'namespace'), ...steps];
}

/** Kinds by group, as the API server lists them in their preferred versions, to whether they are namespaced. */
function namespacedKinds(server: ApiServer): Map<string, boolean> {
  const rows = server.kubectl(['api-resources', '--no-headers']).trim().split('\n');
  return new Map(
    rows.map((row) => {
      const [apiVersion = '', namespaced = '', kind = ''] = row.trim().split(/\s+/).slice(-3);
      return [groupKind(apiVersion, kind), namespaced === 'true'];
    }),
  );
}

function groupKind(apiVersion: string, kind: string): string {
  return `${apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''}/${kind}`;
}

/** Paths of values in `wanted` that `found` lacks or has otherwise. */
function missing(wanted: unknown, found: unknown, at: string): string[] {
  if (typeof wanted !== 'object' || wanted === null) return Object.is(wanted, found) ? [] : [at];
  if (typeof found !== 'object' || found === null) return [at];
  if (Array.isArray(wanted) && wanted.length !== (found as unknown[]).length) return [at];
  return Object.entries(wanted).flatMap(([key, value]) =>
    missing(value, (found as Record<string, unknown>)[key], `${at}.${key}`),
  );
}
