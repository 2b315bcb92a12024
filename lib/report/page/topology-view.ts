import type { EdgeKind, Topology, TopologyEdge } from '../model';
import { counted } from '../../values/counted';
import { badge, h, section } from './dom';
import { Engine } from './engine';
import { ExplainView } from './explain-view';
import { GraphView } from './graph';
import { KINDS } from './kinds';
import { table, type Table } from './table';
import { stateTone, TopologyDetails } from './topology-details';
import { MANY_WORKLOADS, visibleGraph, type GraphState } from './visible-graph';

/** Below this width of the window, in pixels, fewer workloads fit into the drawing. */
const NARROW = 700;

/** Who talks to whom in a cluster: drawing, details, explanations and table. */
export class TopologyView {
  readonly element: HTMLElement;
  private readonly explain: ExplainView;
  private readonly graph: GraphView;
  private readonly details: TopologyDetails;
  private readonly status = h('p', { class: 'status', role: 'status' });
  private readonly flows: Table<TopologyEdge>;
  private readonly namespaces: readonly string[];
  private readonly present: readonly EdgeKind[];
  private state: GraphState;

  constructor(private readonly topology: Topology) {
    const engine = new Engine(topology);
    this.explain = new ExplainView(engine, topology);
    this.details = new TopologyDetails(topology, engine, {
      select: (id) => this.graph.select(id),
      resize: () => this.graph.resize(),
      closed: () => {
        this.graph.select(undefined);
        this.graph.element.focus();
      },
      toggle: (name) => this.toggle(name),
      isCollapsed: (name) => this.state.collapsed.has(name),
      explain: (end, id) => this.explain.set(end, id),
    });
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
      node: (id) => this.details.showNode(id),
      edge: (edge) => this.details.showEdge(edge),
      namespace: (name) => this.toggle(name),
      nothing: () => this.details.hide(),
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
            h('div', { class: 'graph-box' }, this.graph.element, this.details.element),
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
    this.details.showNamespace(name);
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

  private flowTable(): Table<TopologyEdge> {
    return table<TopologyEdge>({
      caption: 'Traffic of the kinds that are shown',
      rows: this.topology.edges,
      text: ({ from, to, ports, reason, kind }) =>
        `${this.details.text(from)} ${this.details.text(to)} ${ports} ${reason} ${kind}`,
      filters: [{ label: 'State', value: ({ state }) => state }],
      empty: 'No traffic of these kinds.',
      columns: [
        {
          title: 'Kind',
          cell: ({ kind }) => badge(KINDS[kind].title, kind === 'policy' ? 'bad' : 'accent'),
          sort: ({ kind }) => kind,
        },
        {
          title: 'From',
          cell: ({ from }) => this.details.nodeButton(from),
          sort: ({ from }) => this.details.text(from),
        },
        { title: 'To', cell: ({ to }) => this.details.nodeButton(to), sort: ({ to }) => this.details.text(to) },
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
