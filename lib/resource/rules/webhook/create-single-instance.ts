import type { Rule } from '../types';

const [PATH, FIX] = ['cluster.Verrazzanos', 'change the existing resource instead'];

/** There is a Verrazzano resource already. */
export const createSingleInstance: Rule = {
  id: 'create.single-instance',
  layer: 'webhook',
  fact: 'Verrazzanos',
  operations: ['create'],
  check: ({ cluster }) => {
    const value = cluster.Verrazzanos ?? 0;
    return value > 0 ? [{ path: PATH, value, message: 'there is a Verrazzano resource already', fix: FIX }] : [];
  },
  assume: () => [{ path: PATH, message: 'needs a cluster without another Verrazzano resource', fix: FIX }],
};
