import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isExhaustive } from './sample';

/** The folder of shared facts beside the repository, or the one that VERRAZZANO_SHARED names. */
const root = process.env.VERRAZZANO_SHARED ?? join(__dirname, '../../../shared');

/** A path inside the shared facts, such as `sharedPath('upstream', 'platform', 'fields.json')`. */
export function sharedPath(...parts: string[]): string {
  return join(root, ...parts);
}

/**
 * `describe` for tests that compare with the shared facts. Where these are absent the tests count as skipped, and one line at
 * the end of the run says so (skipped-reporter.js); where `VERRAZZANO_SHARED_REQUIRED` is set, as our own CI does, they fail.
 */
export function describeShared(name: string, tests: () => void): void {
  if (existsSync(root)) {
    describe(name, tests);
    return;
  }
  const missing = process.env.VERRAZZANO_SHARED_REQUIRED === undefined ? test.skip : test;
  missing(`${name} (skipped: no shared data)`, () => {
    throw new Error(`no shared data at ${root}; set VERRAZZANO_SHARED to its folder`);
  });
}

/** {@link describeShared} for what takes long while shorter tests are about the same code: see sample.ts. */
export function describeSharedInCi(name: string, tests: () => void): void {
  if (isExhaustive) describeShared(name, tests);
  else test.skip(name, () => undefined);
}
