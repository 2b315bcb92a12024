/**
 * How often a property is tried: `FC_RUNS` times where it is set, as in CI.
 * @param usual - how often it is tried otherwise
 */
export function runs(usual: number): number {
  const wanted = Number(process.env.FC_RUNS);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : usual;
}
