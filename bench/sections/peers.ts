import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { compare, PROGRAM, ownReport, wholeProcess, type Cost, type Program, type Row } from '../measure';

const COUNT = 2_000;
const APP = join(__dirname, '..', 'apps', 'policies.ts');

/** Other tools on the same objects: kustomize through kubectl, helm template and kosko, each where it is on the PATH. */
export function peers(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-peers-'));
  try {
    const input = join(folder, 'in');
    ownReport([...PROGRAM, APP, 'json', `${COUNT}`, input]);
    const files = readdirSync(input).sort();
    writeFileSync(join(input, 'kustomization.yaml'), `resources:\n${files.map((file) => `- ${file}\n`).join('')}`);
    const chart = join(folder, 'chart');
    mkdirSync(chart);
    writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: policies\nversion: 1.0.0\n');
    spawnSync('cp', ['-r', input, join(chart, 'templates')]);
    rmSync(join(chart, 'templates', 'kustomization.yaml'));
    const own = (): Cost => wholeProcess('node', [...PROGRAM, APP, 'gitops', `${COUNT}`, join(folder, 'out')]);
    const programs: Program[] = [
      { name: 'GitOpsApp', run: own },
      ...tool('kubectl', ['version', '--client'], 'kubectl kustomize', ['kustomize', input]),
      ...kosko(koskoProject(folder, input, files)),
      ...tool('helm', ['version'], 'helm template', ['template', 'policies', chart]),
    ];
    return compare(`${COUNT} objects, whole process`, programs, 3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A project of kosko whose component is the objects. */
function koskoProject(folder: string, input: string, files: readonly string[]): string {
  const project = join(folder, 'kosko');
  mkdirSync(join(project, 'components'), { recursive: true });
  writeFileSync(join(project, 'kosko.toml'), 'components = ["*"]\nextensions = ["js"]\n');
  const lines = files.map((file) => `  require(${JSON.stringify(join(input, file))}),\n`).join('');
  writeFileSync(join(project, 'components', 'policies.js'), `module.exports = [\n${lines}];\n`);
  return project;
}

/** Its command, its loader of environments and the project are packages of their own, of which the first alone does not run. */
function kosko(project: string): Program[] {
  const args = ['generate', '--cwd', project];
  return tool('kosko', args, 'kosko generate', args);
}

function tool(command: string, probe: readonly string[], name: string, args: readonly string[]): Program[] {
  const { status, stderr, error } = spawnSync(command, probe, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status === 0) return [{ name, run: () => wholeProcess(command, args) }];
  const why = error === undefined ? (/^.*Error.*$/m.exec(stderr)?.[0] ?? stderr) : `there is no ${command} on the PATH`;
  process.stderr.write(`skipped: ${name}: ${why}\n`);
  return [];
}
