import {
  effectiveResource,
  MergeError,
  profileSpec,
  withSchemaDefaults,
  type ProfileName,
} from '../../../lib/resource/merge';
import type { JsonObject, JsonValue } from '../../../lib/values/json';
import { at, resource } from './resource';

const effective = (spec: JsonObject): JsonObject => effectiveResource(resource(spec)).spec;
const nodeNames = (spec: JsonObject): JsonValue[] =>
  (at(spec, 'components.opensearch.nodes') as JsonObject[]).map((node) => node.name ?? null);

describe('profiles', () => {
  test('no profile, and an empty one, are prod', () => {
    const { profile, ...prod } = effective({ profile: 'prod' });
    expect(profile).toBe('prod');
    expect(effective({})).toEqual(prod);
    expect(effective({ profile: '' })).toEqual(prod);
    const { apiVersion, kind } = resource({});
    expect(effectiveResource({ apiVersion, kind })).toEqual({ apiVersion, kind, metadata: {}, spec: prod });
  });

  test.each<ProfileName>(['dev', 'prod', 'managed-cluster', 'none'])(
    'profileSpec of %s is what a bare resource gets',
    (name) => {
      expect({ profile: name, ...profileSpec(name) }).toEqual(effective({ profile: name }));
    },
  );

  test('of several, base lies over all but the last', () => {
    expect(at(effective({ profile: 'managed-cluster,dev' }), 'components.rancher.enabled')).toBe(true);
    expect(at(effective({ profile: 'dev,managed-cluster' }), 'components.rancher.enabled')).toBe(false);
  });

  test.each([
    [
      'dev, prod',
      'there is no profile " prod"; got "dev, prod"; allowed dev, prod, managed-cluster, none; write the names',
    ],
    [
      'development',
      'there is no profile "development"; got "development"; allowed dev, prod, managed-cluster, none; use',
    ],
    ['dev,', 'there is no profile ""'],
    ['__proto__', 'there is no profile "__proto__"'],
  ])('the unknown profile %j is refused', (profile, message) => {
    expect(() => effective({ profile })).toThrow(`[spec.profile] ${message}`);
  });
});

