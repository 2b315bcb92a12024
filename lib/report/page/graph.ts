import cytoscape from 'cytoscape';
import type { Core, ElementDefinition, StylesheetJson } from 'cytoscape';
import { h } from './dom';
import { KINDS } from './kinds';
import { NODE, placesOf } from './layout';
import { BEYOND, type ShownEdge, type ShownGraph, type ShownNode } from './visible-graph';

/** What happens in the drawing. */
export interface GraphEvents {
  node(id: string): void;
  edge(edge: ShownEdge): void;
  namespace(name: string): void;
  nothing(): void;
}

/** Few nodes are not drawn larger than the text of the page. */
const LARGEST_FIT = 1.15;

/** Above this number of edges, they are straight lines, which are much faster. */
const MANY_EDGES = 1200;

/** The drawing of a topology. */
export class GraphView {
  readonly element = h('div', {
    class: 'graph',
    tabindex: 0,
    role: 'application',
    'aria-label':
      'Drawing of the traffic. Arrow keys go from node to node, Enter opens one, plus and minus zoom, zero shows everything. The table below has the same traffic.',
    onkeydown: (event) => this.key(event as KeyboardEvent),
  });
  private core: Core | undefined;
  private graph: ShownGraph = { nodes: [], edges: [] };
  private edges = new Map<string, ShownEdge>();
  private order: readonly string[] = [];
  private selected: string | undefined;
  /** Whether all is shown, as it is until the user zooms or moves it. */
  private isFitted = true;

  /** @param events - what is told */
  constructor(private readonly events: GraphEvents) {}

  /** Draws a graph; the element must be in the page. */
  draw(graph: ShownGraph): void {
    this.graph = graph;
    this.edges = new Map(graph.edges.map((edge) => [edge.id, edge]));
    const { clientWidth, clientHeight } = this.element;
    const places = placesOf(graph, clientWidth / Math.max(1, clientHeight));
    this.order = [...graph.nodes]
      .map(({ id }) => ({ id, at: places.get(id) ?? { x: 0, y: 0 } }))
      .sort((a, b) => a.at.x - b.at.x || a.at.y - b.at.y)
      .map(({ id }) => id);
    const core = this.start();
    core.batch(() => {
      core.elements().remove();
      core.add(elementsOf(graph, places));
    });
    this.select(this.selected !== undefined && this.order.includes(this.selected) ? this.selected : undefined);
    this.fit();
  }

  /** Shows everything. */
  fit(): void {
    const core = this.core;
    if (core === undefined) return;
    core.resize();
    this.isFitted = true;
    core.fit(undefined, 24);
    if (core.zoom() > LARGEST_FIT) {
      core.zoom(LARGEST_FIT);
      core.center();
    }
  }

  /** Takes the size of its box again; what is marked stays in sight. */
  resize(): void {
    const core = this.core;
    if (core === undefined) return;
    core.resize();
    if (this.isFitted) {
      this.fit();
      return;
    }
    const found = this.selected === undefined ? undefined : core.getElementById(this.selected);
    const box = found?.renderedBoundingBox({});
    if (found === undefined || box === undefined) return;
    const isSeen = box.x1 > 0 && box.y1 > 0 && box.x2 < core.width() && box.y2 < core.height();
    if (!isSeen) core.center(found);
  }

