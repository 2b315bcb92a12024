import { effectiveImages } from '../definition/effective-images';
import type { Platform } from '../definition/platform';
import { compare } from '../values/compare';
import { csvLines } from '../values/escape/csv';
import { incoming } from './firewall-incoming';
import type { FirewallRow } from './firewall-row';
import { portGroups } from './firewall-row';
import type { Flow, FlowContext } from './flows/internal';
import { endText, flowContext, flowFacts, platformFlows } from './flows/internal';

/** Port of name servers. */
const DNS_PORT = 53;
const HTTPS_PORT = 443;

/** Column headings of {@link toCsv}. */
const HEADS = ['direction', 'from', 'to', 'hosts', 'protocol', 'ports', 'reason', 'when'];

/**
 * What a firewall around the cluster must let through: every flow that crosses its edge. Incoming rows come first; then by source
 * and destination.
 *
 * How users and nodes reach the API server, and what the cluster itself needs, is not included.
 * @param platform - the profile
 * @param flows - its flows; by default those of its enabled components
 * @throws MergeError when the platform operator would refuse the merge
 */
export function firewallOf(
  platform: Platform,
  flows: readonly Flow[] = platformFlows(platform),
): readonly FirewallRow[] {
  const context = flowContext(flowFacts(platform));
  return [...incoming(context, flows), ...outgoing(flows), ...lookups(context), ...imagePulls(platform)].sort(byPlace);
}

/**
 * Rows as comma-separated values (RFC 4180) with a header line; several hosts or ports share one cell, separated by spaces.
 * @param rows - the rows
 */
export function toCsv(rows: readonly FirewallRow[]): string {
  const cells = rows.map(({ direction, from, to, hosts, protocol, ports, reason, when }) => [
    direction,
    from,
    to,
    hosts.join(' '),
    protocol,
    ports === 'all' ? ports : ports.join(' '),
    reason,
    when ?? '',
  ]);
  return csvLines([HEADS, ...cells]);
}

function outgoing(flows: readonly Flow[]): readonly FirewallRow[] {
  return flows.flatMap(({ from, to, ports, reason, when }) => {
    if (to.kind !== 'external') return [];
    const back = to.hairpin ? '; a public name of this cluster, so that it comes back in' : '';
    return portGroups(ports).map((group) => ({
      direction: 'out',
      from: endText(from),
      to: to.name,
      hosts: to.hosts,
      ...group,
      reason: `${reason}${back}`,
      when,
    }));
  });
}

/** The name servers of the cluster ask those of the site for names outside of the cluster. */
function lookups({ parts }: FlowContext): readonly FirewallRow[] {
  if (!parts.some(({ workload }) => workload.dns)) return [];
  return (['TCP', 'UDP'] as const).map((protocol) => ({
    direction: 'out',
    from: 'name servers of the cluster',
    to: 'name servers of the site',
    hosts: [],
    protocol,
    ports: [DNS_PORT],
    reason: 'names beyond the cluster',
    when: undefined,
  }));
}

/** Nodes pull images; the registries follow from the references. */
function imagePulls({ runningComponents, registry, effective }: Platform): readonly FirewallRow[] {
  const images = effectiveImages(runningComponents, effective.spec, registry);
  const hosts = new Set(images.map(({ reference }) => registryOf(reference)));
  return [...hosts].sort(compare).map((host) => {
    const [name = host, port] = host.split(':');
    return {
      direction: 'out',
      from: 'nodes',
      to: 'registry of images',
      hosts: [name],
      protocol: 'TCP',
      ports: [port === undefined ? HTTPS_PORT : Number(port)],
      reason: 'pulls images',
      when: undefined,
    };
  });
}

/** A reference without a host is an image of Docker Hub, whose registry has another name. */
function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const isHost = rest.length > 0 && first !== 'docker.io' && /[.:]|^localhost$/.test(first);
  return isHost ? first : 'registry-1.docker.io';
}

function byPlace(a: FirewallRow, b: FirewallRow): number {
  return (
    compare(a.direction, b.direction) ||
    compare(a.from, b.from) ||
    compare(a.to, b.to) ||
    compare(a.protocol, b.protocol) ||
    compare(a.hosts.join(' '), b.hosts.join(' ')) ||
    compare(a.reason, b.reason)
  );
}
