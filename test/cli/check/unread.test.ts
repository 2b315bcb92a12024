import { CheckedFolders } from '../../checks/checked-folders';
import { cli } from '../cli';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

type Files = Readonly<Record<string, string>>;
const diff = (before: Files, after: Files, ...options: string[]) =>
  cli(['diff', folders.of(before), folders.of(after), ...options]);
const config = (name: string, a = 'b'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: ${a}}\n`;
const TEMPLATE = '{{- if .Values.a }}\na: b\n{{- end }}\n';

test('a file that neither side can read, and that is the same, changes nothing', async () => {
  const before = { 'samples/a.yaml': TEMPLATE, 'b.yaml': config('b') };
  const { code, out, err } = await diff(before, before);
  expect([code, out]).toEqual([0, '']);
  expect(err).toBe('note: 1 file cannot be read, the same on both sides: samples/a.yaml\nnote: nothing differs\n');
  expect((await diff(before, { ...before, 'b.yaml': config('b', 'c') })).out).toContain('changed ConfigMap default/b');
});

test('what one side has in a file that the other one cannot read is neither gone nor new', async () => {
  const before = { 'a.yaml': `${config('a')}---\n${config('moved')}`, 'b.yaml': config('b') };
  const after = { 'a.yaml': TEMPLATE, 'b.yaml': `${config('b', 'c')}---\n${config('moved', 'd')}` };
  for (const [first, second] of [
    [before, after],
    [after, before],
  ] as const) {
    const { code, out, err } = await diff(first, second, '--fail-on', 'never');
    expect(code).toBe(1);
    expect(out.match(/\w+ ConfigMap default\/\w+/g)?.sort()).toEqual([
      'changed ConfigMap default/b',
      'changed ConfigMap default/moved',
    ]);
    expect(err).toContain('a.yaml');
    expect(err).toContain('note: 1 file not compared: a.yaml\n');
  }
});

test('a file that neither side can read, and that differs', async () => {
  const { code, err } = await diff(
    { 'a.yaml': TEMPLATE, 'b.yaml': config('b') },
    { 'a.yaml': '{', 'b.yaml': config('b') },
  );
  expect(code).toBe(1);
  expect(err).toContain('note: nothing else differs\n');
});

test('Markdown and JSON name the files that are not compared', async () => {
  const [before, after] = [
    { 'a.yaml': config('a'), 'b.yaml': config('b') },
    { 'a.yaml': TEMPLATE, 'b.yaml': config('b') },
  ];
  const { out } = await diff(before, after, '--output', 'markdown');
  expect(out).toContain('### No other object differs');
  expect(out).toContain('**1 file cannot be read, and what is in it is not compared:** `a.yaml`');
  const json = await diff(before, after, '--output', 'json');
  expect(JSON.parse(json.out)).toEqual({ changes: [], unread: ['a.yaml'] });
});

test.each([
  ['a kustomization', { 'kustomization.yaml': TEMPLATE, 'a.yaml': config('a') }],
  ['the only file', { 'a.yaml': TEMPLATE }],
])('without %s nothing is compared', async (_, after) => {
  const { code, out } = await diff({ 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': config('a') }, after);
  expect([code, out]).toEqual([1, '']);
});
