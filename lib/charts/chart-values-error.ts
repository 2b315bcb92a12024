/** Why the values of a component cannot be computed. */
export class ChartValuesError extends Error {
  override readonly name = 'ChartValuesError';
}
