import { isJsonPatch, withJsonPatch } from '../../../../lib/cli/check/kustomize/json-patch';
import type { JsonObject, JsonValue } from '../../../../lib/values/json';

const OBJECT: JsonObject = { a: { 'b/c': 1, 'd~e': 2 }, list: ['x', 'y'] };

/** Source: RFC 6902 and RFC 6901. */
test.each<[JsonObject, JsonObject]>([
  [{ op: 'add', path: '/a/f', value: 3 }, { a: { 'b/c': 1, 'd~e': 2, f: 3 } }],
  [{ op: 'replace', path: '/a/b~1c', value: 3 }, { a: { 'b/c': 3, 'd~e': 2 } }],
  [{ op: 'remove', path: '/a/d~0e' }, { a: { 'b/c': 1 } }],
  [{ op: 'add', path: '/list/-', value: 'z' }, { list: ['x', 'y', 'z'] }],
  [{ op: 'add', path: '/list/1', value: 'z' }, { list: ['x', 'z', 'y'] }],
  [{ op: 'remove', path: '/list/0' }, { list: ['y'] }],
  [{ op: 'replace', path: '/list/0', value: null }, { list: [null, 'y'] }],
  [{ op: 'copy', from: '/list', path: '/a/list' }, { a: { 'b/c': 1, 'd~e': 2, list: ['x', 'y'] } }],
  [{ op: 'move', from: '/list/0', path: '/list/1' }, { list: ['y', 'x'] }],
  [{ op: 'test', path: '/list', value: ['x', 'y'] }, { list: ['x', 'y'] }],
])('%j is applied', (operation, expected) => {
  expect(withJsonPatch(OBJECT, [operation])).toMatchObject(expected);
  expect(OBJECT).toEqual({ a: { 'b/c': 1, 'd~e': 2 }, list: ['x', 'y'] });
});

test.each<JsonObject>([
  { op: 'add', path: '/absent/b', value: 1 },
  { op: 'add', path: '/list/3', value: 1 },
  { op: 'add', path: 'a', value: 1 },
  { op: 'add', path: '/a/__proto__', value: {} },
  { op: 'replace', path: '/a/absent', value: 1 },
  { op: 'remove', path: '/list/2' },
  { op: 'remove', path: '' },
  { op: 'test', path: '/list/0', value: 'y' },
  { op: 'move', from: '/absent', path: '/a' },
  { op: 'other', path: '/a' },
  { op: 'add', path: '/a' },
])('%j fails', (operation) => {
  expect(withJsonPatch(OBJECT, [operation])).toBeUndefined();
});

test.each<[JsonValue | undefined, boolean]>([
  [[{ op: 'add', path: '/a', value: 1 }], true],
  [[{ kind: 'Pod' }], false],
  [{ op: 'add' }, false],
  [undefined, false],
])('%j is a list of operations: %j', (value, expected) => {
  expect(isJsonPatch(value)).toBe(expected);
});
