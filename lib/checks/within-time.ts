import { createContext, Script, type Context } from 'vm';

const CALL = new Script('run()');

let context: (Context & { run?: () => unknown }) | undefined;

/** What came of a run within a time. */
export interface Timed<T> {
  /** What was returned; absent when the run was ended. */
  readonly result?: { readonly value: T };
  /** CPU time of it. */
  readonly milliseconds: number;
}

/** How often a run is tried again that was ended while other programs had the processor. */
const TRIES = 4;

/**
 * Runs what input decides the duration of: regular expressions, and rules in CEL.
 * @param limit - how many milliseconds it may take
 * @param run - what to do; it is ended where it is, and may be begun again
 */
export function withinTime<T>(limit: number, run: () => T): Timed<T> {
  for (let tries = 1; ; tries++) {
    const timed = once(limit * tries, run);
    if (timed.result !== undefined || timed.milliseconds > limit / 2 || tries === TRIES) return timed;
  }
}

function once<T>(limit: number, run: () => T): Timed<T> {
  context ??= createContext({});
  context.run = run;
  const start = process.cpuUsage();
  const milliseconds = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  try {
    const value = CALL.runInContext(context, { timeout: limit }) as T;
    return { result: { value }, milliseconds: milliseconds() };
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return { milliseconds: milliseconds() };
  }
}
