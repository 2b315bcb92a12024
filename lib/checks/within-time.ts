import { createContext, Script, type Context } from 'vm';

const CALL = new Script('run()');

let context: (Context & { run?: () => unknown }) | undefined;

/** What came of a run within a time. */
export interface Timed<T> {
  /** What was returned; absent when the run was ended. */
  readonly result?: { readonly value: T };
  readonly milliseconds: number;
}

/**
 * Runs what input decides the duration of: regular expressions, and rules in CEL.
 * @param limit - how many milliseconds it may take
 * @param run - what to do; it is ended where it is, and must leave nothing half done that is used again
 */
export function withinTime<T>(limit: number, run: () => T): Timed<T> {
  context ??= createContext({});
  context.run = run;
  const start = process.hrtime.bigint();
  const milliseconds = (): number => Number(process.hrtime.bigint() - start) / 1e6;
  try {
    const value = CALL.runInContext(context, { timeout: limit }) as T;
    return { result: { value }, milliseconds: milliseconds() };
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return { milliseconds: milliseconds() };
  }
}
