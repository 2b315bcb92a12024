import { execFileSync } from 'child_process';
import fc from 'fast-check';
import { join } from 'path';
import { FILE_SYSTEM, readSources } from '../../../../lib/cli/check/read-sources';
import { builtSources } from '../../../../lib/cli/check/kustomize/built-sources';
import type { JsonObject, JsonValue } from '../../../../lib/values/json';
import { parseYaml } from '../../../../lib/values/yaml/parse-yaml';
import { CheckedFolders } from '../../../checks/checked-folders';
import { runs } from '../../../support/fc-runs';
import { isExhaustive } from '../../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

/** It has kustomize in it. */
const KUBECTL = 'kubectl';

/** Whether kubectl is on the PATH. */
function hasKubectl(): boolean {
  try {
    execFileSync(KUBECTL, ['kustomize', '--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const name = fc.constantFrom('web', 'app', 'reg.io/web', 'reg.io:5000/app');
const version = fc.constantFrom('', ':1', '@sha256:aa', ':1@sha256:aa');
const image = fc.tuple(name, version).map((parts) => parts.join(''));
const entry = fc.record(
  {
    name,
    newName: name,
    newTag: fc.constantFrom('2', 'v3'),
    digest: fc.constant('sha256:bb'),
    tagSuffix: fc.constant('-x'),
  },
  { requiredKeys: ['name'] },
);
const kind = fc.constantFrom(
  'apps/v1 Deployment',
  'apps/v1 StatefulSet',
  'apps/v1 DaemonSet',
  'batch/v1 Job',
  'batch/v1 CronJob',
  'v1 Pod',
);
const workloads = fc.array(fc.record({ kind, image, replicas: fc.option(fc.nat(5)) }), { minLength: 1, maxLength: 4 });
const kustomization = fc.record(
  {
    images: fc.array(entry, { maxLength: 3 }),
    commonAnnotations: fc.dictionary(fc.constantFrom('a', 'b.io/c'), fc.constantFrom('x', 'true'), { maxKeys: 2 }),
    namePrefix: fc.constant('pre-'),
    count: fc.nat(5),
  },
  { requiredKeys: [] },
);

function objectOf(
  at: number,
  { kind, image, replicas }: { kind: string; image: string; replicas: number | null },
): JsonObject {
  const [apiVersion = '', type = ''] = kind.split(' ');
  const pod = { containers: [{ name: 'a', image }] };
  const template = { metadata: { labels: { app: 'a' } }, spec: pod };
  const specs: Readonly<Record<string, JsonObject>> = {
    Pod: pod,
    Job: { template },
    CronJob: { schedule: '* * * * *', jobTemplate: { spec: { template } } },
  };
  const scaled = replicas === null ? {} : { replicas };
  return { apiVersion, kind: type, metadata: { name: `o${at}` }, spec: specs[type] ?? { ...scaled, template } };
}

// Locally it takes a process for each run.
(isExhaustive && hasKubectl() ? test : test.skip)('images, replicas and annotations are what kubectl makes', () => {
  fc.assert(
    fc.property(workloads, kustomization, kustomization, (all, inner, outer) => {
      const objects = all.map((each, at) => objectOf(at, each));
      const scaled = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
      const text = ({ count, ...rest }: typeof inner, resources: string): string => {
        const replicas = count === undefined ? [] : scaled.map((_, at) => ({ name: nameOf(scaled[at]), count }));
        return JSON.stringify({ ...rest, replicas, resources: [resources] });
      };
      const folder = folders.of({
        'base/all.yaml': objects.map((each) => JSON.stringify(each)).join('\n---\n'),
        'base/kustomization.yaml': text(inner, 'all.yaml'),
        'prod/kustomization.yaml': text(outer, '../base'),
      });
      const real = execFileSync(KUBECTL, ['kustomize', join(folder, 'prod')], { encoding: 'utf8' });
      const { objects: built } = builtSources(readSources([folder]), FILE_SYSTEM);
      const byName = (values: readonly JsonValue[]): readonly JsonValue[] =>
        [...values].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      expect(byName(built.map(({ object }) => object))).toEqual(byName(parseYaml('kubectl', real)));
    }),
    { numRuns: runs(5, 60) },
  );
});

function nameOf(value: JsonValue | undefined): string {
  return (value as { metadata: { name: string } }).metadata.name;
}
