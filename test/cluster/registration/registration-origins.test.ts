import { registrationOrigins } from '../../../lib/cluster/registration/registration-origins';
import type { JsonObject } from '../../../lib/values/json';

function originsOf(content: JsonObject, props: object): string[] {
  const document = { content, index: 0, file: 'f.yaml', creator: 'eu-1', unit: undefined };
  return registrationOrigins(document, props, 'eu-1').map(({ at, kind, text }) => `${at.join('.')}: ${kind} ${text}`);
}

test('fields of a VerrazzanoManagedCluster are options of the registration, or their defaults', () => {
  const origins = originsOf({ kind: 'VerrazzanoManagedCluster' }, { registration: { description: 'Frankfurt' } });
  expect(origins).toContain('spec.description: option registration.description');
  expect(origins).toContain('metadata.labels: default registration.labels is not given: none');
});

test('what carries Secrets follows from the store, and everything from the admin cluster', () => {
  expect(originsOf({ kind: 'ExternalSecret' }, {})).toEqual(['spec: option registration.secrets', ': option admin']);
  expect(originsOf({ kind: 'ConfigMap' }, {})).toEqual([': option admin']);
});
