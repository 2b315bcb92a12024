import { mkdirSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p} # kept\nspec:\n  containers:\n  - {name: a, image: redis}\n';
const CLAIM = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {}';
const REGISTRY = ['--registry', 'r.example.com:5000/m'];
const MOVED = POD.replace('image: redis', 'image: r.example.com:5000/m/redis:latest');

beforeAll(() => {
  mkdirSync(join(folder.path, 'release', 'sub'), { recursive: true });
  folder.write('release/pod.yaml', POD);
  folder.write('release/sub/claim.yml', CLAIM);
  folder.write('release/notes.txt', 'x');
  folder.write('bad.yaml', POD.replace('redis', 'Redis'));
});

const at = (name: string): string => join(folder.path, name);

test('a file goes to standard output, as it is but for what a rule concerns', async () => {
  expect(await cli(['transform', at('release/pod.yaml'), ...REGISTRY])).toEqual({ code: 0, out: MOVED, err: '' });
  const unchanged = await cli(['transform', at('release/pod.yaml'), '--storage-class', 'fast']);
  expect(unchanged).toEqual({ code: 0, out: POD, err: '' });
});

test('several files are one stream', async () => {
  const { code, out } = await cli(['transform', at('release'), ...REGISTRY, '--storage-class', 'fast']);
  expect(code).toBe(0);
  expect(out).toBe(`${MOVED}---\n${CLAIM.replace('{}', '{storageClassName: "fast"}')}`);
});

test('--output writes each file below a folder, and one file to a file', async () => {
  const result = await cli(['transform', at('release'), '--label', 'a=b,c=', '--output', at('out')]);
  expect(result).toEqual({ code: 0, out: '', err: `${at('out')}: 2 files, 2 changed\n` });
  expect(readdirSync(at('out'), { recursive: true }).sort()).toEqual(['pod.yaml', 'sub', 'sub/claim.yml']);
  expect(readFileSync(at('out/pod.yaml'), 'utf8')).toBe(
    POD.replace('{name: p}', '{name: p, labels: {"a":"b"}}').replace('"b"}}', '"b", "c": ""}}'),
  );
  expect((await cli(['transform', at('release/pod.yaml'), ...REGISTRY, '--output', at('one.yaml')])).code).toBe(0);
  expect(readFileSync(at('one.yaml'), 'utf8')).toBe(MOVED);
});

test('problems of all files are reported, and nothing is written', async () => {
  const args = ['transform', at('bad.yaml'), at('missing.yaml'), at('release'), ...REGISTRY, '--output', at('none')];
  const { code, out, err } = await cli(args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.split('\n')).toEqual([
    expect.stringContaining(`[${at('bad.yaml')}] Pod p: spec.containers[0].image has a path that is not lower-case`),
    expect.stringContaining(`[${at('missing.yaml')}] does not exist`),
    '',
  ]);
  expect(() => readdirSync(at('none'))).toThrow('ENOENT');
});

test.each([
  [[], 'name at least one of'],
  [['--registry', 'https://r.example.com'], 'is not a host'],
  [['--registry', 'registry'], 'as a path of Docker Hub'],
  [['--storage-class', 'A'], 'storageClass is not valid'],
  [['--snapshots', 'a,,b'], 'the name of a claim is not valid'],
  [['--label', '=x'], 'a key of labels is not valid'],
])('%j is wrong usage', async (args, message) => {
  const { code, out, err } = await cli(['transform', at('release'), ...args]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test('a terminal gets no control characters', async () => {
  const file = folder.write('control.yaml', `# \u009b31m \u202e\n${POD}`);
  expect((await cli(['transform', file, '--label', 'a=b'], true)).out).toContain('# \\u009b31m \\u202e\n');
});

describe('images of manifests', () => {
  const reference = 'docker.io/library/redis:latest';

  test('of a folder, each in full and once', async () => {
    const digest = `quay.io/org/app@sha256:${'a'.repeat(64)}`;
    mkdirSync(at('app'));
    folder.write('app/a.yaml', POD.replace('redis', digest.replace('@', ':1@')));
    folder.write('app/b.yaml', `${POD}---\n${POD.replace('name: p', 'name: q')}`);
    expect(await cli(['images', at('app')])).toEqual({ code: 0, out: `${reference}\n${digest}\n`, err: '' });
    const json = await cli(['images', at('app'), '--output', 'json']);
    expect(JSON.parse(json.out).images[0]).toEqual({ reference, source: reference, objects: ['Pod p', 'Pod q'] });
  });

  test('of a file, in a private registry', async () => {
    const args = ['images', at('release/pod.yaml'), '--registry', 'r.io', '--repository', 'm'];
    expect((await cli(args)).out).toBe('r.io/m/library/redis:latest\n');
  });

  test('beside a Verrazzano resource, which has a list of its own', async () => {
    mkdirSync(at('platform'));
    folder.write('platform/pod.yaml', POD);
    const file = folder.write('platform/verrazzano.yaml', verrazzano('{profile: dev}'));
    const note = `note: the components of ${file} pull more images; cdk8s-verrazzano images ${file} lists them\n`;
    expect(await cli(['images', at('platform')])).toEqual({ code: 0, out: `${reference}\n`, err: note });
  });

  test('a bad reference', async () => {
    const { code, out, err } = await cli(['images', at('bad.yaml')]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('Pod p] spec.containers[0].image has a path that is not lower-case; got "Redis"');
  });
});
