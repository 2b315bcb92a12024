import { asText } from '../../../lib/application/oam/object';
import { fillTemplate, TemplateError } from '../../../lib/application/oam/go-template';

const values = {
  workload: { metadata: { namespace: 'shop', labels: { 'app.verrazzano.io/workload': 'w' } } },
  namespace: { metadata: { labels: { 'istio-injection': 'enabled' } } },
  ports: [80, 443],
  none: [],
  list: [{ name: 'first' }],
};

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
])('%s', (template, expected) => {
  expect(fillTemplate(template, values, { configmap: (...parts) => parts.map(asText).join(' ') })).toBe(expected);
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
])('%s is an error', (template) => {
  expect(() => fillTemplate(template, values)).toThrow(TemplateError);
});
