import type { EdgeKind, Topology, TopologyEdge, TopologyNode } from '../model';
import { counted } from '../../values/counted';
import { badge, breakable, fill, h, section, type Child } from './dom';
import { Engine, readPort } from './engine';
import { ExplainView, explained } from './explain-view';
import { GraphView } from './graph';
import { KINDS } from './kinds';
import { table, type Table } from './table';
import { MANY_WORKLOADS, visibleGraph, type GraphState, type ShownEdge } from './visible-graph';

/** Below this width of the window, in pixels, fewer workloads fit into the drawing. */
const NARROW = 700;

/** Edges that are listed of one drawn edge. */
const LISTED = 30;

/** Who talks to whom in a cluster: drawing, details, explanations and table. */
export class TopologyView {
  readonly element: HTMLElement;
  private readonly nodes: ReadonlyMap<string, TopologyNode>;
  private readonly engine: Engine;
  private readonly explain: ExplainView;
  private readonly graph: GraphView;
  private readonly details = h('div', { class: 'details card', 'aria-live': 'polite', hidden: true });
  private readonly status = h('p', { class: 'status', role: 'status' });
  private readonly flows: Table<TopologyEdge>;
  private readonly namespaces: readonly string[];
  private readonly present: readonly EdgeKind[];
  private state: GraphState;

  constructor(private readonly topology: Topology) {
    this.nodes = new Map(topology.nodes.map((node) => [node.id, node]));
    this.engine = new Engine(topology);
    this.explain = new ExplainView(this.engine, topology);
    const workloads = topology.nodes.filter(({ type }) => type === 'workload');
    this.namespaces = [...new Set(workloads.map(({ namespace = '' }) => namespace))].sort();
    this.present = (Object.keys(KINDS) as EdgeKind[]).filter((kind) =>
      topology.edges.some((edge) => edge.kind === kind),
    );
    const usual = this.present.filter((kind) => KINDS[kind].shown);
    this.state = {
      kinds: new Set(usual.length > 0 ? usual : this.present),
      collapsed: new Set(
        workloads.length > (innerWidth < NARROW ? MANY_WORKLOADS / 4 : MANY_WORKLOADS) ? this.namespaces : [],
      ),
      search: '',
      namespace: '',
    };
    this.graph = new GraphView({
      node: (id) => this.showNode(id),
      edge: (edge) => this.showEdge(edge),
      namespace: (name) => this.toggle(name),
      nothing: () => this.hideDetails(),
    });
    this.flows = this.flowTable();
    this.element = section(
      'topology',
      'Topology',
      'Flows that the platform needs, and what policies allow. Click a line or a workload; a dashed border marks pods that no policy isolates, and a line that ends in a bar is closed.',
      workloads.length === 0
        ? h('p', { class: 'empty' }, 'The files hold no pods, and no platform that brings any.')
        : h(
            'div',
            {},
            this.controls(),
            h('div', { class: 'graph-box' }, this.graph.element, this.details),
            this.explain.element,
            h('h3', {}, 'Traffic'),
            this.flows.element,
            this.warnings(),
          ),
    );
  }

  /** Draws; the element must be in the page. */
  draw(): void {
    if (!this.graph.element.isConnected) return;
    const shown = visibleGraph(this.topology, this.state);
    this.graph.draw(shown);
    this.status.textContent = `${counted(shown.nodes.length, 'node')}, ${counted(shown.edges.length, 'line')}`;
    const edges = shown.edges.flatMap((edge) => edge.edges);
    this.flows.show(edges);
  }

  restyle(): void {
    this.graph.restyle();
  }

  /** The drawing takes the size of its box again, as after a change of the width. */
  resize(): void {
    this.graph.resize();
  }

  private change(change: Partial<GraphState>): void {
    this.state = { ...this.state, ...change };
    this.draw();
  }

