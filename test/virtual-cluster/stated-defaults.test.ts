import { withStatedDefaults } from '../../lib/virtual-cluster/objects/stated-defaults';

test('a port of a NetworkPolicy gets its protocol unless it has one', () => {
  const policy = (ports: object[]): object => ({
    kind: 'NetworkPolicy',
    spec: { podSelector: {}, egress: [{ ports }, { to: [] }], ingress: [{ ports }] },
  });
  expect(withStatedDefaults(policy([{ port: 443 }, { port: 53, protocol: 'UDP' }]) as never)).toEqual(
    policy([
      { port: 443, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
    ]),
  );
});

test('a claim of a StatefulSet gets its type and its mode unless it has them', () => {
  const set = (claim: object): object => ({ kind: 'StatefulSet', spec: { volumeClaimTemplates: [claim] } });
  const typed = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
  expect(withStatedDefaults(set({ metadata: { name: 'data' }, spec: { accessModes: ['A'] } }) as never)).toEqual(
    set({ ...typed, metadata: { name: 'data' }, spec: { accessModes: ['A'], volumeMode: 'Filesystem' } }),
  );
  const block = set({ ...typed, metadata: { name: 'data' }, spec: { volumeMode: 'Block' } });
  expect(withStatedDefaults(block as never)).toEqual(block);
});

test('other objects, and a StatefulSet without claims, stay as they are', () => {
  for (const object of [
    { kind: 'StatefulSet', spec: { replicas: 1 } },
    { kind: 'ConfigMap', data: { ports: '' } },
  ]) {
    expect(withStatedDefaults(object as never)).toEqual(object);
  }
});
