export const MORE_CASES: {
  /** The name for a number of cases. */
  name(count: number): string;
  /** The number in the name of a skipped test; 1 for any other name. */
  count(name: string): number;
};
