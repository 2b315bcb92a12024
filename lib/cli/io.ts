import * as util from 'util';
import { visible, visibleJson } from '../values/escape/visible';

/** Where a command writes to. */
export interface Io {
  /** Writes to standard output: what was asked for, and nothing else. */
  out(text: string): void;
  /** Writes to standard error: notes and problems. */
  err(text: string): void;
  /** Whether there are colours: both lead to a terminal that has them, or they are asked for. */
  readonly isTTY: boolean;
}

/** A colour by its meaning. */
export type Tone = 'good' | 'bad' | 'doubtful' | 'quiet';

const COLOURS = { good: 'green', bad: 'red', doubtful: 'yellow', quiet: 'gray' } as const;

/**
 * A string in colour, plain where there are no colours or Node is older than 20.12. Every character of it is seen.
 * @param io - where the text goes
 * @param tone - the meaning of the colour
 * @param text - the text
 */
export function tinted(io: Io, tone: Tone, text: string): string {
  const seen = visible(text);
  return io.isTTY && 'styleText' in util ? util.styleText(COLOURS[tone], seen, { validateStream: false }) : seen;
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
 * Writes a value as indented JSON, in which every character is seen.
 * @param io - where it goes
 * @param value - the value
 */
export function writeJson(io: Io, value: unknown): void {
  io.out(`${visibleJson(value, 2)}\n`);
}