  private toggle(name: string): void {
    const collapsed = new Set(this.state.collapsed);
    if (!collapsed.delete(name)) collapsed.add(name);
    this.change({ collapsed });
    this.showNamespace(name);
  }

  private controls(): HTMLElement {
    const search = h('input', {
      type: 'search',
      placeholder: 'Search workloads',
      'aria-label': 'Search workloads',
      oninput: (event) => this.change({ search: (event.target as HTMLInputElement).value }),
    });
    const namespace = h(
      'select',
      { onchange: (event) => this.change({ namespace: (event.target as HTMLSelectElement).value }) },
      h('option', { value: '' }, `all (${this.namespaces.length})`),
      ...this.namespaces.map((name) => h('option', { value: name }, name)),
    );
    const chips = this.present.map((kind) => this.chip(kind));
    return h(
      'div',
      { class: 'controls' },
      search,
      h('label', {}, h('span', {}, 'Namespace'), namespace),
      this.status,
      this.tools(),
      h('fieldset', { class: 'chips' }, h('legend', { class: 'unseen' }, 'Kinds of traffic'), ...chips),
    );
  }

  private chip(kind: EdgeKind): HTMLElement {
    const count = this.topology.edges.filter((edge) => edge.kind === kind).length;
    const box = h('input', {
      type: 'checkbox',
      checked: this.state.kinds.has(kind),
      onchange: (event) => {
        const kinds = new Set(this.state.kinds);
        if ((event.target as HTMLInputElement).checked) kinds.add(kind);
        else kinds.delete(kind);
        this.change({ kinds });
      },
    });
    const mark = h('span', { class: `mark ${KINDS[kind].line} kind-${kind}`, 'aria-hidden': 'true' });
    return h(
      'label',
      { class: 'chip', title: KINDS[kind].text },
      box,
      mark,
      h('span', {}, `${KINDS[kind].title} `),
      h('span', { class: 'count' }, count),
    );
  }

  private tools(): HTMLElement {
    const button = (text: string, title: string, onclick: () => void): HTMLElement =>
      h('button', { type: 'button', title, 'aria-label': /\w/.test(text) ? undefined : title, onclick }, text);
    return h(
      'div',
      { class: 'tools' },
      button('+', 'Zoom in', () => this.graph.zoom(1.25)),
      button('−', 'Zoom out', () => this.graph.zoom(0.8)),
      button('Fit', 'Show everything', () => this.graph.fit()),
      button('Collapse', 'Draw every namespace as one node', () =>
        this.change({ collapsed: new Set(this.namespaces) }),
      ),
      button('Expand', 'Draw all workloads', () => this.change({ collapsed: new Set() })),
    );
  }

  private hideDetails(): void {
    this.details.hidden = true;
    this.graph.resize();
  }

  private showDetails(...children: readonly Child[]): void {
    const close = (): void => {
      this.hideDetails();
      this.graph.select(undefined);
      this.graph.element.focus();
    };
    const button = h('button', { type: 'button', class: 'text close', onclick: close }, 'Close');
    this.details.hidden = false;
    fill(this.details, button, ...children);
    this.details.scrollTop = 0;
    this.graph.resize();
  }

  private showNamespace(name: string): void {
    const own = this.topology.nodes.filter(({ namespace, type }) => namespace === name && type === 'workload');
    const isCollapsed = this.state.collapsed.has(name);
    this.showDetails(
      h('h3', {}, breakable(name)),
      h('p', {}, `Namespace with ${counted(own.length, 'workload')}.`),
      h('button', { type: 'button', onclick: () => this.toggle(name) }, isCollapsed ? 'Expand' : 'Collapse'),
      h('ul', { class: 'plain' }, ...own.slice(0, LISTED).map((node) => h('li', {}, this.nodeButton(node.id)))),
    );
  }

