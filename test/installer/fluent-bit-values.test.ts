import { fluentBitValues } from '../../lib/installer/published/fluent-bit-values';
import { isJsonObject, objectsOf, type JsonObject } from '../../lib/values/json';

function outputsOf(values: JsonObject): string[] {
  const { config } = fluentBitValues(values);
  const text = isJsonObject(config) && typeof config.outputs === 'string' ? config.outputs : '';
  return text.split('[OUTPUT]').slice(1);
}

test('logs go to the same OpenSearch, with the login from a Secret alone', () => {
  const values = fluentBitValues({
    logging: { osURL: 'http://opensearch.example.com:9200', credentialsSecret: 'logs', clusterName: 'eu-1' },
  });
  expect(values.env).toEqual([
    { name: 'CLUSTER_NAME', value: 'eu-1' },
    { name: 'OPENSEARCH_USER', valueFrom: { secretKeyRef: { name: 'logs', key: 'username', optional: true } } },
    { name: 'OPENSEARCH_PASSWORD', valueFrom: { secretKeyRef: { name: 'logs', key: 'password', optional: true } } },
  ]);
  const outputs = outputsOf({ logging: { osURL: 'http://opensearch.example.com:9200' } });
  expect(outputs).toHaveLength(3);
  for (const output of outputs) {
    expect(output).toMatch(/Host opensearch.example.com\n\s+Port 9200\n/);
    expect(output).not.toMatch(/tls/);
  }
});

test.each([
  ['verrazzano-cluster-registration', '/fluent-bit/secret/es-ca-bundle'],
  ['verrazzano-es-internal', '/fluent-bit/secret/ca-bundle'],
  ['external', undefined],
])('an https address is verified by the authority in Secret %s, or by public ones', (credentialsSecret, file) => {
  const values = { logging: { osURL: 'https://[fd00::1]/logs', credentialsSecret } };
  for (const output of outputsOf(values)) {
    expect(output).toMatch(/Host fd00::1\n\s+Port 443\n\s+Path \/logs\n/);
    expect(output).toMatch(/tls.verify On\n\s+tls.ca_file \$\{OPENSEARCH_CA_FILE\}\n/);
  }
  const variable = objectsOf(fluentBitValues(values).env).find(({ name }) => name === 'OPENSEARCH_CA_FILE');
  expect(variable?.value).toBe(file);
});

test('every log of a pod has one output', () => {
  const [platform, applications] = outputsOf({})
    .flatMap((output) => /Match_Regex (.+)/.exec(output)?.[1] ?? [])
    .map((text) => new RegExp(text));
  const tags = [
    'kube-system',
    'kube-public',
    'verrazzano-system',
    'verrazzano-own',
    'cattle-x',
    'rancher-x',
    'metallb-system',
    'keycloak',
    'monitoring',
    'local-path-storage',
    'shop',
    'my-keycloak',
    'monitoring-own',
  ].map((namespace) => `kube.var.log.containers.web-1_${namespace}_web-0123.log`);
  const both = tags.map((tag) => [platform?.test(tag), applications?.test(tag)]);
  expect(both.map(([system]) => system)).toEqual([...Array<boolean>(10).fill(true), false, false, false]);
  for (const [system, application] of both) expect(system).not.toBe(application);
});

test('more directories and settings of SELinux stay', () => {
  expect(
    fluentBitValues({
      fluentd: { extraVolumeMounts: [{ source: '/data', destination: '/data', readOnly: true }] },
      seLinuxOptions: { type: 'spc_t' },
      tolerations: [{ operator: 'Exists' }],
    }),
  ).toMatchObject({
    daemonSetVolumes: expect.arrayContaining([{ name: 'extra-volume-0', hostPath: { path: '/data' } }]) as unknown,
    daemonSetVolumeMounts: expect.arrayContaining([
      { name: 'extra-volume-0', mountPath: '/data', readOnly: true },
    ]) as unknown,
    securityContext: { seLinuxOptions: { type: 'spc_t' } },
    tolerations: [{ operator: 'Exists' }],
  });
});

test.each<[JsonObject, string]>([
  [{ fluentd: { oci: { systemLogId: 'a' } } }, 'Fluent Bit has no output for OCI Logging'],
  [{ logging: { osURL: 'opensearch:9200' } }, 'fluentd.opensearchURL is not a URL; got opensearch:9200'],
  [{ logging: { osURL: 'http://host/\n[OUTPUT]' } }, 'fluentd.opensearchURL is not a URL'],
])('%j is refused', (values, message) => {
  expect(() => fluentBitValues(values)).toThrow(message);
});
