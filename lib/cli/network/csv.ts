import { oneLine } from '../../values/escape/visible';

/**
 * A line of comma-separated values. Fields are quoted where RFC 4180 asks for it; what a spreadsheet would take for a formula is a
 * text.
 * @param fields - the fields
 */
export function csvLine(fields: readonly string[]): string {
  return fields.map(field).join(',');
}

function field(text: string): string {
  const plain = oneLine(text);
  const safe = /^[=+\-@\t]/.test(plain) ? `'${plain}` : plain;
  return /[",]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
