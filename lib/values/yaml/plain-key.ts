import { kubectlScalar } from './kubectl-scalars';

/** Readers take no key that is longer, in characters; theirs is a little more. */
const MAX_KEY = 1000;

/**
 * A key as it is read: without its quotes, or with the word for what its text means.
 * @param written - the key on one line, without escapes
 * @returns undefined for one about which readers differ: nothing, the key that merges, a prototype, and one that is very long
 */
export function keyText(written: string): string | undefined {
  if (written.length > MAX_KEY) return undefined;
  const first = written.charAt(0);
  const key = first === '"' || first === "'" ? written.slice(1, -1) : kubectlScalar(written);
  return key === null || key === '<<' || key === '__proto__' ? undefined : String(key);
}
