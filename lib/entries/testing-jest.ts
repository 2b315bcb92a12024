/**
 * Adds the matchers of `cdk8s-verrazzano/testing` to the global `expect` of Jest, and their types: list it in `setupFilesAfterEnv`.
 *
 * @packageDocumentation
 */
import type { Explained } from '../profile/profile-network';
import { addMatchers, type Expected, type ExtensibleExpect, type TestedPort } from './testing';

/** The matchers as methods of an expectation. */
export interface VerrazzanoMatchers<R> {
  /** Expects that traffic is open on every port in question. */
  toAllow(from: Explained, to: Explained, port?: TestedPort): R;
  /** Expects that traffic is closed on every port in question. */
  toDeny(from: Explained, to: Explained, port?: TestedPort): R;
  /** Expects that a profile has no findings, except of the rules that are listed. */
  toHaveNoFindings(options?: { readonly except?: readonly string[] }): R;
  /** Expects an object in the output, of which a part is stated. */
  toContainManifest(expected: Expected): R;
}

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends VerrazzanoMatchers<R> {}
  }
}

const { expect } = globalThis as unknown as { readonly expect?: ExtensibleExpect };
if (expect === undefined) {
  throw new Error('cdk8s-verrazzano/testing/jest needs the global expect of Jest: list it in setupFilesAfterEnv');
}
addMatchers(expect);
