/**
 * Helpers for tests of programs, for any framework: search of synthesized objects, and matchers for `expect`.
 *
 * @packageDocumentation
 */
export type { Comparison, Difference, Expected } from '../testing/differences';
export { Manifests, type TestedManifest } from '../testing/manifests';
export {
  addMatchers,
  matchers,
  type ExtensibleExpect,
  type MatcherResult,
  type TestedPort,
  type VerrazzanoMatchers,
} from '../testing/matchers';
export { manifestSerializer } from '../testing/serializer';
