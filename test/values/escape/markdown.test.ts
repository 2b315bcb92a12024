import * as fc from 'fast-check';
import { markdownBlock, markdownCell, markdownCode, markdownText } from '../../../lib/values/escape/markdown';

test.each([
  ['a `b<c>` d', 'a `b<c>` d'],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['[x](https://evil.example)', '\\[x\\](https://evil.example)'],
  ['*a* __b__ snake_case ~~c~~', '\\*a\\* \\_\\_b\\_\\_ snake_case \\~\\~c\\~\\~'],
  ['&lt; & x', '&amp;lt; & x'],
  ['# head', '\\# head'],
  ['1. item', '1\\. item'],
  ['- item', '\\- item'],
  ['a\n## b', 'a ## b'],
  ['one ` backtick', 'one \\` backtick'],
  ['\\`<b>`', '\\\\`<b>`'],
])('text %j', (text, shown) => expect(markdownText(text)).toBe(shown));

test('a pipe does not end a cell, also inside code', () => {
  expect(markdownCell('a|`b|c`\nd')).toBe('a\\|`b\\|c` d');
});

test.each([
  ['a', '`a`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['a``b`', '``` a``b` ```'],
])('code %j', (text, shown) => expect(markdownCode(text)).toBe(shown));

test.each([
  ['keep `<name>` and **bold**', 'keep `<name>` and **bold**'],
  ['<https://example.com> <script>', '<https://example.com> &lt;script>'],
  ['```sh\necho <a>\n```\n<b>', '```sh\necho <a>\n```\n&lt;b>'],
  ['```\n<a>', '```\n<a>\n```'],
  ['``` a ` b\n<i>', '``` a ` b\n&lt;i>'],
  ['- a\n  ```\nb <i>', '- a\n  ```\nb &lt;i>'],
  ['\\`<b>`', '\\`&lt;b>`'],
  ['a\u001b[2J', 'a\\u001b[2J'],
])('block %j', (text, shown) => expect(markdownBlock(text)).toBe(shown));

const unit = fc.constantFrom(
  '`',
  '``',
  '<',
  'b',
  '>',
  '|',
  '\n',
  '\\',
  ' ',
  '[',
  '](',
  '*',
  '_',
  '#',
  '-',
  '\u202e',
  '<!--',
);

test('one line, one cell, and no tag outside of code', () => {
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const cell = markdownCell(text);
      expect(cell).not.toMatch(/[\r\n]|(?<!\\)\|/);
      expect(cell.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '')).not.toMatch(/<[a-z!/]/i);
    }),
  );
});
