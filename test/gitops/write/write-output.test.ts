import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { GitOpsCluster } from '../../../lib/gitops';
import type { OutputFile } from '../../../lib/gitops/output/output-file';
import { healOutput, writeOutput } from '../../../lib/gitops/write/write-output';
import { runs, stride } from '../../support/fc-runs';
import { sample } from '../../support/sample';
import { configMap, failure, newApp, removeTempFolders, tempFolder, tree } from '../helpers';
import { killedAt, refusedAt } from './faults';

afterEach(removeTempFolders);

type Files = ReadonlyMap<string, OutputFile>;

function program(objects: Readonly<Record<string, readonly string[]>>, text: string): Files {
  const app = newApp();
  for (const [id, names] of Object.entries(objects)) {
    const unit = new GitOpsCluster(app, id).unit('u', { wave: 0, namespace: 'n' });
    for (const name of names) configMap(unit, name, { text });
  }
  return new Map([...app.render()].map(([path, content]) => [path, { content }]));
}

const PROGRAMS = {
  old: program({ prod: ['a', 'b', 'c'], 'eu-1': ['x'] }, 'old'),
  new: program({ prod: ['b', 'c', 'd'], 'eu-2': ['y', 'z'] }, 'new'),
  edited: program({ prod: ['b', 'e'], 'eu-3': ['y'] }, 'edited'),
};

const FOREIGN = 'prod/u/n/notes.txt';

/** A folder that the old program has written, with a file of another owner. */
function oldOutput(): string {
  const outdir = tempFolder();
  writeOutput(outdir, PROGRAMS.old);
  writeFileSync(join(outdir, FOREIGN), 'mine');
  return outdir;
}

const textsOf = (files: Files): Record<string, string> =>
  Object.fromEntries([...files].map(([path, { content }]) => [path, content]));
const treeOf = (files: Files): Record<string, string> => ({ ...textsOf(files), [FOREIGN]: 'mine' });

const MOMENTS = killedAt(Infinity, () => void writeOutput(oldOutput(), PROGRAMS.new));

describe('a run that is killed', () => {
  test.each(['old', 'new', 'edited'] as const)('heals at the next run of the %s program', (next) => {
    const moment = fc.integer({ min: 1, max: MOMENTS });
    fc.assert(
      fc.property(
        fc.array(moment, { minLength: 1, maxLength: 2 }),
        fc.constantFrom('new', 'edited'),
        (kills, first) => {
          const outdir = oldOutput();
          for (const kill of kills) killedAt(kill, () => void writeOutput(outdir, PROGRAMS[first]));
          writeOutput(outdir, PROGRAMS[next]);
          expect(tree(outdir)).toEqual(treeOf(PROGRAMS[next]));
          removeTempFolders();
        },
      ),
      { numRuns: runs(1, 8) },
    );
  });

  test('is undone before a program runs that is refused', () => {
    const moments = Array.from({ length: MOMENTS }, (_, index) => index + 1);
    for (const moment of sample(moments, 6)) {
      const outdir = oldOutput();
      killedAt(moment, () => void writeOutput(outdir, PROGRAMS.new));
      healOutput(outdir);
      expect([treeOf(PROGRAMS.old), treeOf(PROGRAMS.new)]).toContainEqual(tree(outdir));
      removeTempFolders();
    }
  });

  test('leaves the folder as it was while it only writes temporary files', () => {
    const outdir = oldOutput();
    killedAt(5, () => void writeOutput(outdir, PROGRAMS.new));
    const visible = Object.entries(tree(outdir)).filter(([path]) => !path.startsWith('.'));
    expect(Object.fromEntries(visible)).toEqual(treeOf(PROGRAMS.old));
  });
});

