import { visible } from './visible';

/**
 * Lines of a table whose columns are as wide as their widest cell. A cell cannot add a line, whatever it holds.
 * @param rows - the cells; all rows have as many
 */
export function tableLines(rows: ReadonlyArray<readonly string[]>): string[] {
  const texts = rows.map((cells) => cells.map(visible));
  const widths: number[] = [];
  for (const cells of texts) {
    cells.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  }
  return texts.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
