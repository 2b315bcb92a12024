/**
 * `npm run try-package` packs the package, installs it in empty projects, and compiles and runs a program there: with the oldest
 * TypeScript that is supported and the newest, as CommonJS and as an ES module, and with the options of `cdk8s init typescript-app`.
 * Then it makes a project of every template with the packed command, and installs, synthesizes, tests and checks it.
 * It needs the npm registry, so that it is not part of `npm test`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'try-package-'));
const run = (cwd, command, ...args) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const PROGRAM = `
import { AdminCluster, Cni, GitOpsApp, ProdProfile } from 'cdk8s-verrazzano';
import { COMPONENTS, type ComponentKey } from 'cdk8s-verrazzano/definitions';
import { platformFlows, type Flow } from 'cdk8s-verrazzano/network';
import { Connectivity } from 'cdk8s-verrazzano/connectivity';

const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
const prod = new AdminCluster(app, 'prod', { kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard' } });
const vz = new ProdProfile(prod, 'verrazzano');
const key: ComponentKey = 'grafana';
const flows: readonly Flow[] = platformFlows(vz);
if (COMPONENTS.length === 0 || flows.length === 0) throw new Error(key);
if (Connectivity.of([]).workloads.length !== 0) throw new Error('workloads');
app.synth();
`;
const COMMON = { strict: true, target: 'ES2022', skipLibCheck: false, types: ['node'], outDir: 'out' };
/** What `cdk8s init typescript-app` writes, as far as it matters for imports. */
const INIT = {
  ...COMMON,
  target: 'ES2020',
  module: 'CommonJS',
  moduleResolution: 'node',
  experimentalDecorators: true,
};
/** What the package consists of: programs and their types, documents. No sources, no source maps, no tests. */
const CONTENTS =
  /^package\/(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/[\w./-]+\.(?:md|png|svg|yml|yaml)|templates\/[\w./-]+\.(?:ts|js|json|md|ya?ml)|templates\/base\/_git(?:ignore|attributes)|build\/lib\/[\w./-]+\.(?:js|mjs|d\.ts|d\.mts|lua|css|html)|build\/imports\/[\w.-]+\.d\.ts)$/;

const PROJECTS = [
  ['commonjs', {}, { ...COMMON, module: 'CommonJS', moduleResolution: 'node' }],
  ['module', { type: 'module' }, { ...COMMON, module: 'Node16', moduleResolution: 'Node16' }],
  ['cdk8s-init', {}, INIT],
];

/** `npm run try-package -- templates` tries the templates only. */
const onlyTemplates = process.argv.includes('templates');

/** A second synthesis changes nothing, and the scripts that compare with Git run. */
function inRepository(folder) {
  const git = (...args) => run(folder, 'git', '-c', 'user.name=try', '-c', 'user.email=try@example.com', ...args);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'First');
  const tracked = git('ls-files').trim().split('\n');
  for (const needed of ['package-lock.json', 'dist/argocd/SHA256SUMS', 'test/__snapshots__/platform.test.ts.snap']) {
    if (!tracked.includes(needed)) throw new Error(`${folder}: ${needed} is not in Git`);
  }
  run(folder, 'npm', 'run', 'synth');
  run(folder, 'npm', 'run', 'diff');
  const changed = git('status', '--porcelain');
  if (changed !== '') throw new Error(`${folder}: a second synthesis changed ${changed}`);
}

try {
  const tarball = run(root, 'npm', 'pack', '--silent', '--pack-destination', work).trim().split('\n').at(-1);
  const packed = run(work, 'tar', '-tzf', tarball).trim().split('\n');
  const others = packed.filter((file) => !CONTENTS.test(file));
  if (others.length > 0) throw new Error(`the package has files that no user needs: ${others.join(', ')}`);
  for (const typescript of onlyTemplates ? [] : ['5.0', 'latest']) {
    for (const [name, manifest, compilerOptions] of PROJECTS) {
      // The newest compiler has no longer the resolution that older templates name.
      const options =
        typescript === 'latest' && compilerOptions.moduleResolution === 'node'
          ? { ...compilerOptions, module: 'Node16', moduleResolution: 'Node16' }
          : compilerOptions;
      const folder = join(work, `${name}-${typescript}`);
      mkdirSync(folder);
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true, ...manifest }));
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['main.ts'] }));
      writeFileSync(join(folder, 'main.ts'), PROGRAM);
      run(
        folder,
        'npm',
        'install',
        '--no-audit',
        '--no-fund',
        '--prefer-offline',
        join(work, tarball),
        'cdk8s@2',
        'constructs@10',
        `typescript@${typescript}`,
        '@types/node@20',
      );
      run(folder, 'npx', 'tsc');
      run(folder, process.execPath, 'out/main.js');
      if (!readdirSync(join(folder, 'dist')).includes('prod')) throw new Error(`${folder}: nothing was written`);
      run(folder, 'npx', 'cdk8s-verrazzano', 'images', '--profile', 'dev');
      const version = run(folder, 'npx', 'tsc', '--version').trim();
      console.log(`${name}: TypeScript ${version}: fine`);
    }
  }
  const command = join(work, 'command');
  mkdirSync(command);
  writeFileSync(join(command, 'package.json'), JSON.stringify({ name: 'command', private: true }));
  run(command, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', join(work, tarball));
  const bin = join(command, 'node_modules', '.bin', 'cdk8s-verrazzano');
  for (const template of readdirSync(join(root, 'templates')).filter((name) => name !== 'base')) {
    const folder = join(work, template);
    run(work, bin, 'init', template, '--directory', folder);
    // The package is not published with this content.
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    manifest.dependencies['cdk8s-verrazzano'] = join(work, tarball);
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
    run(folder, 'npm', 'run', 'synth');
    run(folder, 'npm', 'test');
    // The snapshot is that of the first run now.
    run(folder, 'npx', 'jest', '--ci');
    run(folder, 'npm', 'run', 'check');
    inRepository(folder);
    console.log(`init ${template}: installed, synthesized, tested and checked`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
