import type { EdgeKind, Topology, TopologyEdge, TopologyNode } from '../model';

/** What of a topology is shown. */
export interface GraphState {
  readonly kinds: ReadonlySet<EdgeKind>;
  /** Namespaces that are drawn as one node. */
  readonly collapsed: ReadonlySet<string>;
  /** Only what has this in its name, and what it talks to; empty for everything. */
  readonly search: string;
  /** Only this namespace, and what it talks to; empty for all. */
  readonly namespace: string;
}

/** A node that is drawn. */
export interface ShownNode {
  readonly id: string;
  readonly label: string;
  /** Namespace around it, or {@link BEYOND}; empty for other ends. */
  readonly group: string;
  readonly type: TopologyNode['type'] | 'namespace';
  /** How many pods of owners it is for. */
  readonly count: number;
  /** Whether no policy isolates its pods for ingress. */
  readonly isOpen: boolean;
}

/** An edge that is drawn: one or several of the topology. */
export interface ShownEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly edges: readonly TopologyEdge[];
  readonly isClosed: boolean;
}

/** What is drawn. */
export interface ShownGraph {
  readonly nodes: readonly ShownNode[];
  readonly edges: readonly ShownEdge[];
}

/** Above this number of workloads, namespaces are drawn as one node at first. */
export const MANY_WORKLOADS = 40;

/** Up to this number of nodes, those that a search finds are drawn each. */
const FOUND = 120;

/** Name of the box around hosts and addresses that are not in the cluster. */
export const BEYOND = 'beyond the cluster';

/** Ends of edges that stand for a whole namespace. */
const GROUP = /^group:(?!\*$)/;

/**
 * What is drawn of a topology.
 * @param topology - everything
 * @param state - what is asked for
 */
export function visibleGraph(topology: Topology, state: GraphState): ShownGraph {
  const nodes = new Map(topology.nodes.map((node) => [node.id, node]));
  const wanted = wantedNodes(topology, state);
  const edges = topology.edges.filter(
    ({ kind, from, to }) => state.kinds.has(kind) && (wanted === undefined || wanted.has(from) || wanted.has(to)),
  );
  const reached = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const shown = topology.nodes.filter(({ id, type }) =>
    wanted === undefined ? type === 'workload' || reached.has(id) : wanted.has(id) || reached.has(id),
  );
  // What a search finds is seen, as far as there is room.
  const isSearch = wanted !== undefined && shown.length <= FOUND;
  const drawnId = (id: string): string => {
    const node = nodes.get(id);
    const namespace = node?.namespace ?? '';
    return namespace !== '' && ((!isSearch && state.collapsed.has(namespace)) || GROUP.test(id))
      ? `namespace:${namespace}`
      : id;
  };
  return { nodes: drawnNodes(shown, drawnId), edges: drawnEdges(edges, drawnId) };
}

function wantedNodes({ nodes }: Topology, { search, namespace }: GraphState): ReadonlySet<string> | undefined {
  const text = search.trim().toLowerCase();
  if (text === '' && namespace === '') return undefined;
  return new Set(
    nodes
      .filter((node) => namespace === '' || node.namespace === namespace)
      .filter(({ id, component = '', label }) => `${id} ${component} ${label}`.toLowerCase().includes(text))
      .map(({ id }) => id),
  );
}

function drawnNodes(shown: readonly TopologyNode[], drawnId: (id: string) => string): ShownNode[] {
  const drawn = new Map<string, ShownNode>();
  for (const node of shown) {
    const id = drawnId(node.id);
    const { namespace = '', type, label, isolated = [] } = node;
    const isOpen = type === 'workload' && !isolated.includes('ingress');
    if (id === node.id) {
      const group = type === 'external' || type === 'addresses' ? BEYOND : namespace;
      drawn.set(id, { id, label, group, type, count: 1, isOpen });
      continue;
    }
    const before = drawn.get(id);
    const count = (before?.count ?? 0) + (type === 'workload' ? 1 : 0);
    drawn.set(id, {
      id,
      label: namespace,
      group: namespace,
      type: 'namespace',
      count,
      isOpen: before?.isOpen === true || isOpen,
    });
  }
  return [...drawn.values()];
}

function drawnEdges(edges: readonly TopologyEdge[], drawnId: (id: string) => string): ShownEdge[] {
  const drawn = new Map<string, { from: string; to: string; kind: EdgeKind; edges: TopologyEdge[] }>();
  for (const edge of edges) {
    const [from, to] = [drawnId(edge.from), drawnId(edge.to)];
    const id = `${edge.kind} ${from} ${to}`;
    const same = drawn.get(id);
    if (same === undefined) drawn.set(id, { from, to, kind: edge.kind, edges: [edge] });
    else same.edges.push(edge);
  }
  return [...drawn].map(([id, each]) => ({
    id,
    ...each,
    isClosed: each.edges.every(({ state }) => state === 'closed'),
  }));
}
