import { diffObjects } from '../../lib/checks/diff/diff';
import type { Change } from '../../lib/checks/diff/change';
import type { JsonObject } from '../../lib/values/json';
import { DANGEROUS } from './dangerous-changes';
import { changed, pathOf, richObjects } from './rich-objects';
import { sample } from '../support/sample';

const nameOf = ({ kind, metadata }: JsonObject): string => `${kind as string}/${(metadata as { name: string }).name}`;
const OBJECTS = new Map(richObjects().map((object) => [nameOf(object), object]));

function object(name: string): JsonObject {
  const found = OBJECTS.get(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** Changes that do no harm, or little: they come after every dangerous one. */
const HARMLESS: ReadonlyArray<readonly [object: string, path: string, value: unknown]> = [
  ['HorizontalPodAutoscaler/web', 'spec.maxReplicas', 9],
  ['DaemonSet/agent', 'spec.template.spec.containers.0.image', 'agent:2'],
  ['CronJob/cron', 'spec.schedule', '1 * * * *'],
  ['ReplicaSet/rs', 'metadata.labels', { a: 'b' }],
  ['PodDisruptionBudget/web', 'spec.minAvailable', '25%'],
];

function diff(before: readonly JsonObject[], after: readonly JsonObject[]): Change[] {
  const sources = (objects: readonly JsonObject[]) =>
    objects.map((each) => ({ file: 'a.yaml', document: 0, item: [], object: each, root: '', apart: false }));
  return diffObjects(sources(before), sources(after));
}

test.each(
  sample(
    DANGEROUS.map((each, index) => [...each, index] as const),
    20,
  ),
)('%s of %s by %s comes before what is harmless (%j)', (risk, name, path, value, index) => {
  const target = object(name);
  const [other, at, next] = HARMLESS.filter(([each]) => each !== name)[index % (HARMLESS.length - 1)] ?? HARMLESS[0]!;
  const before = [object(other), target];
  const after = [changed(object(other), pathOf(at), next), changed(target, pathOf(path), value)];
  const [first, ...rest] = diff(before, after);
  expect(first).toMatchObject({ risk, level: 'high' });
  expect(first?.object).toContain(String((target.metadata as { name: string }).name));
  expect(rest.filter(({ level }) => level === 'high').every((each) => each.kind === 'connection')).toBe(true);
});

test('a new workload shows its privileges', () => {
  const evil = changed(object('DaemonSet/agent'), ['spec', 'template', 'spec', 'containers', 0, 'securityContext'], {
    privileged: true,
  });
  expect(diff([], [evil])[0]).toMatchObject({ kind: 'added', risk: 'access' });
  expect(diff([], [object('ReplicaSet/rs')])[0]).toMatchObject({ kind: 'added', risk: 'addition' });
});
