import type { ChartFacts } from '../../charts';
import { istio } from '../../components';
import type { ComponentDefinition } from '../../definition/definition';
import type { Platform } from '../../definition/platform';
import { platformFlows, type Flow, type FlowEnd } from '../../network/flows';
import type { Problem } from '../../values/problem';
import type { DeliveryPlan } from './delivery-plan';
import { chartChanges, type IdentityValue } from './identity-changes';
import type { IdentityChange } from './identity-values';
import { istioChanges } from './istio-changes';
import type { Part } from './part';

/** What a value changes, as text. */
const CHANGES: Readonly<Record<IdentityChange, string>> = {
  names: 'the names and selectors of its objects',
  ports: 'a port of its pods or Services',
  account: 'the ServiceAccount of its pods',
  selector: 'what its workloads and Services select',
  service: 'which Services it has',
  webhook: 'its webhooks, which the API server calls',
  host: 'the network of its pods, to which no policy applies',
  labels: 'a label that selects its pods',
  class: 'the class of its Ingresses',
  mesh: 'which pods are in the mesh, and so by what identity others know them',
  workloads: 'which workloads it has',
};

/**
 * Chart values that change a name, a selector or a ServiceAccount on which flows of the platform depend.
 * @param plan - the plan
 * @param platform - the profile
 */
export function identityProblems({ components, facts }: DeliveryPlan, platform: Platform): readonly Problem[] {
  const found = components.flatMap(({ definition, main }) =>
    identityChanges(main, definition, facts).map((value) => ({ definition, ...value })),
  );
  if (found.length === 0) return [];
  const flows = platformFlows(platform);
  return found.map(({ definition, path, value, change, allowed, port }) => {
    const flow = brokenFlow(flows, definition, port);
    const broken = flow === undefined ? '' : `, on which flow ${flowText(flow)} depends`;
    return {
      what: `chart value ${path} of component ${definition.name} changes ${CHANGES[change]}${broken}`,
      got: value,
      allowed: allowed ?? 'the value of the release',
      fix: 'leave it out',
    };
  });
}

/**
 * Values of a component that change what policies, callers and Services know of it.
 * @param parts - its charts, and objects in place of theirs
 * @param definition - the component, as the resource states it
 * @param facts - what values are computed from
 */
export function identityChanges(
  parts: readonly Part[],
  definition: ComponentDefinition,
  facts: ChartFacts,
): readonly IdentityValue[] {
  if (definition.name === istio.name) return istioChanges(parts, definition, facts);
  return parts.flatMap(({ chart }) => (chart === undefined ? [] : chartChanges(chart.values, definition, facts)));
}

/** A flow of a component, first one to a port that changes. */
function brokenFlow(
  flows: readonly Flow[],
  definition: ComponentDefinition,
  port: number | undefined,
): Flow | undefined {
  const own = flows.filter(({ from, to }) => isOf(from, definition) || isOf(to, definition));
  const hasPort = ({ to, ports }: Flow): boolean =>
    isOf(to, definition) && ports !== 'all' && ports.some((one) => one.port === port);
  return own.find(hasPort) ?? own[0];
}

function isOf(end: FlowEnd, { name }: ComponentDefinition): boolean {
  return end.kind === 'workload' && end.component === name;
}

function flowText({ from, to, ports }: Flow): string {
  const text = (end: FlowEnd): string => (end.kind === 'workload' ? end.workload.name : end.kind);
  const port = ports === 'all' ? undefined : ports[0]?.port;
  return `${text(from)} -> ${text(to)}${port === undefined ? '' : `:${port}`}`;
}
