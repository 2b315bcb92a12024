import { dotString } from '../../values/escape/diagram';
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
    members.set(id, `${dotString(id)} [label=${dotString(label)}]`);
    groups.set(group, members);
  }
  const nodes = [...groups].flatMap(([group, members], index) =>
    group === undefined
      ? [...members.values()].map((line) => `  ${line}`)
      : [
          `  subgraph cluster_${index} {`,
          `    label=${dotString(group)}`,
          ...[...members.values()].map((line) => `    ${line}`),
          '  }',
        ],
  );
  const arrows = edges.map(({ from, to, label }) => {
    const text = label === '' ? '' : ` [label=${dotString(label)}]`;
    return `  ${dotString(from.id)} -> ${dotString(to.id)}${text}`;
  });
  return ['digraph {', '  rankdir=LR', ...nodes, ...arrows, '}'];
}
