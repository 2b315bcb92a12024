import { cli } from './cli';

test('a cluster below the Kubernetes of the release is taken to run what is asked for', async () => {
  const { code, out } = await cli(['ladder', '--component', 'coherence-operator', '--kubernetes', '1.25']);
  expect({ code, out: out.split('\n').filter((line) => /^\d/.test(line)) }).toEqual({
    code: 0,
    out: ['1. coherence-operator release 3.3.2 -> 3.3.2', '2. coherence-operator 3.3.2 -> 3.4.2'],
  });
  const { err } = await cli(['ladder', '--kubernetes', '1.25', '--kubernetes-from', '1.26']);
  expect(err).toContain(
    '[ladder] --kubernetes is below the version of the cluster; got "1.25"; allowed 1.26 and above',
  );
});

test('a hop names the chart where it is another one', async () => {
  const { out } = await cli(['ladder', '--component', 'fluentd', 'keycloak=2.1.0', '--kubernetes', '1.27']);
  expect(out.split('\n').filter((line) => /^\d/.test(line) && !/ mysql/.test(line))).toEqual([
    '1. fluentd release 1.7.2 -> 1.14.5',
    '2. keycloak release 2.1.0 -> keycloakx 2.1.0 (20.0.1)',
    '3. fluentd 1.14.5 -> fluent-bit 0.58.1 (5.1.1)',
  ]);
});
