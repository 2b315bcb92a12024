import type { Connection, Explanation, Peer } from '../../connectivity';
import { describeExplanation, diffConnectivity } from '../../connectivity';
import { oneLine } from '../../values/escape/visible';
import type { Session } from '../session';
import { csvLine } from '../../values/escape/csv';
import { exposureJson, exposureLines, exposuresOf } from './exposure';
import { isAsked, listed, pairsOf } from './list';
import type { State } from './load';
import * as output from './output';
import type { Asked } from './question';
import { jsonLines, writeAll } from './write';

/** How an answer is written. */
export type Format = 'text' | 'json' | 'csv' | 'mermaid' | 'dot';

/** How many pairs are explained at most. */
const MAX_EXPLAINED = 100;

/** How an answer is given. */
export interface Answering {
  readonly session: Session;
  readonly format: Format;
}

/**
 * Answers a question about pairs: with a port, each is open or closed, and the run fails unless all are open.
 * @param state - the evaluated manifests
 * @param asked - what is asked; both sides are there
 * @param isExplained - whether the rules that decide are named
 * @param answering - where the answer goes
 */
export function answerPairs(state: State, asked: Asked, isExplained: boolean, answering: Answering): void {
  const { session, format } = answering;
  const explanations = pairsOf(asked).map(([from, to]) => explain(state, from, to, asked));
  const verdicts = explanations.map((each) => verdictOf(state, each));
  if (asked.port !== undefined && verdicts.some((verdict) => verdict !== 'open')) session.fail();
  if (format === 'json') {
    const worst = ['undecided', 'closed', 'open in part', 'open'].find((each) => verdicts.includes(each));
    const first = { verdict: worst, ...(isExplained && explanationFields(explanations)) };
    listConnections(state, asked, answering, first);
    return;
  }
  if (format !== 'text' || (!isExplained && asked.port === undefined)) {
    listConnections(state, asked, answering);
    return;
  }
  const lines = explanations.flatMap((each) => {
    const text = withVerdict(state, describeExplanation(each)).map(oneLine);
    return isExplained ? text : text.slice(0, 1 + unevaluatedOf(state, each).length);
  });
  writeAll(session.io, lines);
  // Of a range, some addresses may be open.
  const isPartly = explanations.some((each) => isOutside(each) && !isOpen(each));
  if (isPartly) listConnections(state, asked, answering);
  else output.writeWarnings(session.io, state.warnings);
}

/**
 * Lists all that is open and asked for.
 * @param state - the evaluated manifests
 * @param asked - what is asked
 * @param answering - where the answer goes
 * @param first - fields of JSON before the list
 */
export function listConnections(
  { connectivity, warnings }: State,
  asked: Asked,
  { session: { io }, format }: Answering,
  first: object = {},
): void {
  const found = listed(connectivity, asked);
  if (format === 'json') {
    writeAll(io, jsonLines('connections', mapped(found, output.connectionJson), { warnings }, first));
    return;
  }
  output.writeWarnings(io, warnings);
  if (output.GRAPHS.includes(format)) {
    const edges = [...found].map(({ from, to, allowed }) => output.edge(from, to, allowed.toString()));
    writeAll(io, output.graph(io, format, edges));
  } else if (format === 'csv') {
    writeAll(io, [csvLine(['from', 'to', 'allowed'])]);
    writeAll(
      io,
      mapped(found, ({ from, to, allowed }) => csvLine([from.id, to.id, allowed.toString()])),
    );
  } else if (writeAll(io, mapped(found, output.connectionLine)) === 0) io.err('note: no such connection is open\n');
}

/**
 * Explains every pair of a small answer.
 * @param state - the evaluated manifests
 * @param asked - what is asked
 * @param answering - where the answer goes
 */
export function explainAll(state: State, asked: Asked, answering: Answering): void {
  const { session, format } = answering;
  const found: Connection[] = [];
  for (const connection of listed(state.connectivity, asked)) {
    found.push(connection);
    if (found.length <= MAX_EXPLAINED) continue;
    session.fail();
    session.io.err(
      `[--explain] the answer has too many connections; got more than ${MAX_EXPLAINED}; allowed at most ${MAX_EXPLAINED}; ` +
        'narrow it with --from, --to or --port\n',
    );
    return;
  }
  const explanations = found.map(({ from, to }) => explain(state, from, to, asked));
  if (format === 'json') {
    listConnections(state, asked, answering, explanationFields(explanations));
    return;
  }
  output.writeWarnings(session.io, state.warnings);
  const lines = explanations.flatMap((each) => withVerdict(state, describeExplanation(each)));
  if (writeAll(session.io, lines.map(oneLine)) === 0) session.io.err('note: no such connection is open\n');
}

