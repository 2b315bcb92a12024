import { strategicMerge } from '../../../../lib/cli/check/kustomize/strategic-merge';
import { nativeSchema } from '../../../../lib/checks/schema/known-kinds';
import type { JsonObject } from '../../../../lib/values/json';

const SCHEMA = nativeSchema('/v1/Pod', 36);
const POD: JsonObject = {
  metadata: { name: 'web', labels: { a: '1', b: '2' }, finalizers: ['x'] },
  spec: {
    containers: [
      {
        name: 'web',
        args: ['a', 'b'],
        ports: [
          { containerPort: 80, name: 'http' },
          { containerPort: 53, protocol: 'UDP' },
        ],
      },
      { name: 'side', image: 'side:1' },
    ],
    tolerations: [{ key: 'a' }],
    volumes: [{ name: 'data', emptyDir: {} }],
    nodeSelector: { disk: 'fast' },
  },
};

/** Patches and what comes of the spec; the same as `kustomize build` of 5.0 makes, apart from the order of items. */
test.each<[string, JsonObject, JsonObject]>([
  [
    'items by their name',
    { containers: [{ name: 'side', image: 'side:2' }] },
    { 'containers.1': { name: 'side', image: 'side:2' } },
  ],
  ['new items after those of the object', { containers: [{ name: 'new' }] }, { 'containers.2': { name: 'new' } }],
  [
    'items that go',
    { containers: [{ name: 'web', $patch: 'delete' }] },
    { containers: [{ name: 'side', image: 'side:1' }] },
  ],
  [
    'a list that is replaced',
    { containers: [{ $patch: 'replace' }, { name: 'new' }] },
    { containers: [{ name: 'new' }] },
  ],
  ['lists without keys', { tolerations: [{ key: 'b' }] }, { tolerations: [{ key: 'b' }] }],
  ['lists of texts', { containers: [{ name: 'web', args: ['c'] }] }, { 'containers.0.args': ['c'] }],
  [
    'ports by number and protocol',
    { containers: [{ name: 'web', ports: [{ containerPort: 53, protocol: 'UDP', name: 'dns' }] }] },
    {
      'containers.0.ports': [
        { containerPort: 80, name: 'http' },
        { containerPort: 53, protocol: 'UDP', name: 'dns' },
      ],
    },
  ],
  ['fields that go', { nodeSelector: null }, { nodeSelector: undefined }],
  ['the last field of a map', { nodeSelector: { disk: null } }, { nodeSelector: {} }],
  ['a map that is replaced', { nodeSelector: { $patch: 'replace', zone: 'a' } }, { nodeSelector: { zone: 'a' } }],
  ['a map that is merged', { nodeSelector: { zone: 'a' } }, { nodeSelector: { disk: 'fast', zone: 'a' } }],
])('%s', (_, spec, expected) => {
  const merged = strategicMerge(POD, { spec }, SCHEMA);
  for (const [path, value] of Object.entries(expected)) {
    const found = path.split('.').reduce<unknown>((inner, step) => (inner as JsonObject)[step], merged?.spec);
    expect(found).toEqual(value);
  }
});

test('sets have what a patch adds, an object may go, and kinds without a schema have no keys', () => {
  expect(strategicMerge(POD, { metadata: { finalizers: ['y', 'x'] } }, SCHEMA)?.metadata).toMatchObject({
    finalizers: ['x', 'y'],
  });
  expect(strategicMerge(POD, { $patch: 'delete' }, SCHEMA)).toBeUndefined();
  const custom = strategicMerge({ spec: { list: [{ name: 'a' }] } }, { spec: { list: [{ name: 'b' }] } }, undefined);
  expect(custom).toEqual({ spec: { list: [{ name: 'b' }] } });
});
