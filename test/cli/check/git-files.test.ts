import { execFileSync } from 'child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { inCi } from '../../support/sample';
import { cli, type Ran } from '../cli';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'git-files-')));
const environment = { ...process.env };
afterEach(() => (process.env = { ...environment }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function configMap(name: string, value = 'a'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata: {a: ${value}}\n`;
}

/** A repository with one commit. */
class Repository {
  readonly path: string;

  constructor(name: string, files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}) {
    this.path = join(folder, name);
    mkdirSync(this.path);
    this.git('init', '-q');
    for (const [file, text] of Object.entries(files)) this.write(file, text);
    for (const [file, target] of Object.entries(links)) this.link(file, target);
    this.commit();
  }

  git(...args: string[]): string {
    const own = ['-C', this.path, '-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'core.autocrlf=false'];
    return execFileSync('git', [...own, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  link(file: string, target: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    symlinkSync(target, join(this.path, file));
  }

  commit(): void {
    this.git('add', '-A');
    this.git('commit', '-q', '-m', 'a');
  }

  diff(path = 'dist', revision = 'HEAD'): Promise<Ran> {
    return diff(join(this.path, path), revision);
  }
}

function diff(path: string, revision = 'HEAD'): Promise<Ran> {
  return cli(['diff', '--git', revision, path]);
}

const SAME = { code: 0, out: '', err: 'note: nothing differs\n' };

/** One line on standard error, and nothing else. */
function refused(what: string, ...notes: readonly string[]): unknown {
  const line = what.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const rest = notes.map((note) => `note: ${note}\\n`).join('');
  return { code: 1, out: '', err: expect.stringMatching(new RegExp(`^[^\\n]*${line}[^\\n]*\\n${rest}$`)) as unknown };
}

/** What is said where one file cannot be compared, and nothing else differs. */
const unread = (what: string, file: string): unknown =>
  refused(what, `1 file not compared: ${file}`, 'nothing else differs');

const shop = new Repository('shop', { 'dist/a.yaml': configMap('a'), 'dist/b/b.yaml': configMap('b') });

describe('names', () => {
  inCi.each([
    'with space',
    'ends in space ',
    'ends in newline\n',
    'a "quoted"\tname',
    "it's",
    'größe-日本',
    '-rf',
    '{a}*?',
  ])('of folders and files: %j', async (name) => {
    const repository = new Repository(name, { [`${name}/${name}.yaml`]: configMap('a') });
    expect(await repository.diff(name)).toEqual(SAME);
    expect(await repository.diff(`${name}/${name}.yaml`)).toEqual(SAME);
    repository.write(`${name}/${name}.yaml`, configMap('a', 'b'));
    expect(await repository.diff(name)).toMatchObject({ code: 1, out: expect.stringContaining('ConfigMap shop/a') });
  });

  test('of a file that is named itself, whatever it ends with', async () => {
    expect(await new Repository('endings', { 'dist.txt': configMap('a') }).diff('dist.txt')).toEqual(SAME);
  });
});

describe('places', () => {
  test('a folder of the repository, its top, and a folder below it', async () => {
    expect(await shop.diff('')).toEqual(SAME);
    expect(await shop.diff('dist/b')).toEqual(SAME);
  });

  inCi('a link to the repository, and one into it', async () => {
    symlinkSync(shop.path, join(folder, 'to-top'));
    symlinkSync(join(shop.path, 'dist'), join(folder, 'to-dist'));
    expect(await diff(join(folder, 'to-top', 'dist'))).toEqual(SAME);
    expect(await diff(join(folder, 'to-dist'))).toEqual(SAME);
  });

  inCi('a linked work tree', async () => {
    shop.git('worktree', 'add', '-q', join(folder, 'linked'));
    expect(await diff(join(folder, 'linked', 'dist'))).toEqual(SAME);
  });

  inCi('a folder that the revision does not have: everything is added', async () => {
    const repository = new Repository('later', { 'a.txt': '' });
    repository.write('dist/a.yaml', configMap('a'));
    expect(await repository.diff()).toMatchObject({ code: 1, out: expect.stringMatching(/^addition added/) });
  });

  inCi('a folder that the work tree does not have', async () => {
    const repository = new Repository('earlier', { 'dist/a.yaml': configMap('a') });
    rmSync(join(repository.path, 'dist'), { recursive: true });
    expect(await repository.diff()).toEqual(refused('does not exist'));
    expect(await repository.diff('nowhere')).toEqual(refused('does not exist'));
  });

  inCi('no repository, a bare one, and the folder of Git itself', async () => {
    mkdirSync(join(folder, 'plain'));
    writeFileSync(join(folder, 'plain', 'a.yaml'), configMap('a'));
    expect(await diff(join(folder, 'plain'))).toEqual(refused('is not in a Git repository; '));
    execFileSync('git', ['clone', '-q', '--bare', shop.path, join(folder, 'bare.git')]);
    expect(await diff(join(folder, 'bare.git'))).toEqual(refused('is in a Git repository, but not in its work tree'));
    expect(await shop.diff('.git')).toEqual(refused('is in a Git repository, but not in its work tree'));
  });
});

describe('revisions', () => {
  inCi('a tag, an annotated tag, and a branch', async () => {
    shop.git('tag', 'plain');
    shop.git('tag', '-a', '-m', 'a', 'annotated');
    shop.git('branch', 'topic/größe');
    for (const each of ['plain', 'annotated', 'topic/größe', 'HEAD^{/a}', ':/a'])
      expect([each, await shop.diff('dist', each)]).toEqual([each, SAME]);
  });

  inCi.each(['nowhere', '-x', '--all', '', ' ', '^HEAD', 'HEAD..HEAD', '--output=a', 'HEAD~9', '\n', 'a\nb'])(
    'that does not exist: %j',
    async (revision) => {
      expect(await shop.diff('dist', revision)).toEqual(refused('is not a revision of the repository'));
    },
  );

  inCi('that is a tree, or a file', async () => {
    expect(await shop.diff('dist', 'HEAD:dist')).toEqual(refused('is not a commit; got "HEAD:dist, a tree"'));
    expect(await shop.diff('dist', 'HEAD:dist/a.yaml')).toEqual(refused('got "HEAD:dist/a.yaml, a blob"'));
  });

  inCi('that a shallow clone does not have', async () => {
    const deep = new Repository('deep', { 'dist/a.yaml': configMap('a') });
    deep.write('dist/a.yaml', configMap('a', 'b'));
    deep.commit();
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${deep.path}`, join(folder, 'shallow')]);
    expect(await diff(join(folder, 'shallow', 'dist'))).toEqual(SAME);
    expect(await diff(join(folder, 'shallow', 'dist'), 'HEAD~1')).toEqual(refused('the clone is shallow'));
  });

  inCi('of a repository without commits', async () => {
    const path = join(folder, 'empty');
    execFileSync('git', ['init', '-q', path]);
    expect(await diff(path)).toEqual(refused('is not a revision of the repository'));
  });
});

