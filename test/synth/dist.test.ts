import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative, sep } from 'path';
import { evaluateFolder } from '../support/programs';
import { inCi, sample } from '../support/sample';

const root = join(__dirname, '..', '..');
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
/** From the last one on, since the first takes as long as the others together. */
const some = sample([...examples].reverse(), 2);
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'dist-'));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Every file below a folder: path with forward slashes to content. */
function filesOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    paths.sort().map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')]),
  );
}

/** The output of some examples, as `npm run synth` makes it in a process of its own. */
function synth(
  names: readonly string[],
  outdir: string,
  env: NodeJS.ProcessEnv,
  cwd: string,
): Record<string, Record<string, string>> {
  const config = join(root, 'tsconfig.json');
  const args = [
    '--conditions=source',
    '-r',
    join(root, 'node_modules/ts-node/register'),
    join(root, 'examples/main.ts'),
    ...names,
  ];
  execFileSync(process.execPath, args, {
    cwd,
    env: { ...process.env, TS_NODE_PROJECT: config, ...env, CDK8S_OUTDIR: outdir },
    stdio: 'pipe',
  });
  return outputOf(names, outdir);
}

/** The files of some examples, by the name of the example. */
function outputOf(names: readonly string[], folder: string): Record<string, Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, filesOf(join(folder, name))]));
}

test('dist/ is what a synth writes', () => {
  const { CDK8S_OUTDIR } = process.env;
  for (const name of some) {
    process.env.CDK8S_OUTDIR = join(scratch, 'here', name);
    evaluateFolder(join(root, 'examples', name));
  }
  if (CDK8S_OUTDIR === undefined) delete process.env.CDK8S_OUTDIR;
  else process.env.CDK8S_OUTDIR = CDK8S_OUTDIR;
  expect(outputOf(some, join(scratch, 'here'))).toEqual(outputOf(some, join(root, 'dist')));
}, 60_000);

inCi('other surroundings give the same bytes', () => {
  const env = {
    TZ: 'Pacific/Kiritimati',
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    HOME: scratch,
    CDK8S_DISABLE_SORT: '1',
    CDK8S_RECORD_CONSTRUCT_METADATA: 'true',
  };
  expect(synth(examples, join(scratch, 'other'), env, scratch)).toEqual(outputOf(examples, join(root, 'dist')));
});

inCi(
  'dist/ is what cdk8s synth writes',
  () => {
    const outdir = relative(root, join(scratch, 'cli'));
    const cli = join(root, 'node_modules/cdk8s-cli/bin/cdk8s');
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    execFileSync(process.execPath, [cli, 'synth', '--output', outdir], { cwd: root, env, stdio: 'pipe' });
    expect(filesOf(join(scratch, 'cli'))).toEqual(filesOf(join(root, 'dist')));
  },
  30_000,
);

test('every example has a README and an output', () => {
  expect(readdirSync(join(root, 'dist')).sort()).toEqual([...examples].sort());
  for (const name of examples) expect(existsSync(join(root, 'examples', name, 'README.md'))).toBe(true);
});
