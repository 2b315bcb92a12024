import { keptDefaults } from '../../lib/gitops/kinds/kept-defaults';
import { immutableDifferences } from '../../lib/gitops/kinds/immutable-fields';
import { objectOf, objectsOf, textOf, type JsonObject, type JsonValue } from '../../lib/values/json';
import { pathText, valueAtPath } from '../../lib/values/path';
import { changed, pathsIn, richObjects } from '../checks/rich-objects';
import { KEPT_DEFAULT_CASES } from '../gitops/kinds/kept-default-cases';
import { startApiServer, type ApiServer } from './api-server';
import { DryRun } from './dry-run';
import { findAssets } from './kube-assets';

const container = { name: 'a', image: 'example.com/a:1' };
const job = (name: string, more: JsonObject, pod: JsonObject = {}): JsonObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace: 'default' },
  spec: { ...more, template: { spec: { restartPolicy: 'Never', containers: [container], ...pod } } },
});
const core = (kind: string, name: string, more: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
});

/** States that the objects of every kind are not in. */
const MORE: readonly JsonObject[] = [
  core('Service', 'balanced', {
    spec: {
      type: 'LoadBalancer',
      loadBalancerClass: 'example.com/a',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 31000,
      ports: [{ port: 80 }],
    },
  }),
  core('Service', 'plain', { spec: { clusterIP: 'None', ports: [{ port: 80 }] } }),
  job('indexed', { completionMode: 'Indexed', completions: 2, parallelism: 2 }),
  job('plain', { completions: 3, parallelism: 2 }),
  job('suspended', { suspend: true }, { nodeSelector: { a: 'b' }, tolerations: [{ key: 'a', operator: 'Exists' }] }),
  core('PersistentVolumeClaim', 'bound', {
    spec: { accessModes: ['ReadWriteOnce'], volumeName: 'a', resources: { requests: { storage: '2Gi' } } },
  }),
  core('ResourceQuota', 'scoped', { spec: { hard: { pods: 3 }, scopes: ['BestEffort'] } }),
  core('Secret', 'kept', { immutable: true, data: { a: 'YQ==' } }),
  core('ConfigMap', 'kept', { immutable: true, data: { a: 'b' } }),
];

/** Kinds that would refuse what comes after them, that need others, or that a kubelet writes. */
const LEFT_OUT = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'Pod', 'Namespace', 'CSINode'];

/** Other values that are allowed for some fields. */
const OTHERS: Readonly<Record<string, JsonValue>> = {
  Always: 'Never',
  ClusterIP: 'NodePort',
  Delete: 'Retain',
  Filesystem: 'Block',
  Immediate: 'WaitForFirstConsumer',
  NonIndexed: 'Indexed',
  OnFailure: 'Never',
  OrderedReady: 'Parallel',
  ReadWriteOnce: 'ReadWriteMany',
  Retain: 'Delete',
};

/** What a field may be in place of what it is; undefined removes it. */
function otherValues(value: JsonValue | undefined): ReadonlyArray<JsonValue | undefined> {
  if (typeof value === 'string')
    return [undefined, `${value}x`, ...(Object.hasOwn(OTHERS, value) ? [OTHERS[value]] : [])];
  if (typeof value === 'number') return [undefined, value + 1, Math.max(0, value - 1)];
  return typeof value === 'boolean' ? [undefined, !value] : [undefined];
}

/** Fields that another one says again, so that the API server restores what is left out. */
const TWINS = [
  'PersistentVolumeClaim spec.dataSource undefined',
  'PersistentVolumeClaim spec.dataSourceRef undefined',
  'Node spec.podCIDR undefined',
];

const OF_OBJECTS = ['apiVersion', 'kind', 'metadata', 'status'];

/** How the API server says that a field cannot change. */
const REFUSED =
  /immutable|may not (?:be )?change|updates to|cannot be changed|can ?not (?:be (?:updated|changed)|change)|tandem/;

const assets = findAssets();
(typeof assets === 'string' ? describe.skip : describe)('immutable fields and the API server', () => {
  let server: ApiServer;
  beforeAll(async () => {
    if (typeof assets !== 'string') server = await startApiServer(assets);
  });
  afterAll(async () => server?.stop());

  test('every change of one field is refused where it is said to be', async () => {
    const run = new DryRun(server);
    const [wrong, notMade]: [string[], string[]] = [[], []];
    let count = 0;
    for (const object of [...richObjects(), ...MORE].filter(({ kind }) => !LEFT_OUT.includes(textOf(kind)))) {
      server.run(['create', 'namespace', textOf(objectOf(object.metadata).namespace) || 'default']);
      const { message: why } = await run.apply(object, { isStored: true });
      if (why !== '') notMade.push(`${textOf(object.kind)}: ${why}`);
      const paths = [...pathsIn(object)].filter(([first]) => !OF_OBJECTS.includes(String(first)));
      for (const [path, value] of paths.flatMap((path) =>
        otherValues(valueAtPath(object, path)).map((other) => [path, other] as const),
      )) {
        const other = changed(object, path, value);
        const { accepted, message } = await run.apply(other, { isStored: false });
        const isRefused = !accepted && REFUSED.test(message) && !message.includes('Required value');
        // Other values that it refuses say nothing about changes.
        if (!accepted && !isRefused) continue;
        count++;
        if (isRefused === immutableDifferences(object, other).length > 0) continue;
        const what = `${textOf(object.kind)} ${pathText(path)} ${JSON.stringify(value)}`;
        if (!TWINS.includes(what)) wrong.push(`${what}: ${accepted ? 'accepted' : message.slice(0, 200)}`);
      }
    }
    expect(notMade).toEqual([]);
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(500);
  });

  test('defaults are kept, and refused beside other values, where they are said to be', async () => {
    const run = new DryRun(server);
    const changes = KEPT_DEFAULT_CASES.map(({ before, after, ...rest }, index) => {
      const [was, is] = [before, after].map((object) => ({
        ...object,
        metadata: { name: `kept-${index}`, namespace: 'default' },
      }));
      return { was: was as JsonObject, is: is as JsonObject, ...rest };
    });
    for (const { was, is, path, isRefused } of changes) {
      expect(await run.apply(was, { isStored: true })).toMatchObject({ accepted: true });
      const { accepted, message } = await run.apply(is, { isStored: true });
      expect({ is, accepted, message }).toMatchObject({ accepted: isRefused !== true });
      if (path === undefined || isRefused === true) continue;
      const { name } = is.metadata as { name: string };
      const stored = JSON.parse(server.kubectl(['get', textOf(is.kind), name, '-o', 'json'])) as JsonObject;
      expect(valueNamed(stored, path)).toEqual(keptDefaults(was, is)[0]?.kept);
    }
  });
});

/** The value at a path, such as `spec.containers[name=a].image`. */
function valueNamed(object: JsonObject, path: string): JsonValue | undefined {
  return path.split('.').reduce<JsonValue | undefined>((value, step) => {
    const [, field = step, name] = /^(.*)\[name=(.*)\]$/.exec(step) ?? [];
    const inner = valueAtPath(value, [field]);
    return name === undefined ? inner : objectsOf(inner).find((item) => item.name === name);
  }, object);
}
