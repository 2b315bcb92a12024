import type { Platform } from '../../../definition/platform';
import { flowContext, flowFacts } from '../context';
import type { Flow } from '../flow';
import { platformFlows } from '../flows';
import { EAST_WEST } from './east-west';
import { EGRESS } from './egress';
import { MULTICLUSTER_EGRESS } from './multicluster-egress';
import { PROXIES } from './proxies';
import { SCRAPING } from './scraping';
import { SYSTEM_INGRESS } from './system-ingress';
import type { TrafficTable } from './traffic-table';
import type { TrafficView, ViewRow } from './view';
import { namedRows } from './view';
import { WEBHOOKS } from './webhooks';

export { DOCUMENTATION_DIFFERENCES, TABLE_DIFFERENCES } from './documentation-differences';
export type { DocumentationDifference } from './documentation-differences';
export { OUTDATED_ROWS } from './documented-names';
export type { TrafficTable } from './traffic-table';
export type { TrafficView, ViewRow } from './view';

/** The tables of Verrazzano's documentation, Network Traffic, by name. */
export const TRAFFIC_VIEWS: Readonly<Record<TrafficTable, TrafficView>> = {
  'system-ingress': SYSTEM_INGRESS,
  egress: EGRESS,
  'east-west': EAST_WEST,
  scraping: SCRAPING,
  webhooks: WEBHOOKS,
  proxies: PROXIES,
  'multicluster-egress': MULTICLUSTER_EGRESS,
};

/**
 * One table of the traffic of a platform, in the words of Verrazzano's documentation, Network Traffic.
 * @param table - name of the table
 * @param platform - the profile
 * @param flows - its flows; by default those of its enabled components
 * @throws MergeError when the platform operator would refuse the merge
 */
export function trafficRows(
  table: TrafficTable,
  platform: Platform,
  flows: readonly Flow[] = platformFlows(platform),
): readonly ViewRow[] {
  return namedRows(TRAFFIC_VIEWS[table], { ...flowContext(flowFacts(platform)), flows });
}
