export { blockedFlows, type BlockedFlow } from './blocked-flows';
export * from './discrepancies';
export { residueOf, type OpeningRule, type ResidueEntry } from './residue';
export { uncoveredUpstream } from './uncovered';
export { upstreamPolicies, UPSTREAM_POLICIES, type UpstreamFacts, type UpstreamOptions } from './upstream-policies';
