import { App, Chart, Testing } from 'cdk8s';
import { Cni, DevProfile, VolumeClaimTemplate, type ProfileProps } from '../../lib';
import { mergePatch } from '../../lib/resource/merge-patch';
import type { JsonObject } from '../../lib/values/json';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

const profile = (props: ProfileProps): DevProfile =>
  new DevProfile(new Chart(new App(), 'chart'), 'vz', { kubernetes, ...props });

const synthesized = (props: ProfileProps) => {
  const chart = new Chart(new App(), 'chart');
  new DevProfile(chart, 'vz', { kubernetes, ...props });
  return Testing.synth(chart)[0];
};

// Those of RFC 7396, appendix A, that patch objects with objects.
test.each<[JsonObject, JsonObject, JsonObject]>([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched with %j', (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result);
});

test('a key __proto__ is a member', () => {
  const patch = JSON.parse('{"__proto__": {"polluted": true}}') as JsonObject;
  const result = mergePatch({}, patch);
  expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":true}}');
  expect('polluted' in result).toBe(false);
});

describe('the patch of a profile', () => {
  const patch = { defaultVolumeSource: { hostPath: { path: '/data' } }, components: { kiali: { enabled: null } } };

  test('comes after the typed options, and everything sees it', () => {
    const made = profile({ components: { kiali: { enabled: false }, velero: { enabled: true } }, patch });
    expect(made.resource.spec).toMatchObject({
      defaultVolumeSource: { hostPath: { path: '/data' } },
      components: { kiali: {}, velero: { enabled: true } },
    });
    expect(made.isEnabled('kiali-server')).toBe(true);
    expect(made.effective.spec.defaultVolumeSource).toEqual({ hostPath: { path: '/data' } });
  });

  test('is checked by the rules', () => {
    const chart = new Chart(new App(), 'chart');
    const made = new DevProfile(chart, 'vz', { kubernetes, patch: { profile: 'nope' } });
    expect(made.node.validate().join('\n')).toContain('create.profile-name');
  });
});

test('an installed resource is checked as an update', () => {
  const patch = { profile: 'managed-cluster,dev' };
  expect(profile({ patch }).node.validate().join('\n')).toContain('create.profile-name');
  expect(profile({ patch, installed: true }).node.validate()).toEqual([]);
});

test('labels and annotations are in the output; those of the installer win', () => {
  const syncOptions = 'argocd.argoproj.io/sync-options';
  const props = { labels: { team: 'platform' }, annotations: { note: 'mine', [syncOptions]: 'Prune=true' } };
  expect(synthesized(props)?.metadata).toEqual({
    name: 'verrazzano',
    namespace: 'default',
    labels: { team: 'platform' },
    annotations: { note: 'mine', [syncOptions]: expect.stringContaining('Prune=false') },
  });
});

test('a claim template may name no StorageClass', () => {
  const template = { name: 'data', storage: '1Gi' };
  const classes = [undefined, null, 'fast'].map((storageClass) => {
    const { spec } = VolumeClaimTemplate.of({ ...template, storageClass }).toSpec('standard') as { spec: JsonObject };
    return spec.storageClassName;
  });
  expect(classes).toEqual(['standard', undefined, 'fast']);
});
