import { retryMinutes, WAITING_RETRY } from '../../lib/gitops/retry';

test.each<[string, Parameters<typeof retryMinutes>[0], number | undefined]>([
  // 0.5 + 1 + 2 + 4 + 8 minutes, and then 10 each
  ['the default', undefined, 66],
  ['for what waits for an installation', WAITING_RETRY, 266],
  ['without end', { limit: -1 }, undefined],
  ['never', { limit: 0 }, 0],
  ['evenly', { limit: 4, duration: '1m30s', factor: 1 }, 6],
  ['from the longest wait on', { limit: 3, duration: '1h', maxDuration: '20m' }, 60],
  ['a limit that is not set', { limit: undefined, duration: '10m' }, 100],
])('how long a failed sync is tried again: %s', (_, props, minutes) => {
  expect(retryMinutes(props)).toBe(minutes);
});