describe('a run that the file system refuses something', () => {
  test.each(sample(['EPERM', 'EBUSY', 'EACCES'], 1))('leaves the old output whole: rename with %s', (code) => {
    for (let moment = 1; ; moment += stride(5)) {
      const outdir = oldOutput();
      const message = refusedAt('renameSync', code, moment, () => void writeOutput(outdir, PROGRAMS.new));
      if (message === undefined) break;
      expect(message).toMatch(
        new RegExp(`^1 problem; nothing was written:\\n- \\[.+\\] .*; got "${code}"; allowed .*; `),
      );
      expect(tree(outdir)).toEqual(treeOf(PROGRAMS.old));
      expect(readdirSync(outdir).filter((name) => name.startsWith('.'))).toEqual([]);
      removeTempFolders();
    }
  });

  test('leaves the old output whole: disk full', () => {
    for (let moment = 1; ; moment += stride(9)) {
      const outdir = oldOutput();
      const write = (): void => void writeOutput(outdir, PROGRAMS.new);
      const message = refusedAt('writeFileSync', 'ENOSPC', moment, write, false);
      if (message === undefined) break;
      expect(message).toContain('does not fit: the disk is full; got "ENOSPC"');
      expect(tree(outdir)).toEqual(treeOf(PROGRAMS.old));
      removeTempFolders();
    }
  });

  test('works without links', () => {
    const outdir = oldOutput();
    refusedAt('linkSync', 'EPERM', 1, () => void writeOutput(outdir, PROGRAMS.new), false);
    expect(tree(outdir)).toEqual(treeOf(PROGRAMS.new));
  });

  test('is undone by the next run where it cannot be undone at once', () => {
    const outdir = oldOutput();
    const message = refusedAt('renameSync', 'EPERM', 9, () => void writeOutput(outdir, PROGRAMS.new), false);
    expect(message).toContain('the old output could not be put back, which the next run does');
    healOutput(outdir);
    expect(tree(outdir)).toEqual(treeOf(PROGRAMS.old));
  });

  test('names a file that is in the way of the folder', () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, 'x');
    expect(failure(() => writeOutput(join(file, 'dist'), PROGRAMS.old))).toContain(
      'is below something that is not a folder',
    );
  });
});

describe('two runs at once', () => {
  const LOCK = '.cdk8s-verrazzano.lock';

  test('the lock of a process that has ended is taken over', () => {
    const outdir = oldOutput();
    let own = '';
    killedAt(6, () => void writeOutput(outdir, PROGRAMS.new));
    own = tree(outdir)[LOCK] ?? '';
    expect(JSON.parse(own)).toMatchObject({ process: process.pid });
    writeFileSync(join(outdir, LOCK), own.replace(`"process":${process.pid}`, '"process":4194305'));
    writeOutput(outdir, PROGRAMS.new);
    expect(tree(outdir)).toEqual(treeOf(PROGRAMS.new));
  });

  test('the second waits, and then says so', () => {
    const outdir = oldOutput();
    killedAt(6, () => void writeOutput(outdir, PROGRAMS.new));
    const lock = { ...JSON.parse(tree(outdir)[LOCK] ?? ''), thread: 7 };
    writeFileSync(join(outdir, LOCK), JSON.stringify(lock));
    let pauses = 0;
    const wait = jest.spyOn(Atomics, 'wait').mockImplementation(() => (pauses++, 'timed-out'));
    try {
      expect(failure(() => writeOutput(outdir, PROGRAMS.new))).toContain(
        '[app] another run writes to the output folder',
      );
      expect(pauses).toBe(300);
      wait.mockImplementation(() => {
        writeFileSync(join(outdir, LOCK), JSON.stringify({ ...lock, process: 4194305 }));
        return 'timed-out';
      });
      writeOutput(outdir, PROGRAMS.new);
    } finally {
      wait.mockRestore();
    }
    expect(tree(outdir)).toEqual(treeOf(PROGRAMS.new));
  });
});

test('temporary folders that runs have left are swept, others stay', () => {
  const outdir = oldOutput();
  mkdirSync(join(outdir, '.cdk8s-verrazzano-abc123'));
  writeFileSync(join(outdir, '.cdk8s-verrazzano-abc123/new-0'), 'x');
  mkdirSync(join(outdir, '.git'));
  writeOutput(outdir, PROGRAMS.old);
  expect(existsSync(join(outdir, '.cdk8s-verrazzano-abc123'))).toBe(false);
  expect(existsSync(join(outdir, '.git'))).toBe(true);
});

test('a journal that leads out of the folder changes nothing there', () => {
  const outdir = oldOutput();
  const victim = join(tempFolder(), 'victim');
  writeFileSync(victim, '');
  const work = join(outdir, '.cdk8s-verrazzano-abc123');
  mkdirSync(work);
  const steps = ['../victim', '../../victim', victim].map((path) => ({ path, before: null, after: null }));
  writeFileSync(join(work, 'journal.json'), JSON.stringify({ version: 1, steps }));
  healOutput(outdir);
  expect(existsSync(victim)).toBe(true);
});
