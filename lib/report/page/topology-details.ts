import { counted } from '../../values/counted';
import type { Topology, TopologyEdge, TopologyNode } from '../model';
import { badge, breakable, fill, h, type Child } from './dom';
import { readPort, type Engine } from './engine';
import { explained } from './explain-view';
import { KINDS } from './kinds';
import type { ShownEdge } from './visible-graph';

/** Edges that are listed of one drawn edge. */
const LISTED = 30;

/** What the details ask of the view around them. */
interface View {
  /** Marks a node in the drawing, or none. */
  select(id: string | undefined): void;
  /** The details take or give space. */
  resize(): void;
  /** The user closed the details. */
  closed(): void;
  /** Draws a namespace as one node, or its workloads. */
  toggle(namespace: string): void;
  isCollapsed(namespace: string): boolean;
  explain(end: 'from' | 'to', id: string): void;
}

/** Details of what was clicked in the drawing: a workload, a namespace, or a line. */
export class TopologyDetails {
  readonly element = h('div', { class: 'details card', 'aria-live': 'polite', hidden: true });
  private readonly nodes: ReadonlyMap<string, TopologyNode>;

  constructor(
    private readonly topology: Topology,
    private readonly engine: Engine,
    private readonly view: View,
  ) {
    this.nodes = new Map(topology.nodes.map((node) => [node.id, node]));
  }

  /** Hides the details. */
  hide(): void {
    this.element.hidden = true;
    this.view.resize();
  }

  private show(...children: readonly Child[]): void {
    const close = (): void => {
      this.hide();
      this.view.closed();
    };
    const button = h('button', { type: 'button', class: 'text close', onclick: close }, 'Close');
    this.element.hidden = false;
    fill(this.element, button, ...children);
    this.element.scrollTop = 0;
    this.view.resize();
  }

  /** Shows a namespace. */
  showNamespace(name: string): void {
    const own = this.topology.nodes.filter(({ namespace, type }) => namespace === name && type === 'workload');
    const isCollapsed = this.view.isCollapsed(name);
    this.show(
      h('h3', {}, breakable(name)),
      h('p', {}, `Namespace with ${counted(own.length, 'workload')}.`),
      h('button', { type: 'button', onclick: () => this.view.toggle(name) }, isCollapsed ? 'Expand' : 'Collapse'),
      h('ul', { class: 'plain' }, ...own.slice(0, LISTED).map((node) => h('li', {}, this.nodeButton(node.id)))),
    );
  }

  /** Shows a node of the drawing. */
  showNode(id: string): void {
    const node = this.nodes.get(id);
    if (node === undefined) return;
    const { label, type, kind = '', namespace, component, ports = '', hosts = [], isolated } = node;
    const outgoing = this.topology.edges.filter((edge) => edge.from === id);
    const incoming = this.topology.edges.filter((edge) => edge.to === id);
    const item = (title: string, value: string): HTMLElement[] =>
      value === '' ? [] : [h('dt', {}, title), h('dd', {}, breakable(value))];
    this.show(
      h('h3', {}, breakable(label)),
      h(
        'dl',
        {},
        ...item('Kind', kind),
        ...item('Namespace', namespace ?? ''),
        ...item('Component', component ?? ''),
        ...item('Ports', ports),
        ...item('Hosts', hosts.join(', ')),
        ...(isolated === undefined || type !== 'workload'
          ? []
          : item('Isolated for', isolated.join(' and ') || 'nothing: every pod may connect')),
      ),
      type === 'workload' &&
        h(
          'div',
          { class: 'actions' },
          h('button', { type: 'button', onclick: () => this.view.explain('from', id) }, 'Explain from here'),
          h('button', { type: 'button', onclick: () => this.view.explain('to', id) }, 'Explain to here'),
        ),
      this.edgeList('Out', outgoing, ({ to }) => to),
      this.edgeList('In', incoming, ({ from }) => from),
    );
  }

