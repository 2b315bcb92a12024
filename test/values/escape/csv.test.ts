import * as fc from 'fast-check';
import { csvLines } from '../../../lib/values/escape/csv';
import { anyText } from '../../support/any-text';

test.each([
  ['=1+1', "'=1+1"],
  [' @x', "' @x"],
  ['\t-1', "'\\t-1"],
  ['＝1', "'＝1"],
  ['a,"b"', '"a,""b"""'],
  ['a\r\nout,x', '"a\\r\\nout,x"'],
  ['', ''],
])('%j', (text, cell) => expect(csvLines([[text]])).toBe(`${cell}\r\n`));

test('a cell adds neither a line nor a cell', () => {
  fc.assert(
    fc.property(fc.array(anyText(), { minLength: 1 }), (cells) => {
      const text = csvLines([cells]);
      expect(text.match(/[\r\n]/g)).toHaveLength(2);
      expect(text.replace(/"(?:[^"]|"")*"/g, '').split(',')).toHaveLength(cells.length);
    }),
  );
});
