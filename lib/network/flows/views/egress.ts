import { endName } from './names';
import type { TrafficView } from './view';

/** Components that call hosts beyond the cluster. */
export const EGRESS: TrafficView = {
  name: 'egress',
  title: 'System egress',
  columns: ['Component', 'Destination', 'Description'],
  rows: ({ flows }) =>
    flows
      .filter(({ kind }) => kind === 'egress')
      .map(({ id, from, to, reason }) => ({ cells: [endName(from), endName(to), reason], flows: [id] })),
};