  /** Shows a line of the drawing. */
  showEdge(edge: ShownEdge): void {
    const [first, ...others] = edge.edges;
    if (first === undefined) return;
    if (others.length === 0) {
      this.show(...this.edgeDetails(first));
      return;
    }
    const items = edge.edges
      .slice(0, LISTED)
      .map((each) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', class: 'text', onclick: () => this.show(...this.edgeDetails(each)) },
            this.text(each.from),
            ' → ',
            this.text(each.to),
          ),
          h('span', { class: 'ports' }, ` ${each.ports}`),
        ),
      );
    this.show(
      h('h3', {}, counted(edge.edges.length, `${KINDS[edge.kind].title.toLowerCase()} flow`)),
      h(
        'ul',
        { class: 'plain' },
        ...items,
        edge.edges.length > LISTED && h('li', {}, `and ${edge.edges.length - LISTED} more, in the table below`),
      ),
    );
  }

  /** A button that selects a node. */
  nodeButton(id: string): HTMLElement {
    const node = this.nodes.get(id);
    const text =
      node?.namespace === undefined || node.type === 'group' ? (node?.label ?? id) : `${node.namespace}/${node.label}`;
    return h(
      'button',
      {
        type: 'button',
        class: 'text',
        onclick: () => {
          this.view.select(id);
          this.showNode(id);
        },
      },
      breakable(text),
    );
  }

  /** How a node is called in texts. */
  text(id: string): string {
    const node = this.nodes.get(id);
    return node?.type === 'workload' ? `${node.namespace ?? ''}/${node.label}` : (node?.label ?? id);
  }

  private edgeList(title: string, edges: readonly TopologyEdge[], other: (edge: TopologyEdge) => string): HTMLElement {
    const items = edges
      .slice(0, LISTED)
      .map((edge) =>
        h(
          'li',
          {},
          badge(KINDS[edge.kind].title, edge.kind === 'policy' ? 'bad' : 'accent'),
          ' ',
          this.nodeButton(other(edge)),
          h('span', { class: 'ports' }, ` ${edge.ports}`),
        ),
      );
    return h(
      'details',
      { open: edges.length > 0 && edges.length <= 8 },
      h('summary', {}, `${title} (${edges.length})`),
      h(
        'ul',
        { class: 'plain' },
        ...items,
        edges.length > LISTED && h('li', {}, `and ${edges.length - LISTED} more, in the table below`),
      ),
    );
  }

  private edgeDetails(edge: TopologyEdge): HTMLElement[] {
    const { kind, ports, reason, source, when, refused, state } = edge;
    const item = (title: string, value: string): HTMLElement[] =>
      value === '' ? [] : [h('dt', {}, title), h('dd', {}, value)];
    return [
      h('h3', {}, breakable(this.text(edge.from)), ' → ', breakable(this.text(edge.to))),
      h('p', {}, badge(KINDS[kind].title, kind === 'policy' ? 'bad' : 'accent'), ' ', badge(state, stateTone(state))),
      h(
        'dl',
        {},
        ...item('Ports', ports === 'all' ? 'every port' : ports),
        ...item('Reason', reason),
        ...item('Follows from', source),
        ...item('When', when ?? ''),
        ...item('Refused by Verrazzano itself', refused ?? ''),
      ),
      this.rules(edge),
    ];
  }

  /** The rules that decide, for each port that the flow names. */
  private rules(edge: TopologyEdge): HTMLElement {
    const [from, to] = [edge.from, edge.to].map((id) =>
      this.nodes.get(id)?.type === 'workload' ? this.engine.peer(id) : undefined,
    );
    if (from === undefined || to === undefined) {
      return h(
        'p',
        { class: 'hint' },
        'One end is not a workload of the cluster, so that the rules follow from the policies of the other end alone.',
      );
    }
    const [, protocol = 'TCP', number = ''] = /^(TCP|UDP|SCTP) (\d+)$/.exec(edge.ports) ?? [];
    const port = readPort(number === '' ? '' : `${number}/${protocol}`) ?? {};
    return explained(this.engine.explain(from, to, port.port, port.protocol), this.topology);
  }
}

/** The colour of a state. */
export function stateTone(state: TopologyEdge['state']): 'good' | 'bad' | 'doubtful' {
  if (state === 'open') return 'good';
  return state === 'closed' ? 'bad' : 'doubtful';
}
