/**
 * Adds the matchers of `cdk8s-verrazzano/testing` to the `expect` of Vitest, and their types: list it in `setupFiles`.
 *
 * @packageDocumentation
 */
import type { VerrazzanoMatchers } from 'cdk8s-verrazzano/testing';
import 'vitest';

declare module 'vitest' {
  interface Matchers<T = any> extends VerrazzanoMatchers<T> {}
  interface Assertion<T = any> extends VerrazzanoMatchers<T> {}
}
