/* Comma-separated values as RFC 4180 describes them. */

/** First characters that make a spreadsheet read a cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Rows as comma-separated values: lines end in CRLF, and cells are quoted where they must be. A cell that a spreadsheet would
 * read as a formula gets an apostrophe in front.
 * @param rows - the cells
 */
export function csvLines(rows: ReadonlyArray<readonly string[]>): string {
  return rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
