import { SEED_DIFFERENCES } from '../../flows/views/seed-differences';
import type { Discrepancy, Row } from './discrepancy';
import { foundBy } from './discrepancy';

/** What release 1.7.2 has otherwise than the documentation of traffic says: section 6 of the facts. */
export const SEED: readonly Discrepancy[] = [
  ...foundBy(
    'comparison',
    Object.values(SEED_DIFFERENCES)
      .filter(({ id }) => id.startsWith('N-'))
      .map(({ id, seed, release }): Row => [
        id,
        undefined,
        `${seed}; in 1.7.2: ${release}`,
        'flows',
        { kind: 'seed', difference: id },
      ]),
  ),
  ...foundBy('not-in-manifests', [
    ['N-12', undefined, 'names of gateway ports and credentials; in 1.7.2 both have the trait in them', 'none'],
  ]),
];
