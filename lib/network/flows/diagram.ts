import { compare } from '../../values/compare';
import { mermaidLabel } from '../../values/escape/diagram';
import { visibleJson } from '../../values/escape/visible';
import { endText } from './draft';
import type { Flow, FlowEnd } from './flow';

/** Options of a diagram. */
export interface DiagramOptions {
  /**
   * Heading.
   * @default - none
   */
  readonly title?: string;
}

/** Labels of ends that are not workloads. */
const LABELS: Readonly<Partial<Record<FlowEnd['kind'], string>>> = {
  'api-server': 'API server',
  applications: 'OAM applications',
  injected: 'sidecars of users',
  cluster: 'any pod',
  dns: 'name servers',
  nodes: 'nodes',
  outside: 'outside of the cluster',
};

/**
 * A Mermaid flowchart of flows: workloads grouped by namespace, one arrow for each pair of ends, labelled with the ports. The
 * text does not depend on the order of the flows. Ids are derived from the ends, so that a new flow changes only its own lines.
 * @param flows - the flows
 * @param options - heading
 */
export function toMermaid(flows: readonly Flow[], { title }: DiagramOptions = {}): string {
  const ends = new Map(flows.flatMap(({ from, to }) => [from, to]).map((end) => [nodeId(end), end]));
  const nodes = [...ends].sort(([a], [b]) => compare(a, b));
  const namespaces = [...new Set(nodes.flatMap(([, end]) => namespaceOf(end) ?? []))].sort(compare);
  const lines = [
    ...(title === undefined ? [] : ['---', `title: ${visibleJson(title)}`, '---']),
    'flowchart LR',
    ...namespaces.flatMap((namespace) => [
      `  subgraph ns_${idText(namespace)}[${mermaidLabel(namespace)}]`,
      ...nodes.filter(([, end]) => namespaceOf(end) === namespace).map((node) => `    ${nodeLine(node)}`),
      '  end',
    ]),
    ...nodes.filter(([, end]) => namespaceOf(end) === undefined).map((node) => `  ${nodeLine(node)}`),
    ...edges(flows).map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

function edges(flows: readonly Flow[]): string[] {
  const byPair = new Map<string, Flow[]>();
  for (const flow of flows) {
    const pair = `${nodeId(flow.from)} ${nodeId(flow.to)}`;
    byPair.set(pair, [...(byPair.get(pair) ?? []), flow]);
  }
  return [...byPair]
    .sort(([a], [b]) => compare(a, b))
    .map(([pair, group]) => {
      const [from, to] = pair.split(' ');
      return `${from} -->|${mermaidLabel(portText(group.map(({ ports }) => ports)))}| ${to}`;
    });
}

function portText(lists: ReadonlyArray<Flow['ports']>): string {
  const ports = lists.flatMap((list) => (list === 'all' ? [] : list));
  if (lists.includes('all')) return 'all ports';
  const sorted = ports.sort((a, b) => a.port - b.port || compare(a.protocol, b.protocol));
  const texts = sorted.map(({ port, protocol }) => (protocol === 'TCP' ? `${port}` : `${port}/${protocol}`));
  return [...new Set(texts)].join(', ');
}

function namespaceOf(end: FlowEnd): string | undefined {
  return end.kind === 'workload' ? end.workload.namespace : undefined;
}

function nodeLine([id, end]: readonly [string, FlowEnd]): string {
  return `${id}[${mermaidLabel(labelOf(end))}]`;
}

function labelOf(end: FlowEnd): string {
  if (end.kind === 'workload') return end.workload.name;
  if (end.kind === 'external') return end.name;
  return LABELS[end.kind] ?? endText(end);
}

/** The prefix keeps an id from being a keyword of Mermaid, such as `end`. */
function nodeId(end: FlowEnd): string {
  return `${end.kind === 'workload' ? 'w' : 'x'}_${idText(endText(end))}`;
}

/** Letters, digits and underscores; different texts stay different. */
function idText(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`);
}
