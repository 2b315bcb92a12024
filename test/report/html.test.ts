import { createHash } from 'crypto';
import * as fc from 'fast-check';
import { reportHtml, REPORT_MARK } from '../../lib/report/html';
import type { Report } from '../../lib/report/model';
import { anyText } from '../support/any-text';
import { runs } from '../support/fc-runs';
import { htmlSafeJson } from '../../lib/values/json';

const EMPTY: Report = { title: '', version: '0', kubernetes: '1.27', clusters: [], estates: [], findings: [] };
const ASSETS = { script: 'run()', style: 'a{}' };
const HOSTILE = fc.oneof(
  fc.constantFrom(
    '</script>',
    '<!--',
    '<script',
    ']]>',
    '\u2028',
    '"></title><script>',
    '&lt;',
    '-->',
    '</SCRIPT ',
    '\u0000',
  ),
  anyText(),
);

test('nothing in the data ends the element that it is in', () => {
  fc.assert(
    fc.property(
      fc.array(HOSTILE).map((parts) => parts.join('')),
      (text) => {
        const json = htmlSafeJson({ [text]: [text] });
        expect(json).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
      },
    ),
    { numRuns: runs(60, 5000) },
  );
});

test('a title is text', () => {
  fc.assert(
    fc.property(
      fc.array(HOSTILE).map((parts) => parts.join('')),
      (title) => {
        const html = reportHtml({ ...EMPTY, title }, ASSETS);
        const [, shown = ''] = /<title>([^]*)<\/title>/.exec(html) ?? [];
        expect(shown).not.toMatch(/[<>"]/);
        expect(html.match(/<script/g)).toHaveLength(2);
      },
    ),
    { numRuns: runs(30, 2000) },
  );
});

test('the page may run its own script and nothing else, and asks for nothing', () => {
  const html = reportHtml(EMPTY, ASSETS);
  const hash = createHash('sha256').update('run()').digest('base64');
  expect(html).toContain(`default-src 'none'; script-src 'sha256-${hash}'; style-src 'sha256-`);
  expect(html).toContain(REPORT_MARK);
  expect(html).not.toMatch(/unsafe|https?:/);
});
