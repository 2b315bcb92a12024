/**
 * How many runs a property gets: few on a developer's machine, and all in CI, where FC_RUNS is `all`. FC_RUNS may also be a
 * number, for a long hunt.
 * @param local - runs by default
 * @param all - runs in CI; those by default unless given
 */
export function runs(local: number, all = local): number {
  const { FC_RUNS } = process.env;
  if (FC_RUNS === undefined) return local;
  if (FC_RUNS === 'all') return all;
  const asked = Number(FC_RUNS);
  if (!Number.isInteger(asked) || asked < 1)
    throw new Error(`FC_RUNS is ${FC_RUNS}; allowed: all, or a positive integer`);
  return asked;
}

/**
 * How far a loop over all cases goes at once: far on a developer's machine, and one by one where FC_RUNS is set, as in CI.
 * @param local - distance by default
 */
export function stride(local: number): number {
  return process.env.FC_RUNS === undefined ? local : 1;
}
