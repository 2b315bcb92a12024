import { foundationOrigins } from '../../lib/foundation/foundation-origins';
import { ClusterStorage } from '../../lib/foundation/cluster-storage';
import type { JsonObject } from '../../lib/values/json';

const [operator, storage] = ClusterStorage.rookCeph({ replicas: 3 }).content.units;

function originsOf(unit: typeof operator, content: JsonObject): string[] {
  const document = { content, index: 0, file: 'f.yaml', creator: 'rack/foundation', unit: undefined };
  const stated = { unit: unit!, option: 'storage', of: 'rack/foundation', hasRegistry: true } as const;
  return foundationOrigins(document, stated).map(({ at, text, source = '' }) =>
    `${at.join('.')}: ${text} ${source}`.trim(),
  );
}

test('an object follows from the option of its part, and its image from the registry', () => {
  const origins = originsOf(storage, storage?.objects.find(({ kind }) => kind === 'CephCluster') as JsonObject);
  expect(origins[0]).toBe('spec.cephVersion.image: registry');
  expect(origins).toContainEqual(expect.stringMatching(/^spec: storage https:\/\/github\.com\/rook\/rook\/tree\/v/));
});

test('a kustomization follows from the same option, and the Application that delivers it does not', () => {
  expect(originsOf(operator, { kind: 'Kustomization', resources: ['a.yaml'] })).toContain('images: registry');
  expect(originsOf(operator, { kind: 'Application', metadata: {}, spec: {} })).toEqual([]);
});
