import * as fc from 'fast-check';
import * as node from 'net';
import type { Topology, TopologyEdge, TopologyNode } from '../../lib/report/model';
import { placesOf } from '../../lib/report/page/layout';
import * as page from '../../lib/report/page/net';
import { visibleGraph, type GraphState } from '../../lib/report/page/visible-graph';
import { runs } from '../support/fc-runs';

const node_ = (namespace: string, name: string): TopologyNode => ({
  id: `${namespace}/${name}`,
  type: 'workload',
  label: name,
  namespace,
  isolated: ['ingress'],
});
const edge = (
  from: string,
  to: string,
  kind: TopologyEdge['kind'] = 'call',
  state: TopologyEdge['state'] = 'open',
): TopologyEdge => {
  return { id: `${kind} ${from} ${to}`, kind, from, to, ports: 'TCP 1', reason: '', source: '', state };
};
const TOPOLOGY: Topology = {
  nodes: [
    node_('a', 'one'),
    node_('a', 'two'),
    node_('b', 'three'),
    node_('b', 'four'),
    { id: 'external:x', type: 'external', label: 'x' },
  ],
  edges: [
    edge('a/one', 'b/three'),
    edge('a/two', 'b/three', 'call', 'closed'),
    edge('b/three', 'external:x', 'egress'),
    edge('a/one', 'b/three', 'dns'),
  ],
  objects: [],
  policies: {},
  warnings: [],
  unevaluated: [],
};
const STATE: GraphState = { kinds: new Set(['call', 'egress']), collapsed: new Set(), search: '', namespace: '' };

test('kinds, search and namespace narrow what is drawn, with what it talks to', () => {
  const ids = (state: Partial<GraphState>): string[] =>
    visibleGraph(TOPOLOGY, { ...STATE, ...state }).nodes.map(({ id }) => id);
  expect(ids({})).toEqual(['a/one', 'a/two', 'b/three', 'b/four', 'external:x']);
  expect(ids({ kinds: new Set(['call']) })).toEqual(['a/one', 'a/two', 'b/three', 'b/four']);
  expect(ids({ search: 'ONE' })).toEqual(['a/one', 'b/three']);
  expect(ids({ namespace: 'a' })).toEqual(['a/one', 'a/two', 'b/three']);
});

test('a namespace that is collapsed is one node, and its edges are one for each kind', () => {
  const { nodes, edges } = visibleGraph(TOPOLOGY, { ...STATE, collapsed: new Set(['a', 'b']) });
  expect(nodes.map(({ id, count }) => [id, count])).toEqual([
    ['namespace:a', 2],
    ['namespace:b', 2],
    ['external:x', 1],
  ]);
  expect(edges.map(({ from, to, edges: all, isClosed }) => [from, to, all.length, isClosed])).toEqual([
    ['namespace:a', 'namespace:b', 2, false],
    ['namespace:b', 'external:x', 1, false],
  ]);
});

test.each([1.7, 0.8])('every node has a place of its own on a screen of shape %d, the same each time', (screen) => {
  const graph = visibleGraph(TOPOLOGY, STATE);
  const places = placesOf(graph, screen);
  expect([...places.keys()].sort()).toEqual(graph.nodes.map(({ id }) => id).sort());
  expect(new Set([...places.values()].map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size).toBe(places.size);
  expect(placesOf(graph, screen)).toEqual(places);
});

test('addresses are read as Node.js reads them', () => {
  const part = fc.constantFrom(
    '0',
    '255',
    '256',
    '01',
    'a',
    'ffff',
    '12345',
    ':',
    '::',
    '.',
    '%',
    'eth0',
    '1.2.3.4',
    'g',
  );
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(part, { maxLength: 9 }).map((parts) => parts.join(':')),
  );
  fc.assert(
    fc.property(text, (address) => {
      expect([address, page.isIP(address), page.isIPv4(address), page.isIPv6(address)]).toEqual([
        address,
        node.isIP(address),
        node.isIPv4(address),
        node.isIPv6(address),
      ]);
    }),
    { numRuns: runs(100, 10_000) },
  );
});
