import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'fs';
import { join } from 'path';
import { compare, PROGRAM, logLogSlope, ownReport, type Cost, type Row } from '../measure';

const APP = join(__dirname, '..', 'apps', 'policies.ts');
type Size = readonly [count: number, runs: number];

const SIZES: readonly Size[] = [
  [1_000, 3],
  [10_000, 3],
];
/** With `--large`; they take minutes. */
const LARGE: readonly Size[] = [
  [50_000, 1],
  [100_000, 1],
];

/** In memory, and on the disk that the clone is on. */
const PLACES = {
  tmpfs: '/dev/shm',
  disk: join(__dirname, '..', '..', 'node_modules', '.cache'),
} as const;

/** The same NetworkPolicies, one file each, through plain cdk8s, `GitOpsApp` and, as the limit, JSON.stringify. */
export function objects(isLarge: boolean): Row[] {
  const sizes = isLarge ? [...SIZES, ...LARGE] : SIZES;
  return Object.entries(PLACES).flatMap(([place, folder]) => {
    if (!existsSync(folder)) {
      process.stderr.write(`skipped: objects on ${place}: there is no ${folder}\n`);
      return [];
    }
    const rows = sizes.map(
      ([count, runs]) => [count, ofSize(`${count} objects, ${place}`, folder, count, runs)] as const,
    );
    const points = rows.map(([count, [, own]]) => [count, own?.cpu ?? 0] as const);
    process.stderr.write(`objects, ${place}: log-log slope of GitOpsApp ${logLogSlope(points).toFixed(2)}\n`);
    return rows.flatMap(([, each]) => each);
  });
}

function ofSize(section: string, folder: string, count: number, runs: number): Row[] {
  const [again, second]: [Cost[], Cost[]] = [[], []];
  const rises: number[] = [];
  const write = (writer: string) => (): Cost => {
    const scratch = mkdtempSync(join(folder, 'bench-objects-'));
    // Where the cache of a synthesis is: it goes with the output.
    mkdirSync(join(scratch, 'node_modules'));
    const run = (synths: number): Cost[] =>
      ownReport([...PROGRAM, APP, writer, `${count}`, join(scratch, 'out'), `${synths}`]);
    try {
      const costs = run(writer === 'gitops' ? 2 : 1);
      const [first] = costs;
      if (first === undefined) throw new Error('the program printed no costs');
      if (writer === 'gitops') {
        again.push(costs[1] ?? first);
        second.push(run(1)[0] ?? first);
        rises.push(first.rise ?? 0);
      }
      return first;
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  };
  const own = write('gitops');
  const rows = compare(
    section,
    [
      { name: 'plain cdk8s', run: write('cdk8s') },
      { name: 'GitOpsApp', run: own },
      { name: 'GitOpsApp, nothing changed, new process', run: () => second.pop() ?? own() },
      { name: 'GitOpsApp, nothing changed, same process', run: () => again.pop() ?? own() },
      { name: 'JSON.stringify', run: write('json') },
    ],
    runs,
  );
  const kibibytes = (rises.reduce((least, one) => Math.min(least, one)) * 1024) / count;
  process.stderr.write(`${section}: the synthesis takes ${kibibytes.toFixed(1)} KiB of memory per object\n`);
  return rows;
}
