import * as fc from 'fast-check';
import { oneLine, visible, visibleJson, visibleLines } from '../../../lib/values/escape/visible';
import { anyText } from '../../support/any-text';

/** What a terminal, an editor or a reviewer would not see, or obey. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Format characters that are seen: signs in front of numbers, and joints of hieroglyphs. */
const SEEN_FORMATS = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}\u{13430}-\u{1343f}]/gu;

const hostileText = fc.oneof(
  anyText(),
  fc
    .array(fc.constantFrom('\u001b[2J', '\u009b31m', '\r\n', '\u202e', '\u2066', '\u0085', 'a', ' ', '\ud800'))
    .map((parts) => parts.join('')),
);

test.each([
  ['\u001b[31mred', '\\u001b[31mred'],
  ['a\u202eb', 'a\\u202eb'],
  ['a\r\nb\tc', 'a\\r\\nb\\tc'],
  ['\u{e0041}', '\\udb40\\udc41'],
  ['Grüße, 世界 👍', 'Grüße, 世界 👍'],
])('%j is shown as %j', (text, shown) => expect(visible(text)).toBe(shown));

test('every character of a string is seen afterwards', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(visible(text).replace(SEEN_FORMATS, '')).not.toMatch(HIDDEN);
      expect(oneLine(text).replace(SEEN_FORMATS, '')).not.toMatch(HIDDEN);
      expect(
        visibleLines(text)
          .replace(/[\t\n\r]/g, '')
          .replace(SEEN_FORMATS, ''),
      ).not.toMatch(HIDDEN);
    }),
  );
});

test('a message of several lines becomes one', () => {
  expect(oneLine('a  \n\n b\u2028c')).toBe('a b c');
});

test('JSON parses to the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(hostileText, hostileText), (value) => {
      for (const space of [undefined, 2]) expect(JSON.parse(visibleJson(value, space) ?? '')).toEqual(value);
    }),
  );
  expect(visibleJson(undefined)).toBeUndefined();
});
