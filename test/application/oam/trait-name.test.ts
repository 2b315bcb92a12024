import { traitHash } from '../../../lib/application/oam/trait-name';

describe('the hash in the name of a trait without a name', () => {
  test('of an empty trait, as the OAM runtime has it in its tests', () => {
    expect(traitHash({})).toBe('67b8949f8d');
  });

  test('of a trait as a cluster had it', () => {
    const trait = { kind: 'ManualScalerTrait', spec: { replicaCount: 2 }, apiVersion: 'core.oam.dev/v1alpha2' };
    expect(traitHash({ trait })).toBe('7df96844b');
  });

  test('does not depend on the order of keys, also of those that look like numbers', () => {
    const one = { spec: { 10: 'a', 9: 'b', x: 'c' } };
    const other = { spec: { x: 'c', 9: 'b', 10: 'a' } };
    expect(traitHash({ trait: one })).toBe(traitHash({ trait: other }));
  });

  test('depends on data inputs and outputs', () => {
    const trait = { kind: 'T' };
    const hashes = [
      traitHash({ trait }),
      traitHash({ trait, dataOutputs: [{ name: 'a', fieldPath: 'spec.a' }] }),
      traitHash({ trait, dataInputs: [{ valueFrom: { dataOutputName: 'a' }, toFieldPaths: ['spec.a'] }] }),
    ];
    expect(new Set(hashes).size).toBe(3);
  });
});
