import { changeLines } from '../../../lib/checks/report/diff-text';
import { compared, object } from '../diff/compared';

const config = (value: string, length: number) =>
  object('v1 ConfigMap', 'web', { data: Object.fromEntries(Array.from({ length }, (_, at) => [`key${at}`, value])) });

test.each([
  [20, 21, '  ~ data.key9: "a" -> "b"'],
  [21, 22, '  and 1 more field, which --output json shows'],
  [500, 22, '  and 480 more fields, which --output json shows'],
])('%i fields of a change are at most twenty lines', (fields, lines, last) => {
  const [change] = compared([config('a', fields)], [config('b', fields)]);
  const text = change === undefined ? [] : changeLines(change);
  expect(text).toHaveLength(lines);
  expect(text.at(-1)).toBe(last);
});
