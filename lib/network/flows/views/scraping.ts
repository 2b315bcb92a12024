import type { FlowEnd, FlowPort } from '../flow';
import { ENVOY_METRICS } from '../roles';
import { endName, workloadName } from './names';
import type { TrafficView } from './view';

/** The documentation's names of metrics, where they are not the name of the target. */
const METRICS: Readonly<Record<string, string>> = {
  Istiod: 'Istio control plane metrics',
  'NGINX Ingress Controller': 'NGINX metrics',
  'Node exporter': 'Node metrics',
  'kube-state-metrics': 'Kubernetes metrics',
};

/** Names of what listens on the ports of a node. */
const NODE_PORTS: Readonly<Record<number, string>> = {
  2381: 'etcd',
  10249: 'kube-proxy',
  10250: 'cadvisor',
  10257: 'kube-controller-manager',
  10259: 'kube-scheduler',
};

/** What Prometheus scrapes. */
export const SCRAPING: TrafficView = {
  name: 'scraping',
  title: 'Prometheus scraping traffic',
  columns: ['Target', 'Description'],
  rows: ({ flows }) =>
    flows.flatMap(({ id, kind, to, ports }) => {
      if (kind !== 'scrape' || ports === 'all') return [];
      return ports.map((port) => ({ cells: cells(to, port), flows: [id] }));
    }),
};

function cells(to: FlowEnd, { port, name }: FlowPort): readonly string[] {
  if (to.kind === 'nodes') return [NODE_PORTS[port] ?? 'nodes', 'Kubernetes metrics'];
  const target = to.kind === 'workload' ? workloadName(to) : endName(to);
  return [target, name === ENVOY_METRICS.key ? 'Envoy metrics' : (METRICS[target] ?? `${target} metrics`)];
}
