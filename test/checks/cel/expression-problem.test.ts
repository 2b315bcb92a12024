import { expressionProblem } from '../../../lib/checks/cel/expression-problem';

test.each([
  'true',
  'object.metadata.name.startsWith("a") && !has(object.spec.b)',
  'object.spec.containers.all(c, c.image.matches(r"^a\\d") || type(c.name) == string)',
  'object.spec.map(k, v, k + v).exists(x, x == "a")',
  'object.?a.optMap(x, x > 1).orValue(false)',
  'cel.bind(limit, 5, object.a < limit)',
  'ip(object.ip).family() == 4 && quantity("1Gi").isGreaterThan(quantity(object.size))',
  // Not read here, and taken by API servers.
  'Object{spec: Object.spec{a: 1}}',
  'object.`a-b` == 1',
  '.object.a == 1 && !.object.b',
])('nothing is wrong with %s', (source) => {
  expect(expressionProblem(source, ['object'])).toBeUndefined();
});

test.each([
  ['object.a ==', 'Unexpected token: EOF'],
  ['object.a = 1', 'Unexpected character: ='],
  ['(object.a', 'Expected RPAREN, got EOF'],
  ['object.a b', "Unexpected character: 'b'"],
  ['"a', 'Unterminated string'],
  ['objet.a == 1', 'nothing has the name objet'],
  ['object.list.all(c, d.a == 1)', 'nothing has the name d'],
])('%s has a problem: %s', (source, problem) => {
  expect(expressionProblem(source, ['object'])).toBe(problem);
});