test('files that are not committed, not added, or ignored belong to the work tree', async () => {
  const repository = new Repository('uncommitted', { 'dist/a.yaml': configMap('a'), '.gitignore': 'ignored.yaml\n' });
  repository.write('dist/added.yaml', configMap('added'));
  repository.git('add', '-A');
  repository.write('dist/untracked.yaml', configMap('untracked'));
  repository.write('dist/ignored.yaml', configMap('ignored'));
  const { code, out } = await repository.diff();
  expect([code, out.match(/shop\/\w+/g)]).toEqual([1, ['shop/added', 'shop/ignored', 'shop/untracked']]);
});

describe('links', () => {
  test('are followed through the revision, as in the work tree', async () => {
    const files = { 'base/a.yaml': configMap('a'), 'base/more/b.yaml': configMap('b'), 'dist/c.yaml': configMap('c') };
    const links = { 'dist/one.yaml': '../base/a.yaml', 'dist/more': '../base/more', 'dist/again': 'more', out: 'dist' };
    const repository = new Repository('links', files, { ...links, 'dist/notes.txt': 'nowhere' });
    expect(await repository.diff()).toEqual(SAME);
    expect(await repository.diff('out')).toEqual(SAME);
    expect(await repository.diff('dist/more')).toEqual(SAME);
    repository.write('base/a.yaml', configMap('a', 'b'));
    repository.write('base/more/b.yaml', configMap('b', 'b'));
    const { out } = await repository.diff('out');
    expect(out.match(/shop\/\w+/g)).toEqual(['shop/a', 'shop/b']);
  });

  inCi('that lead elsewhere now', async () => {
    const files = { 'one/a.yaml': configMap('a'), 'two/b.yaml': configMap('b') };
    const repository = new Repository('moved', files, { dist: 'one' });
    rmSync(join(repository.path, 'dist'));
    repository.link('dist', 'two');
    const { out } = await repository.diff();
    expect(out.match(/shop\/\w+/g)).toEqual(['shop/a', 'shop/b']);
  });

  inCi.each([
    ['out of the repository', 'a.yaml', '../../plain.yaml', 'is a link out of the repository'],
    ['to an absolute path', 'a.yaml', join(folder, 'plain.yaml'), 'is a link out of the repository'],
    ['to a folder elsewhere', 'a', '../../to', 'is a link out of the repository'],
    ['to nothing', 'a.yaml', 'nowhere.yaml', 'does not exist in the revision'],
    ['to itself', 'a.yaml', 'a.yaml', 'is a loop of symbolic links'],
    ['to the folder above', 'a', '.', 'is a loop of symbolic links'],
  ])('%s', async (name, file, target, what) => {
    mkdirSync(join(folder, 'to'), { recursive: true });
    writeFileSync(join(folder, 'plain.yaml'), configMap('a'));
    const repository = new Repository(name, { 'dist/b.yaml': configMap('b') }, { [`dist/${file}`]: target });
    const { code, out, err } = await repository.diff();
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(what);
  });
});

