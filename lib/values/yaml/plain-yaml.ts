import { plainValues, type PlainValues } from './plain-values';

/** Characters that readers of YAML take differently, or not at all: line breaks but line feeds, controls but tabs, halves of characters. */
const UNCLEAR = /[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * A text as the readers of plain YAML take it.
 * @param text - YAML or JSON
 * @returns with line feeds between lines, as many as before; undefined where it has characters that readers take differently
 */
export function plainText(text: string): string | undefined {
  const lines = text.includes('\r') ? text.split('\r\n').join('\n') : text;
  return UNCLEAR.test(lines) ? undefined : lines;
}

/**
 * The documents of a text that holds nothing but the YAML which tools and most people write, read several times faster than by a reader that knows where
 * each value is. Whatever it refuses is left to that reader, and its messages.
 * @param text - YAML or JSON
 * @returns undefined where the values, or that there are any, are not certain
 */
export function plainYaml(text: string): PlainValues | undefined {
  const lines = plainText(text);
  return lines === undefined ? undefined : plainValues(lines);
}
