/**
 * Prints time and memory of synthesizing a fleet: an admin cluster and 10, 100 and 1,000 registered managed clusters with full profiles,
 * each size in a process of its own, and the slope between the sizes (1 is linear).
 *
 * `npm run bench:fleet`
 */
import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000];
/** What the largest fleet may take. */
const LIMITS = { seconds: 60, mebibytes: 1024 };

interface Measured {
  readonly size: number;
  /** Seconds of construction and synthesis, without loading the package. */
  readonly seconds: number;
  /** CPU seconds of the same, which depend less on what else the machine does. */
  readonly cpu: number;
  /** Greatest resident set. */
  readonly mebibytes: number;
  readonly files: number;
}

function measure(size: number): Measured {
  const outdir = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    const args = ['--conditions=source', '-r', 'ts-node/register', join(__dirname, 'apps', 'fleet.ts'), String(size)];
    const env = { ...process.env, CDK8S_OUTDIR: outdir };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Measured;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const all = SIZES.map(measure);
for (const { size, seconds, cpu, mebibytes, files } of all) {
  const times = `${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s`;
  console.log(`${String(size).padStart(5)} clusters  ${times}  ${mebibytes.toFixed(0)} MiB  ${files} files`);
}
const [first, last] = [all[0], all[all.length - 1]];
if (first !== undefined && last !== undefined && first !== last) {
  const slope = Math.log(last.cpu / first.cpu) / Math.log(last.size / first.size);
  console.log(`log-log slope of CPU time: ${slope.toFixed(2)}`);
  if (last.seconds > LIMITS.seconds || last.mebibytes > LIMITS.mebibytes) {
    console.log(`more than ${LIMITS.seconds} s or ${LIMITS.mebibytes} MiB`);
    process.exitCode = 1;
  }
}
