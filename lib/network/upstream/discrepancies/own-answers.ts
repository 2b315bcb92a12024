import type { OwnAnswer } from './discrepancy';

/** How the library's own policies avoid a kind of discrepancy. */
export interface Answer {
  /** What holds for them, in a few words. */
  readonly says: string;
  /** File of the test that shows it; undefined where no NetworkPolicy decides. */
  readonly test: string | undefined;
}

const CONFORMANCE = 'test/conformance/discrepancies.test.ts';

/** How the library's own policies avoid each kind of discrepancy, and the test that shows it. */
export const OWN_ANSWERS: Readonly<Record<OwnAnswer, Answer>> = {
  exact: { says: 'what no flow needs is closed', test: CONFORMANCE },
  open: { says: 'every flow is open', test: CONFORMANCE },
  selected: { says: 'every policy and every peer selects pods', test: CONFORMANCE },
  named: { says: 'a policy is named for the workload and the direction that it restricts', test: CONFORMANCE },
  names: { says: 'platform namespaces are selected by name, which no other namespace can claim', test: CONFORMANCE },
  entry: { says: 'the same: traffic through a load balancer has no address that a rule could name', test: CONFORMANCE },
  flows: { says: 'the flows are those of release 1.7.2', test: 'test/conformance/flows.test.ts' },
  egress: { says: 'egress can be denied, by namespace or wherever it is proven', test: CONFORMANCE },
  cni: { says: 'the CNI is a stated fact, and egress is denied only where it is enforced', test: CONFORMANCE },
  apart: { says: 'policies of the library are in platform namespaces only', test: CONFORMANCE },
  none: { says: 'no NetworkPolicy decides about it', test: undefined },
};
