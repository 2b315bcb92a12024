/**
 * A number with its noun, such as `1 file` or `2 files`.
 * @param count - the number
 * @param one - the noun for one
 * @param many - the noun for any other number; by default with an s
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
