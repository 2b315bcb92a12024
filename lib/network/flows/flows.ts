import type { Platform } from '../../definition/platform';
import { apiServerFlows } from './api-server';
import { callFlows } from './calls';
import type { FlowContext, FlowFacts } from './context';
import { flowContext, flowFacts } from './context';
import { dnsFlows } from './dns';
import type { FlowDraft } from './draft';
import { mergeDrafts } from './draft';
import { externalFlows } from './external';
import type { Flow } from './flow';
import { ingressFlows } from './ingress';
import { meshFlows } from './mesh';
import { ownFlows } from './own';
import { scrapeFlows } from './scrape';
import { servedFlows } from './serves';
import { webhookFlows } from './webhook';

/** How flows follow from definitions, one function for each part of a definition. */
const DERIVATIONS: ReadonlyArray<(context: FlowContext) => readonly FlowDraft[]> = [
  servedFlows,
  ingressFlows,
  callFlows,
  ownFlows,
  scrapeFlows,
  webhookFlows,
  apiServerFlows,
  meshFlows,
  dnsFlows,
  externalFlows,
];

/**
 * All flows of a platform: everything that its enabled components need to reach or to be reached. A pure function.
 *
 * Sorted by kind, source and destination, independent of the order of the definitions. Traffic of one kind between two ends is
 * one flow, with the ports, reasons and sources of everything that asks for it.
 * @param facts - facts from which they are derived
 * @throws Error when a definition names a workload, Service or port that is not declared
 */
export function flowsOf(facts: FlowFacts): readonly Flow[] {
  const context = flowContext(facts);
  return mergeDrafts(DERIVATIONS.flatMap((derive) => derive(context)));
}

/**
 * All flows of a platform, as {@link flowsOf} derives them from its effective resource.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function platformFlows(platform: Platform): readonly Flow[] {
  return flowsOf(flowFacts(platform));
}