  zoom(factor: number): void {
    const core = this.core;
    if (core === undefined) return;
    this.isFitted = false;
    core.zoom({ level: core.zoom() * factor, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
  }

  /** Takes the colours of the page again. */
  restyle(): void {
    this.core?.style(styleOf(this.graph.edges.length));
  }

  /** Marks a node with all that it talks to; undefined marks nothing. */
  select(id: string | undefined): void {
    this.selected = id;
    const core = this.core;
    if (core === undefined) return;
    core.batch(() => {
      core.elements().removeClass('faded marked');
      if (id === undefined) return;
      const found = core.getElementById(id);
      if (found.empty()) return;
      const near = this.edges.has(id) ? found.union(found.connectedNodes()) : found.closedNeighborhood();
      core.elements().difference(near.union(near.parents())).addClass('faded');
      found.addClass('marked');
    });
  }

  private start(): Core {
    if (this.core !== undefined) return this.core;
    const core = cytoscape({
      container: this.element,
      style: styleOf(this.graph.edges.length),
      minZoom: 0.05,
      maxZoom: 3,
      autoungrabify: true,
      boxSelectionEnabled: false,
      textureOnViewport: this.graph.edges.length > MANY_EDGES,
      hideEdgesOnViewport: this.graph.edges.length > MANY_EDGES * 4,
    });
    core.on('scrollzoom pinchzoom dragpan', () => {
      this.isFitted = false;
    });
    core.on('tap', 'node', (event) => this.open((event.target as { id(): string }).id()));
    core.on('tap', 'edge', (event) => {
      const edge = this.edges.get((event.target as { id(): string }).id());
      if (edge === undefined) return;
      this.select(edge.id);
      this.events.edge(edge);
    });
    core.on('tap', (event) => {
      if (event.target !== core) return;
      this.select(undefined);
      this.events.nothing();
    });
    this.core = core;
    return core;
  }

  private open(id: string): void {
    if (id === `box:${BEYOND}`) return;
    if (id.startsWith('box:') || id.startsWith('namespace:')) {
      this.events.namespace(id.slice(id.indexOf(':') + 1));
      return;
    }
    this.select(id);
    this.events.node(id);
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.step(step);
    else if (event.key === 'Enter' && this.selected !== undefined) this.open(this.selected);
    else if (event.key === 'Escape') {
      this.select(undefined);
      this.events.nothing();
    } else if (event.key === '+' || event.key === '=') this.zoom(1.25);
    else if (event.key === '-') this.zoom(0.8);
    else if (event.key === '0') this.fit();
    else return;
    event.preventDefault();
  }

  private step(by: number): void {
    const at = this.selected === undefined ? (by > 0 ? -1 : 0) : this.order.indexOf(this.selected);
    const next = this.order[(at + by + this.order.length) % this.order.length];
    if (next === undefined) return;
    this.select(next);
    if (next.startsWith('namespace:')) this.events.nothing();
    else this.events.node(next);
    this.resize();
  }
}

function elementsOf({ nodes, edges }: ShownGraph, places: ReturnType<typeof placesOf>): ElementDefinition[] {
  const groups = [
    ...new Set(nodes.filter(({ type, group }) => group !== '' && type !== 'namespace').map(({ group }) => group)),
  ];
  const inside = new Set(groups);
  return [
    ...groups.map((name): ElementDefinition => ({
      data: { id: `box:${name}`, label: name },
      classes: 'box',
      selectable: false,
    })),
    ...nodes.map((node): ElementDefinition => ({
      data: { id: node.id, label: labelOf(node), ...(inside.has(node.group) && { parent: `box:${node.group}` }) },
      position: { ...(places.get(node.id) ?? { x: 0, y: 0 }) },
      classes: `${node.type}${node.isOpen ? ' open' : ''}`,
    })),
    ...edges.map((edge): ElementDefinition => ({
      data: {
        id: edge.id,
        source: edge.from,
        target: edge.to,
        weight: Math.min(5, 1.2 + Math.log2(edge.edges.length) / 2),
      },
      classes: `${edge.kind}${edge.isClosed ? ' closed' : ''}`,
    })),
  ];
}

function labelOf({ label, type, count }: ShownNode): string {
  return type === 'namespace' ? `${label} (${count})` : label;
}

/** The style of the drawing, with the colours that the page has at the time. */
function styleOf(edges: number): StylesheetJson {
  const page = getComputedStyle(document.documentElement);
  const colour = (name: string): string => page.getPropertyValue(`--${name}`).trim();
  const font = getComputedStyle(document.body).fontFamily;
  return [
    {
      selector: 'node',
      style: {
        shape: 'round-rectangle',
        width: NODE.width,
        height: NODE.height,
        'background-color': colour('node'),
        'border-width': 1,
        'border-color': colour('node-line'),
        label: 'data(label)',
        color: colour('text'),
        'font-family': font,
        'font-size': 13,
        'text-valign': 'center',
        'text-halign': 'center',
        'text-wrap': 'ellipsis',
        'text-max-width': `${NODE.width - 16}px`,
        'min-zoomed-font-size': 4,
      },
    },
    {
      selector: 'node.box',
      style: {
        'background-color': colour('box'),
        'border-color': colour('line'),
        'text-valign': 'top',
        'text-halign': 'center',
        'text-margin-y': -3,
        'font-weight': 'bold',
        'font-size': 16,
        color: colour('quiet'),
        padding: '14px',
        'min-width': '60px',
        'text-max-width': '400px',
        'min-zoomed-font-size': 4,
      },
    },
    {
      selector: 'node.namespace',
      style: { 'font-weight': 'bold', 'background-color': colour('box'), 'border-width': 2 },
    },
    {
      selector: 'node.open',
      style: { 'border-style': 'dashed', 'border-color': colour('doubtful'), 'border-width': 2 },
    },
    {
      selector: 'node.elsewhere, node.external, node.addresses, node.pods, node.group',
      style: {
        shape: 'round-tag',
        'background-color': colour('outside'),
        'border-color': colour('outside-line'),
        // The point of the tag is no place for text.
        'text-margin-x': -10,
        'text-max-width': `${NODE.width - 46}px`,
      },
    },
    {
      selector: 'edge',
      style: {
        width: 'data(weight)',
        'curve-style': edges > MANY_EDGES ? 'straight' : 'unbundled-bezier',
        'control-point-distances': [18],
        'control-point-weights': [0.5],
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        opacity: 0.75,
      },
    },
    ...Object.entries(KINDS).map(([kind, look]) => ({
      selector: `edge.${kind}`,
      style: {
        'line-color': colour(`kind-${kind}`),
        'target-arrow-color': colour(`kind-${kind}`),
        'line-style': look.line,
      },
    })),
    {
      selector: 'edge:loop',
      style: {
        'curve-style': 'bezier',
        'loop-direction': '90deg',
        'loop-sweep': '40deg',
        'control-point-step-size': 70,
      },
    },
    { selector: 'edge.closed', style: { 'line-style': 'dashed', 'target-arrow-shape': 'tee', opacity: 0.9 } },
    { selector: '.faded', style: { opacity: 0.12 } },
    {
      selector: 'node.marked',
      style: { 'border-width': 3, 'border-color': colour('accent'), 'border-style': 'solid' },
    },
    { selector: 'edge.marked', style: { width: 4, opacity: 1 } },
  ] as StylesheetJson;
}
