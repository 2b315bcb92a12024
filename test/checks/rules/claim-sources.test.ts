import { findingsOf } from '../rich-objects';

const SNAPSHOT = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' };

test.each([
  [{ kind: 'PersistentVolumeClaim', name: 'a' }, []],
  [SNAPSHOT, []],
  [{ kind: 'VolumeSnapshot', name: 'a' }, ['warning spec.dataSource']],
  [{ apiGroup: 'example.com', kind: 'Backup', name: 'a' }, ['warning spec.dataSource']],
  [{}, ['warning spec.dataSource']],
  [{ kind: 'PersistentVolumeClaim', name: '' }, ['error spec.dataSource.name']],
])('a claim with content from %j', (dataSource, found) => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, dataSource };
  const metadata = { name: 'b', namespace: 'shop' };
  const findings = findingsOf({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
  expect(findings.map(({ severity, field }) => `${severity} ${field}`)).toEqual(found);
});
