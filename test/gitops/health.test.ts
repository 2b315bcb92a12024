import * as fc from 'fast-check';
import { APPLICATION_HEALTH } from '../../lib/gitops';
import type { Health } from '../support/lua';
import { luaHealth } from '../support/lua';

const SOURCE = { repoURL: 'https://git.example.com/p.git', path: 'dist/prod/platform', targetRevision: 'main' };

function health(status: unknown, other: object = {}): Health {
  return luaHealth(APPLICATION_HEALTH.lua, { metadata: {}, spec: { source: SOURCE }, status, ...other });
}

const synced = { status: 'Synced', comparedTo: { source: SOURCE } };
const outOfSync = { ...synced, status: 'OutOfSync' };
const healthy = { status: 'Healthy' };

test.each<[string, object | undefined, string]>([
  ['nothing reported yet', undefined, 'Progressing'],
  ['no health yet', { operationState: { phase: 'Succeeded' }, sync: synced }, 'Progressing'],
  ['health, but never compared', { health: healthy }, 'Progressing'],
  ['in sync and healthy', { health: healthy, sync: synced }, 'Healthy'],
  [
    'in sync and healthy after a sync',
    { health: healthy, sync: synced, operationState: { phase: 'Succeeded' } },
    'Healthy',
  ],
  ['in sync and degraded', { health: { status: 'Degraded', message: 'no' }, sync: synced }, 'Degraded'],
  ['in sync and suspended', { health: { status: 'Suspended' }, sync: synced }, 'Suspended'],
  ['in sync and missing', { health: { status: 'Missing' }, sync: synced }, 'Missing'],
  [
    'healthy, while a sync runs',
    { health: healthy, sync: synced, operationState: { phase: 'Running' } },
    'Progressing',
  ],
  [
    'healthy, while a sync ends early',
    { health: healthy, sync: synced, operationState: { phase: 'Terminating' } },
    'Progressing',
  ],
  ['healthy and not in sync', { health: healthy, sync: outOfSync }, 'Progressing'],
  ['healthy and unknown', { health: healthy, sync: { status: 'Unknown' } }, 'Progressing'],
  [
    'not in sync after a sync',
    { health: healthy, sync: outOfSync, operationState: { phase: 'Succeeded' } },
    'Progressing',
  ],
  [
    'a failed sync',
    { health: healthy, sync: outOfSync, operationState: { phase: 'Failed', message: 'm' } },
    'Degraded',
  ],
  [
    'an erroneous sync',
    { health: healthy, sync: { status: 'Unknown' }, operationState: { phase: 'Error' } },
    'Degraded',
  ],
  [
    'a failed sync that is tried again',
    { health: healthy, sync: outOfSync, operationState: { phase: 'Running', retryCount: 2 } },
    'Progressing',
  ],
  [
    'in sync by hand after a failed sync',
    { health: healthy, sync: synced, operationState: { phase: 'Failed' } },
    'Healthy',
  ],
])('an Application: %s', (_, status, expected) => {
  expect(health(status).status).toBe(expected);
});

test('an Application whose sync is requested', () => {
  expect(health({ health: healthy, sync: synced }, { operation: { sync: {} } }).status).toBe('Progressing');
});

test.each(Object.keys(SOURCE))('an Application that was compared with another %s', (field) => {
  const comparedTo = { source: { ...SOURCE, [field]: 'other' } };
  expect(health({ health: healthy, sync: { status: 'Synced', comparedTo } }).status).toBe('Progressing');
});

test('messages say why', () => {
  const failed = { phase: 'Failed', message: 'namespaces "shop" not found' };
  expect(health({ health: healthy, sync: outOfSync, operationState: failed }).message).toBe(
    'the last sync failed: namespaces "shop" not found',
  );
  expect(health({ health: { status: 'Degraded', message: 'no' }, sync: synced }).message).toBe('no');
});

test('never healthy unless in sync, healthy and idle; degraded only when the last sync failed or health says so', () => {
  const optional = <T extends string>(...values: T[]): fc.Arbitrary<T | undefined> =>
    fc.option(fc.constantFrom(...values), { nil: undefined });
  const inputs = fc.record({
    phase: optional('Running', 'Terminating', 'Succeeded', 'Failed', 'Error'),
    sync: optional('Synced', 'OutOfSync', 'Unknown'),
    reported: optional('Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown'),
    requested: fc.boolean(),
  });
  fc.assert(
    fc.property(inputs, ({ phase, sync, reported, requested }) => {
      const status = {
        ...(phase && { operationState: { phase } }),
        ...(sync && { sync: { status: sync } }),
        ...(reported && { health: { status: reported } }),
      };
      const found = health(status, requested ? { operation: { sync: {} } } : {}).status;
      const idle = !requested && phase !== 'Running' && phase !== 'Terminating';
      const settled = idle && sync === 'Synced';
      expect(found === 'Healthy').toBe(settled && reported === 'Healthy');
      const failed = phase === 'Failed' || phase === 'Error';
      const degraded = idle && sync !== undefined && reported !== undefined;
      expect(found === 'Degraded').toBe(degraded && (sync === 'Synced' ? reported === 'Degraded' : failed));
    }),
  );
});