describe('the resource over its profile', () => {
  test('what is no Verrazzano resource is refused', () => {
    expect(() => effectiveResource({ apiVersion: 'v1', kind: 'Pod' })).toThrow(
      '[kind] is of another kind; got "Pod"; allowed Verrazzano; pass a Verrazzano resource\n' +
        '[apiVersion] is of another version; got "v1"; allowed install.verrazzano.io/v1beta1, ' +
        'install.verrazzano.io/v1alpha1; pass a Verrazzano resource',
    );
  });

  test('a profile of a wrong type is refused', () => {
    expect(() => effective({ profile: 5 })).toThrow(MergeError);
  });

  test('status goes, and an empty security section', () => {
    const result = effectiveResource({ ...resource({ security: {} }), status: { state: 'Ready' } });
    expect(Object.keys(result)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(result.spec).not.toHaveProperty('security');
    const adminSubjects = [{ kind: 'User', name: 'a' }];
    expect(effective({ security: { adminSubjects } }).security).toEqual({ adminSubjects });
  });

  test('metadata is kept, its nulls are not', () => {
    const metadata = { name: 'vz', labels: { a: 'b' }, creationTimestamp: null };
    expect(effectiveResource({ ...resource({}), metadata }).metadata).toEqual({ name: 'vz', labels: { a: 'b' } });
  });

  test('override items of the resource come first, where lists are concatenated', () => {
    const overrides = [{ values: { a: 1 } }];
    const spec = effective({
      profile: 'prod',
      components: { prometheusOperator: { overrides }, thanos: { overrides } },
    });
    expect(at(spec, 'components.prometheusOperator.overrides')).toEqual([
      ...overrides,
      ...(at(profileSpec('prod'), 'components.prometheusOperator.overrides') as JsonValue[]),
    ]);
    expect(at(spec, 'components.thanos.overrides')).toEqual(overrides);
  });

  test('a DNS section with overrides only loses the wildcard', () => {
    const dns = { overrides: [{ values: { a: 1 } }] };
    expect(at(effective({ components: { dns } }), 'components.dns')).toEqual(dns);
  });

  test('a profile value cannot be deleted', () => {
    const spec = effective({
      profile: 'dev',
      defaultVolumeSource: null,
      components: { grafana: null, $patch: 'replace' },
    });
    expect(spec.defaultVolumeSource).toEqual({ emptyDir: {} });
    expect(at(spec, 'components.grafana.enabled')).toBe(true);
  });

  test('naming OpenSearch switches its plugins off unless they are on', () => {
    const enabled = (opensearch: JsonObject): JsonValue | undefined =>
      at(effective({ components: { opensearch } }), 'components.opensearch.plugins.enabled');
    expect([enabled({}), enabled({ plugins: { enabled: true } })]).toEqual([false, true]);
  });

  test('node groups merge by name, keep the order of the resource, and get replicas', () => {
    const nodes = [{ name: 'es-master' }, { name: 'own' }, { name: 'es-data', replicas: 7 }];
    const spec = effective({ profile: 'prod', components: { opensearch: { nodes } } });
    expect(nodeNames(spec)).toEqual(['es-ingest', 'es-master', 'own', 'es-data']);
    expect(at(spec, 'components.opensearch.nodes.2')).toEqual({ name: 'own', replicas: 0 });
    expect(at(spec, 'components.opensearch.nodes.3.storage.size')).toBe('50Gi');
  });

  test('a node group without a name fails where the profile has groups', () => {
    const nodes = [{ replicas: 1 }];
    expect(() => effective({ profile: 'dev', components: { opensearch: { nodes } } })).toThrow(
      '[spec.components.opensearch.nodes[0]] has no name',
    );
    const spec = effective({ profile: 'managed-cluster', components: { opensearch: { nodes } } });
    expect(at(spec, 'components.opensearch.nodes')).toEqual(nodes);
  });

  test('extra volume mounts of one source stay as given, since no profile has any', () => {
    const extraVolumeMounts = [{ source: '/a' }, { source: '/a', readOnly: false }];
    expect(
      at(effective({ components: { fluentd: { extraVolumeMounts } } }), 'components.fluentd.extraVolumeMounts'),
    ).toEqual(extraVolumeMounts);
  });

  test('v1alpha1 stays v1alpha1', () => {
    const installArgs = [{ name: 'nodes.data.replicas', value: '1', setString: false }];
    const { apiVersion, spec } = effectiveResource({
      ...resource({ profile: 'none', components: { elasticsearch: { installArgs }, opensearch: { enabled: true } } }),
      apiVersion: 'install.verrazzano.io/v1alpha1',
    });
    expect(apiVersion).toBe('install.verrazzano.io/v1alpha1');
    expect(at(spec, 'components.elasticsearch.installArgs')).toEqual([{ name: 'nodes.data.replicas', value: '1' }]);
    expect(at(spec, 'components.opensearch')).toBeUndefined();
  });
});

describe('withSchemaDefaults', () => {
  test('fills what the API server fills', () => {
    const components = { clusterIssuer: {}, ingressNGINX: { ports: [{ port: 1 }, { port: 2, protocol: 'UDP' }] } };
    expect(withSchemaDefaults(resource({ components })).spec).toEqual({
      components: {
        clusterIssuer: { clusterResourceNamespace: 'cert-manager', enabled: true },
        ingressNGINX: {
          ports: [
            { port: 1, protocol: 'TCP' },
            { port: 2, protocol: 'UDP' },
          ],
        },
      },
    });
  });

  test('an issuer that is given counts as switched on, even in none', () => {
    const given = resource({ profile: 'none', components: { clusterIssuer: { ca: { secretName: 'own' } } } });
    const enabled = (value: typeof given) => at(effectiveResource(value).spec, 'components.clusterIssuer.enabled');
    expect([enabled(given), enabled(withSchemaDefaults(given))]).toEqual([false, true]);
  });

  test('leaves everything else alone', () => {
    const given = resource({ components: { console: { enabled: true } }, unknown: 1 });
    expect(withSchemaDefaults(given)).toEqual(given);
    expect(withSchemaDefaults({ apiVersion: 'v1', kind: 'Pod' })).toEqual({ apiVersion: 'v1', kind: 'Pod' });
  });
});
