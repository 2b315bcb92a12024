import { spawn, spawnSync, type ChildProcess } from 'child_process';
import { once } from 'events';
import { statfsSync } from 'fs';
import { join } from 'path';
import { inCi } from '../../support/sample';
import { failure, removeTempFolders, tempFolder, tree } from '../helpers';
import { appOf, STATEMENTS } from './random-program';

jest.setTimeout(180_000);
afterEach(removeTempFolders);

const NAMES = Object.keys(STATEMENTS);
/** Two whole programs that share most of their files: mesh, applications and a fleet; charts and virtual clusters. */
const PROGRAMS = [NAMES.slice(0, 15), [...NAMES.slice(0, 8), ...NAMES.slice(13)]] as const;

function synthesizes(outdir: string, names: readonly string[], times: number): ChildProcess {
  const program = join(__dirname, 'synth-program.ts');
  const args = ['--conditions=source', '-r', 'ts-node/register', program, outdir, `${times}`, ...names];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function ended(child: ChildProcess): Promise<unknown> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal ?? code;
}

/** The output of each program. */
function outputs(): Array<Record<string, string>> {
  return PROGRAMS.map((names) => Object.fromEntries(appOf(names).app.render()));
}

inCi('two processes that synthesize into one folder leave the whole output of one of them', async () => {
  const outdir = tempFolder();
  const codes = await Promise.all(PROGRAMS.map((names) => ended(synthesizes(outdir, names, 3))));
  expect(codes).toEqual([0, 0]);
  expect(outputs()).toContainEqual(tree(outdir));
});

inCi('where one of two processes is killed, the other one goes on, and nothing is left of the killed one', async () => {
  const outdir = tempFolder();
  const [killed, other] = PROGRAMS.map((names, index) => synthesizes(outdir, names, index === 0 ? 100 : 3)) as [
    ChildProcess,
    ChildProcess,
  ];
  const waiting = ended(killed);
  expect(await ended(other)).toBe(0);
  killed.kill('SIGKILL');
  expect(await waiting).toBe('SIGKILL');
  appOf(PROGRAMS[1], outdir).app.synth();
  expect(tree(outdir)).toEqual(outputs()[1]);
});

/** A file system in memory with a size, where this user may mount one. */
function mount(folder: string, options: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

inCi('a file system that is really full keeps the old output, and takes the new one when there is room', () => {
  const outdir = tempFolder();
  if (!mount(outdir, 'size=64m')) {
    process.stderr.write('skipped: a real full disk: this user may not mount a file system\n');
    return;
  }
  try {
    appOf(PROGRAMS[0], outdir).app.synth();
    const { blocks, bfree, bsize } = statfsSync(outdir);
    // Room for some files, and not for all that differ.
    for (const room of [4, 12, 24]) {
      expect(mount(outdir, `remount,size=${(blocks - bfree + room) * bsize}`)).toBe(true);
      expect(failure(() => appOf(PROGRAMS[1], outdir).app.synth())).toContain('the disk is full');
      expect(tree(outdir)).toEqual(outputs()[0]);
    }
    expect(mount(outdir, 'remount,size=64m')).toBe(true);
    appOf(PROGRAMS[1], outdir).app.synth();
    expect(tree(outdir)).toEqual(outputs()[1]);
  } finally {
    spawnSync('umount', [outdir]);
  }
});
