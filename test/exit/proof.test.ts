import { adopt } from '../../lib/exit/adopt/adopt';
import { adoptedPlatform } from '../../lib/exit/adopt/adopt-platform';
import { planOf } from '../../lib/exit/plan/plan';
import { describeProof, proofOf } from '../../lib/exit/proof/proof';
import { afterStep } from '../../lib/exit/proof/simulate';
import type { JsonObject } from '../../lib/values/json';
import { listOf, modelObjects } from '../../scripts/exit/model-dump';

const RESOURCE: JsonObject = {
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: { name: 'verrazzano', namespace: 'default', finalizers: ['install.verrazzano.io'] },
  spec: { profile: 'prod', version: '1.7.2' },
  status: { state: 'Ready', version: '1.7.2' },
};

function cluster(): JsonObject[] {
  const result = adoptedPlatform(RESOURCE as never, {
    kubernetesVersion: '1.27',
    cni: 'calico',
    storageClass: 'standard',
  });
  if (!('platform' in result)) throw new Error('no platform');
  const owner = {
    apiVersion: 'verrazzano.io/v1',
    kind: 'VerrazzanoMonitoringInstance',
    name: 'system',
    uid: 'u',
    controller: true,
  };
  const objects = modelObjects(result.platform).map((object): JsonObject => {
    const metadata = object.metadata as JsonObject;
    return metadata.name === 'vmi-system-grafana'
      ? { ...object, metadata: { ...metadata, ownerReferences: [owner] } }
      : object;
  });
  const instance = {
    apiVersion: 'verrazzano.io/v1',
    kind: 'VerrazzanoMonitoringInstance',
    metadata: { name: 'system', namespace: 'verrazzano-system' },
  };
  return [RESOURCE, instance, ...objects];
}

test('no step of a plan takes a selector, Service, principal, volume or traffic with it', () => {
  let objects: readonly JsonObject[] = cluster();
  const plan = planOf(adopt([{ file: 'dump.json', documents: [listOf(objects)] }]));
  const differences = plan.flatMap((step) => {
    const before = objects;
    objects = afterStep(before, step);
    if (objects === before) return [];
    const named = step.changes.map(({ object }) => object);
    // What is in the namespace that goes is of the operator that is taken out.
    return proofOf(before, objects).filter(
      ({ object }) => !named.includes(object) && !object.includes('verrazzano-install'),
    );
  });
  expect(differences.map(describeProof)).toEqual([]);
  expect(objects.some((object) => (object.metadata as JsonObject).name === 'vmi-system-grafana')).toBe(true);
}, 30_000);

test('a deletion without the steps before it is seen', () => {
  const objects = cluster();
  const step = {
    changes: [{ verb: 'delete' as const, object: 'VerrazzanoMonitoringInstance verrazzano-system/system' }],
  };
  const gone = proofOf(objects, afterStep(objects, step as never)).filter(({ subject }) => subject === 'object');
  expect(gone.map(describeProof)).toContain('object: Deployment verrazzano-system/vmi-system-grafana is gone');
});

test('every aspect of a workload and a Service counts', () => {
  const workload = (spec: JsonObject, pod: JsonObject = {}): JsonObject => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'mysql', namespace: 'keycloak' },
    spec: {
      selector: { matchLabels: { app: 'mysql' } },
      template: { metadata: { labels: { app: 'mysql' } }, spec: pod },
      ...spec,
    },
  });
  const subjects = (before: JsonObject, after: JsonObject): string[] =>
    proofOf([before], [after]).map(({ subject }) => subject);
  const base = workload({});
  expect(subjects(base, base)).toEqual([]);
  expect(subjects(base, workload({ selector: { matchLabels: { app: 'x' } } }))).toEqual(['selector']);
  expect(subjects(base, workload({}, { serviceAccountName: 'mysql' }))).toEqual(['principal']);
  expect(subjects(base, workload({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }))).toEqual([
    'volume',
  ]);
  const env = [{ name: 'P', valueFrom: { secretKeyRef: { name: 'other', key: 'p' } } }];
  expect(subjects(base, workload({}, { containers: [{ name: 'a', env }] }))).toEqual(['secret']);
  const service = (port: number): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'mysql', namespace: 'keycloak' },
    spec: { ports: [{ port }] },
  });
  expect(proofOf([service(3306)], [service(3307)]).map(({ subject }) => subject)).toEqual(['service']);
  expect(proofOf([service(3306)], []).map(describeProof)).toEqual(['object: Service keycloak/mysql is gone']);
});
