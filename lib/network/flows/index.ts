export * from './flow';
export { flowsOf, platformFlows } from './flows';
export type { ClusterRole, FlowFacts } from './context';
export { toMermaid } from './diagram';
export type { DiagramOptions } from './diagram';
export { endText } from './draft';
export * from './views';
