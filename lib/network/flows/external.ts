import { isIP } from 'net';
import type { ExternalCallDefinition, ExternalSetting } from '../../definition/call-definition';
import type { FlowContext, Part } from './context';
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
  return context.parts.flatMap((part) => externalsOf(context, part).flatMap((call) => drafts(context, part, call)));
}

/**
 * What a workload dials beyond the cluster, as far as it is a flow.
 * @param context - all facts
 * @param part - the workload
 */
function externalsOf(context: FlowContext, { workload }: Part): readonly ExternalCallDefinition[] {
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

function drafts(context: FlowContext, part: Part, call: ExternalCallDefinition): readonly FlowDraft[] {
  const { what, when } = call;
  const from = part.end;
  const source = `${part.definition.name}: ${part.workload.name} dials ${what}`;
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

function externalEnd({ what, hosts, hairpin, cluster }: ExternalCallDefinition): ExternalEnd {
  const cidrs =
    hosts.length > 0 && hosts.every(isAddress) ? hosts.map((host) => `${host}/${isIP(host) === 6 ? 128 : 32}`) : [];
  return { kind: 'external', name: what, hosts, cidrs, hairpin: hairpin === true, cluster };
}

function portsOf({ ports, protocols = ['TCP'] }: ExternalCallDefinition): Flow['ports'] {
  if (ports.length === 0) return 'all';
  return ports.flatMap((port) => protocols.map((protocol) => ({ port, protocol, name: undefined })));
}

function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}
