import { DOCUMENTATION_DIFFERENCES } from '../../flows/views/documentation-differences';
import type { Discrepancy, Row } from './discrepancy';
import { foundBy } from './discrepancy';

/** Differences between release 1.7.2 and Verrazzano's documentation, Network Traffic: section 6 of the facts. */
export const DOCUMENTATION: readonly Discrepancy[] = [
  ...foundBy(
    'comparison',
    Object.values(DOCUMENTATION_DIFFERENCES)
      .filter(({ id }) => id.startsWith('N-'))
      .map(({ id, documented, release }): Row => [
        id,
        undefined,
        `${documented}; in 1.7.2: ${release}`,
        'flows',
        { kind: 'documentation', difference: id },
      ]),
  ),
  ...foundBy('not-in-manifests', [
    ['N-12', undefined, 'names of gateway ports and credentials; in 1.7.2 both have the trait in them', 'none'],
  ]),
];
