import { mermaidLabel } from '../../values/escape/diagram';
import type { Io } from '../io';
import { pushTo } from '../../values/push-to';

/** A node of a graph. */
export interface GraphNode {
  /** Its identity. */
  readonly id: string;
  /** Its label. */
  readonly label: string;
  /** The frame around it; left out means none. */
  readonly group?: string;
}

/** An arrow of a graph. */
export interface GraphEdge {
  /** Where it begins. */
  readonly from: GraphNode;
  /** Where it ends. */
  readonly to: GraphNode;
  /** Its label; empty for none. */
  readonly label: string;
}

/**
 * Writes a note to standard error when a graph is larger than Mermaid draws.
 * @param io - where the note goes
 * @param edges - how many arrows it has
 */
export function noteEdges(io: Io, edges: number): void {
  if (edges <= MAX_EDGES) return;
  io.err(`note: ${edges} arrows; Mermaid draws at most ${MAX_EDGES} unless maxEdges is raised\n`);
}

/** How many arrows Mermaid draws unless it is configured otherwise. Source: `maxEdges` in the schema of its configuration. */
const MAX_EDGES = 500;

/**
 * A graph in the language of Mermaid, nodes in the order in which the arrows name them.
 * @param edges - the arrows
 */
export function toMermaid(edges: readonly GraphEdge[]): string[] {
  const numbers = new Map<string, number>();
  const groups = new Map<string | undefined, string[]>();
  for (const { id, label, group } of edges.flatMap(({ from, to }) => [from, to])) {
    if (numbers.has(id)) continue;
    numbers.set(id, numbers.size);
    pushTo(groups, group, `n${numbers.get(id)}[${mermaidLabel(label)}]`);
  }
  const nodes = [...groups].flatMap(([group, lines], index) =>
    group === undefined
      ? lines.map((line) => `  ${line}`)
      : [`  subgraph g${index}[${mermaidLabel(group)}]`, ...lines.map((line) => `    ${line}`), '  end'],
  );
  const arrows = edges.map(({ from, to, label }) => {
    const text = label === '' ? '' : `|${mermaidLabel(label)}|`;
    return `  n${numbers.get(from.id)} -->${text} n${numbers.get(to.id)}`;
  });
  return ['flowchart LR', ...nodes, ...arrows];
}
