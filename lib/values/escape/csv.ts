import { visible } from './visible';

/* Comma-separated values as RFC 4180 describes them. */

/** First characters that make a spreadsheet read a cell as a formula, full-width ones included. Source: OWASP, CSV Injection. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * Rows as comma-separated values: lines end in CRLF, and cells are quoted where they must be. A cell that a spreadsheet would
 * read as a formula gets an apostrophe in front; a cell never has several lines.
 * @param rows - the cells
 */
export function csvLines(rows: ReadonlyArray<readonly string[]>): string {
  return rows.map((cells) => `${csvLine(cells)}\r\n`).join('');
}

/**
 * One row as {@link csvLines} writes it, without the end of the line.
 * @param cells - the cells
 */
export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(text: string): string {
  const plain = visible(text);
  const safe = FORMULA.test(plain) || /^[\t\r\n]/.test(text) ? `'${plain}` : plain;
  return /[",]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
