/**
 * Prints the wall time of synthesizing a prod profile, beside an empty program and the same objects through plain cdk8s.
 *
 * `npm run bench`
 */
import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const RUNS = 7;
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const objects = join(scratch, 'prod');
const run = ['--conditions=source', '-r', 'ts-node/register'];

const programs: Array<[name: string, args: string[], outdir: string]> = [
  ['node -e 0', ['-e', '0'], scratch],
  ['cdk8s-verrazzano, prod', [...run, join(__dirname, 'apps', 'prod.ts')], objects],
  ['plain cdk8s, same objects', [...run, join(__dirname, 'apps', 'plain.ts')], join(scratch, 'plain')],
];

function milliseconds(args: string[], outdir: string): number {
  const start = process.hrtime.bigint();
  const env = { ...process.env, CDK8S_OUTDIR: outdir, BENCH_OBJECTS: objects };
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

try {
  for (const [name, args, outdir] of programs) {
    const times = Array.from({ length: RUNS }, () => milliseconds(args, outdir)).sort((a, b) => a - b);
    const [best, median, worst] = [times[0], times[RUNS >> 1], times[RUNS - 1]].map(
      (ms) => `${(ms ?? 0).toFixed(0)} ms`,
    );
    console.log(`${name.padEnd(28)} median ${median}  (best ${best}, worst ${worst}, ${RUNS} runs)`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
