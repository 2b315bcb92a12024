import { V1BETA1 } from '../../../lib/resource/merge/api-version';
import { MergeProblems } from '../../../lib/resource/merge/merge-error';
import { readTyped } from '../../../lib/resource/merge/read-typed';
import type { JsonObject } from '../../../lib/values/json';
import { at } from './resource';

function read(spec: JsonObject | undefined): JsonObject {
  const problems = new MergeProblems();
  const result = readTyped(spec, V1BETA1.spec, 'spec', problems);
  problems.throwIfAny();
  return result;
}

const components = (value: JsonObject): JsonObject => read({ components: value });

describe('readTyped', () => {
  test('an absent spec has its plain structs', () => {
    expect(read(undefined)).toEqual({ components: {}, security: {} });
  });

  test('unknown fields, inherited names and nulls vanish', () => {
    const hostile = JSON.parse('{"constructor":1,"__proto__":{"a":1},"toString":2,"$patch":"delete"}') as JsonObject;
    expect(read({ ...hostile, environmentName: null, components: { nobody: {}, console: null } })).toEqual({
      components: {},
      security: {},
    });
  });

  test.each([
    [
      'certManager',
      {},
      { certificate: { acme: { provider: '' }, ca: { clusterResourceNamespace: '', secretName: '' } } },
    ],
    ['opensearch', {}, { plugins: { enabled: false } }],
    ['opensearchDashboards', {}, { plugins: { enabled: false } }],
    ['keycloak', {}, { mysql: {} }],
    ['console', {}, {}],
    [
      'dns',
      { oci: {} },
      {
        oci: { dnsZoneCompartmentOCID: '', dnsZoneName: '', dnsZoneOCID: '', ociConfigSecret: '' },
      },
    ],
    ['ingressNGINX', { ports: [{ port: 1 }] }, { ports: [{ port: 1, targetPort: 0 }] }],
    ['ingressNGINX', { ports: [{ port: 1, targetPort: 'http' }] }, { ports: [{ port: 1, targetPort: 'http' }] }],
    [
      'opensearch',
      { policies: [{ policyName: 'p', indexPattern: 'i' }] },
      {
        plugins: { enabled: false },
        policies: [{ policyName: 'p', indexPattern: 'i', rollover: {} }],
      },
    ],
  ])('naming %s as %j writes its plain structs', (name, given, expected) => {
    expect(components({ [name]: given })).toEqual({ components: { [name]: expected }, security: {} });
  });

  test.each([
    ['opensearch.disableDefaultPolicy', { opensearch: { disableDefaultPolicy: false } }],
    ['opensearch.nodes', { opensearch: { nodes: [] } }],
    ['console.overrides', { console: { overrides: [] } }],
    ['ingressNGINX.type', { ingressNGINX: { type: '' } }],
  ])('the empty value of %s is dropped', (path, given) => {
    expect(at(components(given), `components.${path}`)).toBeUndefined();
  });

  test.each([
    ['console.enabled', { console: { enabled: false } }, false],
    ['opensearch.nodes.0.replicas', { opensearch: { nodes: [{ replicas: 0 }] } }, 0],
    ['ingressNGINX.ingressClassName', { ingressNGINX: { ingressClassName: '' } }, ''],
    ['fluentd.extraVolumeMounts.0.readOnly', { fluentd: { extraVolumeMounts: [{ readOnly: false }] } }, false],
  ])('the empty value of %s is kept', (path, given, expected) => {
    expect(at(components(given), `components.${path}`)).toBe(expected);
  });

  test('override values are kept word for word', () => {
    const values = { nothing: null, $patch: 'delete', list: [], quantity: '2.5Gi', deep: { a: null } };
    expect(
      at(components({ console: { overrides: [{ values, unknown: 1 }, { values: null }] } }), 'components.console'),
    ).toEqual({ overrides: [{ values }, {}] });
  });

  test('quantities become canonical, and only they', () => {
    const nodes = [{ resources: { limits: { cpu: 0.5 }, requests: { memory: '2.5Gi' } }, storage: { size: '2.5Gi' } }];
    expect(at(components({ opensearch: { nodes } }), 'components.opensearch.nodes.0')).toEqual({
      resources: { limits: { cpu: '500m' }, requests: { memory: '2560Mi' } },
      storage: { size: '2.5Gi' },
    });
    expect(read({ defaultVolumeSource: { emptyDir: { sizeLimit: '1024Mi' } } }).defaultVolumeSource).toEqual({
      emptyDir: { sizeLimit: '1Gi' },
    });
  });

  test('a claim template has metadata and resources', () => {
    expect(read({ volumeClaimSpecTemplates: [{ metadata: { name: 'c', creationTimestamp: null } }] })).toMatchObject({
      volumeClaimSpecTemplates: [{ metadata: { name: 'c' }, spec: { resources: {} } }],
    });
  });

  test('all values of a wrong type are reported together', () => {
    const wrong = () =>
      read({
        environmentName: 5,
        components: {
          console: { enabled: 'yes' },
          opensearch: { nodes: [{ replicas: '3', resources: { requests: { memory: 'much' } } }, 'node'] },
          keycloak: [],
          ingressNGINX: { ports: [{ port: 1.5, targetPort: true }] },
          velero: { overrides: {} },
        },
        defaultVolumeSource: { hostPath: 'x' },
      });
    const fix = 'correct the value or remove the field';
    const line = (path: string, got: string, allowed: string): string =>
      `[spec.${path}] is of the wrong type; got ${got}; allowed ${allowed}; ${fix}`;
    for (const expected of [
      line('environmentName', '5', 'a string'),
      line('components.console.enabled', '"yes"', 'true, false'),
      line('components.opensearch.nodes[0].replicas', '"3"', 'a whole number'),
      line('components.opensearch.nodes[0].resources.requests.memory', '"much"', 'a quantity such as 500m, 2Gi or 50G'),
      line('components.opensearch.nodes[1]', '"node"', 'an object'),
      line('components.keycloak', '"a list"', 'an object'),
      line('components.ingressNGINX.ports[0].port', '1.5', 'a whole number'),
      line('components.ingressNGINX.ports[0].targetPort', 'true', 'a whole number or a string'),
      line('components.velero.overrides', '"an object"', 'a list'),
      line('defaultVolumeSource.hostPath', '"x"', 'an object'),
    ]) {
      expect(wrong).toThrow(expected);
    }
  });
});
