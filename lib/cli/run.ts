import { Command, CommanderError } from 'commander';
import { VERRAZZANO_VERSION } from '../definition/chart';
import { visibleLines } from '../values/escape/visible';
import { describeProblem } from '../values/problem';
import { EXIT, type ExitCode } from './exit-code';
import { writeLines, type Io } from './io';
import { examples } from './options';
import { packageVersion, PROGRAM } from './package-version';
import { Session } from './session';
import { usageMessage } from './usage-error';

type AddCommand = (program: Command, session: Session) => void;

/** The commands in the order of the help. Each is loaded when it is used, since some need most of the package. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  init: async () => (await import('./commands/init')).addInit,
  validate: async () => (await import('./commands/validate')).addValidate,
  effective: async () => (await import('./commands/effective')).addEffective,
  stored: async () => (await import('./commands/stored')).addStored,
  import: async () => (await import('./commands/import')).addImport,
  components: async () => (await import('./commands/components')).addComponents,
  images: async () => (await import('./commands/images')).addImages,
  values: async () => (await import('./commands/values')).addValues,
  order: async () => (await import('./commands/order')).addOrder,
  connectivity: async () => (await import('./commands/connectivity')).addConnectivity,
  flows: async () => (await import('./commands/flows')).addFlows,
  firewall: async () => (await import('./commands/firewall')).addFirewall,
  check: async () => (await import('./commands/check')).addCheck,
  steps: async () => (await import('./commands/steps')).addSteps,
  diff: async () => (await import('./commands/diff')).addDiff,
  report: async () => (await import('./commands/report')).addReport,
  clusters: async () => (await import('./commands/clusters')).addClusters,
  convert: async () => (await import('./commands/convert')).addConvert,
  adopt: async () => (await import('./commands/adopt')).addAdopt,
  plan: async () => (await import('./commands/plan')).addPlan,
  transform: async () => (await import('./commands/transform')).addTransform,
  hop: async () => (await import('./commands/hop')).addHop,
  ladder: async () => (await import('./commands/ladder')).addLadder,
  vcluster: async () => (await import('./commands/vcluster')).addVcluster,
  why: async () => (await import('./commands/why')).addWhy,
  completion: async () => (await import('./commands/completion')).addCompletion,
};

/**
 * Runs the program.
 * @param argv - arguments, without those for Node and the program itself
 * @param io - where it writes to
 * @returns exit code of the process: 0 success, 1 findings or refused input, 2 wrong usage
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const session = new Session(io);
  try {
    const program = await programFor(argv, session);
    await program.parseAsync(argv, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.FINE : EXIT.USAGE;
    writeLines((text) => io.err(text), [internalError(error)]);
    return EXIT.FINDINGS;
  }
}

/**
 * The program with the commands that a command line needs: that which the first argument names, or all.
 * @param argv - arguments, without those for Node and the program itself
 * @param session - the run
 */
export async function programFor(argv: readonly string[], session: Session): Promise<Command> {
  const program = programOf(session);
  for (const add of await commandsFor(argv)) add(program, session);
  formatUsageErrors(program);
  return program;
}

/** Reads the other commands. */
const NEEDS_ALL = 'completion';

/** The command that the first argument names; all of them where it is something else, such as an option or a misspelt name. */
function commandsFor([name = '']: readonly string[]): Promise<AddCommand[]> {
  const named = Object.entries(COMMANDS).filter(([each]) => each === name && name !== NEEDS_ALL);
  return Promise.all((named.length > 0 ? named : Object.entries(COMMANDS)).map(([, load]) => load()));
}

/** The message for a bug in this program: no input should lead here. */
function internalError(error: unknown): string {
  const what = `failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  return describeProblem({
    at: PROGRAM,
    what,
    fix: 'this is a bug in the program; please report it with the input',
  });
}

function programOf(session: Session): Command {
  const { io } = session;
  return new Command(PROGRAM)
    .description(
      `Check and inspect Verrazzano resources and the traffic of a cluster, offline (Verrazzano ${VERRAZZANO_VERSION})`,
    )
    .version(packageVersion(), '-V, --version', 'print the version of this package')
    .exitOverride()
    .showHelpAfterError('(add --help for more)')
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(visibleLines(text)),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => io.isTTY,
      getErrHasColors: () => io.isTTY,
    })
    .addHelpText('after', examples('validate verrazzano.yaml', 'effective --diff verrazzano.yaml', 'images'))
    .addHelpText('after', '\nExit codes: 0 success, 1 findings or refused input, 2 wrong usage.');
}

function formatUsageErrors(command: Command): void {
  command.configureOutput({ outputError: (text, write) => write(usageMessage(command, text)) });
  for (const each of command.commands) formatUsageErrors(each);
}
