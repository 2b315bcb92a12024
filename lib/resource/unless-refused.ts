import { MergeError } from './merge';

/**
 * Runs work that needs the effective resource, unless its merge is refused, which is reported as a finding.
 * @param otherwise - the result while the merge is refused
 * @param work - what is done
 */
export function unlessRefused<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MergeError) return otherwise;
    throw error;
  }
}
