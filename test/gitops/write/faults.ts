import fs from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

// Node loads what removes folders at first use, and that keeps the functions it finds then.
fs.rmSync(fs.mkdtempSync(join(tmpdir(), 'faults-')), { recursive: true });

/** Functions of `fs` that change something; the n-th call of one of them is a moment at which a run can end. */
const CHANGING = [
  'writeFileSync',
  'renameSync',
  'linkSync',
  'mkdirSync',
  'mkdtempSync',
  'rmSync',
  'rmdirSync',
  'fsyncSync',
] as const;

type Changing = (typeof CHANGING)[number];
type Call = (...args: unknown[]) => unknown;

/** Thrown in place of everything that a killed process would have done. */
class Killed extends Error {}

/**
 * Does something and kills it: from the n-th call on, nothing is changed any more. The call itself is half done where
 * a kill can cut it (content), or not done.
 * @param moment - number of the call, from 1; Infinity to count
 * @returns how many calls there were
 */
export function killedAt(moment: number, work: () => void): number {
  let calls = 0;
  const spies = CHANGING.map((name) => {
    const real = fs[name] as Call;
    const call: Call = (...args) => {
      calls++;
      if (calls < moment) return real.apply(fs, args);
      const [file, content, ...rest] = args;
      if (calls === moment && name === 'writeFileSync' && typeof content === 'string') {
        real.apply(fs, [file, content.slice(0, content.length / 2), ...rest]);
      }
      throw new Killed();
    };
    return jest.spyOn(fs, name).mockImplementation(call as never);
  });
  try {
    work();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
  return calls;
}

/**
 * Does something while the n-th call of a function is refused by the system.
 * @param once - whether later calls work again
 * @returns the message of what was thrown; undefined when nothing was
 */
export function refusedAt(
  name: Changing,
  code: string,
  moment: number,
  work: () => void,
  once = true,
): string | undefined {
  let calls = 0;
  const real = fs[name] as Call;
  const call: Call = (...args) => {
    calls++;
    if (calls < moment || (once && calls > moment)) return real.apply(fs, args);
    const [path, dest] = args.filter((arg) => typeof arg === 'string');
    throw Object.assign(new Error(`${code}: refused`), { code, syscall: name.replace('Sync', ''), path, dest });
  };
  const spy = jest.spyOn(fs, name).mockImplementation(call as never);
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    spy.mockRestore();
  }
}
