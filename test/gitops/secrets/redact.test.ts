import { withoutSecrets } from '../../../lib/gitops/secrets';

test.each<[string, unknown, unknown]>([
  ['spec.values.adminPassword', 'hunter2', '(hidden)'],
  ['spec.values', { db: { password: 'hunter2', user: 'u' } }, { db: { password: '(hidden)', user: 'u' } }],
  ['spec.passwords[0]', 'hunter2', '(hidden)'],
  ['spec.url', 'https://u:hunter2@h/x', '(hidden)h/x'],
  ['spec.secretName', 'my-secret', 'my-secret'],
  ['spec.replicas', 3, 3],
])('%s', (path, value, shown) => expect(withoutSecrets(path, value)).toEqual(shown));
