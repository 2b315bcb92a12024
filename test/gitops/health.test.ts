import { APPLICATION_HEALTH } from '../../lib/gitops';
import { luaHealth } from '../support/lua';

test.each<[string, object | undefined, string]>([
  ['nothing reported yet', undefined, 'Progressing'],
  ['no health yet', { operationState: { phase: 'Succeeded' } }, 'Progressing'],
  ['healthy', { health: { status: 'Healthy' } }, 'Healthy'],
  ['degraded', { health: { status: 'Degraded', message: 'no' } }, 'Degraded'],
  [
    'healthy, while a sync runs',
    { health: { status: 'Healthy' }, operationState: { phase: 'Running' } },
    'Progressing',
  ],
])('an Application: %s', (_, status, expected) => {
  expect(luaHealth(APPLICATION_HEALTH.lua, { metadata: {}, ...(status && { status }) }).status).toBe(expected);
});
