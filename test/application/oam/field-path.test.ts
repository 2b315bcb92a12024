import { FieldPathError, fieldPathSteps, fieldPathValue, setFieldPath } from '../../../lib/application/oam/field-path';
import type { Fields } from '../../../lib/application/oam/object';

test('steps', () => {
  expect(fieldPathSteps('spec.containers[0].env[12].value')).toEqual(['spec', 'containers', 0, 'env', 12, 'value']);
  expect(fieldPathSteps('metadata.labels[app.oam.dev/name]')).toEqual(['metadata', 'labels', 'app.oam.dev/name']);
  expect(fieldPathSteps('labels["a.b"]')).toEqual(['labels', 'a.b']);
  expect(fieldPathSteps("labels['a.b'].'c'")).toEqual(['labels', 'a.b', 'c']);
  expect(fieldPathSteps('a[4294967296]')).toEqual(['a', '4294967296']);
  expect(fieldPathSteps('[0].a[1]b')).toEqual([0, 'a', 1, 'b']);
});

test.each(['', 'a[', 'a]', 'a[]', '.a', 'a.', 'a..b', 'a.[0]', 'a[0].'])('%p is not a path', (path) => {
  expect(() => fieldPathSteps(path)).toThrow(FieldPathError);
});

test('sets values, and makes what is missing', () => {
  const object: Fields = { list: [{ a: 1 }] };
  setFieldPath(object, 'list[0].a', 2);
  setFieldPath(object, 'list[2].b', 'x');
  setFieldPath(object, 'm.n[1]', true);
  expect(object).toEqual({ list: [{ a: 2 }, null, { b: 'x' }], m: { n: [null, true] } });
});

test('a name such as __proto__ is a key like any other', () => {
  const object: Fields = {};
  setFieldPath(object, '__proto__.polluted', 'x');
  expect(({} as Fields).polluted).toBeUndefined();
  expect(Object.keys(object)).toEqual(['__proto__']);
});

test('refuses a path through a string', () => {
  expect(() => setFieldPath({ a: 'x' }, 'a.b', 1)).toThrow(FieldPathError);
  expect(() => setFieldPath({ a: {} }, 'a[0]', 1)).toThrow(FieldPathError);
});

test('finds values', () => {
  const object = { a: [{ b: 'c' }] };
  expect(fieldPathValue(object, 'a[0].b')).toBe('c');
  expect(fieldPathValue(object, 'a[1].b')).toBeUndefined();
  expect(() => fieldPathValue(object, 'a.b')).toThrow(FieldPathError);
});
