import { luaHealth } from '../support/lua';
import { VERRAZZANO_HEALTH } from '../../lib/installer/verrazzano-health';

const done = { type: 'InstallComplete', status: 'True' };
const ready = { state: 'Ready', version: '1.7.2', available: '40/40', conditions: [done] };

function health(status?: object, rest: object = {}) {
  return luaHealth(VERRAZZANO_HEALTH.lua, {
    metadata: {},
    spec: { version: '1.7.2' },
    ...(status && { status }),
    ...rest,
  });
}

test.each<[string, object | undefined, string]>([
  ['nothing reported yet', undefined, 'Progressing'],
  ['an empty state', { state: '' }, 'Progressing'],
  ['Reconciling', { ...ready, state: 'Reconciling' }, 'Progressing'],
  ['Ready without completion', { ...ready, conditions: [{ type: 'InstallStarted', status: 'True' }] }, 'Progressing'],
  ['Ready', ready, 'Healthy'],
  ['Ready after an upgrade', { ...ready, conditions: [{ type: 'UpgradeComplete', status: 'True' }] }, 'Healthy'],
  ['Ready in an older version', { ...ready, version: '1.6.0' }, 'Progressing'],
  ['Paused', { state: 'Paused' }, 'Suspended'],
  ['Failed', { state: 'Failed' }, 'Degraded'],
  [
    'a failed condition',
    { ...ready, conditions: [{ type: 'UpgradeFailed', status: 'True', message: 'no' }] },
    'Degraded',
  ],
  [
    'an unavailable component',
    { ...ready, components: { rancher: { state: 'Ready', available: 'Unavailable' } } },
    'Degraded',
  ],
  [
    'a disabled component',
    { ...ready, components: { rancher: { state: 'Disabled', available: 'Unavailable' } } },
    'Healthy',
  ],
])('%s', (_, status, expected) => {
  expect(health(status).status).toBe(expected);
});

test('the end of an uninstall reads Ready and is not healthy', () => {
  expect(health(ready, { metadata: { deletionTimestamp: 'now' } }).status).toBe('Progressing');
});

test('a leading v of the wanted version counts for nothing', () => {
  expect(health(ready, { spec: { version: 'v1.7.2' } }).status).toBe('Healthy');
});

test('names what is not available, in order', () => {
  const down = { state: 'Ready', available: 'Unavailable' };
  expect(health({ ...ready, components: { rancher: down, grafana: down } }).message).toBe(
    'not available: grafana, rancher',
  );
});
