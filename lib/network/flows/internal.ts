/* What the rest of the room network uses of the flows, and nobody else. */
export { API_SERVER_PORTS } from './api-server';
export type { FlowContext, FlowFacts, Part } from './context';
export { flowContext, flowFacts } from './context';
export { endText, flowPort, mergeDrafts, plainPort } from './draft';
export type { FlowDraft } from './draft';
export type * from './flow';
export { flowsOf, platformFlows } from './flows';
export { hasProxy } from './mesh';
export { ROLES } from './roles';
export { hostOwner } from './views/names';
