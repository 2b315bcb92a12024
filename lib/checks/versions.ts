import { InputError } from '../values/input-error';
import type { Minors } from './context';
import { KNOWN_MINORS } from './schema/known-kinds';

/** Versions of Kubernetes that are checked for unless others are named: those that this package supports. */
export const DEFAULT_MINORS: Minors = { oldest: 24, newest: 28 };

/**
 * Reads versions of Kubernetes: one, such as `1.27`, or a range, such as `1.24-1.28`.
 * @param text - the text
 * @throws InputError when it is malformed, or a version is not known
 */
export function readMinors(text: string): Minors {
  const [, first, last = first] = /^v?1\.(\d{1,3})(?:\.\d+)?(?:-v?1\.(\d{1,3})(?:\.\d+)?)?$/.exec(text) ?? [];
  const [oldest, newest] = [Number(first), Number(last)];
  if (KNOWN_MINORS.includes(oldest) && KNOWN_MINORS.includes(newest) && oldest <= newest) return { oldest, newest };
  const [from, to] = [KNOWN_MINORS[0], KNOWN_MINORS[KNOWN_MINORS.length - 1]];
  throw new InputError({
    at: '--kubernetes',
    what: 'is not a known version of Kubernetes, or range of versions',
    got: text,
    allowed: `1.${from} to 1.${to}, such as 1.27 or 1.24-1.28`,
    fix: 'name the versions of your clusters',
  });
}
