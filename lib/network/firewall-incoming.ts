import type { ExternalCallDefinition } from '../definition/call-definition';
import { ingressesOf } from '../definition/ingress';
import type { ComponentService } from '../definition/service';
import { servicesOf } from '../definition/service';
import { workloadsOf } from '../definition/workload';
import { COMPONENTS, rancherAgent } from '../components';
import type { FirewallRow } from './firewall-row';
import { portGroups } from './firewall-row';
import type { Flow, FlowContext, WorkloadEnd } from './flows/internal';
import { endText, hostOwner, plainPort, ROLES } from './flows/internal';

/** Names of the peers in the other clusters of the estate, by role of this cluster. */
const OTHERS = { admin: 'managed clusters', managed: 'admin cluster' } as const;

/**
 * Incoming rows: users at the load balancers, and the other clusters of the estate.
 * @param context - all facts
 * @param flows - all flows
 */
export function incoming(context: FlowContext, flows: readonly Flow[]): readonly FirewallRow[] {
  const users = flows.flatMap(({ from, to, reason, when, ports }) => {
    if ((from.kind !== 'outside' && from.kind !== 'external') || to.kind !== 'workload') return [];
    const hosts = to.component === ROLES.ingressController ? publicHosts(context) : [];
    return portGroups(edgePorts(context, to, ports)).map((group) => ({
      direction: 'in' as const,
      from: from.kind === 'external' ? from.name : 'users',
      to: endText(to),
      hosts,
      ...group,
      reason,
      when,
    }));
  });
  return [...users, ...nodePorts(context), ...fromOthers(context)];
}

/** Node ports of Services that an external load balancer calls. */
function nodePorts({ definitions }: FlowContext): readonly FirewallRow[] {
  return definitions.flatMap((definition) =>
    servicesOf(definition).flatMap(({ type, ports, workload }) => {
      if (workload === undefined || type === 'ClusterIP') return [];
      const stated = ports.filter(({ nodePort }) => nodePort !== undefined);
      const row = (protocol: 'TCP' | 'UDP', numbers: readonly number[] | 'all', reason: string): FirewallRow => ({
        direction: 'in',
        from: 'external load balancers',
        to: `nodes, for ${definition.name}/${workload.name}`,
        hosts: [],
        protocol,
        ports: numbers,
        reason,
        when: undefined,
      });
      const rows = (['TCP', 'UDP'] as const).flatMap((protocol) => {
        const numbers = stated.filter((port) => port.protocol === protocol).flatMap(({ nodePort }) => nodePort ?? []);
        const sorted = [...numbers].sort((a, b) => a - b);
        return sorted.length === 0 ? [] : [row(protocol, sorted, `node ports of its Service of type ${type}`)];
      });
      const isOpen = type === 'NodePort' && stated.length < ports.length;
      const chosen =
        'node ports of its Service that Kubernetes chooses (30000-32767 unless the API server says otherwise)';
      return isOpen ? [...rows, row('TCP', 'all', chosen)] : rows;
    }),
  );
}

/** Ports of the load balancer in front of a workload; those of the pods where there is no Service. */
function edgePorts(context: FlowContext, { component, workload }: WorkloadEnd, ports: Flow['ports']): Flow['ports'] {
  if (ports === 'all') return ports;
  const definition = context.definitions.find(({ name }) => name === component);
  const services = (definition === undefined ? [] : servicesOf(definition)).filter(
    (service) => service.type !== 'ClusterIP' && service.workload?.name === workload.name,
  );
  const called = ports.map((port) => ({ ...port, port: servicePort(services, port.port) ?? port.port }));
  return called.sort((a, b) => a.port - b.port);
}

function servicePort(services: readonly ComponentService[], target: number): number | undefined {
  return services.flatMap(({ ports }) => ports).find((port) => port.target === target)?.port;
}

/** Host names that users and other clusters call. */
function publicHosts({ definitions }: FlowContext): readonly string[] {
  const hosts = definitions.flatMap(ingressesOf).map(({ host }) => `${host}.<domain>`);
  return [...new Set(hosts)].sort();
}

/** What workloads of the other clusters call here, as their definitions say; these workloads do not run in this cluster. */
function fromOthers(context: FlowContext): readonly FirewallRow[] {
  const calls = [...COMPONENTS, rancherAgent]
    .flatMap(workloadsOf)
    .filter(({ onlyOn }) => onlyOn === undefined || onlyOn !== context.role)
    .flatMap(({ external }) => external)
    .filter((call) => call.cluster === context.role && call.optional !== true && isServed(context, call));
  const rows = calls.map((call) => incomingCall(context, call));
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** Whether the component behind a called host is enabled here; a host without a component is that of the API server. */
function isServed(context: FlowContext, { hosts }: ExternalCallDefinition): boolean {
  return hosts.some((host) => {
    const owner = hostOwner(host);
    return owner === undefined || context.isOn(owner);
  });
}

function incomingCall({ role }: FlowContext, { what, hosts, ports, when }: ExternalCallDefinition): FirewallRow {
  const [group = { protocol: 'any', ports: 'all' } as const] = portGroups(ports.map(plainPort));
  const own = hosts.map((host) => host.replace(/<(?:admin|managed) domain>/, '<domain>'));
  return {
    direction: 'in',
    from: OTHERS[role],
    to: 'load balancer of NGINX',
    hosts: own,
    ...group,
    reason: what,
    when,
  };
}
