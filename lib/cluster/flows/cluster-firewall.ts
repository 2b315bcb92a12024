import { compare } from '../../values/compare';
import { csvLines } from '../../values/escape/csv';
import { markdownCell } from '../../values/escape/markdown';
import type { ClusterFlow } from './cluster-flow';

/** What the firewalls between two clusters must let through. */
export interface ClusterFirewallRow {
  /** Name of the cluster that opens the connection. */
  readonly from: string;
  /** Name of the cluster that is reached. */
  readonly to: string;
  /** What is reached there. */
  readonly endpoint: 'load balancer of the ingress controller' | 'API server';
  /** Host names to which connections are opened, sorted; `<...>` marks a part that is known only in the cluster. */
  readonly hosts: readonly string[];
  /** Transport protocol. */
  readonly protocol: 'TCP';
  /** Port. */
  readonly port: number;
  /** Purposes, in a few words each. */
  readonly reason: string;
}

const HEADS = ['from', 'to', 'endpoint', 'hosts', 'protocol', 'port', 'reason'];

/**
 * The firewall list of an estate: which cluster opens what to which. What goes over a connection that is open already is left out.
 * @param flows - traffic between the clusters
 */
export function clusterFirewall(flows: readonly ClusterFlow[]): readonly ClusterFirewallRow[] {
  const groups = new Map<string, ClusterFlow[]>();
  for (const flow of flows.filter(({ relayed }) => !relayed)) {
    for (const port of flow.ports) {
      const key = JSON.stringify([flow.from.cluster, flow.to.cluster, endpointOf(flow), port]);
      const group = groups.get(key) ?? [];
      group.push(flow);
      groups.set(key, group);
    }
  }
  return [...groups].sort(([a], [b]) => compare(a, b)).map(([key, group]) => rowOf(key, group));
}

function endpointOf({ to }: ClusterFlow): ClusterFirewallRow['endpoint'] {
  return to.component === 'api-server' ? 'API server' : 'load balancer of the ingress controller';
}

function rowOf(key: string, group: readonly ClusterFlow[]): ClusterFirewallRow {
  const [from, to, endpoint, port] = JSON.parse(key) as [string, string, ClusterFirewallRow['endpoint'], number];
  const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort(compare);
  return {
    from,
    to,
    endpoint,
    hosts: distinct(group.flatMap(({ hosts }) => hosts)),
    protocol: 'TCP',
    port,
    reason: distinct(group.map((flow) => `${flow.from.title} to ${flow.to.title}: ${flow.reason}`)).join('; '),
  };
}

/**
 * Rows as comma-separated values (RFC 4180) with a header line; several hosts share one cell, separated by spaces.
 * @param rows - the rows
 */
export function clusterFirewallCsv(rows: readonly ClusterFirewallRow[]): string {
  return csvLines([HEADS, ...rows.map(cells)]);
}

/**
 * Rows as a Markdown table.
 * @param rows - the rows
 */
export function clusterFirewallMarkdown(rows: readonly ClusterFirewallRow[]): string {
  const line = (texts: readonly string[]): string => `| ${texts.map(markdownCell).join(' | ')} |\n`;
  return `${line(HEADS)}|${'---|'.repeat(HEADS.length)}\n${rows.map((row) => line(cells(row))).join('')}`;
}

function cells({ from, to, endpoint, hosts, protocol, port, reason }: ClusterFirewallRow): string[] {
  return [from, to, endpoint, hosts.join(' '), protocol, String(port), reason];
}
