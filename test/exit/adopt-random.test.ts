import * as fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join } from 'path';
import * as library from '../../lib';
import { adoptedProgram } from '../../lib/cli/adopt/adopted-program';
import { canonicalJson } from '../../lib/connectivity/manifest';
import { adopt } from '../../lib/exit/adopt/adopt';
import { effectiveResource, withSchemaDefaults, type VerrazzanoResource } from '../../lib/resource/merge';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { listOf, modelObjects } from '../../scripts/exit/model-dump';
import { runs } from '../support/fc-runs';
import { evaluateFiles } from '../support/programs';
import { heldByApiServer } from './api-server-noise';
import { CLUSTER, CLUSTER_FACTS, estates, REPOSITORY, synthesizeEstate, type RandomEstate } from './random-estates';

const folder = mkdtempSync(join(tmpdir(), 'adopt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program writes for the platform, without what reads differently where options are typed: the page for people, and sums over it. */
function written(outdir: string): Map<string, string> {
  const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.yaml') && !file.endsWith('SHA256SUMS'),
  );
  return new Map(files.sort().map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
}

/** The same, and of a Verrazzano resource what the platform operator makes of it: an adopted program leaves defaults out. */
function meant(outdir: string): Map<string, string> {
  const isResource = (file: string): boolean => basename(file).startsWith('Verrazzano.install.');
  return new Map([...written(outdir)].map(([file, text]) => [file, isResource(file) ? effective(text) : text]));
}

function effective(text: string): string {
  const resources = parseYaml('Verrazzano', text) as unknown as VerrazzanoResource[];
  return canonicalJson(resources.map((one) => effectiveResource(withSchemaDefaults(one))) as unknown as JsonValue);
}

/** What the program of a managed cluster leaves to that of its admin cluster: the Applications of the app. */
const OF_ADMIN = /^(?!verrazzano\/)|^verrazzano\/argocd\/.*(?:admin-registrations|verrazzano-policies)/;

/** Units of which the platform operator or Argo CD makes something else. */
const NOT_HELD = /^(?:argocd|operator|policies)\//;

function synthesized(outdir: string): JsonObject[] {
  const files = [...written(join(outdir, CLUSTER))].filter(([file]) => !NOT_HELD.test(file));
  return files.flatMap(([file, text]) => parseYaml(file, text) as JsonObject[]);
}

const nameOf = (object: JsonObject): string => {
  const { kind, metadata } = object as { kind?: string; metadata?: { namespace?: string; name?: string } };
  return `${kind} ${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
};

/** What operators write of the registration of a managed cluster, and what a person carries to it, by the keys that are known. */
function registered(platform: library.Profile): JsonObject[] {
  const cluster = platform.node.scope;
  if (!(cluster instanceof library.ManagedCluster) || cluster.admin === undefined) return [];
  const carried = cluster.requiredSecrets
    .filter(({ name }) => name === 'verrazzano-cluster-registration')
    .map((secret) => ({ apiVersion: 'v1', kind: 'Secret', optional: false, ...secret }));
  return [...cluster.ownedByOperator, ...carried].flatMap(
    ({ apiVersion, kind, namespace = '', name, keys, optional }): JsonObject[] => {
      if (keys === undefined || optional || name.includes('<')) return [];
      const value = (key: string): string =>
        key === 'managed-cluster-name' ? CLUSTER : kind === 'Secret' ? 'eA==' : 'x';
      const data = Object.fromEntries(keys.map((key) => [key, value(key)]));
      return [{ apiVersion, kind, metadata: { name, namespace }, data }];
    },
  );
}

/** What the cluster of an estate holds once its program is applied. */
function running(outdir: string, platform: library.Profile, { registry }: RandomEstate): JsonObject[] {
  const env = Object.entries({ REGISTRY: registry?.registry, IMAGE_REPO: registry?.repository }).flatMap(
    ([name, value]) => (value === undefined ? [] : [{ name, value }]),
  );
  const objects = [...modelObjects(platform), ...synthesized(outdir), ...registered(platform), ...CLUSTER_FACTS].map(
    (object): JsonObject => {
      if (object.kind === 'Verrazzano') return { ...object, status: { state: 'Ready', version: '1.7.2' } };
      if (nameOf(object) !== 'Deployment verrazzano-install/verrazzano-platform-operator') return object;
      return JSON.parse(
        JSON.stringify(object).replace('"name":"main"', `"name":"main","env":${JSON.stringify(env)}`),
      ) as JsonObject;
    },
  );
  return [...new Map(objects.map((object) => [nameOf(object), object])).values()];
}

/** What a program makes; another one is tried where rules refuse the combination. */
function permitted<T>(synthesize: () => T): T {
  try {
    return synthesize();
  } catch {
    throw new fc.PreconditionFailure();
  }
}

test('a program that is applied, and adopted from what the API server holds, writes the same files', () => {
  let at = 0;
  fc.assert(
    fc.property(estates, (estate) => {
      const [before, after] = ['before', 'after'].map((name) => join(folder, `${name}-${at++}`)) as [string, string];
      const platform = permitted(() => synthesizeEstate(estate, before));
      const items = heldByApiServer(running(before, platform, estate));
      const adoption = adopt([{ file: 'dump.json', documents: [listOf(items)] }]);
      expect(adoption.drift.filter(({ kind }) => kind !== 'unknown')).toEqual([]);
      const { files } = adoptedProgram(adoption, REPOSITORY);
      class GitOpsApp extends library.GitOpsApp {
        constructor(props: library.GitOpsAppProps) {
          super({ ...props, outdir: after });
        }
      }
      evaluateFiles(files, 'main.ts', { 'cdk8s-verrazzano': { ...library, GitOpsApp } });
      // What the admin cluster has is in its own dump.
      const isRegistered =
        platform.node.scope instanceof library.ManagedCluster && platform.node.scope.admin !== undefined;
      const own = (outdir: string) => [...meant(outdir)].filter(([path]) => !isRegistered || !OF_ADMIN.test(path));
      expect(own(after)).toEqual(own(before));
    }),
    { numRuns: runs(1, 60) },
  );
}, 120_000);
