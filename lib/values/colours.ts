/** What decides about colours. */
export interface ColourSettings {
  /** The environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether everything that is written to is a terminal. */
  readonly isTerminal: boolean;
}

/** Values of `FORCE_COLOR` that turn colours off. */
const OFF = new Set(['0', 'false']);

/**
 * Whether there are colours. `FORCE_COLOR` decides where it is set, as in Node.js; then `NO_COLOR`, set to anything but an empty text, turns
 * them off (no-color.org); otherwise a terminal has them unless it is a dumb one.
 * @param settings - environment and terminal
 */
export function hasColours({ env, isTerminal }: ColourSettings): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = env;
  if (force !== undefined) return !OFF.has(force);
  if (no !== undefined && no !== '') return false;
  return isTerminal && terminal !== 'dumb';
}
