import { unknownField } from '../../../lib/checks/cel/unknown-field';

const SCHEMA = {
  type: 'object',
  properties: {
    size: { type: 'integer' },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    owner: { type: 'object', properties: { name: { type: 'string' } } },
    list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
  },
};

test.each([
  ['self.sise > 0', 'self.sise'],
  ['has(self.owner.nam)', 'self.owner.nam'],
  ['self.list.all(x, x.a == self.owner.title)', 'self.owner.title'],
  ['self.?owner.?titel.hasValue()', 'self.owner.titel'],
])('%s uses %s', (source, field) => {
  expect(unknownField(source, SCHEMA)).toBe(field);
});

test.each([
  'self.size > 0 && self.owner.name.size() > 3',
  'self.free.anything == 1 && self.labels.app == "a"',
  'self.list.all(x, x.b == 1)',
  'self.metadata.name == "a" && self.kind == "B"',
  'self.__namespace__ == 1 && oldSelf.sise == 1',
  'self.size >',
])('%s uses no other field', (source) => {
  expect(unknownField(source, SCHEMA)).toBeUndefined();
});
