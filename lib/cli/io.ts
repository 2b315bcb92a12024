import * as util from 'util';

/** Where a command writes to. */
export interface Io {
  /** Writes to standard output: what was asked for, and nothing else. */
  out(text: string): void;
  /** Writes to standard error: notes and problems. */
  err(text: string): void;
  /** Whether both lead to a terminal that has colours; only then there are any. */
  readonly isTTY: boolean;
}

/** A colour by what it says. */
export type Tone = 'good' | 'bad' | 'doubtful' | 'quiet';

const COLOURS = { good: 'green', bad: 'red', doubtful: 'yellow', quiet: 'gray' } as const;

/**
 * A text in colour, plain where the output is no terminal or Node is older than 20.12.
 * @param io - where the text goes
 * @param tone - what the colour says
 * @param text - the text
 */
export function tinted(io: Io, tone: Tone, text: string): string {
  return io.isTTY && 'styleText' in util ? util.styleText(COLOURS[tone], text, { validateStream: false }) : text;
}

/**
 * Writes lines, each with its line end.
 * @param write - `io.out` or `io.err`
 * @param lines - the lines
 */
export function writeLines(write: (text: string) => void, lines: readonly string[]): void {
  if (lines.length > 0) write(`${lines.join('\n')}\n`);
}

/**
 * Writes a value as indented JSON.
 * @param io - where it goes
 * @param value - the value
 */
export function writeJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value, undefined, 2)}\n`);
}
