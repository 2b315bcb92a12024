/** Escapes of one character in double quotes. Source: YAML 1.1, section 5.6, as go-yaml reads it. */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** How many hexadecimal digits follow. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Reads a double-quoted scalar on one line.
 * @param text - with its quotes
 * @returns undefined when it is malformed, or has an escape that go-yaml refuses (surrogates)
 */
export function readDoubleQuoted(text: string): string | undefined {
  if (!/^"(?:[^"\\]|\\.)*"$/.test(text)) return undefined;
  if (!text.includes('\\')) return text.slice(1, -1);
  let result = '';
  for (let at = 1; at < text.length - 1; at++) {
    const char = text[at] ?? '';
    if (char !== '\\') {
      result += char;
      continue;
    }
    const escape = text[++at] ?? '';
    const digits = DIGITS[escape] ?? 0;
    const read = digits === 0 ? ESCAPES[escape] : codePoint(text.slice(at + 1, at + 1 + digits), digits);
    if (read === undefined) return undefined;
    result += read;
    at += digits;
  }
  return result;
}

/**
 * Reads a single-quoted scalar on one line.
 * @param text - with its quotes
 * @returns undefined when it is malformed
 */
export function readSingleQuoted(text: string): string | undefined {
  return /^'(?:[^']|'')*'$/.test(text) ? text.slice(1, -1).replaceAll("''", "'") : undefined;
}

function codePoint(hex: string, digits: number): string | undefined {
  if (!/^[0-9a-fA-F]+$/.test(hex) || hex.length !== digits) return undefined;
  const code = parseInt(hex, 16);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}
