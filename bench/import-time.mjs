/**
 * How long loading the package takes beside cdk8s and cdk8s-plus-28, of which every program of the kind consists. Medians of
 * several processes; run `npm run build` first.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROUNDS = 7;
/** The ratio that loading the package should not exceed. */
const AIM = 1.3;
const root = fileURLToPath(new URL('..', import.meta.url));

/** CPU milliseconds that a process spends on loading modules. */
function load(names) {
  const code = `const before = process.cpuUsage();
    for (const name of ${JSON.stringify(names)}) require(name);
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(String((user + system) / 1000));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', code], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rounds = Array.from({ length: ROUNDS }, () => [load(['cdk8s', 'cdk8s-plus-28']), load(['cdk8s-verrazzano'])]);
const base = median(rounds.map(([one]) => one));
const own = median(rounds.map(([, one]) => one));
const ratio = own / base;
console.log(
  `import: ${own.toFixed(0)} ms, cdk8s and cdk8s-plus-28 ${base.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (aim ${AIM})`,
);
