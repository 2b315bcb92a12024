export { blockedFlows, type BlockedFlow } from './blocked-flows';
export * from './discrepancies';
export { unexpectedOpenings, type OpeningRule, type UnexpectedOpening } from './unexpected-openings';
export { uncoveredUpstream } from './uncovered';
export { upstreamPolicies, UPSTREAM_POLICIES, type UpstreamFacts, type UpstreamOptions } from './upstream-policies';
