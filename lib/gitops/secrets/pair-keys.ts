/** Keys of pairs, as environments, parameters of charts and JSON patches have them. */
export const PAIR_KEYS = ['name', 'key', 'path', 'option', 'type'] as const;
