import { Command, CommanderError } from 'commander';
import { VERRAZZANO_VERSION } from '../definition/chart';
import { visibleLines } from '../values/escape/visible';
import { describeProblem } from '../values/problem';
import { addComponents } from './commands/components';
import { addConnectivity } from './commands/connectivity';
import { addConvert } from './commands/convert';
import { addEffective } from './commands/effective';
import { addFirewall } from './commands/firewall';
import { addFlows } from './commands/flows';
import { addImages } from './commands/images';
import { addImport } from './commands/import';
import { addStored } from './commands/stored';
import { addValidate } from './commands/validate';
import { addValues } from './commands/values';
import { addVcluster } from './commands/vcluster';
import { EXIT, type ExitCode } from './exit-code';
import { writeLines, type Io } from './io';
import { examples } from './options';
import { packageVersion, PROGRAM } from './package-version';
import { Session } from './session';
import { usageMessage } from './usage-error';

/** In the order of the help. */
const COMMANDS = [
  addValidate,
  addEffective,
  addStored,
  addImport,
  addComponents,
  addImages,
  addConvert,
  addValues,
  addConnectivity,
  addFlows,
  addFirewall,
  addVcluster,
];

/**
 * Runs the program.
 * @param argv - arguments, without those for Node and the program itself
 * @param io - where it writes to
 * @returns exit code of the process: 0 success, 1 findings or refused input, 2 wrong usage
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const session = new Session(io);
  try {
    await programOf(session).parseAsync(argv, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.FINE : EXIT.USAGE;
    writeLines((text) => io.err(text), [internalError(error)]);
    return EXIT.FINDINGS;
  }
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
  const program = new Command(PROGRAM)
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
  for (const add of COMMANDS) add(program, session);
  formatUsageErrors(program);
  return program;
}

function formatUsageErrors(command: Command): void {
  command.configureOutput({ outputError: (text, write) => write(usageMessage(command, text)) });
  for (const each of command.commands) formatUsageErrors(each);
}
