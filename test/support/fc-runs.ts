/**
 * How often a property test tries: as often as FC_RUNS asks for, which continuous integration sets.
 * @param few - runs where nothing asks for more
 */
export function runs(few: number): number {
  return Number(process.env.FC_RUNS ?? few);
}
