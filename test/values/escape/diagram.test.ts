import * as fc from 'fast-check';
import { dotString, mermaidLabel } from '../../../lib/values/escape/diagram';
import { anyText } from '../../support/any-text';

test('markup becomes entities', () => {
  expect(mermaidLabel('a"]\n click x "javascript:y"')).toBe('"a#34;] click x #34;javascript:y#34;"');
  expect(mermaidLabel('<b>#1;`|</b>')).toBe('"#60;b#62;#35;1;#96;#124;#60;/b#62;"');
  expect(mermaidLabel('Größe\u202e')).toBe('"Größe#92;u202e"');
});

test('strings of DOT', () => {
  expect(dotString('a"b\\N\nc')).toBe('"a\\"b\\\\N\\\\nc"');
});

test('nothing ends the quotes', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(mermaidLabel(text).slice(1, -1)).not.toMatch(/["<>`|\n\r\\]/);
      expect(dotString(text)).toMatch(/^"(?:[^"\\\n\r]|\\.)*"$/);
    }),
  );
});
