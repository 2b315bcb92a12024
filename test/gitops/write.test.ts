import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { GitOpsCluster } from '../../lib/gitops';
import { resultText } from '../../lib/gitops/write/result-text';
import type { WriteResult } from '../../lib/gitops/write/write-output';
import { configMap, failure, newApp, newUnit, removeTempFolders, tempFolder, tree } from './helpers';
import { sample } from '../support/sample';

afterEach(removeTempFolders);

/** Synthesizes a cluster `prod` with ConfigMaps, and further clusters with one each. */
function synth(outdir: string, names: readonly string[], clusters: readonly string[] = []): WriteResult {
  const { app, unit } = newUnit({}, newApp({ outdir }));
  for (const name of names) configMap(unit, name);
  for (const id of clusters) configMap(new GitOpsCluster(app, id).unit('u', { wave: 0, namespace: 'n' }), 'x');
  return app.synth();
}

function put(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const A = 'prod/platform/shop/ConfigMap.a.yaml';
const B = 'prod/platform/shop/ConfigMap.b.yaml';

describe('what a run writes', () => {
  test('is what render() gives, and nothing else', () => {
    const outdir = join(tempFolder(), 'new', 'dist');
    const { app, unit } = newUnit({}, newApp({ outdir }));
    configMap(unit, 'a');
    app.synth();
    expect(tree(outdir)).toEqual(Object.fromEntries(app.render()));
  });

  test('has sums in the format of sha256sum, relative to their folder', () => {
    const outdir = tempFolder();
    const { app, cluster, unit } = newUnit({}, newApp({ outdir }));
    configMap(unit, 'a', { text: 'ä€😀' });
    cluster.addHostFile('init.yaml', 'x\n');
    app.synth();
    for (const folder of ['argocd', 'prod']) {
      const lines = readFileSync(join(outdir, folder, 'SHA256SUMS'), 'utf8')
        .split('\n')
        .slice(0, -1);
      for (const line of lines) {
        const content = readFileSync(join(outdir, folder, line.slice(66)));
        expect(line.slice(0, 66)).toBe(`${createHash('sha256').update(content).digest('hex')}  `);
      }
    }
    const listed = readFileSync(join(outdir, 'prod/SHA256SUMS'), 'utf8').split('\n').slice(0, -1);
    expect(listed.map((line) => line.slice(66))).toEqual([
      '../_host/prod/init.yaml',
      'README.md',
      'argocd/Application.argoproj.io.prod-platform.yaml',
      'platform/shop/ConfigMap.a.yaml',
    ]);
    const root = readFileSync(join(outdir, 'argocd/SHA256SUMS'), 'utf8').split('\n').slice(0, -1);
    expect(root.map((line) => line.slice(66))).toEqual([
      '../_host/argocd/argocd-cm.patch.yaml',
      'AppProject.argoproj.io.platform.yaml',
      'AppProject.argoproj.io.prod.yaml',
      'Application.argoproj.io.platform.yaml',
      'Application.argoproj.io.prod.yaml',
    ]);
  });

  test('goes to CDK8S_OUTDIR, which wins', () => {
    const outdir = tempFolder();
    process.env.CDK8S_OUTDIR = outdir;
    try {
      synth(join(outdir, 'ignored'), ['a']);
    } finally {
      delete process.env.CDK8S_OUTDIR;
    }
    expect(existsSync(join(outdir, A))).toBe(true);
  });

  test('unchanged files are not written again', () => {
    const outdir = tempFolder();
    synth(outdir, ['a']);
    const long = new Date('2001-01-01T00:00:00Z');
    for (const path of Object.keys(tree(outdir))) utimesSync(join(outdir, path), long, long);
    synth(outdir, ['a', 'b']);
    const touched = Object.keys(tree(outdir)).filter((path) => statSync(join(outdir, path)).mtimeMs !== long.getTime());
    expect(touched).toEqual(['prod/README.md', 'prod/SHA256SUMS', B]);
  });
});

describe('what a run removes', () => {
  test('files of removed objects and folders that become empty; foreign files stay', () => {
    const outdir = tempFolder();
    synth(outdir, ['a', 'b']);
    put(outdir, 'prod/platform/shop/mine.txt', 'mine');
    put(outdir, 'notes/README.md', 'mine');
    synth(outdir, ['a']);
    expect(existsSync(join(outdir, B))).toBe(false);
    expect(existsSync(join(outdir, A))).toBe(true);
    synth(outdir, []);
    expect(tree(outdir)['prod/platform/shop/mine.txt']).toBe('mine');
    expect(tree(outdir)['notes/README.md']).toBe('mine');
    rmSync(join(outdir, 'prod/platform/shop/mine.txt'));
    synth(outdir, ['a']);
    synth(outdir, []);
    expect(existsSync(join(outdir, 'prod/platform'))).toBe(false);
  });

  test('a removed cluster', () => {
    const outdir = tempFolder();
    synth(outdir, ['a'], ['eu-1', 'eu-2']);
    synth(outdir, ['a'], ['eu-2']);
    expect(existsSync(join(outdir, 'eu-1'))).toBe(false);
    expect(existsSync(join(outdir, 'eu-2/u/n/ConfigMap.x.yaml'))).toBe(true);
    expect(Object.keys(tree(outdir)).filter((path) => path.includes('eu-1'))).toEqual([]);
  });

  test('files that were edited by hand are replaced (Git has the edit), or kept where they would be removed', () => {
    const outdir = tempFolder();
    synth(outdir, ['a', 'b']);
    put(outdir, A, 'edited');
    put(outdir, B, 'edited');
    const result = synth(outdir, ['a']);
    expect(tree(outdir)[A]).toContain('kind: ConfigMap');
    expect(tree(outdir)[B]).toBe('edited');
    expect(result).toMatchObject({ changed: expect.arrayContaining([A]) as unknown, removed: [], kept: [B] });
    expect(resultText(result)).toContain(
      `kept, edited since it was written; delete it, or Argo CD goes on reading it: ${B}`,
    );
  });

  test('files whose line ends Git has changed', () => {
    const outdir = tempFolder();
    synth(outdir, ['a', 'b']);
    for (const [path, content] of Object.entries(tree(outdir))) put(outdir, path, content.replaceAll('\n', '\r\n'));
    expect(synth(outdir, ['a'])).toMatchObject({ removed: [B], kept: [] });
  });

  test('nothing that SHA256SUMS lists with another hash', () => {
    const outdir = tempFolder();
    synth(outdir, ['a']);
    put(outdir, 'prod/mine.yaml', 'mine');
    const sums = readFileSync(join(outdir, 'prod/SHA256SUMS'), 'utf8');
    put(outdir, 'prod/SHA256SUMS', `${sums}${'0'.repeat(64)}  mine.yaml\n`);
    expect(synth(outdir, ['a'])).toMatchObject({ removed: [], kept: ['prod/mine.yaml'] });
    expect(tree(outdir)['prod/mine.yaml']).toBe('mine');
  });

  test('no folder of others that has sums of its own', () => {
    const outdir = tempFolder();
    synth(outdir, ['a']);
    put(outdir, 'mine/file', 'mine');
    put(outdir, 'mine/README.md', '# Mine\n');
    const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
    put(outdir, 'mine/SHA256SUMS', `${sum('mine')}  file\n${sum('# Mine\n')}  README.md\n`);
    synth(outdir, ['a']);
    expect(tree(outdir)['mine/file']).toBe('mine');
  });
});

describe('what a run returns', () => {
  test('is what it wrote, changed and removed', () => {
    const outdir = tempFolder();
    expect(synth(outdir, ['a'])).toMatchObject({
      outdir,
      written: Object.keys(tree(outdir)),
      changed: [],
      removed: [],
    });
    const lists = ['argocd/SHA256SUMS', 'prod/README.md', 'prod/SHA256SUMS'];
    const before = tree(outdir);
    expect(synth(outdir, ['b'])).toMatchObject({ written: [B], removed: [A], kept: [] });
    const changed = lists.filter((path) => tree(outdir)[path] !== before[path]);
    synth(outdir, ['a']);
    const result = synth(outdir, ['b']);
    expect(result.changed).toEqual(changed);
    expect(resultText(result).split('\n')).toEqual([
      `1 written, ${changed.length} changed, 1 removed`,
      `  written ${B}`,
      ...changed.map((path) => `  changed ${path}`),
      `  removed ${A}`,
    ]);
    expect(synth(outdir, ['b'])).toMatchObject({ written: [], changed: [], removed: [], kept: [] });
  });
});

describe('a merge in Git', () => {
  /** Both sides of a conflict, as Git writes them for a file that both have changed. */
  const conflict = (ours: string, theirs: string): string =>
    `<<<<<<< HEAD\n${ours}||||||| 1234567\n=======\n${theirs}>>>>>>> branch\n`;

  test('of branches that changed other objects: files of both sides are known', () => {
    const [ours, theirs] = [tempFolder(), tempFolder()];
    synth(ours, ['a', 'c'], ['eu-1']);
    synth(theirs, ['b', 'c'], ['eu-2']);
    const merged: Record<string, string> = { ...tree(ours), ...tree(theirs) };
    for (const [path, content] of Object.entries(tree(ours))) {
      const other = tree(theirs)[path];
      if (other !== undefined && other !== content) merged[path] = conflict(content, other);
    }
    const outdir = tempFolder();
    for (const [path, content] of Object.entries(merged)) put(outdir, path, content);
    const result = synth(outdir, ['b', 'c'], ['eu-2']);
    expect(tree(outdir)).toEqual(tree(theirs));
    expect(result.removed).toContain(A);
    expect(result.removed).toContain('eu-1/u/n/ConfigMap.x.yaml');
  });
});

describe('what a run refuses, and writes nothing', () => {
  function refused(outdir: string, names: readonly string[] = ['a', 'c']): string {
    const before = tree(outdir);
    const message = failure(() => synth(outdir, names));
    expect(tree(outdir)).toEqual(before);
    return message;
  }

  test('a program with a problem', () => {
    const outdir = tempFolder();
    synth(outdir, ['a']);
    expect(refused(outdir, ['a', 'Not_Legal'])).toContain('nothing was written');
  });

  test.each([true, false])('a foreign file in the way (after an earlier run: %s)', (earlier) => {
    const outdir = tempFolder();
    if (earlier) synth(outdir, ['b']);
    put(outdir, A, 'mine');
    expect(refused(outdir)).toContain(
      `[app] a file is in the way that no earlier run wrote; got "${A}"; move or delete it, or choose another outdir`,
    );
  });

  test('a foreign file with the same content is fine', () => {
    const outdir = tempFolder();
    synth(outdir, ['a']);
    rmSync(join(outdir, 'argocd/SHA256SUMS'));
    rmSync(join(outdir, 'prod/SHA256SUMS'));
    expect(() => synth(outdir, ['a'])).not.toThrow();
  });

  test('a folder in the way', () => {
    const outdir = tempFolder();
    mkdirSync(join(outdir, A), { recursive: true });
    expect(refused(outdir)).toContain(`a file cannot be written: ${A} is not a regular file`);
  });

  test('a symbolic link in the way', () => {
    const outdir = tempFolder();
    const elsewhere = tempFolder();
    symlinkSync(elsewhere, join(outdir, 'prod'));
    expect(refused(outdir)).toContain('prod is a symbolic link');
    expect(tree(elsewhere)).toEqual({});
  });

  const HASH = '0'.repeat(64);
  test.each(
    sample(
      [
        ['prod', `${HASH}  /etc/passwd`, 'lists a path that is absolute'],
        ['prod', `${HASH}  ../../x`, 'lists a path that leads out of its folder'],
        ['prod', `${HASH}  ../argocd/x`, 'lists a path that leads out of its folder'],
        ['prod', `${HASH}  ../_host/eu-1/x`, 'lists a path that leads out of its folder'],
        ['prod', `${HASH}  ../_host/prod/../../x`, 'lists a path that leads out of its folder'],
        ['prod', `${HASH}  C:/x`, 'lists a path that is absolute'],
        ['prod', `${HASH}  a\\..\\b`, 'lists a path that has characters'],
        ['prod', `${HASH}  a//b`, 'lists a path that is not in its shortest form'],
        ['prod', `${HASH} a`, 'has a malformed line 1'],
        ['prod', '<<<<<<HEAD', 'has a malformed line 1'],
        ['argocd', `${HASH}  ../prod/README.md`, 'lists a path that leads out of its folder'],
        ['argocd', `${HASH}  ../../prod/SHA256SUMS`, 'lists a path that leads out of its folder'],
      ],
      4,
    ),
  )('%s/SHA256SUMS with %j', (folder, line, message) => {
    const outdir = tempFolder();
    synth(outdir, ['a']);
    put(outdir, `${folder}/SHA256SUMS`, `${line}\n`);
    expect(refused(outdir)).toContain(`[app] ${folder}/SHA256SUMS ${message}`);
  });

  test('a SHA256SUMS file that leads through a symbolic link', () => {
    const outdir = tempFolder();
    const elsewhere = tempFolder();
    put(elsewhere, 'x', 'precious');
    synth(outdir, ['a']);
    symlinkSync(elsewhere, join(outdir, 'prod/link'));
    put(outdir, 'prod/SHA256SUMS', `${HASH}  link/x\n`);
    expect(refused(outdir)).toContain(
      'lists a path that cannot be followed: link is a symbolic link'.replace('link is', 'prod/link is'),
    );
    expect(tree(elsewhere)).toEqual({ x: 'precious' });
  });
});
