import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CHECK_RULES, type CheckFinding } from '../../lib/checks/finding';
import { cli } from '../cli/cli';
import { BROKEN } from './corpus';
import { sample } from '../support/sample';

const GOOD = readFileSync(join(__dirname, 'good-app.yaml'), 'utf8');

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'check-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function findings(
  text: string,
  ...options: string[]
): Promise<{ readonly code: number; readonly found: CheckFinding[] }> {
  const file = join(folder, 'app.yaml');
  writeFileSync(file, text);
  const { code, out, err } = await cli(['check', file, '--output', 'json', ...options]);
  if (out === '') throw new Error(err);
  return { code, found: (JSON.parse(out) as { readonly findings: CheckFinding[] }).findings };
}

test('the good application has no findings', async () => {
  expect(await findings(GOOD)).toEqual({ code: 0, found: [] });
});

test.each(
  sample(
    BROKEN.map((each) => [each.name, each] as const),
    12,
  ),
)('%s is found, and nothing else', async (_, broken) => {
  let text = GOOD;
  for (const [from, to] of broken.replace) {
    expect(text.split(from)).toHaveLength(2);
    text = text.replace(from, () => to);
  }
  const { code, found } = await findings(text);
  expect(found.map(({ rule, object, field }) => `${rule}: ${object} ${field}`)).toEqual([
    `${broken.rule}: ${broken.at}`,
  ]);
  expect(CHECK_RULES[broken.rule].severities).toContain(found[0]?.severity);
  expect(code).toBe(1);
  const line = text.split('\n')[(found[0]?.line ?? 0) - 1];
  expect(line).toContain(broken.line ?? '');
  expect(found[0]?.fix).not.toBe('');
});

test('every rule that fails a run is broken by a case of the corpus or one below', () => {
  const elsewhere = [
    'deprecated-api',
    'filled-in-later',
    'too-large',
    'unknown-kind',
    'unreadable-file',
    'unused-allowance',
  ];
  const known = new Set([...BROKEN.map(({ rule }) => rule), ...elsewhere]);
  expect(Object.keys(CHECK_RULES).filter((rule) => !known.has(rule as keyof typeof CHECK_RULES))).toEqual([]);
});

test('a definition with rules that are not evaluated is named once, and fails no run', async () => {
  const rules = {
    'x-kubernetes-validations': [{ rule: '[self].sortBy(x, x) == [0]' }, { rule: 'self.later() == 0' }, { rule: 'self == 0' }],
  };
  const schema = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { a: { type: 'integer', ...rules }, b: { type: 'string' } } } },
  };
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
    },
  };
  const widget = (name: string) => ({
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name, namespace: 'default' },
    spec: { a: 0 },
  });
  const text = [definition, widget('a'), widget('b')].map((each) => `---\n${JSON.stringify(each)}\n`).join('');
  const { code, found } = await findings(text, '--severity', 'info');
  expect(code).toBe(0);
  expect(found.map(({ rule, severity, object }) => [rule, severity, object])).toEqual([
    ['cel-rule', 'info', 'Widget.example.com default/a'],
  ]);
  expect(found[0]?.message).toContain('2 rules in CEL that are not evaluated: "[self].sortBy(x, x) == [0]"');
});

test('objects of a cluster are those that its API server takes, with one finding for what it wrote', async () => {
  const written = { uid: '1', resourceVersion: '2', creationTimestamp: '2026-01-01T00:00:00Z' };
  const service = { groupPriorityMinimum: 18000, versionPriority: 1 };
  const objects = [
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1.', ...written },
      spec: { ...service, version: 'v1' },
      status: { conditions: [] },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v2.' },
      spec: { ...service, version: 'v2' },
    },
    { apiVersion: 'v1', kind: 'ComponentStatus', metadata: { name: 'etcd-0' } },
  ];
  const { found } = await findings(objects.map((each) => `---\n${JSON.stringify(each)}\n`).join(''));
  expect(found.map(({ rule, object, field }) => `${rule} ${object} ${field}`).sort()).toEqual([
    'deprecated-api ComponentStatus etcd-0 apiVersion',
    'dropped-field APIService.apiregistration.k8s.io v1. metadata.uid',
    'missing-field APIService.apiregistration.k8s.io v2. spec.group',
  ]);
});

test('rules about a status refuse no object, since it is dropped from what is created', async () => {
  const rule = 'x-kubernetes-validations:\n                - rule: self.done < 5';
  const schema = `            status:\n              type: object\n              ${rule}\n              properties: {done: {type: integer}}\n`;
  const text = GOOD.replace(/( {10}properties:\n)( {12}spec:\n)/, (_, start, spec) => `${start}${schema}${spec}`);
  expect(text).toContain('self.done < 5');
  const { found } = await findings(`${text.trimEnd()}\nstatus:\n  done: 9\n`);
  expect(found.map(({ rule: name }) => name)).toEqual(['dropped-field']);
});
