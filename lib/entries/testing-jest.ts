/**
 * Adds the matchers of `cdk8s-verrazzano/testing` to the global `expect` of Jest, and their types: list it in `setupFilesAfterEnv`.
 *
 * @packageDocumentation
 */
import { addMatchers, type ExtensibleExpect, type VerrazzanoMatchers } from './testing';

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
