import { devNull } from 'os';
import fs, { mkdirSync, symlinkSync, chmodSync } from 'fs';
import { join } from 'path';
import { inCi } from '../support/sample';
import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const aliases = (levels: number): string => {
  const lines = Array.from(
    { length: levels },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
  );
  return `a0: &a0 [x]\n${lines.join('\n')}\n`;
};

const files: Array<[name: string, content: string | Uint8Array, what: string]> = [
  ['empty', '', 'is empty'],
  ['comment', '# nothing\n', 'is empty'],
  ['empty documents', '---\n---\n', 'is empty'],
  ['empty List', 'kind: List\nitems: []\n', 'is empty'],
  ['binary', Uint8Array.from([0x1f, 0x8b, 0xff, 0xfe]), 'is not text'],
  ['NUL', 'a: \0', 'is not text'],
  ['too large', 'a'.repeat(5 * 1024 * 1024 + 1), 'is too large'],
  ['deep flow', '['.repeat(100_000), 'is nested too deeply'],
  ['deep block', '- '.repeat(100_000), 'is nested too deeply'],
  ['deep by one', `${'['.repeat(65)}${']'.repeat(65)}`, 'is nested too deeply'],
  ['alias bomb', aliases(12), 'has aliases that cannot be resolved'],
  ['endless alias', 'a: &a [*a]\n', 'is nested too deeply'],
  ['alias of nothing', 'a: *b\n', 'has aliases that cannot be resolved'],
  ['duplicate key', verrazzano('{profile: dev, profile: prod}'), 'has a duplicate key'],
  ['bad syntax', 'a: [1, 2\nb: }', 'is not valid YAML'],
  ['unknown tag', 'a: !!js/function "x"', 'is not valid YAML'],
  ['not a number', verrazzano('{environmentName: .nan}'), 'holds a value that JSON does not have'],
  ['another kind', 'apiVersion: v1\nkind: Secret\n', 'holds no Verrazzano resource'],
  ['another group', 'apiVersion: example.com/v1\nkind: Verrazzano\n', 'holds no Verrazzano resource'],
  ['scalar', 'hello', 'holds no Verrazzano resource'],
  ['null item', 'kind: List\nitems: [null, 1, [x]]\n', 'holds no Verrazzano resource'],
  ['items that are no list', 'kind: List\nitems: {a: 1}\n', 'has a List whose items are not a list'],
  ['spec of another type', verrazzano('text'), 'has a spec of the wrong type'],
  [
    'metadata of another type',
    'apiVersion: install.verrazzano.io/v1beta1\nkind: Verrazzano\nmetadata: []\n',
    'metadata',
  ],
];

const denied = (file: fs.PathLike): never => {
  throw Object.assign(new Error(`EACCES: permission denied, open '${String(file)}'`), { code: 'EACCES' });
};

describe.each(['effective', 'validate'])('%s refuses', (command) => {
  const refused = async (file: string, what: string): Promise<void> => {
    const { code, out, err } = await cli([command, file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^\[[^\n]+; got [^\n]+; allowed [^\n]+; [^\n]+\n$/);
    expect(err.startsWith(`[${file}] `)).toBe(true);
    expect(err).toContain(what);
    expect(err.length).toBeLessThan(600);
  };

  test.each(files)('%s', (name, content, what) => refused(folder.write(name, content), what));

  inCi('too many values', () => refused(folder.write('many', '- a\n'.repeat(1_000_001)), 'holds too many values'));
  test('a file that does not exist', () => refused(join(folder.path, 'no such file'), 'does not exist'));
  test('a path below a file', () => refused(join(folder.write('file', ''), 'below'), 'does not exist'));
  test('a directory', () => refused(folder.path, 'is not a regular file'));
  test('a device', () => refused('/dev/zero', 'is not a regular file'));

  test('a loop of links', () => {
    const file = join(folder.path, `loop-${command}`);
    symlinkSync(file, file);
    return refused(file, 'is a loop of symbolic links');
  });

  test('a device', () => refused(devNull, 'is not a regular file'));

  test('an unreadable file', async () => {
    const file = folder.write(`unreadable-${command}`, 'a: 1');
    chmodSync(file, 0);
    // Permissions do not keep root out, so there the file system is made to say what it says to others.
    const open = process.getuid?.() === 0 ? jest.spyOn(fs, 'openSync').mockImplementation(denied) : undefined;
    try {
      await refused(file, 'may not be read; got "EACCES"');
    } finally {
      open?.mockRestore();
    }
  });
});

test('what a file says cannot drive the terminal', async () => {
  const { err } = await cli(['effective', folder.write('escape', 'kind: "a\\e[31m\\nb\\u202e"\n')]);
  expect(err).toHaveLength(err.trimEnd().length + 1);
  for (const character of ['\u001b', '\u202e']) expect(err).not.toContain(character);
});

test('__proto__ touches no prototype', async () => {
  const file = folder.write('proto', verrazzano('{"__proto__": {"profile": "dev", "polluted": true}}'));
  await cli(['effective', file]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect((await cli(['effective', '--diff', file])).out).toContain('profile prod');
});

test('dumps: Lists with status and managed fields, and other kinds', async () => {
  const item = {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: {
      name: 'vz',
      namespace: 'default',
      uid: 'x',
      generation: 3,
      resourceVersion: '7',
      creationTimestamp: '2024-01-01T00:00:00Z',
      managedFields: [{ manager: 'kubectl' }],
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    },
    spec: { profile: 'none' },
    status: { state: 'Ready' },
  };
  const dump = { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod' }, item, item] };
  mkdirSync(join(folder.path, 'dump'));
  const { code, out, err } = await cli([
    'effective',
    folder.write('dump/list.json', JSON.stringify(dump, undefined, 4)),
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.match(/^---$/gm)).toHaveLength(2);
  expect(out).not.toMatch(/status|uid|managedFields|generation|resourceVersion|Timestamp|annotations/);
});

test('yes and no are booleans, as kubectl reads them, and merge keys work', async () => {
  const spec = '{profile: none, components: {grafana: &on {enabled: yes}, kiali: {<<: *on}, velero: {enabled: off}}}';
  const { out } = await cli(['effective', '--diff', folder.write('yes', verrazzano(spec))]);
  expect(out).toContain('spec.components.grafana.enabled: false -> true\n');
  expect(out).toContain('spec.components.kiali.enabled: false -> true\n');
  expect(out).not.toContain('velero');
});
