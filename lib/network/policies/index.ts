export { EGRESS_VERDICTS, egressVerdict, type EgressVerdict, type NamespaceVerdict } from './egress-verdicts';
export type { PolicyInput } from './exact-policies';
export { PolicyEvaluation } from './policy-evaluation';
export { LIFELINES, lifelineOf, type Lifeline, type LifelinePattern } from './lifelines';
export * from './policy-manifest';
export * from './network-policy-set';
export { samplePods, platformPods, platformWorkloads } from './platform-pods';
export { policiesOf, PolicyStyle } from './policy-style';
export * from './user-flows';
