import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import type { Command } from 'commander';
import { programFor } from '../../lib/cli/run';
import { Session } from '../../lib/cli/session';
import { cli } from './cli';

const root = join(__dirname, '..', '..');

test('help names the commands, examples and exit codes', async () => {
  const { code, out, err } = await cli(['--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatchInlineSnapshot(`
    "Usage: cdk8s-verrazzano [options] [command]

    Check and inspect Verrazzano resources and the traffic of a cluster, offline (Verrazzano 1.7.2)

    Options:
      -V, --version                           print the version of this package
      -h, --help                              display help for command

    Commands:
      init [options] [template]               make a new project: program, tests, CI and README; without
                                              a template, list the templates
      validate [options] <file...>            check resources as the API server and the operators would,
                                              offline
      effective [options] <file>              print the effective resource: base profile, profile and
                                              file merged
      stored [options] <file>                 print what an API server stores: v1beta1, converted,
                                              defaulted, without unknown fields
      import [options] <file...>              write a TypeScript app that synthesizes to existing
                                              resources
      components [options] [file-or-name...]  list the components of the platform, or print all facts
                                              about one, by default or as a resource sets them
      images [options] [file]                 print every image that the enabled components, or the pods
                                              of manifests, pull, one per line
      values [options] <file>                 print the release, the chart and the values that the
                                              platform operator gives to every enabled component
      order [options] [file]                  print in which order a platform is delivered without its
                                              operator, unit by unit, and why
      connectivity [options] <path...>        list which connections the policies and the mesh of any
                                              manifests allow
      flows [options] [file]                  list the traffic that the platform needs, or one of the
                                              tables of its documentation
      firewall [options] [file]               list what a firewall around the cluster must let through
      check [options] <dir...>                check any manifests: schemas, references, selectors,
                                              deprecated APIs, names, Argo CD, secrets, policies
      steps [options] <folder...>             print what remains to be done at run time, in order, as
                                              the output of clusters says
      diff [options] <before> [after]         compare two folders of manifests, object by object, the
                                              greatest risk first
      report [options] <dir...>               write one HTML page on clusters: components, topology,
                                              traffic, ingress, rollout, findings, exit
      clusters [options] <directory>          list the clusters of an estate: roles, rings, registration
                                              and projects, as far as files tell
      convert [options] <file...>             write what OAM applications become: Kubernetes and Istio
                                              objects
      adopt [options] <dump...>               read a running platform from a dump, offline: the app that
                                              makes it, the drift, what is lacking, the plan
      plan [options] <dump...>                the steps that lead a running platform out of Verrazzano,
                                              from a dump of it
      transform [options] <path...>           rewrite images, storage classes and snapshots in any
                                              manifests; comments and order stay
      hop [options] <component> <from> <to>   list what breaks when a component moves from one version
                                              to another, and what to do
      ladder [options]                        print the order of all hops to maintained charts and to a
                                              version of Kubernetes, with the reasons
      vcluster                                make the objects of virtual clusters from the values of
                                              the Helm chart, without Helm
      why [options] <line...>                 say where a line of the output comes from: program,
                                              option, definition, public source
      completion <shell>                      print what makes a shell complete commands, options and
                                              their values
      help [command]                          display help for command

    Examples:
      $ cdk8s-verrazzano validate verrazzano.yaml
      $ cdk8s-verrazzano effective --diff verrazzano.yaml
      $ cdk8s-verrazzano images

    Exit codes: 0 success, 1 findings or refused input, 2 wrong usage.
    "
  `);
});

/** The program with all commands, and nothing behind them. */
async function idleProgram(): Promise<Command> {
  const session = new Session({ out: () => undefined, err: () => undefined, isTTY: false });
  const program = await programFor([], session);
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
  for (const path of paths) {
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
  for (const command of (await idleProgram()).commands.map((each) => each.name())) {
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
