import { isIP } from 'net';
import type { ExternalCallDefinition, ExternalSetting } from '../../definition/call-definition';
import type { PlatformAdmin } from '../../definition/platform';
import type { FlowContext, ComponentWorkload } from './context';
import type { FlowDraft } from './draft';
import { flowPort } from './draft';
import type { ExternalEnd, Flow } from './flow';
import { PUBLIC_PORT, ROLES } from './roles';
import { isSettingOn } from './settings';

/**
 * Calls to hosts beyond the cluster that the platform makes by itself. Left out are calls that happen only when configured
 * outside the Verrazzano resource, calls whose setting is off, and calls to clusters that this one does not have.
 * @param context - all facts
 */
export function externalFlows(context: FlowContext): readonly FlowDraft[] {
  return context.parts.flatMap((part) =>
    externalsOf(context, part).flatMap((call) => drafts(context, part, atAdmin(call, context.admin))),
  );
}

/**
 * What a workload calls beyond the cluster, as far as it is a flow.
 * @param context - all facts
 * @param part - the workload
 */
function externalsOf(context: FlowContext, { workload }: ComponentWorkload): readonly ExternalCallDefinition[] {
  const isCaused = (setting: ExternalSetting | undefined): boolean =>
    setting === undefined || isSettingOn(setting, context);
  const calls = workload.external.filter(
    ({ optional, setting, cluster, with: others = [] }) =>
      optional !== true &&
      others.every((name) => context.isOn(name)) &&
      isCaused(setting) &&
      // Only a managed cluster has an admin cluster, and only an admin cluster has managed ones.
      cluster !== context.role,
  );
  return calls.map(({ hostsWhen, ...call }) =>
    hostsWhen === undefined ? call : { ...call, hosts: call.hosts.filter((host) => isCaused(hostsWhen[host])) },
  );
}

function drafts(context: FlowContext, part: ComponentWorkload, call: PlacedCall): readonly FlowDraft[] {
  const { what, when } = call;
  const from = part.end;
  const source = `${part.definition.name}: ${part.workload.name} calls ${what}`;
  const out: FlowDraft = {
    kind: 'egress',
    from,
    to: externalEnd(call),
    ports: portsOf(call),
    reason: what,
    source,
    when,
  };
  return [out, ...(call.hairpin === true ? wayBack(context, out) : [])];
}

/** A public name of the own cluster: the service proxy sends such packets to the pods of NGINX at once. */
function wayBack(context: FlowContext, { from, reason, source, when }: FlowDraft): readonly FlowDraft[] {
  return context
    .partsOf(ROLES.ingressController)
    .flatMap(({ end, workload }) =>
      workload.ports
        .filter(({ key }) => key === PUBLIC_PORT)
        .map((port) => ({ kind: 'call' as const, from, to: end, ports: [flowPort(port)], reason, source, when })),
    );
}

function externalEnd({ what, hosts, addresses = hosts, hairpin, cluster }: PlacedCall): ExternalEnd {
  const cidrs =
    addresses.length > 0 && addresses.every(isAddress)
      ? addresses.map((host) => `${host}/${isIP(host) === 6 ? 128 : 32}`)
      : [];
  return { kind: 'external', name: what, hosts, cidrs, hairpin: hairpin === true, cluster };
}

/** A call with the addresses behind its hosts, where these are names. */
interface PlacedCall extends ExternalCallDefinition {
  readonly addresses?: readonly string[];
}

/** The parts of a host that stand for the admin cluster. */
const ADMIN_DOMAIN = '<admin domain>';
const ADMIN_API = '<API server of the admin cluster>';

/**
 * A call with the names of the admin cluster, as far as they are known. What goes to Rancher or the API server goes to the one that
 * the registration names.
 */
function atAdmin(call: ExternalCallDefinition, admin: PlatformAdmin | undefined): PlacedCall {
  if (admin === undefined || call.cluster !== 'admin') return call;
  const { hosts, ports } = call;
  if (hosts.includes(ADMIN_API) && !admin.hasRancher) {
    const { host = ADMIN_API, port = API_SERVER_PORT } = admin.apiServer ?? {};
    return { ...call, hosts: [host], ports: [port] };
  }
  const names = hosts.filter((host) => host !== ADMIN_API);
  return {
    ...call,
    hosts: names.map((host) => host.replace(ADMIN_DOMAIN, () => admin.domain)),
    ports: names.length < hosts.length ? ports.filter((port) => port !== API_SERVER_PORT) : ports,
    ...(admin.address !== undefined && { addresses: [admin.address] }),
  };
}

/** Port of an API server unless the site chooses another one. */
const API_SERVER_PORT = 6443;

function portsOf({ ports, protocols = ['TCP'] }: ExternalCallDefinition): Flow['ports'] {
  if (ports.length === 0) return 'all';
  return ports.flatMap((port) => protocols.map((protocol) => ({ port, protocol, name: undefined })));
}

function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}
