/**
 * Adds the matchers of `cdk8s-verrazzano/testing` to the `expect` of Vitest: list it in `setupFiles`. It is an ES module, since Vitest
 * cannot be loaded by `require`.
 */
import { addMatchers } from 'cdk8s-verrazzano/testing';
import { expect } from 'vitest';

addMatchers(expect);
