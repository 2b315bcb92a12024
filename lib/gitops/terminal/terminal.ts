import * as util from 'util';
import { hasColours } from '../../values/colours';

/** Where progress and summary of a synthesis go. Nothing of it reaches the output. */
export interface Terminal {
  /** Writes text. */
  write(text: string): void;
  /** Milliseconds since any moment. */
  now(): number;
  /** Number of characters in a line. */
  readonly columns: number;
  /** Whether there are colours. */
  readonly hasColours: boolean;
}

/** The part of a stream of Node.js that is used. */
export interface TerminalStream {
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
  /** Number of characters in a line. */
  readonly columns?: number;
  /** Writes text. */
  write(text: string): unknown;
}

/**
 * A stream as a terminal; undefined where it is none, or one that cannot overwrite a line.
 * @param stream - standard error
 * @param env - the environment
 */
export function terminalOf(
  stream: TerminalStream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal | undefined {
  if (stream.isTTY !== true || env.TERM === 'dumb') return undefined;
  return {
    write: (text) => void stream.write(text),
    now: () => Number(process.hrtime.bigint() / 1_000_000n),
    columns: stream.columns || 80,
    hasColours: hasColours({ env, isTerminal: true }),
  };
}

/**
 * Prints a table, with its first line in the background where there are colours.
 * @param terminal - where
 * @param text - the table, without characters that control a terminal
 */
export function printTable(terminal: Terminal, text: string): void {
  const [header = '', ...rows] = text.split('\n');
  const isColoured = terminal.hasColours && 'styleText' in util;
  const first = isColoured ? util.styleText('gray', header, { validateStream: false }) : header;
  terminal.write(`${[first, ...rows].join('\n')}\n`);
}
