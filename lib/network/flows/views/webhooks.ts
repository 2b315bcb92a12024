import { endName } from './names';
import type { TrafficView } from './view';

/** Components that the API server asks before it stores an object, or for an API that it aggregates. */
export const WEBHOOKS: TrafficView = {
  name: 'webhooks',
  title: 'Webhooks',
  columns: ['Component'],
  rows: ({ flows }) =>
    flows.filter(({ kind }) => kind === 'webhook').map(({ id, to }) => ({ cells: [endName(to)], flows: [id] })),
};
