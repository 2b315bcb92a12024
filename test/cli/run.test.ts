import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import type { Command } from 'commander';
import { programFor } from '../../lib/cli/run';
import { Session } from '../../lib/cli/session';
import { sample } from '../support/sample';
import { cli } from './cli';

const root = join(__dirname, '..', '..');

test('help for an unknown command is refused, with the commands that there are', async () => {
  const { code, out, err } = await cli(['help', 'nonsense']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('unknown command; got "nonsense"; allowed init, validate');
  expect(await cli(['help', 'check'])).toMatchObject({ code: 0, err: '' });
});

test('help names the commands, examples and exit codes', async () => {
  const { code, out, err } = await cli(['--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatchInlineSnapshot(`
    "Usage: cdk8s-verrazzano [options] [command]

    Check, inspect, compare and convert Verrazzano resources and any manifests, offline (Verrazzano
    1.7.2)

    Options:
      -V, --version  print the version of this package
      -h, --help     display help for command

    Commands:
      init           create a project with program, tests and CI, or list the templates
      validate       check resources as the API server and the operators would
      effective      print the effective resource: base, profile and file merged
      stored         print what an API server stores: v1beta1, with defaults, without unknown fields
      import         write a TypeScript program that synthesizes to existing resources
      components     list the components of the platform, or print all facts about one of them
      images         print every image that the enabled components, or the pods of manifests, pull
      values         print the charts and values that the platform operator gives to enabled components
      order          print the order in which a platform is delivered without its operator, and why
      connectivity   list the connections that the policies and the mesh of any manifests allow
      flows          list the traffic that the platform needs, or one of the tables of its documentation
      firewall       list what a firewall around the cluster must let through
      check          check any manifests: schemas, references, removed APIs, Argo CD, secrets, policies
      steps          print what remains to be done for a cluster at run time, in order
      diff           compare two folders of manifests, object by object, the greatest risk first
      report         write one HTML page: components, topology, traffic, rollout, findings, exit
      clusters       list the clusters of an estate: roles, rings, registration and projects
      convert        write the Kubernetes and Istio objects that OAM applications become
      adopt          adopt a running platform from a dump of it: program, drift and plan
      plan           print the steps that lead a running platform out of Verrazzano, from a dump of it
      transform      rewrite images, storage classes and snapshots in any manifests
      hop            list what breaks when a component moves from one version to another, and what to do
      ladder         print the order of all hops to maintained charts and a version of Kubernetes
      vcluster       render, import and upgrade virtual clusters from the values of the Helm chart
      why            say where a line of the output comes from, with the public source of the fact
      completion     print the completion script of a shell
      help           display help for command

    Examples:
      $ cdk8s-verrazzano init single-cluster
      $ cdk8s-verrazzano validate verrazzano.yaml
      $ cdk8s-verrazzano check dist/

    Exit codes: 0 success, 1 findings or refused input, 2 wrong usage.
    "
  `);
});

/** The program with all commands, and nothing behind them. */
async function idleProgram(): Promise<Command> {
  const session = new Session({ out: () => undefined, err: () => undefined, isTTY: false });
  const program = await programFor(['completion'], session);
  const calm = (command: Command): void => {
    command.action(() => undefined);
    command.commands.forEach(calm);
  };
  calm(program);
  return program;
}

/** Every command, as the words that lead to it; the program itself first. */
function everyCommand(command: Command, path: readonly string[] = []): string[][] {
  return [[...path], ...command.commands.flatMap((child) => everyCommand(child, [...path, child.name()]))];
}

test('help of every command has examples of it, and every example is a command line that it takes', async () => {
  const paths = everyCommand(await idleProgram());
  expect(paths).toContainEqual(['vcluster', 'render']);
  const wrong: string[] = [];
  for (const path of sample(paths, 8)) {
    const { code, out } = await cli([...path, '--help']);
    expect(code).toBe(0);
    const [, section = ''] = /\nExamples:\n((?: {2}.*\n?)+)/.exec(out) ?? [];
    const lines = section.split('\n').filter((line) => line !== '');
    if (lines.length === 0) wrong.push(`${path.join(' ')}: no examples`);
    for (const line of lines) {
      if (!line.startsWith(`  $ ${['cdk8s-verrazzano', ...path].join(' ')}`)) wrong.push(line);
      const [, words = ''] = /^ {2}\$ cdk8s-verrazzano ?([^>|]*?)(?: > [\w.-]+)?$/.exec(line) ?? [];
      const argv = words.split(' ').filter((word) => word !== '');
      const program = await idleProgram();
      await program
        .parseAsync(argv, { from: 'user' })
        .catch((error: unknown) => wrong.push(`${line}: ${String(error)}`));
      if (argv.length === 0) wrong.push(`${line}: no arguments`);
    }
  }
  expect(wrong).toEqual([]);
});

test('help of one command names it, as help of all commands does', async () => {
  const all = (await cli(['help'])).out;
  for (const command of sample((await idleProgram()).commands, 8).map((each) => each.name())) {
    expect(all).toMatch(new RegExp(`\\n  ${command} `));
    expect((await cli(['help', command])).out).toBe((await cli([command, '--help'])).out);
  }
});

test.each([
  [[]],
  [['unknown']],
  [['effective']],
  [['effective', 'a', 'b']],
  [['validate']],
  [['validate', 'a', '--output', 'xml']],
  [['components', 'no-such']],
  [['components', '--unknown']],
  [['images', '--profile', 'test']],
  [['images', '--registry', 'https://registry.example.com']],
  [['images', '--repository', 'mirror']],
])('%j is wrong usage', async (argv) => {
  const { code, out, err } = await cli(argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).not.toBe('');
  expect(err).not.toContain('    at ');
});

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(await cli(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('the real program runs', () => {
  const args = ['--conditions=source', '-r', 'ts-node/register', 'lib/cli/bin.ts', 'images', '--profile', 'none'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
}, 60_000);
