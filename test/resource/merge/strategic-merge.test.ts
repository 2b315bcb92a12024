import { list, listByKey, map, object, replaced, text, struct } from '../../../lib/resource/merge/field';
import { MergeError, MergeProblems } from '../../../lib/resource/merge/merge-error';
import { strategicMerge } from '../../../lib/resource/merge/strategic-merge';
import type { JsonObject } from '../../../lib/values/json';

const fields = struct({
  section: object({ a: text, b: text }),
  whole: replaced(object({ a: text, b: text })),
  words: list(text),
  labels: map(text),
  nodes: listByKey('name', { name: text, roles: list(text), requests: map(text) }),
});

function merge(earlier: JsonObject, later: JsonObject): JsonObject {
  const problems = new MergeProblems();
  const result = strategicMerge(earlier, later, fields, 'spec', problems);
  problems.throwIfAny();
  return result;
}

const names = (...all: string[]): JsonObject => ({ nodes: all.map((name) => ({ name })) });

describe('strategicMerge', () => {
  test('objects and maps merge key by key, scalars of the later side win', () => {
    expect(merge({ section: { a: '1', b: '1' } }, { section: { b: '2' } })).toEqual({ section: { a: '1', b: '2' } });
    expect(merge({ labels: { a: '1' } }, { labels: { b: '2' } })).toEqual({ labels: { a: '1', b: '2' } });
  });

  test('an object may be replaced as a whole', () => {
    expect(merge({ whole: { a: '1' } }, { whole: { b: '2' } })).toEqual({ whole: { b: '2' } });
  });

  test('lists are replaced, even by an empty one', () => {
    expect(merge({ words: ['a', 'b'] }, { words: ['c'] })).toEqual({ words: ['c'] });
    expect(merge({ words: ['a', 'b'] }, { words: [] })).toEqual({ words: [] });
  });

  test('a null of the later side removes the member; undefined counts as absent', () => {
    expect(merge({ section: { a: '1', b: '1' } }, { section: { a: null, b: undefined } })).toEqual({
      section: { b: '1' },
    });
  });

  test('values of different types: the later one wins', () => {
    expect(merge({ section: 'a' }, { section: { b: '2' } })).toEqual({ section: { b: '2' } });
    expect(merge({ nodes: 'a' }, names('x'))).toEqual(names('x'));
  });

  test('items with the same key merge deeply, inner lists are replaced', () => {
    expect(
      merge(
        { nodes: [{ name: 'x', roles: ['a', 'b'], requests: { cpu: '1', memory: '1' } }] },
        { nodes: [{ name: 'x', roles: ['c'], requests: { memory: '2' } }] },
      ),
    ).toEqual({ nodes: [{ name: 'x', roles: ['c'], requests: { cpu: '1', memory: '2' } }] });
  });

  test('later items of one name collapse, if the earlier side has the list', () => {
    const twice = {
      nodes: [
        { name: 'a', roles: ['r'] },
        { name: 'a', requests: { cpu: '1' } },
      ],
    };
    expect(merge(names('x'), twice)).toEqual({
      nodes: [{ name: 'a', roles: ['r'], requests: { cpu: '1' } }, { name: 'x' }],
    });
    expect(merge({}, twice)).toEqual(twice);
  });

  test.each([
    // earlier, later, merged
    ['a b c', 'c a', 'b c a'],
    ['a b c', 'c', 'a b c'],
    ['a b c', 'a', 'a b c'],
    ['a b c', 'x', 'x a b c'],
    ['a b c', 'x c y', 'x a b c y'],
    ['a b c d', 'd b', 'a c d b'],
    ['data ingest master', 'master data', 'ingest master data'],
  ])('order: %s merged with %s is %s', (earlier, later, expected) => {
    expect(merge(names(...earlier.split(' ')), names(...later.split(' ')))).toEqual(names(...expected.split(' ')));
  });

  test('an item without its key fails, if both sides have the list', () => {
    const keyless = { nodes: [{ name: 'a' }, { roles: ['r'] }] };
    expect(() => merge(names('x'), keyless)).toThrow(MergeError);
    expect(() => merge(names('x'), keyless)).toThrow(
      '[spec.nodes[1]] has no name, and lists that both the profile and the resource have are merged by name; ' +
        'got {"roles":["r"]}; allowed items with a name; give the item a name',
    );
    expect(merge({}, keyless)).toEqual(keyless);
  });

  test('hostile keys stay data', () => {
    const hostile = JSON.parse(
      '{"section":{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}}',
    ) as JsonObject;
    const merged = merge({ section: { a: '1' } }, hostile);
    expect(Object.keys(merged.section as JsonObject).sort()).toEqual(['__proto__', 'a', 'constructor']);
    expect('polluted' in {}).toBe(false);
    expect(Object.getPrototypeOf(merged.section)).toBe(Object.prototype);
  });
});
