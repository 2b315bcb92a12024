import { asText } from '../../../lib/application/oam/object';
import { fillTemplate, TemplateError } from '../../../lib/application/oam/go-template';

const values = {
  workload: { metadata: { namespace: 'shop', labels: { 'app.verrazzano.io/workload': 'w' } } },
  namespace: { metadata: { labels: { 'istio-injection': 'enabled' } } },
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
])('%s', (template, expected) => {
  expect(fillTemplate(template, values, { configmap: (...parts) => parts.map(asText).join(' ') })).toBe(expected);
});

test.each([
  '{{ .workload.spec }}',
  '{{ .workload.metadata.labels.other }}',
  '{{ range .x }}{{ end }}',
  '{{ if true }}',
  '{{ end }}',
  '{{ unknown "x" }}',
  '{{ (eq 1 1 }}',
])('%s is an error', (template) => {
  expect(() => fillTemplate(template, values)).toThrow(TemplateError);
});
