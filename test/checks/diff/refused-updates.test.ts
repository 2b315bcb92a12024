import { compared, object } from './compared';

const definition = (spec: object) =>
  object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'webs.a.io', {
    spec: {
      group: 'a.io',
      scope: 'Namespaced',
      names: { kind: 'Web', plural: 'webs' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', ...spec } } } },
        },
      ],
    },
  });
const web = (spec: object) => object('a.io/v1 Web', 'web', { spec });
const rule = (text: string, message: string): object => ({ 'x-kubernetes-validations': [{ rule: text, message }] });
const FIXED = definition({ properties: { size: { type: 'integer', ...rule('self == oldSelf', 'size is fixed') } } });
const GROWING = definition({
  properties: { size: { type: 'integer', default: 1 } },
  ...rule('self.size >= oldSelf.size', 'it cannot shrink'),
});
const disks = (list: object): ReturnType<typeof definition> =>
  definition({
    properties: {
      disks: {
        type: 'array',
        ...list,
        items: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            zone: { type: 'string', default: 'a' },
            size: { type: 'integer', ...rule('self >= oldSelf', 'a disk cannot shrink') },
          },
        },
      },
    },
  });
const LISTED = disks({});
const SET = disks({ 'x-kubernetes-list-type': 'set' });
const KEYED = disks({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name', 'zone'] });

const OPTIONAL = definition({
  properties: {
    size: {
      type: 'integer',
      'x-kubernetes-validations': [
        { rule: 'oldSelf.orValue(0) <= self', message: 'it cannot shrink', optionalOldSelf: true },
      ],
    },
  },
});

test.each([
  [
    'a lower value with an optional',
    OPTIONAL,
    { size: 2 },
    { size: 1 },
    'spec.size: the API server refuses this update: it cannot shrink',
  ],
  ['another value', FIXED, { size: 1 }, { size: 2 }, 'spec.size: the API server refuses this update: size is fixed'],
  ['a lower value', GROWING, { size: 2 }, { size: 1 }, 'spec: the API server refuses this update: it cannot shrink'],
  [
    'a lower value of an item in another place',
    KEYED,
    { disks: [{ name: 'a', size: 2 }] },
    {
      disks: [
        { name: 'a', zone: 'b', size: 1 },
        { name: 'a', zone: 'a', size: 1 },
      ],
    },
    'spec.disks[1].size: the API server refuses this update: a disk cannot shrink',
  ],
  ['a lower default', GROWING, { size: 2 }, {}, 'spec: the API server refuses this update: it cannot shrink'],
])('%s is refused', (_, crd, before, after, text) => {
  const [change] = compared([crd, web(before)], [crd, web(after)]);
  expect([change?.risk, change?.reasons[0]?.text]).toEqual(['immutable', text]);
});

test.each([
  ['a higher value with an optional', OPTIONAL, { size: 1 }, { size: 2 }],
  ['a higher value', GROWING, { size: 1 }, { size: 2 }],
  ['a first value', FIXED, {}, { size: 2 }],
  ['no value any more', FIXED, { size: 2 }, {}],
  ['an item of a list without keys', LISTED, { disks: [{ name: 'a', size: 2 }] }, { disks: [{ name: 'a', size: 1 }] }],
  ['an item of a set', SET, { disks: [{ name: 'a', size: 2 }] }, { disks: [{ name: 'a', size: 1 }] }],
  ['an item with other keys', KEYED, { disks: [{ name: 'a', size: 2 }] }, { disks: [{ name: 'b', size: 1 }] }],
  ['a new list of items', KEYED, {}, { disks: [{ name: 'b', size: 1 }] }],
])('%s is taken', (_, crd, before, after) => {
  expect(compared([crd, web(before)], [crd, web(after)])[0]?.risk).toBe('change');
});

test('values that the definition refuses are compared without an error', () => {
  const typed = definition({
    properties: {
      size: { type: 'integer', ...rule('self == oldSelf', 'size is fixed') },
      at: { type: 'string', format: 'date-time', ...rule('self == oldSelf', 'the time is fixed') },
    },
  });
  for (const spec of [{ size: 1.5 }, { size: -5e-324 }, { size: '1' }, { at: 'never' }, { at: '' }, { at: 1 }]) {
    const before = [typed, web({ size: 1, at: '2026-01-01T00:00:00Z' })];
    expect(compared(before, [typed, web({ size: 1, at: '2026-01-01T00:00:00Z', ...spec })])).not.toEqual([]);
  }
});
