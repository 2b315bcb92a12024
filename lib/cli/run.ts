import { Command, CommanderError } from 'commander';
import { VERRAZZANO_VERSION } from '../definition/chart';
import { visibleLines } from '../values/escape/visible';
import { describeProblem } from '../values/problem';
import { COMMANDS } from './command-table';
import { EXIT, type ExitCode } from './exit-code';
import { writeLines, type Io } from './io';
import { examples } from './options';
import { packageVersion, PROGRAM } from './package-version';
import { Session } from './session';
import { usageMessage } from './usage-error';

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
    await program.parseAsync(withoutHelpFor(argv), { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.FINE : EXIT.USAGE;
    writeLines((text) => io.err(text), [internalError(error)]);
    return EXIT.FINDINGS;
  }
}

/**
 * The program with all its commands, of which those that a command line needs are loaded. The list of commands needs none.
 * @param argv - arguments, without those for Node and the program itself
 * @param session - the run
 */
export async function programFor(argv: readonly string[], session: Session): Promise<Command> {
  const program = programOf(session);
  const used = commandIn(argv);
  for (const [name, { description, load }] of Object.entries(COMMANDS)) {
    const command = program.command(name).description(description);
    if (used === name || used === NEEDS_ALL) (await load())(command, session);
  }
  formatUsageErrors(program);
  return program;
}

/** Reads the other commands. */
const NEEDS_ALL = 'completion';

/** The command that a command line is for: its first word, or the one after `help`. */
function commandIn(argv: readonly string[]): string | undefined {
  const [first, second] = argv.filter((each) => !each.startsWith('-'));
  return first === 'help' ? second : first;
}

/** Commander answers `help` for an unknown command with the list of commands, as if nothing were wrong: the command alone is refused. */
function withoutHelpFor(argv: readonly string[]): readonly string[] {
  const [first, command] = argv;
  const isUnknown =
    command !== undefined && command !== 'help' && !command.startsWith('-') && !Object.hasOwn(COMMANDS, command);
  return first === 'help' && isUnknown ? argv.slice(1) : argv;
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
      `Check, inspect, compare and convert Verrazzano resources and any manifests, offline (Verrazzano ${VERRAZZANO_VERSION})`,
    )
    .version(packageVersion(), '-V, --version', 'print the version of this package')
    .exitOverride()
    .showHelpAfterError('(add --help for more)')
    .configureHelp({ showGlobalOptions: false, subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(visibleLines(text)),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => io.isTTY,
      getErrHasColors: () => io.isTTY,
    })
    .addHelpText('after', examples('init single-cluster', 'validate verrazzano.yaml', 'check dist/'))
    .addHelpText('after', '\nExit codes: 0 success, 1 findings or refused input, 2 wrong usage.');
}

function formatUsageErrors(command: Command): void {
  command.configureOutput({ outputError: (text, write) => write(usageMessage(command, text)) });
  for (const each of command.commands) formatUsageErrors(each);
}
