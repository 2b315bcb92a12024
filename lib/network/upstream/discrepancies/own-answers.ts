import type { OwnAnswer } from './discrepancy';

/** How our own policies keep clear of a kind of discrepancy. */
export interface Answer {
  /** What holds instead, in a few words. */
  readonly says: string;
  /** File of the test that shows it; undefined where no NetworkPolicy decides. */
  readonly test: string | undefined;
}

const CONFORMANCE = 'test/conformance/discrepancies.test.ts';

/** How our own policies keep clear of each kind of discrepancy, and which test shows it. */
export const OWN_ANSWERS: Readonly<Record<OwnAnswer, Answer>> = {
  exact: { says: 'what no flow needs is closed', test: CONFORMANCE },
  open: { says: 'every flow is open', test: CONFORMANCE },
  selected: { says: 'every policy and every peer selects pods', test: CONFORMANCE },
  named: { says: 'a policy is named for the workload and the direction that it restricts', test: CONFORMANCE },
  names: { says: 'namespaces of the platform are known by name, which no label can claim', test: CONFORMANCE },
  entry: { says: 'the same: whatever comes through a load balancer has no address to name', test: CONFORMANCE },
  flows: { says: 'the flows are those of the release', test: 'test/conformance/flows.test.ts' },
  egress: { says: 'egress can be denied, by namespace or wherever it is proven', test: CONFORMANCE },
  cni: { says: 'the CNI is stated, and egress is not denied in vain', test: CONFORMANCE },
  apart: { says: 'our policies are in namespaces of the platform only', test: CONFORMANCE },
  none: { says: 'no NetworkPolicy decides about it', test: undefined },
};
