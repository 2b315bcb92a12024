import type { CallDefinition } from '../../definition/call-definition';
import type { ComponentDefinition } from '../../definition/definition';
import { workloadsOf } from '../../definition/workload';
import type { FlowContext, ComponentWorkload } from './context';
import { isLasting } from './context';
import type { FlowDraft } from './draft';
import { flowPort, plainPort } from './draft';
import type { Flow, FlowEnd } from './flow';

/** A destination of a call, and the ports that are called there. */
interface Target {
  readonly to: FlowEnd;
  readonly ports: Flow['ports'];
}

/**
 * Calls that workloads declare: to other workloads while their component is enabled, and to ends that are not workloads. A
 * workload that names itself gives a flow of kind `own`.
 * @param context - all facts
 * @throws Error when a call names a workload or port that its component does not declare
 */
export function callFlows(context: FlowContext): readonly FlowDraft[] {
  return context.parts.flatMap((part) =>
    part.workload.calls
      .filter((call) => (call.with ?? []).every((name) => context.isOn(name)))
      .flatMap((call) => targetsOf(context, part, call).map((target) => draft(part, call, target))),
  );
}

function draft(part: ComponentWorkload, call: CallDefinition, { to, ports }: Target): FlowDraft {
  const own = to.kind === 'workload' && to.component === part.end.component && to.workload.name === part.workload.name;
  const { to: called, reason, when, service, refusedUpstream } = call;
  const name = typeof called === 'string' ? called : called.elsewhere;
  const source = `${part.definition.name}: ${part.workload.name} calls ${name}`;
  return { kind: own ? 'own' : 'call', from: part.end, to, ports, reason, source, when, service, refusedUpstream };
}

function targetsOf(context: FlowContext, caller: ComponentWorkload, call: CallDefinition): readonly Target[] {
  if (typeof call.to !== 'string') {
    const ports = call.ports.map((port) => {
      if (typeof port === 'number') return plainPort(port);
      return fail(caller, call, `port ${port}, which no definition declares`, 'numbers');
    });
    return [{ to: { kind: call.to.elsewhere }, ports: ports.length === 0 ? 'all' : ports }];
  }
  const [component = '', workload] = call.to.split('/');
  const definition = context.definitions.find(({ name }) => name === component);
  if (definition === undefined) return [];
  checkNames(caller, call, definition, workload);
  return context
    .partsOf(component)
    .filter((part) => (workload === undefined ? isLasting(part) : part.workload.name === workload))
    .flatMap((part) => {
      const ports = portsAt(part, call);
      return ports.length === 0 ? [] : [{ to: part.end, ports }];
    });
}

/** Ports of the call that a workload listens on; keys that only other workloads of the component declare are left to those. */
function portsAt({ workload }: ComponentWorkload, { ports }: CallDefinition): Flow['ports'] {
  if (ports.length === 0) return 'all';
  return ports.flatMap((wanted) => {
    if (typeof wanted === 'number') return [plainPort(wanted)];
    return workload.ports.filter(({ key }) => key === wanted).map(flowPort);
  });
}

function checkNames(
  caller: ComponentWorkload,
  call: CallDefinition,
  called: ComponentDefinition,
  workload?: string,
): void {
  const all = workloadsOf(called);
  const meant = workload === undefined ? all : all.filter(({ name }) => name === workload);
  if (meant.length === 0) fail(caller, call, 'no workload', all.map(({ name }) => name).join(', ') || 'none');
  const keys = new Set(meant.flatMap(({ ports }) => ports.map(({ key }) => key)));
  const missing = call.ports.find((port) => typeof port === 'string' && !keys.has(port));
  if (missing !== undefined) fail(caller, call, `port ${missing}`, [...keys].join(', ') || 'numbers');
}

function fail({ definition, workload }: ComponentWorkload, call: CallDefinition, got: string, allowed: string): never {
  const to = typeof call.to === 'string' ? call.to : call.to.elsewhere;
  throw new Error(`[${definition.key}] ${workload.name} calls ${to}; got ${got}; allowed ${allowed}`);
}