/**
 * Reports what is open to everything or to the outside, and what is not protected.
 * @param state - the evaluated manifests
 * @param asked - `to` narrows the workloads
 * @param answering - where the answer goes
 */
export function reportExposure({ connectivity, warnings }: State, asked: Asked, answering: Answering): void {
  const { io } = answering.session;
  const exposures = exposuresOf(connectivity, asked.to);
  if (answering.format === 'json') {
    writeAll(io, jsonLines('exposure', mapped(exposures, exposureJson), { warnings }));
    return;
  }
  output.writeWarnings(io, warnings);
  if (writeAll(io, exposures.flatMap(exposureLines)) === 0) io.err('note: nothing is exposed\n');
}

/**
 * Names the NetworkPolicies that could be left out.
 * @param state - the evaluated manifests
 * @param answering - where the answer goes
 */
export function reportRedundant({ connectivity, warnings }: State, { session: { io }, format }: Answering): void {
  const redundant = connectivity.redundantPolicies();
  if (format === 'json') {
    writeAll(io, jsonLines('redundant', redundant, { warnings }));
    return;
  }
  output.writeWarnings(io, warnings);
  const lines = redundant.map((name) => oneLine(`${name} is redundant: other policies isolate and allow the same`));
  if (writeAll(io, lines) === 0) io.err('note: no policy is redundant\n');
}

/**
 * Lists what differs between two states; the run fails when anything does.
 * @param before - the first state
 * @param after - the second state
 * @param asked - what to narrow it to
 * @param answering - where the answer goes
 */
export function listDifferences(before: State, after: State, asked: Asked, { session, format }: Answering): void {
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
  if (output.GRAPHS.includes(format)) {
    const edges = found.map((each) => output.edge(each.from, each.to, output.changeText(each)));
    writeAll(io, output.graph(io, format, edges));
  } else if (format === 'csv') {
    writeAll(io, [csvLine(['change', 'from', 'to', 'before', 'after'])]);
    const fields = found.map((each) => [
      each.kind,
      each.from.id,
      each.to.id,
      each.before.toString(),
      each.after.toString(),
    ]);
    writeAll(io, fields.map(csvLine));
  } else if (writeAll(io, mapped(found, output.differenceLine)) === 0) io.err('note: nothing differs\n');
}

function explain({ connectivity }: State, from: Peer, to: Peer, { port }: Asked): Explanation {
  return connectivity.explain(from, to, port?.number, port?.protocol);
}

function isOpen({ allowed, asked }: Explanation): boolean {
  return allowed.containsAll(asked);
}

function isOutside({ from, to }: Explanation): boolean {
  return from.type === 'ip' || to.type === 'ip';
}

/** The verdict is not `open` where something that decides was not evaluated. */
function verdictOf(state: State, explanation: Explanation): string {
  if (explanation.allowed.isEmpty()) return 'closed';
  if (state.connectivity.unevaluated.length > 0) return 'undecided';
  return isOpen(explanation) ? 'open' : 'open in part';
}

function unevaluatedOf(state: State, explanation: Explanation): readonly string[] {
  return verdictOf(state, explanation) === 'undecided'
    ? state.connectivity.unevaluated.map((name) => `  not evaluated: ${name}`)
    : [];
}

function withVerdict(state: State, [first = '', ...lines]: readonly string[]): string[] {
  const { unevaluated } = state.connectivity;
  if (unevaluated.length === 0 || first.startsWith('closed: ')) return [first, ...lines];
  const undecided = first.replace(/^open(?: in part)?: /, 'undecided: ');
  return [undecided, ...unevaluated.map((name) => `  not evaluated: ${name}`), ...lines];
}

function explanationFields(explanations: readonly Explanation[]): object {
  const all = explanations.map(output.explanationJson);
  return all.length === 1 ? { explanation: all[0] } : { explanations: all };
}

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}
