import { endName } from './names';
import type { TrafficView } from './view';

/** Components whose webhooks or aggregated APIs the API server calls. */
export const WEBHOOKS: TrafficView = {
  name: 'webhooks',
  title: 'Webhooks',
  columns: ['Component'],
  rows: ({ flows }) =>
    flows.filter(({ kind }) => kind === 'webhook').map(({ id, to }) => ({ cells: [endName(to)], flows: [id] })),
};
