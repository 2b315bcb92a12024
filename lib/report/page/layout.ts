import { graphlib, layout } from '@dagrejs/dagre';
import type { ShownGraph, ShownNode } from './visible-graph';

/** Size of a node. */
export const NODE = { width: 200, height: 30 } as const;

const GAP = { x: 14, y: 12 } as const;
/** Around the nodes of a namespace; its name is above them. */
const PADDING = { x: 14, top: 40, bottom: 14 } as const;

/** A place in the drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One box of the drawing: a namespace with its nodes, or a node of its own. */
interface Box {
  readonly key: string;
  readonly nodes: readonly ShownNode[];
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** A finished drawing. */
interface Drawing {
  readonly places: ReadonlyMap<string, Point>;
  /** The larger, the smaller everything is when all of it is shown. */
  readonly size: number;
}

/**
 * Places nodes: those of a namespace in columns, and the namespaces in layers along the traffic, from left to right or from top to
 * bottom, whatever is larger on the screen. The same graph gives the same places in the same shape.
 * @param graph - what is drawn
 * @param screen - shape of the place for it: width by height
 */
export function placesOf(graph: ShownGraph, screen: number): ReadonlyMap<string, Point> {
  const drawings = (['LR', 'TB'] as const).flatMap((direction) =>
    [0.6, 1.4].map((shape) => drawn(graph, { direction, shape, screen })),
  );
  const [first, ...others] = drawings;
  return (
    others.reduce((best, each) => (each.size < (best?.size ?? 0) ? each : best), first)?.places ??
    new Map<string, Point>()
  );
}

/** How a drawing is made. */
interface Manner {
  /** Where the layers follow each other: from left to right, or from top to bottom. */
  readonly direction: 'LR' | 'TB';
  /** Width by height of the boxes of namespaces. */
  readonly shape: number;
  /** Width by height of the place for the drawing. */
  readonly screen: number;
}

function drawn({ nodes, edges }: ShownGraph, { direction, shape, screen }: Manner): Drawing {
  const boxes = boxesOf(nodes, shape);
  const boxOf = new Map(boxes.flatMap(({ key, nodes: inside }) => inside.map(({ id }) => [id, key] as const)));
  const dagre = new graphlib.Graph({ multigraph: false, compound: false });
  dagre.setGraph({ rankdir: direction, nodesep: 28, ranksep: direction === 'LR' ? 80 : 56 });
  dagre.setDefaultEdgeLabel(() => ({}));
  for (const { key, width, height } of boxes) dagre.setNode(key, { width, height });
  for (const { from, to } of edges) {
    const [source, target] = [boxOf.get(from), boxOf.get(to)];
    if (source !== undefined && target !== undefined && source !== target) dagre.setEdge(source, target);
  }
  const alone = boxes.filter(({ key }) => (dagre.nodeEdges(key) ?? []).length === 0);
  for (const { key } of alone) dagre.removeNode(key);
  layout(dagre);
  const places = new Map<string, Point>();
  const layered = boxes.filter((each) => !alone.includes(each));
  const centre = ({ key }: Box): Point => dagre.node(key) as Point;
  if (screen < 1) {
    const inOrder = layered.sort((a, b) => centre(a).y - centre(b).y || centre(a).x - centre(b).x);
    return inRows([...inOrder, ...alone], screen, places);
  }
  let [right, bottom] = [0, 0];
  for (const box of layered) {
    const { x, y } = centre(box);
    place(box, { x: x - box.width / 2, y: y - box.height / 2 }, places);
    right = Math.max(right, x + box.width / 2);
    bottom = Math.max(bottom, y + box.height / 2);
  }
  const rowWidth = Math.max(right, rowWidthOf(alone, screen));
  const end = placeInRows(alone, { x: rowWidth, y: bottom === 0 ? 0 : bottom + 50 }, places);
  return { places, size: Math.max(alone.length > 0 ? rowWidth : right, screen * end.y) };
}

/** On a screen that is higher than wide a layer would be too long to be read: the layers are broken into rows. */
function inRows(boxes: readonly Box[], screen: number, places: Map<string, Point>): Drawing {
  const width = boxes.reduce((widest, box) => Math.max(widest, box.width), rowWidthOf(boxes, screen));
  const end = placeInRows(boxes, { x: width, y: 0 }, places);
  return { places, size: Math.max(width, screen * end.y) };
}

/** The width of rows that give boxes the shape of the screen, with some space between them. */
function rowWidthOf(boxes: readonly Box[], screen: number): number {
  return Math.sqrt(screen * boxes.reduce((sum, { width, height }) => sum + width * height * 1.4, 0));
}

function boxesOf(nodes: readonly ShownNode[], shape: number): Box[] {
  const groups = new Map<string, ShownNode[]>();
  for (const node of nodes) {
    const key = node.group === '' ? `node ${node.id}` : `group ${node.group}`;
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups].map(([key, inside]): Box => {
    const columns = Math.max(1, Math.round(Math.sqrt((shape * inside.length * NODE.height) / NODE.width)));
    const rows = Math.ceil(inside.length / columns);
    const isNode = key.startsWith('node ');
    const width = columns * (NODE.width + GAP.x) - GAP.x;
    const height = rows * (NODE.height + GAP.y) - GAP.y;
    return {
      key,
      nodes: inside,
      columns,
      width: isNode ? width : width + 2 * PADDING.x,
      height: isNode ? height : height + PADDING.top + PADDING.bottom,
    };
  });
}

function place({ key, nodes, columns }: Box, corner: Point, places: Map<string, Point>): void {
  const isNode = key.startsWith('node ');
  const [left, top] = isNode ? [corner.x, corner.y] : [corner.x + PADDING.x, corner.y + PADDING.top];
  nodes.forEach(({ id }, index) => {
    places.set(id, {
      x: left + (index % columns) * (NODE.width + GAP.x) + NODE.width / 2,
      y: top + Math.floor(index / columns) * (NODE.height + GAP.y) + NODE.height / 2,
    });
  });
}

/** Places boxes in rows, as those that talk to nothing that is shown: they are below the rest. */
function placeInRows(boxes: readonly Box[], from: Point, places: Map<string, Point>): Point {
  let [x, y, height] = [0, from.y, 0];
  for (const box of boxes) {
    if (x > 0 && x + box.width > from.x) [x, y, height] = [0, y + height + 28, 0];
    place(box, { x, y }, places);
    x += box.width + 28;
    height = Math.max(height, box.height);
  }
  return { x, y: y + height };
}
