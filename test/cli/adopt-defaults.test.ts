import { withoutDefaults } from '../../lib/cli/adopt/without-defaults';
import type { JsonObject } from '../../lib/values/json';

function left(spec: JsonObject): JsonObject {
  const resource = { apiVersion: 'install.verrazzano.io/v1beta1', kind: 'Verrazzano', metadata: { name: 'v' }, spec };
  return withoutDefaults(resource).spec as JsonObject;
}

test('an adopted program leaves out what the profile and the schema say anyway', () => {
  expect(
    left({
      profile: 'prod',
      version: 'v1.7.2',
      environmentName: 'default',
      security: {},
      components: {
        velero: { enabled: false },
        thanos: { enabled: true },
        grafana: { enabled: true },
        argoCD: { enabled: true, overrides: [] },
        dns: { wildcard: { domain: 'nip.io' } },
      },
    }),
  ).toEqual({
    profile: 'prod',
    version: '1.7.2',
    components: { argoCD: { enabled: true }, thanos: { enabled: true } },
  });
});

test('what changes something stays, and sections are in alphabetical order', () => {
  const spec = {
    profile: 'dev',
    components: { kiali: { enabled: false }, dns: { external: { suffix: 'example.com' } } },
    environmentName: 'eu',
  };
  expect(left(spec)).toEqual(spec);
  expect(Object.keys(left(spec).components as JsonObject)).toEqual(['dns', 'kiali']);
});
