import { GroupedBy } from '../../lib/values/grouped-by';

test('items are found by each of their keys, in their order', () => {
  const words = new GroupedBy<string>((text) => new Set(text));
  const list = ['ab', 'bc', 'cab'];
  expect(words.of(list, 'b')).toEqual(['ab', 'bc', 'cab']);
  expect(words.of(list, 'a')).toEqual(['ab', 'cab']);
  expect(words.of(list, 'x')).toEqual([]);
  expect(words.of(['x'], 'x')).toEqual(['x']);
});
