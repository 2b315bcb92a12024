import { compare } from '../../values/compare';
import type { PolicyInput } from './exact-policies';
import { exactPolicies } from './exact-policies';
import type { NetworkPolicyManifest } from './policy-manifest';
import { policyId } from './policy-manifest';

/** How policies are written. */
export enum PolicyStyle {
  /** Policies that allow exactly the flows: one for each workload and direction. */
  EXACT = 'exact',
  /**
   * Ingress as upstream has it, object by object, faults included: pods that it does not select stay open, and flows that it
   * refuses stay closed unless the user allows them. Egress is exact.
   */
  UPSTREAM = 'upstream',
}

/** Input of the styles. */
export interface StyleInput extends PolicyInput {
  /**
   * The policies of upstream for the same platform.
   * @default - none
   */
  readonly upstream?: readonly NetworkPolicyManifest[];
}

/**
 * Policies in a style, by namespace and name.
 * @param input - the input
 * @param style - the style
 */
export function policiesOf(input: StyleInput, style: PolicyStyle): readonly NetworkPolicyManifest[] {
  const exact = exactPolicies(input);
  if (style === PolicyStyle.EXACT) return exact;
  return [...exact, ...(input.upstream ?? [])].sort((a, b) => compare(policyId(a), policyId(b)));
}
