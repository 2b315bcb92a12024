/**
 * Cases that a run on a developer's machine takes: evenly spread over all, and all of them where FC_RUNS is `all`, as in CI.
 * @param cases - all cases, in a fixed order
 * @param local - how many are taken by default
 */
export function sample<Case>(cases: readonly Case[], local: number): Case[] {
  if (process.env.FC_RUNS === 'all' || cases.length <= local) return [...cases];
  const step = cases.length / local;
  return Array.from({ length: local }, (_, index) => cases[Math.floor(index * step)] as Case);
}

/** `test` for what takes seconds and rarely changes, such as limits of size: it runs where FC_RUNS is `all`, as in CI, and is skipped elsewhere. */
export const inCi: jest.It = process.env.FC_RUNS === 'all' ? test : test.skip;
