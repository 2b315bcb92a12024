import { typeOfExpression } from '../../../lib/checks/cel/expression-type';
import { typeOfSchema } from '../../../lib/checks/cel/static-type';
import type { JsonObject } from '../../../lib/values/json';

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    size: { type: 'integer' },
    share: { type: 'number' },
    on: { type: 'boolean' },
    port: { 'x-kubernetes-int-or-string': true },
    any: { 'x-kubernetes-preserve-unknown-fields': true },
    since: { type: 'string', format: 'date-time' },
    names: { type: 'array', items: { type: 'string' } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    parts: {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } },
    },
    open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'string' } } },
  },
};
const self = typeOfSchema(SCHEMA);
const VARIABLES = new Map(self === undefined ? [] : [['self', self]]);

test.each([
  ["self.name == 'a' && self.size > 1.5 || !self.on", 'bool'],
  ["self.parts.all(p, p.name != '' && p.size in [1, 2])", 'bool'],
  ["self.parts.filter(p, p.size > 0).map(p, p.name).exists(n, n.startsWith('a'))", 'bool'],
  ["has(self.labels.x) ? self.labels.x : self.labels['y']", 'string'],
  ["self.names + ['a']", 'list'],
  ['self.size + 1 * -self.size', 'int'],
  ["'a' in self.labels && self.labels.all(k, k.size() < 63)", 'bool'],
  ["self.names.join(',').split(',')[0]", 'string'],
  ['size(self.names) == self.name.size()', 'bool'],
  ['self.labels == {} || self.parts == []', 'bool'],
  ['self.names.all(n, self.names.exists_one(m, m == n))', 'bool'],
  // Of these, no more is known.
  ["self.port == 1 || self.port == '80%'", 'bool'],
  ["self.any.b.c > 1 || self.since > timestamp('2024-01-01T00:00:00Z')", 'bool'],
  ['self.open.b == self.open.a', 'bool'],
  ["sets.contains(self.names, ['a'])", undefined],
  ["cel.bind(n, self.name, n + 'a')", undefined],
  ['dyn(self.size)', undefined],
  ['other.name + 1', undefined],
])('%s gives %s', (source, kind) => {
  const { fault, type } = typeOfExpression(source, VARIABLES);
  expect([fault, type?.kind]).toEqual([undefined, kind]);
});

test.each([
  ['self.name && true', 'a string is no condition of &&'],
  ['!self.size', 'an int is no condition of !'],
  ['self.name ? 1 : 2', 'a string is no condition of ?'],
  ['self.size == self.name', '== is not for an int and a string'],
  ['self.share == 1', '== is not for a double and an int'],
  ['self.name == null', '== is not for a string and null'],
  ['self.name > 1', '> is not for a string and an int'],
  ['self.name + 1', '+ is not for a string and an int'],
  ['self.name in [1]', 'in is not for a string and an int'],
  ['self.size in self.name', 'a string has no items for in'],
  ['self.parts.all(p, p.nam == 1)', 'nothing has the field nam there'],
  ['self.parts.all(p, p.name)', 'a string is no condition of all'],
  ['self.names.exists(n, n.a == 1)', 'a string has no field a'],
  ['self.parts[0].name.first', 'a string has no field first'],
  ["self.parts['a'].name", 'a string is no index of a list'],
  ['self.name.all(c, true)', 'a string has no items for all'],
  ["self.size.startsWith('1')", 'startsWith is not for an int'],
  ['self.name.matches(1)', 'matches is not for an int'],
  ['size(self.size) > 1', 'an int has no size'],
  ['self.size.size() > 1', 'an int has no function size'],
  ['self.names[0][0]', 'a string has no items'],
  ['self.names.map(n, n + 1)', '+ is not for a string and an int'],
])('%s has a fault: %s', (source, fault) => expect(typeOfExpression(source, VARIABLES).fault).toBe(fault));
