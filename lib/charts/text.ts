/**
 * The value when it is a text, else an empty one.
 * @param value - plain data
 */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
