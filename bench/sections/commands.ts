import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { compare, logLogSlope, wholeProcess, type Program, type Row } from '../measure';

const COMMAND = join(__dirname, '..', '..', 'build', 'lib', 'cli', 'bin.js');
const SIZES = [250, 1_000, 4_000];
const RUNS = 3;

/** Commands over folders of manifests: no faster growth than that of the objects. Needs `npm run build`. */
export function commands(): Row[] {
  if (!existsSync(COMMAND)) {
    process.stderr.write('skipped: commands: there is no build; run npm run build\n');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-commands-'));
  try {
    const bySize = SIZES.map(
      (size) => [size, compare(`commands, ${size} objects`, programs(folder, size), RUNS)] as const,
    );
    bySize[0]?.[1].forEach(({ name }, index) => {
      const points = bySize.map(([size, rows]) => [size, rows[index]?.cpu ?? 0] as const);
      process.stderr.write(`${name}: log-log slope ${logLogSlope(points).toFixed(2)}\n`);
    });
    return bySize.flatMap(([, rows]) => rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function programs(folder: string, size: number): Program[] {
  const [before, after] = ['before', 'after'].map((name) => join(folder, `${size}`, name)) as [string, string];
  write(before, size, 1);
  write(after, size, 2);
  const run = (...args: string[]) => ({
    name: args[0] ?? '',
    run: () => wholeProcess(process.execPath, [COMMAND, ...args], {}, folder, true),
  });
  return [
    run('check', before),
    run('diff', before, after),
    run('report', before, '--json'),
    run('adopt', before, '--json'),
  ];
}

/** Deployments with their Services, a Verrazzano resource, and one file for a hundred of them. */
function write(folder: string, size: number, version: number): void {
  mkdirSync(folder, { recursive: true });
  const resource = {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default' },
    spec: { profile: 'prod' },
  };
  writeFileSync(join(folder, 'verrazzano.yaml'), JSON.stringify(resource));
  for (let from = 0; from < size; from += 100) {
    const numbers = Array.from({ length: Math.min(100, size - from) / 2 }, (_, index) => from / 2 + index);
    const documents = numbers.flatMap((number) => [deployment(number, version), service(number)]);
    writeFileSync(join(folder, `${from}.yaml`), documents.map((each) => `---\n${JSON.stringify(each)}\n`).join(''));
  }
}

function deployment(number: number, version: number): object {
  const labels = { app: `app-${number}` };
  const containers = [
    { name: 'main', image: `registry.example.com/app-${number}:${version}`, ports: [{ containerPort: 8080 }] },
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `app-${number}`, namespace: `ns-${number % 40}` },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

function service(number: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `app-${number}`, namespace: `ns-${number % 40}` },
    spec: { selector: { app: `app-${number}` }, ports: [{ port: 80, targetPort: 8080 }] },
  };
}
