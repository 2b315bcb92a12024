/** How the benchmarks measure: in processes of their own, the programs of a comparison interleaved, medians of several rounds. */
import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** What one run of a program took. */
export interface Cost {
  /** Wall time in seconds. */
  readonly wall: number;
  /** CPU time in seconds, user and system. */
  readonly cpu: number;
  /** Peak memory in MiB; undefined where it is not known. */
  readonly peak?: number;
  /** By how many MiB the work raised the memory of its process; undefined where it is not known. */
  readonly rise?: number;
}

/** One line of the table. */
export interface Row extends Cost {
  readonly section: string;
  readonly name: string;
  /** CPU time as a ratio to that of the first row of the comparison. */
  readonly ratio: number;
  readonly runs: number;
}

/** A program of a comparison. */
export interface Program {
  readonly name: string;
  readonly run: () => Cost;
}

/** Whether there is what `npm run build` makes. */
export const IS_BUILT = existsSync(join(__dirname, '..', 'build', 'lib', 'index.js'));

/** Arguments of node for a program in TypeScript that imports this package, as users have it; its sources where it is not built. */
export const PROGRAM = [...(IS_BUILT ? [] : ['--conditions=source']), '-r', 'ts-node/register'];

/**
 * Runs the programs of a comparison in turn, so that what disturbs the machine disturbs all of them.
 * @param runs - rounds; the medians count
 */
export function compare(section: string, programs: readonly Program[], runs: number): Row[] {
  const costs = programs.map((): Cost[] => []);
  for (let round = 0; round < runs; round++) {
    programs.forEach(({ run }, index) => costs[index]?.push(run()));
  }
  const medians = costs.map((each) => ({
    wall: median(each.map(({ wall }) => wall)),
    cpu: median(each.map(({ cpu }) => cpu)),
    ...(each.every(({ peak }) => peak !== undefined) && { peak: median(each.map(({ peak }) => peak ?? 0)) }),
  }));
  const base = medians[0]?.cpu ?? 0;
  return programs.map(({ name }, index) => {
    const cost = medians[index] ?? { wall: 0, cpu: 0 };
    return { section, name, ...cost, ratio: cost.cpu / base, runs };
  });
}

/**
 * Runs a command to its end and measures the whole process with its children.
 * @param hasFindings - whether 1 is an answer, as of commands that find something
 * @throws Error with its output when it fails
 */
export function wholeProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
  hasFindings = false,
): Cost {
  const before = childCpu();
  const start = process.hrtime.bigint();
  const options = { env: { ...process.env, ...env }, encoding: 'utf8', cwd, maxBuffer: 2 ** 30 } as const;
  const { status, stderr, error } = spawnSync(command, args, options);
  if (status !== 0 && !(hasFindings && status === 1))
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return { wall: Number(process.hrtime.bigint() - start) / 1e9, cpu: childCpu() - before };
}

/**
 * Runs a program that prints its own costs as JSON in its last line, and so leaves out the time until its modules are loaded.
 * @throws Error with its output when it fails
 */
export function ownReport(args: readonly string[], env: NodeJS.ProcessEnv = {}): Cost[] {
  const options = { env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 2 ** 30 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as Cost[];
}

/** Measures work inside of this process. */
export function inProcess(work: () => void): Cost {
  const before = process.memoryUsage().rss / 2 ** 20;
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  work();
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS / 1024;
  return { wall, cpu: (user + system) / 1e6, peak, rise: peak - before };
}

/** The slope of a line through points in a log-log plot: 1 is linear. */
export function logLogSlope(points: ReadonlyArray<readonly [size: number, cost: number]>): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(logs.map(([size]) => size)), mean(logs.map(([, cost]) => cost))];
  const above = logs.reduce((sum, [size, cost]) => sum + (size - x) * (cost - y), 0);
  return above / logs.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** CPU seconds of all children that ended, in steps of 10 ms; 0 where the kernel does not tell. */
function childCpu(): number {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // After the name in parentheses; cutime and cstime are the fields 16 and 17. Source: proc(5).
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(13, 15);
    return (Number(user) + Number(system)) / 100;
  } catch {
    return 0;
  }
}
