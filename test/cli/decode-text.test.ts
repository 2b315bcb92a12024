import * as fc from 'fast-check';
import { decodeText } from '../../lib/cli/input/decode-text';

const littleEndian = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

test('text is read in each encoding that kubectl and PowerShell write', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (any) => {
      const text = any.replaceAll('\u0000', '').replace(/^\uFEFF+/, '');
      const all = [
        Buffer.from(text),
        Buffer.from(`\uFEFF${text}`),
        littleEndian(text),
        littleEndian(text).swap16(),
      ].map(decodeText);
      expect(new Set(all)).toEqual(new Set([text]));
    }),
  );
});

test.each<[string, Buffer]>([
  ['half a character', littleEndian('a').subarray(0, 3)],
  ['half a character, the other byte first', littleEndian('ab').swap16().subarray(0, 5)],
  ['half a pair', littleEndian('\uD83D')],
  ['a NUL', littleEndian('\u0000')],
  ['UTF-16 without its mark', Buffer.from('a: 1', 'utf16le')],
])('%s is not text', (_, bytes) => {
  expect(decodeText(bytes)).toBeUndefined();
});
