import type { Flow, FlowEnd } from '../../lib/network/flows';
import { platformFlows } from '../../lib/network/flows';
import { everything, managed } from './doc-profiles';
import { code, table } from './markdown';
import type { Section } from './page';
import { pageLink } from './page';

/** Labels of ends that are not workloads. */
const WORDS: Readonly<Partial<Record<FlowEnd['kind'], string>>> = {
  'api-server': 'Kubernetes API server',
  applications: 'pods of applications',
  injected: 'sidecars of users',
  cluster: 'any pod',
  dns: 'name servers of the cluster',
  nodes: 'nodes',
  outside: 'outside of the cluster',
};

let known: readonly Flow[] | undefined;

/** Sources of connections to its pods. */
export const callersSection: Section = {
  title: 'Incoming traffic',
  body: ({ definition: { name } }) =>
    rows(
      'from',
      flows().filter(({ to }) => isOf(to, name)),
      ({ from, to }) => [from, to],
    ),
};

/** Destinations of connections from its pods. */
export const calledSection: Section = {
  title: 'Outgoing traffic',
  body: ({ definition: { name } }) =>
    rows(
      'to',
      flows().filter(({ from }) => isOf(from, name)),
      ({ from, to }) => [to, from],
    ),
};

/** Flows with everything enabled on an admin cluster, and those that a managed cluster adds. */
function flows(): readonly Flow[] {
  if (known === undefined) {
    const admin = platformFlows(everything());
    const ids = new Set(admin.map(({ id }) => id));
    known = [...admin, ...platformFlows(managed()).filter(({ id }) => !ids.has(id))];
  }
  return known;
}

function rows(
  title: string,
  some: readonly Flow[],
  ends: (flow: Flow) => readonly [other: FlowEnd, own: FlowEnd],
): string | undefined {
  const lines = some.map((flow) => {
    const [other, own] = ends(flow);
    const when = flow.when === undefined ? '' : ` (${flow.when})`;
    return [
      own.kind === 'workload' ? code(own.workload.name) : '',
      endCell(other),
      portCell(flow),
      `${flow.reason}${when}`,
    ];
  });
  return table(['workload', title, 'ports', 'purpose'], lines);
}

function isOf(end: FlowEnd, component: string): boolean {
  return end.kind === 'workload' && end.component === component;
}

function endCell(end: FlowEnd): string {
  if (end.kind === 'workload') return `${pageLink(end.component)} ${code(end.workload.name)}`;
  if (end.kind !== 'external') return WORDS[end.kind] ?? end.kind;
  return end.hosts.length === 0 ? 'a host that the user names' : end.hosts.map(code).join(', ');
}

function portCell({ ports }: Flow): string {
  if (ports === 'all') return 'all';
  return ports.map(({ port, protocol }) => (protocol === 'TCP' ? code(port) : code(`${port}/${protocol}`))).join(', ');
}
