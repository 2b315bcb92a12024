import { MORE_CASES } from './more-cases';

/** Whether everything runs, as in CI. */
export const isExhaustive = process.env.FC_RUNS === 'all';

/**
 * Cases that a run on a developer's machine takes: evenly spread over all, and all of them where FC_RUNS is `all`, as in CI. Outside of
 * a test, where it makes tests, the others count as skipped.
 * @param cases - all cases, in a fixed order
 * @param local - how many are taken by default
 */
export function sample<const Case>(cases: readonly Case[], local: number): Case[] {
  if (isExhaustive || cases.length <= local) return [...cases];
  if (expect.getState().currentTestName === undefined) {
    test.skip(MORE_CASES.name(cases.length - local), () => undefined);
  }
  const step = cases.length / local;
  return Array.from({ length: local }, (_, index) => cases[Math.floor(index * step)] as Case);
}

/** `test` for what takes long, while shorter tests are about the same code: it runs where FC_RUNS is `all`, as in CI, and is skipped elsewhere. */
export const inCi: jest.It = isExhaustive ? test : test.skip;

/** `describe` for the same: what its tests share is not made elsewhere, and they count as one that is skipped. */
export function describeInCi(name: string, tests: () => void): void {
  if (isExhaustive) describe(name, tests);
  else test.skip(name, () => undefined);
}
