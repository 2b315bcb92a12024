/** How many cases a property test tries: `n`, or what the environment variable FC_RUNS names. */
export function runs(n: number): number {
  return Number(process.env.FC_RUNS ?? n);
}
