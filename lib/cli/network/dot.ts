import type { GraphEdge } from './mermaid';

/**
 * A graph in the DOT language of Graphviz, nodes in the order in which the arrows name them. Source: the grammar on
 * graphviz.org/doc/info/lang.html.
 * @param edges - the arrows
 */
export function toDot(edges: readonly GraphEdge[]): string[] {
  const groups = new Map<string | undefined, Map<string, string>>();
  for (const { id, label, group } of edges.flatMap(({ from, to }) => [from, to])) {
    const members = groups.get(group) ?? new Map<string, string>();
    members.set(id, `${quoted(id)} [label=${quoted(label)}]`);
    groups.set(group, members);
  }
  const nodes = [...groups].flatMap(([group, members], index) =>
    group === undefined
      ? [...members.values()].map((line) => `  ${line}`)
      : [
          `  subgraph cluster_${index} {`,
          `    label=${quoted(group)}`,
          ...[...members.values()].map((line) => `    ${line}`),
          '  }',
        ],
  );
  const arrows = edges.map(({ from, to, label }) => {
    const text = label === '' ? '' : ` [label=${quoted(label)}]`;
    return `  ${quoted(from.id)} -> ${quoted(to.id)}${text}`;
  });
  return ['digraph {', '  rankdir=LR', ...nodes, ...arrows, '}'];
}

/** In a quoted text only quotes end it; a backslash begins an escape. */
function quoted(text: string): string {
  return `"${text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD').replace(/[\\"]/g, '\\$&')}"`;
}
