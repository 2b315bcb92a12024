import type { JsonObject } from '../../lib/values/json';
import { virtualClusterOrigins } from '../../lib/virtual-cluster/object-origins';
import { VirtualStore } from '../../lib/virtual-cluster/options/virtual-store';
import { settingOrigins } from '../../lib/virtual-cluster/setting-origins';

function originsOf(name: string): string[] {
  const content = { kind: 'NetworkPolicy', metadata: { name } };
  const document = { content, index: 0, file: 'f.yaml', creator: 'host/team-a', unit: undefined };
  return virtualClusterOrigins(document, { namespace: 'team-a' }, {}, 'host/team-a', 'team-a').map(({ text }) => text);
}

test('policies of the chart follow from its templates, and those for admitFrom from the option', () => {
  expect(originsOf('vc-work-team-a')).toContain('what chart vcluster 0.24.2 makes for NetworkPolicy');
  for (const name of ['team-a-workloads', 'team-a-control-plane']) {
    expect(originsOf(name)[0]).toBe('isolation.admitFrom');
    expect(originsOf(name).join()).not.toContain('what chart vcluster');
  }
});

test('replicas, sizes and other settings follow from their options, and otherwise from the chart', () => {
  const claim = {
    spec: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '9Gi' } } },
  };
  const template = { spec: { tolerations: [], containers: [{ name: 'syncer', resources: { limits: {} } }] } };
  const workload = (app: string) => ({
    kind: 'StatefulSet',
    metadata: { name: 'a', labels: { app } },
    spec: { replicas: 3, volumeClaimTemplates: [claim], template },
  });
  const props = {
    namespace: 'team-a',
    replicas: 3,
    volume: { size: '9Gi', storageClass: 'fast' },
    store: VirtualStore.deployedEtcd({ replicas: 3 }),
    values: { controlPlane: { statefulSet: { scheduling: { tolerations: [] } } } },
  };
  const originsIn = (content: JsonObject): Readonly<Record<string, string>> =>
    Object.fromEntries(
      settingOrigins(content, props, 'host/team-a').map(({ at, kind, text }) => [at.join('.'), `${kind} ${text}`]),
    );
  const chart = (setting: string): string => `default no option states ${setting}: the value of chart vcluster 0.24.2`;
  const container = 'spec.template.spec.containers.0';
  expect(originsIn(workload('vcluster'))).toEqual({
    'spec.replicas': 'option replicas',
    'spec.volumeClaimTemplates.0.spec.accessModes': chart(
      'controlPlane.statefulSet.persistence.volumeClaim.accessModes',
    ),
    'spec.volumeClaimTemplates.0.spec.storageClassName': 'option volume.storageClass',
    'spec.volumeClaimTemplates.0.spec.resources.requests.storage': 'option volume.size',
    'spec.template.spec.tolerations': 'option values.controlPlane.statefulSet.scheduling.tolerations',
    [`${container}.resources`]: chart('controlPlane.statefulSet.resources'),
  });
  const etcd = 'controlPlane.backingStore.etcd.deploy.statefulSet';
  expect(originsIn(workload('vcluster-etcd'))).toMatchObject({
    'spec.replicas': 'option store',
    'spec.volumeClaimTemplates.0.spec.resources.requests.storage': chart(`${etcd}.persistence.volumeClaim.size`),
  });
  expect(originsIn({ kind: 'ResourceQuota', spec: { hard: {} } })).toEqual({
    'spec.hard': chart('policies.resourceQuota.quota'),
  });
});
