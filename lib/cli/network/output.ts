import type { Connection, TrafficChange, Explanation, Peer } from '../../connectivity';
import { PortSet } from '../../connectivity';
import { oneLine } from '../../values/escape/visible';
import type { Io } from '../io';
import { tinted, writeLines } from '../io';
import { toDot } from './dot';
import type { State } from './load';
import type { GraphEdge, GraphNode } from './mermaid';
import { noteEdges, toMermaid } from './mermaid';

/**
 * A connection as one line.
 * @param connection - the connection
 */
export function connectionLine({ from, to, allowed }: Connection): string {
  return oneLine(`${from.id} => ${to.id} : ${allowed.toString()}`);
}

/**
 * A connection as JSON has it; every port of a protocol is `1-65535`.
 * @param connection - the connection
 */
export function connectionJson({ from, to, allowed }: Connection): object {
  return { from: from.id, to: to.id, allowed: allowed.entries() };
}

/**
 * A difference as one line.
 * @param difference - the difference
 */
export function differenceLine(difference: TrafficChange): string {
  const { fromOutside, from, to } = difference;
  const where = fromOutside ? 'from outside: ' : '';
  return oneLine(`${where}${from.id} => ${to.id} : ${changeText(difference)}`);
}

/**
 * What a difference changes, such as `widened: TCP 80 -> TCP 80,443`.
 * @param difference - the difference
 */
export function changeText({ kind, before, after }: TrafficChange): string {
  return `${kind}: ${before.toString()} -> ${after.toString()}`;
}

/**
 * A difference as JSON has it.
 * @param difference - the difference
 */
export function differenceJson(difference: TrafficChange): unknown {
  return plain(difference);
}

/**
 * An explanation as JSON has it.
 * @param explanation - the explanation
 */
export function explanationJson(explanation: Explanation): unknown {
  return plain(explanation);
}

/** Formats that are graphs. */
export const GRAPHS: readonly string[] = ['mermaid', 'dot'];

/**
 * Lines of a graph. A note on standard error says where it is larger than Mermaid draws.
 * @param io - where the note goes
 * @param format - one of {@link GRAPHS}
 * @param edges - what is drawn
 */
export function graph(io: Io, format: string, edges: readonly GraphEdge[]): string[] {
  if (format === 'dot') return toDot(edges);
  noteEdges(io, edges.length);
  return toMermaid(edges);
}

/**
 * An arrow of a diagram.
 * @param from - who opens the connection
 * @param to - who accepts it
 * @param label - its label
 */
export function edge(from: Peer, to: Peer, label: string): GraphEdge {
  return { from: node(from), to: node(to), label };
}

/**
 * Writes warnings to standard error.
 * @param io - where they go
 * @param warnings - the warnings
 * @param side - what they are about, if there are several states
 */
export function writeWarnings(io: Io, warnings: State['warnings'], side?: string): void {
  const about = side === undefined ? '' : `${side}: `;
  writeLines(
    (text) => io.err(text),
    warnings.map(
      ({ severity, object, message }) =>
        `${tinted(io, 'doubtful', severity)}: ${oneLine(`${about}${object}: ${message}`)}`,
    ),
  );
}

function node(peer: Peer): GraphNode {
  if (peer.type !== 'workload') return { id: peer.id, label: peer.id };
  return { id: peer.id, label: peer.id.slice(peer.namespace.length + 1), group: peer.namespace };
}

/** Sets of ports as their entries, and peers as their ids. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, member: unknown) => {
    if (member instanceof PortSet) return member.entries();
    return isPeer(member) ? member.id : member;
  });
  return JSON.parse(text);
}

function isPeer(value: unknown): value is Peer {
  return typeof value === 'object' && value !== null && 'id' in value && 'type' in value;
}
