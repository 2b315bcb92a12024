import { Option, type Command } from 'commander';
import { describeExplanation, diffConnectivity } from '../../connectivity';
import { oneLine } from '../../values/escape/visible';
import { isAsked, listed } from '../network/list';
import { loadState, type State } from '../network/load';
import * as output from '../network/output';
import { askedOf, type Asked, type AskedTexts } from '../network/question';
import { jsonLines, writeAll } from '../network/write';
import { examples } from '../options';
import type { Session } from '../session';

interface ConnectivityOptions extends AskedTexts {
  readonly explain?: true;
  readonly diff?: string;
  readonly output: 'text' | 'json' | 'mermaid';
}

/**
 * Adds the command `connectivity`.
 * @param program - the program
 * @param session - the run
 */
export function addConnectivity(program: Command, session: Session): void {
  program
    .command('connectivity')
    .description('say who may talk to whom by the NetworkPolicies of any manifests')
    .argument('<path...>', 'YAML or JSON files, or folders with such files, of any objects')
    .option('--from <peer>', 'only from this workload (namespace/name), address or CIDR')
    .option('--to <peer>', 'only to this workload, address or CIDR')
    .option('--port <number>', 'only this port, as <number> or <number>/<protocol>')
    .option('--explain', 'say which rules decide; with --from and --to')
    .option('--diff <path>', 'the manifests as they will be; print what differs, the greatest risk first')
    .addOption(
      new Option('-o, --output <format>', 'how the result is written')
        .choices(['text', 'json', 'mermaid'])
        .default('text'),
    )
    .addHelpText(
      'after',
      examples(
        'connectivity manifests/',
        'connectivity manifests/ --from shop/web --to shop/db --port 5432 --explain',
        'connectivity before/ --diff after/ --output json',
      ),
    )
    .addHelpText(
      'after',
      '\nWith --from, --to and --port it ends with 0 when open, 1 when closed; with --diff, 1 when something differs.',
    )
    .action((paths: readonly string[], options: ConnectivityOptions, command: Command) => {
      checkOptions(options, command);
      const state = loadState(paths, session);
      const next = options.diff === undefined ? undefined : loadState([options.diff], session);
      if (state === undefined || (options.diff !== undefined && next === undefined)) return;
      const states = next === undefined ? [state] : [next, state];
      const asked = askedOf(
        options,
        states.map(({ connectivity }) => connectivity),
        command,
      );
      if (next !== undefined) differences(state, next, asked, options, session);
      else if (asked.from !== undefined && asked.to !== undefined) pair(state, asked, options, session);
      else connections(state, asked, options, session);
    });
}

function checkOptions({ from, to, explain, diff, output: format }: ConnectivityOptions, command: Command): void {
  if (explain !== true) return;
  if (from === undefined || to === undefined) command.error('error: --explain needs --from and --to');
  if (diff !== undefined) command.error('error: --explain and --diff exclude each other');
  if (format === 'mermaid') command.error('error: an explanation is no diagram; allowed --output text, json');
}

/** Two peers: with a port, the answer is open or closed. */
function pair(state: State, asked: Asked, options: ConnectivityOptions, session: Session): void {
  const { from, to, port } = asked;
  if (from === undefined || to === undefined) return;
  const explanation = state.connectivity.explain(from, to, port?.number, port?.protocol);
  const isOpen = explanation.allowed.containsAll(explanation.asked);
  if (port !== undefined && !isOpen) session.fail();
  if (options.output === 'json' && options.explain === true) {
    connections(state, asked, options, session, { explanation: output.explanationJson(explanation) });
    return;
  }
  if (options.output === 'text' && (options.explain === true || port !== undefined)) {
    const lines = describeExplanation(explanation).map(oneLine);
    writeAll(session.io, options.explain === true ? lines : lines.slice(0, 1));
    // A range of addresses is open when each of them is.
    const isPartly = [from, to].some(({ type }) => type === 'ip') && !isOpen;
    if (!isPartly) return output.writeWarnings(session.io, state.warnings);
  }
  connections(state, asked, options, session);
}

function connections(
  { connectivity, warnings }: State,
  asked: Asked,
  { output: format }: ConnectivityOptions,
  { io }: Session,
  more: object = {},
): void {
  const found = listed(connectivity, asked);
  if (format === 'json') {
    writeAll(io, jsonLines('connections', mapped(found, output.connectionJson), { ...more, warnings }));
    return;
  }
  output.writeWarnings(io, warnings);
  if (format === 'mermaid') {
    const edges = [...found].map(({ from, to, allowed }) => output.edge(from, to, allowed.toString()));
    writeAll(io, output.diagram(io, edges));
  } else if (writeAll(io, mapped(found, output.connectionLine)) === 0) io.err('note: nothing of it is open\n');
}

function differences(
  before: State,
  after: State,
  asked: Asked,
  { output: format }: ConnectivityOptions,
  session: Session,
): void {
  const { io } = session;
  const found = diffConnectivity(before.connectivity, after.connectivity).filter((each) => isAsked(each, asked));
  if (found.length > 0) session.fail();
  if (format === 'json') {
    const warnings = { before: before.warnings, after: after.warnings };
    writeAll(io, jsonLines('differences', mapped(found, output.differenceJson), { warnings }));
    return;
  }
  output.writeWarnings(io, before.warnings, 'before');
  output.writeWarnings(io, after.warnings, 'after');
  if (format === 'mermaid') {
    const edges = found.map((each) => output.edge(each.from, each.to, output.changeText(each)));
    writeAll(io, output.diagram(io, edges));
  } else if (writeAll(io, mapped(found, output.differenceLine)) === 0) io.err('note: nothing differs\n');
}

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}
