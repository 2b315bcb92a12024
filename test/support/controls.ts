/** Ranges of characters that drive a terminal or turn the direction of a string; tab, line feed and carriage return are left out. */
const RANGES = [
  ['\\u0000', '\\u0008'],
  ['\\u000b', '\\u000c'],
  ['\\u000e', '\\u001f'],
  ['\\u007f', '\\u009f'],
  ['\\u202a', '\\u202e'],
  ['\\u2066', '\\u2069'],
] as const;

/** One of these characters. */
export const CONTROLS = new RegExp(`[${RANGES.map(([first, last]) => `${first}-${last}`).join('')}]`);
