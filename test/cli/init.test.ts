import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import '../../lib/entries/testing-jest';
import type { GitOpsApp } from '../../lib/gitops/gitops-app';
import { TEMPLATE_NAMES } from '../../lib/cli/init/templates';
import { sample } from '../support/sample';
import { cli, Folder } from './cli';

const ROOT = join(__dirname, '..', '..');
const folder = new Folder();
afterAll(() => folder.remove());

const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Files below a folder, relative to it. */
function filesOf(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}

test('without an argument the templates are listed, and nothing is written', async () => {
  const { code, out } = await cli(['init']);
  expect(code).toBe(0);
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual([...TEMPLATE_NAMES]);
});

test('every template has a folder, and every folder is a template', () => {
  expect(readdirSync(join(ROOT, 'templates')).sort()).toEqual(['base', ...TEMPLATE_NAMES].sort());
});

test('no file is in the base and in a template, apart from README.md', () => {
  const base = filesOf(join(ROOT, 'templates', 'base'));
  for (const name of TEMPLATE_NAMES) {
    expect(filesOf(join(ROOT, 'templates', name)).filter((file) => base.includes(file))).toEqual(['README.md']);
  }
});

test('npm packs the templates with all their files', () => {
  expect(own.files).toContain('templates');
  // npm reads these names where it packs, and leaves out what they list or the files themselves.
  const names = filesOf(join(ROOT, 'templates')).flatMap((file) => file.split('/'));
  expect(names.filter((name) => name.startsWith('.') || name === 'node_modules')).toEqual([]);
});

describe.each(sample(TEMPLATE_NAMES, 1))('%s', (name) => {
  const project = join(folder.path, `My ${name}`);

  test('is made with what a project needs', async () => {
    const { code, out, err } = await cli(['init', name, '--directory', project]);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('npm install') });
    const written = out
      .trimEnd()
      .split('\n')
      .map((line) => line.replace('written ', ''));
    expect(written).toEqual(filesOf(project));
    expect(written).toEqual(
      expect.arrayContaining([
        '.gitignore',
        '.github/workflows/platform.yml',
        '.gitlab-ci.yml',
        'main.ts',
        'README.md',
      ]),
    );
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    expect(manifest.name).toBe(`my-${name}`);
    expect(manifest.dependencies).toEqual({
      cdk8s: own.peerDependencies.cdk8s,
      'cdk8s-verrazzano': `^${own.version}`,
      constructs: own.peerDependencies.constructs,
    });
    expect(Object.values(manifest.devDependencies).every((range) => /^\^\d/.test(String(range)))).toBe(true);
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toMatch(/^# Platform\n[^]*\n## Daily work\n/);
    expect(readFileSync(join(project, '.gitignore'), 'utf8')).toContain('.provenance/');
    for (const file of written.filter((each) => each.endsWith('.yml') || each.endsWith('.yaml'))) {
      expect(parse(readFileSync(join(project, file), 'utf8'))).toBeInstanceOf(Object);
    }
  });

  // The tests of the template; its snapshot is that of a project, which is made by its first run.
  const original = expect(0).toMatchSnapshot;
  beforeAll(() => expect.extend({ toMatchSnapshot: () => ({ pass: true, message: () => '' }) }));
  afterAll(() => expect.extend({ toMatchSnapshot: original as never }));
  jest.requireActual(join(ROOT, 'templates', name, 'test', 'platform.test.ts'));

  test('synthesizes, and check finds nothing', async () => {
    const { app } = jest.requireActual<{ app: GitOpsApp }>(join(ROOT, 'templates', name, 'platform.ts'));
    for (const [path, text] of app.render()) {
      const file = join(project, 'dist', path);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, text);
    }
    expect(await cli(['check', join(project, 'dist'), '--kubernetes', '1.27'])).toMatchObject({ code: 0, out: '' });
  });
});

describe('a folder that is not empty is refused, and nothing is written:', () => {
  test.each([
    ['a file in it', (path: string) => writeFileSync(join(path, 'notes.txt'), '')],
    ['a hidden file in it', (path: string) => writeFileSync(join(path, '.npmrc'), '')],
    ['a folder in it', (path: string) => mkdirSync(join(path, 'src'))],
    ['a dangling link in it', (path: string) => symlinkSync('nowhere', join(path, 'link'))],
  ])('%s', async (title, fill) => {
    const path = join(folder.path, title);
    mkdirSync(path);
    fill(path);
    const before = readdirSync(path);
    const { code, out, err } = await cli(['init', 'exit', '--directory', path]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`[${path}] the folder is not empty; got ["${before[0]}"]; allowed a folder`);
    expect(readdirSync(path)).toEqual(before);
  });

  test('a file in its place', async () => {
    const path = folder.write('file', '');
    const { code, err } = await cli(['init', 'exit', '--directory', path]);
    expect(code).toBe(1);
    expect(err).toContain(`[${path}] is not a folder`);
  });
});

test('a repository without a commit is an empty folder', async () => {
  const path = join(folder.path, 'cloned');
  mkdirSync(join(path, '.git'), { recursive: true });
  expect((await cli(['init', 'exit', '-d', path])).code).toBe(0);
  expect(existsSync(join(path, 'platform.ts'))).toBe(true);
});

test('an unknown template is wrong usage', async () => {
  expect(await cli(['init', 'two-clusters', '-d', join(folder.path, 'none')])).toMatchObject({
    code: 2,
    err: expect.stringContaining('[init] template is not valid; got "two-clusters"; allowed single-cluster, '),
  });
  expect(existsSync(join(folder.path, 'none'))).toBe(false);
});
