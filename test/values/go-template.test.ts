import * as fc from 'fast-check';
import { textArgument, variadic } from '../../lib/values/go-template/functions';
import { fillTemplate, type TemplateOptions } from '../../lib/values/go-template/run';
import { goQuoted, goUnquoted, TemplateError, withIntegers } from '../../lib/values/go-template/value';
import { anyText } from '../support/any-text';
import { runs } from '../support/fc-runs';

const OPTIONS: TemplateOptions = {
  functions: { configmap: variadic((...parts) => parts.map(textArgument).join(' ')) },
  missingKey: 'error',
  noValue: '<no value>',
};

const values = withIntegers({
  workload: { metadata: { namespace: 'shop', labels: { 'app.verrazzano.io/workload': 'w' } } },
  namespace: { metadata: { labels: { 'istio-injection': 'enabled' } } },
  ports: [80, 443],
  none: [],
  list: [{ name: 'first' }],
  half: 0.5,
});

test.each([
  ['{{.workload.metadata.namespace}}', 'shop'],
  ['a {{- " b" -}}  c', 'a bc'],
  ['{{index .workload.metadata.labels "app.verrazzano.io/workload"}};true', 'w;true'],
  ['{{ if index .namespace.metadata.labels "istio-injection" }}on{{ else }}off{{ end }}', 'on'],
  [
    '{{ if eq (index .namespace.metadata.labels "istio-injection" ) "disabled" }}on{{ else if true }}off{{ end }}',
    'off',
  ],
  ['{{ "x" | configmap "ns" "cm" }}', 'ns cm x'],
  ['{{/* nothing */}}{{ not (eq 1 2) }}', 'true'],
  ['{{ range $i, $port := .ports }}{{ $i }}={{ $port }};{{ end }}', '0=80;1=443;'],
  ['{{ range .ports }}{{ . }} {{ $.workload.metadata.namespace }} {{ end }}', '80 shop 443 shop '],
  ['{{ range $key, $value := .workload.metadata }}{{ $key }}{{ else }}none{{ end }}', 'labelsnamespace'],
  ['{{ range .none }}x{{ else }}none{{ end }}', 'none'],
  ['{{ with .workload.metadata }}{{ .namespace }}{{ end }}{{ with "" }}a{{ else }}b{{ end }}', 'shopb'],
  ['{{ $x := "a" }}{{ if true }}{{ $x = "b" }}{{ $y := 1 }}{{ end }}{{ $x }}', 'b'],
  ['{{ (index .ports 1) }} {{ len .ports }} {{ len "é" }} {{ slice "abcd" 1 3 }}', '443 2 2 bc'],
  ['{{ (index .list 0).name }} {{ .list }} {{ .ports }}', 'first [map[name:first]] [80 443]'],
  ['{{ printf "%s-%d-%q-%%" "a" 2 "c" }} {{ print "a" 1 2 "b" }}', 'a-2-"c"-% a1 2b'],
  ['{{ if and (gt 2 1) (le "a" "b") (ne 1 2) }}yes{{ end }}', 'yes'],
  [
    '{{ eq (index .workload.metadata.labels "none") "x" }} {{ index .workload.metadata.labels "none" }}',
    'false <no value>',
  ],
  ['{{ if false }}a{{ else if false }}b{{ else }}c{{ end }}d', 'cd'],
  ['{{ and false .none.of.it }} {{ or 1 .none.of.it }} {{ and 1 2 }} {{ 0 | or 0 }}', 'false 1 2 0'],
  ['{{ 0x1F }} {{ 017 }} {{ 1_000 }} {{ .half }} {{ 2.50 }}', '31 15 1000 0.5 2.5'],
  ['{{ "\\x41\\u00e9\\t" }}{{ printf "%q" "a\\t\\x01é\u00a0" }}', 'Aé\t"a\\t\\x01é\\u00a0"'],
  ['{{ printf "%d %s" "a" }}{{ printf "x" 1 true }}', '%!d(string=a) %!s(MISSING)x%!(EXTRA int=1, bool=true)'],
  ['{{ slice "héllo" 1 3 }}{{ slice .ports 1 }}{{ index .ports }}', 'é[443][80 443]'],
  ['{{ with $x := .ports }}{{ $x = 1 }}{{ len $.ports }}{{ end }}{{ with 0 }}{{ else with 2 }}{{ . }}{{ end }}', '22'],
  ['\u00a0{{- 1 }}', '\u00a01'],
])('%s', (template, expected) => {
  expect(fillTemplate(template, values, OPTIONS)).toBe(expected);
});

