import type { Peer } from './peer';

/** Whether both are one and the same pod, which always reaches itself. */
export function isSamePod(from: Peer, to: Peer): boolean {
  if (from.type !== 'workload' || from.id !== to.id) return false;
  return from.kind === 'Pod' || (from.id !== from.owner && from.pods.length === 1);
}
