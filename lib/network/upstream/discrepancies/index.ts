import { compare } from '../../../values/compare';
import { BLOCKED } from './blocked';
import { DEAD } from './dead';
import type { Discrepancy } from './discrepancy';
import { DOCUMENTATION } from './documentation';
import { STRUCTURE } from './structure';
import { WIDE } from './wide';

export type * from './discrepancy';
export { OWN_ANSWERS } from './own-answers';
export { BEYOND } from './beyond';

/**
 * Faults of upstream's NetworkPolicies of release 1.7.2 and of their surroundings: 86 facts, by letter (`B` closed by mistake,
 * `P` without effect, `O`, `W`, `A`, `U` too wide, `S` structure, `N` documentation) and number.
 *
 * Source: the security review of the network rules at v1.7.2; a test computes the statements about traffic again.
 */
export const DISCREPANCIES: readonly Discrepancy[] = [
  ...BLOCKED,
  ...DEAD,
  ...WIDE,
  ...STRUCTURE,
  ...DOCUMENTATION,
].sort((a, b) => order(a) - order(b) || compare(a.id, b.id));

function order({ id }: Discrepancy): number {
  return 'BPOWAUSN'.indexOf(id.charAt(0));
}