test.each([
  '{{ .workload.spec }}',
  '{{ .workload.metadata.labels.other }}',
  '{{ range .x }}{{ end }}',
  '{{ range 1 }}{{ end }}',
  '{{ eq 1 "1" }}',
  '{{ $x }}',
  '{{ template "a" }}',
  '{{ lt true false }}',
  '{{ index .ports 2 }}',
  '{{ printf "%x" 1 }}',
  '{{ if true }}',
  '{{ end }}',
  '{{ unknown "x" }}',
  '{{ (eq 1 1 }}',
  '{{ eq .half 1 }}',
  '{{ eq .ports .ports }}',
  '{{ ne 1 }}',
  '{{ not 1 2 }}',
  '{{ and }}',
  '{{ nil }}',
  '{{ 1 | 2 }}',
  '{{ .half 1 }}',
  '{{ index nil 1 }}',
  '{{ slice "abc" 2 1 }}',
  '{{ if false }}{{ unknown }}{{ end }}',
  '{{ with 1 }}{{ else if 2 }}{{ end }}',
  '{{ range .none }}{{ else range .none }}{{ end }}',
  '{{ $x, $y := 1 }}',
  '{{ "\\z" }}',
  '{{ 1x }}',
])('%s is an error', (template) => {
  expect(() => fillTemplate(template, values, OPTIONS)).toThrow(TemplateError);
});

/** Templates of few words, so that many can be filled in and all kinds of mistakes occur. */
function templates(): fc.Arbitrary<string> {
  const word = fc.constantFrom(
    '.',
    '$',
    '.ports',
    '.list',
    '.workload.metadata',
    '.nothing',
    '1',
    '0.5',
    '"a"',
    'nil',
    '$x',
  );
  const call = fc.tuple(
    fc.constantFrom('and', 'or', 'not', 'eq', 'lt', 'len', 'index', 'slice', 'print', 'printf "%s"'),
    fc.array(word),
  );
  const { template } = fc.letrec<{ command: string; pipeline: string; action: string; template: string }>((tie) => ({
    command: fc.oneof(
      { depthSize: 'small' },
      word,
      call.map(([name, words]) => [name, ...words].join(' ')),
      tie('pipeline').map((text) => `(${text})`),
    ),
    pipeline: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map((commands) => commands.join(' | ')),
    action: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      tie('pipeline').map((text) => `{{- ${text} }}`),
      tie('pipeline').map((text) => `{{ $x := ${text} -}}`),
      fc
        .tuple(fc.constantFrom('if', 'with $x :=', 'range $x, $y :=', 'range'), tie('pipeline'), tie('template'))
        .map(([head, text, body]) => `{{ ${head} ${text} }}${body}{{ else }}${body}{{ end }}`),
    ),
    template: fc.array(tie('action'), { maxLength: 4 }).map((actions) => actions.join('')),
  }));
  return template;
}

test('any template is filled in or refused, and always in the same way', () => {
  const outcome = (template: string): string => {
    try {
      return fillTemplate(template, values, OPTIONS);
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
      return String(error);
    }
  };
  fc.assert(
    fc.property(templates(), (template) => {
      expect(outcome(template)).toBe(outcome(template));
    }),
    { numRuns: runs(30, 10_000) },
  );
});

test('text without actions is as it was, and quoted texts are read again', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      fc.pre(!text.includes('{{'));
      expect(fillTemplate(text, values, OPTIONS)).toBe(text);
      expect(goUnquoted(goQuoted(text))).toBe(text);
    }),
    { numRuns: runs(15, 5_000) },
  );
});
