import { immutableDifferences } from '../../../lib/gitops/kinds/immutable-fields';
import type { JsonObject } from '../../../lib/values/json';

const object = (type: string, more: JsonObject, uid?: string): JsonObject => {
  const [apiVersion = '', kind = ''] = type.split(' ');
  return { apiVersion, kind, metadata: { name: 'a', ...(uid !== undefined && { uid }) }, ...more };
};
const container = { name: 'a', image: 'example.com/a:1' };
const job = (spec: JsonObject, pod: JsonObject = {}): JsonObject => ({
  spec: { ...spec, template: { spec: { containers: [container], ...pod } } },
});

const CLAIM = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } };
const { storageClassName: _, ...WITHOUT_CLASS } = CLAIM;
const BALANCED = { type: 'LoadBalancer', loadBalancerClass: 'example.com/a' };

test.each<readonly [type: string, before: JsonObject, after: JsonObject, paths: readonly string[]]>([
  ['batch/v1 Job', job({ completions: 1 }), job({ completions: 2 }), ['spec.completions']],
  [
    'batch/v1 Job',
    job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    job({ completionMode: 'Indexed', completions: 3, parallelism: 3 }),
    [],
  ],
  ['batch/v1 Job', job({}), job({}, { nodeSelector: { a: 'b' } }), ['spec.template']],
  ['batch/v1 Job', job({ suspend: true }), job({ suspend: true }, { nodeSelector: { a: 'b' } }), []],
  ['batch/v1 Job', job({ suspend: true }), job({ suspend: true }, { hostNetwork: true }), ['spec.template']],
  ['v1 PersistentVolumeClaim', { spec: CLAIM }, { spec: WITHOUT_CLASS }, ['spec.storageClassName']],
  ['v1 PersistentVolumeClaim', { spec: CLAIM }, { spec: { ...CLAIM, volumeMode: 'Filesystem' } }, []],
  [
    'v1 PersistentVolumeClaim',
    { spec: CLAIM },
    { spec: { ...CLAIM, resources: { requests: { storage: '2Gi' } } } },
    [],
  ],
  ['v1 Service', { spec: BALANCED }, { spec: { type: 'LoadBalancer' } }, ['spec.loadBalancerClass']],
  ['v1 Service', { spec: BALANCED }, { spec: { type: 'ClusterIP' } }, []],
  ['v1 Service', { spec: { clusterIP: 'None' } }, { spec: {} }, []],
  ['v1 ResourceQuota', { spec: { scopes: ['BestEffort'] } }, { spec: { scopes: [] } }, ['spec.scopes']],
  ['v1 Secret', { immutable: true, data: { a: 'YQ==' } }, { immutable: true, data: {} }, ['data']],
  ['scheduling.k8s.io/v1 PriorityClass', { value: 1 }, { value: 1, preemptionPolicy: 'PreemptLowerPriority' }, []],
  ['storage.k8s.io/v1 CSIDriver', { spec: {} }, { spec: { podInfoOnMount: true } }, ['spec.podInfoOnMount']],
])('%s: %j to %j', (type, before, after, paths) => {
  expect(immutableDifferences(object(type, before), object(type, after)).map(({ path }) => path)).toEqual(paths);
});

test('what a cluster assigned or filled in is no difference from the manifest', () => {
  const claim = object('v1 PersistentVolumeClaim', { spec: { ...CLAIM, volumeName: 'pvc-1' } }, '1');
  expect(immutableDifferences(claim, object('v1 PersistentVolumeClaim', { spec: WITHOUT_CLASS }))).toEqual([]);
  const filled = {
    ...container,
    imagePullPolicy: 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  };
  const template = {
    metadata: { labels: { 'job-name': 'a' } },
    spec: { containers: [filled], schedulerName: 'default-scheduler' },
  };
  const runs = object(
    'batch/v1 Job',
    { spec: { completions: 1, selector: { matchLabels: { x: 'y' } }, template } },
    '1',
  );
  expect(immutableDifferences(runs, object('batch/v1 Job', job({})))).toEqual([]);
  const other = job({}, { containers: [{ ...container, image: 'example.com/a:2' }] });
  expect(immutableDifferences(runs, object('batch/v1 Job', other)).map(({ path }) => path)).toEqual(['spec.template']);
});
