/* Exports for the rest of the room `network` only. */
export type { FlowContext } from './context';
export { flowContext, flowFacts } from './context';
export { endText, plainPort } from './draft';
export type * from './flow';
export { platformFlows } from './flows';
export { ROLES } from './roles';
export { hostOwner } from './views/names';