  private showNode(id: string): void {
    const node = this.nodes.get(id);
    if (node === undefined) return;
    const { label, type, kind = '', namespace, component, ports = '', hosts = [], isolated } = node;
    const outgoing = this.topology.edges.filter((edge) => edge.from === id);
    const incoming = this.topology.edges.filter((edge) => edge.to === id);
    const item = (title: string, value: string): HTMLElement[] =>
      value === '' ? [] : [h('dt', {}, title), h('dd', {}, breakable(value))];
    this.showDetails(
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
          h('button', { type: 'button', onclick: () => this.explain.set('from', id) }, 'Explain from here'),
          h('button', { type: 'button', onclick: () => this.explain.set('to', id) }, 'Explain to here'),
        ),
      this.edgeList('Out', outgoing, ({ to }) => to),
      this.edgeList('In', incoming, ({ from }) => from),
    );
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

  private nodeButton(id: string): HTMLElement {
    const node = this.nodes.get(id);
    const text =
      node?.namespace === undefined || node.type === 'group' ? (node?.label ?? id) : `${node.namespace}/${node.label}`;
    return h(
      'button',
      {
        type: 'button',
        class: 'text',
        onclick: () => {
          this.graph.select(id);
          this.showNode(id);
        },
      },
      breakable(text),
    );
  }

  private showEdge(edge: ShownEdge): void {
    const [first, ...others] = edge.edges;
    if (first === undefined) return;
    if (others.length === 0) {
      this.showDetails(...this.edgeDetails(first));
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
            { type: 'button', class: 'text', onclick: () => this.showDetails(...this.edgeDetails(each)) },
            this.text(each.from),
            ' → ',
            this.text(each.to),
          ),
          h('span', { class: 'ports' }, ` ${each.ports}`),
        ),
      );
    this.showDetails(
      h('h3', {}, counted(edge.edges.length, `${KINDS[edge.kind].title.toLowerCase()} flow`)),
      h(
        'ul',
        { class: 'plain' },
        ...items,
        edge.edges.length > LISTED && h('li', {}, `and ${edge.edges.length - LISTED} more, in the table below`),
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

  private text(id: string): string {
    const node = this.nodes.get(id);
    return node?.type === 'workload' ? `${node.namespace ?? ''}/${node.label}` : (node?.label ?? id);
  }

  private flowTable(): Table<TopologyEdge> {
    return table<TopologyEdge>({
      caption: 'Traffic of the kinds that are shown',
      rows: this.topology.edges,
      text: ({ from, to, ports, reason, kind }) => `${this.text(from)} ${this.text(to)} ${ports} ${reason} ${kind}`,
      filters: [{ label: 'State', value: ({ state }) => state }],
      empty: 'No traffic of these kinds.',
      columns: [
        {
          title: 'Kind',
          cell: ({ kind }) => badge(KINDS[kind].title, kind === 'policy' ? 'bad' : 'accent'),
          sort: ({ kind }) => kind,
        },
        { title: 'From', cell: ({ from }) => this.nodeButton(from), sort: ({ from }) => this.text(from) },
        { title: 'To', cell: ({ to }) => this.nodeButton(to), sort: ({ to }) => this.text(to) },
        { title: 'Ports', cell: ({ ports }) => ports, class: 'ports' },
        { title: 'State', cell: ({ state }) => badge(state, stateTone(state)), sort: ({ state }) => state },
        {
          title: 'Reason',
          cell: ({ reason, when }) => (when === undefined ? reason : `${reason} (${when})`),
          class: 'wide',
        },
      ],
    });
  }

  private warnings(): HTMLElement | undefined {
    const { warnings } = this.topology;
    if (warnings.length === 0) return undefined;
    return h(
      'details',
      {},
      h('summary', {}, `${counted(warnings.length, 'note')} of the evaluation`),
      h('ul', {}, ...warnings.map((text) => h('li', {}, text))),
    );
  }
}

function stateTone(state: TopologyEdge['state']): 'good' | 'bad' | 'doubtful' {
  if (state === 'open') return 'good';
  return state === 'closed' ? 'bad' : 'doubtful';
}
