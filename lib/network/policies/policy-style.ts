import { compare } from '../../values/compare';
import type { PolicyInput } from './exact-policies';
import { exactPolicies } from './exact-policies';
import type { NetworkPolicyManifest } from './policy-manifest';

/** How policies are written. */
export enum PolicyStyle {
  /** Exactly the flows, one policy for each workload and direction. */
  EXACT = 'exact',
  /**
   * Ingress as upstream has it, object by object and with all that is wrong with it: pods that it forgets stay open, and flows that
   * it refuses stay closed, apart from what the user allows. Egress is exact.
   */
  UPSTREAM = 'upstream',
}

/** What the styles are made from. */
export interface StyleInput extends PolicyInput {
  /**
   * The policies of upstream for the same platform.
   * @default - none
   */
  readonly upstream?: readonly NetworkPolicyManifest[];
}

/**
 * Policies in a style, by namespace and name.
 * @param input - what they are derived from
 * @param style - the style
 */
export function policiesOf(input: StyleInput, style: PolicyStyle): readonly NetworkPolicyManifest[] {
  const exact = exactPolicies(input);
  if (style === PolicyStyle.EXACT) return exact;
  return [...exact, ...(input.upstream ?? [])].sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function keyOf({ metadata: { name, namespace } }: NetworkPolicyManifest): string {
  return `${namespace}/${name}`;
}
