import { join } from 'path';
import { compare, IS_BUILT, ownReport, wholeProcess, type Cost, type Row } from '../measure';

const ROOT = join(__dirname, '..', '..');
const COMMAND = join(ROOT, 'build', 'lib', 'cli', 'bin.js');

/** Loading the package beside what every program of the kind loads; needs `npm run build`. */
export function startUp(): Row[] {
  if (!IS_BUILT) {
    process.stderr.write('skipped: start-up: there is no build; run npm run build\n');
    return [];
  }
  return [
    ...compare(
      'loading modules',
      [
        { name: 'cdk8s and cdk8s-plus-28', run: () => load(['cdk8s', 'cdk8s-plus-28']) },
        { name: 'cdk8s', run: () => load(['cdk8s']) },
        { name: 'cdk8s-verrazzano', run: () => load(['cdk8s-verrazzano']) },
      ],
      7,
    ),
    ...compare(
      'command, whole process',
      [
        { name: 'node -e 0', run: () => wholeProcess(process.execPath, ['-e', '0']) },
        { name: 'cdk8s-verrazzano --help', run: () => wholeProcess(process.execPath, [COMMAND, '--help']) },
      ],
      7,
    ),
  ];
}

/** What a process spends on loading modules, without its own start. */
function load(names: readonly string[]): Cost {
  const code = `process.chdir(${JSON.stringify(ROOT)});
    const [cpu, start] = [process.cpuUsage(), process.hrtime.bigint()];
    for (const name of ${JSON.stringify(names)}) require(name);
    const { user, system } = process.cpuUsage(cpu);
    const wall = Number(process.hrtime.bigint() - start) / 1e9;
    console.log(JSON.stringify([{ wall, cpu: (user + system) / 1e6 }]));`;
  const [cost] = ownReport(['-e', code]);
  if (cost === undefined) throw new Error('the program printed no costs');
  return cost;
}