inCi('a submodule is named', async () => {
  const repository = new Repository('super', { 'dist/a.yaml': configMap('a') });
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', shop.path, 'dist/sub');
  repository.commit();
  expect(await repository.diff()).toEqual(unread('is a submodule', 'sub'));
  expect(await repository.diff('dist/sub/dist')).toEqual(SAME);
  expect(await repository.diff('dist/a.yaml')).toEqual(SAME);
});

inCi('a pointer of Git LFS is named, before and after', async () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`;
  const repository = new Repository('lfs', { 'dist/a.yaml': pointer, 'dist/b.yaml': configMap('b') });
  repository.write('dist/a.yaml', configMap('a'));
  expect(await repository.diff()).toEqual(
    unread('is a pointer of Git LFS, not the file itself; Git LFS holds it apart', 'a.yaml'),
  );
  repository.write('dist/a.yaml', pointer);
  expect((await repository.diff()).err).toContain('is a pointer of Git LFS, not the file itself; run git lfs pull');
  expect((await cli(['check', join(repository.path, 'dist')])).out).toContain('is a pointer of Git LFS');
});

inCi('text is read as from the work tree: in UTF-16, with a mark, and binary', async () => {
  const utf16 = Buffer.from(`\ufeff${configMap('a')}`, 'utf16le');
  const repository = new Repository('encodings', { 'dist/b.yaml': `\ufeff${configMap('b')}` });
  writeFileSync(join(repository.path, 'dist', 'a.yaml'), utf16);
  repository.commit();
  expect(await repository.diff()).toEqual(SAME);
  repository.write('dist/a.yaml', 'a\0b');
  repository.commit();
  repository.write('dist/a.yaml', configMap('a'));
  expect(await repository.diff()).toEqual(unread('is not text', 'a.yaml'));
});

inCi('an object that is missing', async () => {
  const repository = new Repository('broken', { 'dist/a.yaml': configMap('a') });
  const id = repository.git('rev-parse', 'HEAD:dist/a.yaml');
  const file = join(repository.path, '.git', 'objects', id.slice(0, 2), id.slice(2));
  renameSync(file, `${file}.gone`);
  expect(await repository.diff()).toEqual(refused('cannot be read in Git'));
});

describe('the environment', () => {
  inCi('names no other repository, as in a hook of Git', async () => {
    const other = new Repository('other', { 'a.txt': '' });
    for (const GIT_DIR of ['.git', join(other.path, '.git')]) {
      Object.assign(process.env, { GIT_DIR, GIT_WORK_TREE: other.path, GIT_INDEX_FILE: 'a', GIT_PREFIX: 'a/' });
      Object.assign(process.env, { GIT_OBJECT_DIRECTORY: join(folder, 'none'), GIT_COMMON_DIR: other.path });
      expect(await shop.diff()).toEqual(SAME);
    }
  });

  inCi('without git', async () => {
    process.env.PATH = join(folder, 'none');
    expect(await shop.diff()).toEqual(refused('[--git] needs git, which is not installed'));
  });

  inCi('a repository of another user, unless it is trusted', async () => {
    const path = join(shop.path, 'dist');
    process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER = '1';
    expect(await diff(path)).toEqual(refused(`run git config --global --add safe.directory "${shop.path}"`));
    const trust = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: shop.path };
    Object.assign(process.env, trust);
    expect(await diff(path)).toEqual(SAME);
  });

  inCi('messages in another language, and with traces', async () => {
    Object.assign(process.env, { LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de', GIT_TRACE: '1' });
    expect(await diff(folder)).toEqual(refused('is not in a Git repository'));
    expect(await shop.diff()).toEqual(SAME);
  });
});

inCi('more than the limit of one run is said', async () => {
  const repository = new Repository('large', { 'dist/a.yaml': configMap('a') });
  appendFileSync(join(repository.path, 'dist', 'a.yaml'), Buffer.alloc(129 * 1024 * 1024, '\n'));
  repository.git('-c', 'core.compression=0', 'add', '-A');
  repository.git('commit', '-q', '-m', 'a');
  repository.write('dist/a.yaml', configMap('a'));
  expect(await repository.diff()).toEqual(refused('is too large in Git; got "more than 134217728 bytes"'));
});

inCi('nothing is written to the repository', async () => {
  await shop.diff();
  expect(shop.git('status', '--porcelain')).toBe('');
});
