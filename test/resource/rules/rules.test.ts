import * as fc from 'fast-check';
import type { VerrazzanoResource } from '../../../lib/resource/merge';
import { clusterFacts, validateUpdate, validateVerrazzano, type Finding } from '../../../lib/resource/rules';
import type { JsonObject } from '../../../lib/values/json';
import { runs } from '../../support/fc-runs';

function vz(spec: unknown, version = 'v1beta1', status?: JsonObject): VerrazzanoResource {
  const resource = {
    apiVersion: `install.verrazzano.io/${version}`,
    kind: 'Verrazzano',
    metadata: { name: 'vz' },
    spec,
  };
  return (status === undefined ? resource : { ...resource, status }) as VerrazzanoResource;
}

const brief = (findings: readonly Finding[], severity = 'error'): string[] =>
  findings.filter((finding) => finding.severity === severity).map(({ rule, path }) => `${rule} ${path}`);
const components = (value: unknown): VerrazzanoResource => vz({ components: value });
const create = (resource: VerrazzanoResource): readonly Finding[] => validateVerrazzano({ resource, cluster: {} });

describe('rules on a new resource', () => {
  test.each<[string, VerrazzanoResource, string[]]>([
    ['nothing at all', vz(undefined), []],
    ['null members count as absent', vz({ profile: null, components: { dns: null, grafana: { enabled: null } } }), []],
    ['a null item', components({ istio: { overrides: [null] } }), ['schema.type spec.components.istio.overrides[0]']],
    [
      'a fraction of a replica',
      components({ grafana: { replicas: 1.5 } }),
      ['schema.type spec.components.grafana.replicas'],
    ],
    [
      'too many replicas',
      components({ grafana: { replicas: 2 ** 31 } }),
      ['schema.int32 spec.components.grafana.replicas'],
    ],
    [
      'a count of documents has 64 bits',
      components({
        opensearch: { policies: [{ indexPattern: 'a', policyName: 'b', rollover: { minDocCount: 2 ** 40 } }] },
      }),
      [],
    ],
    ['a list of profiles', vz({ profile: 'dev,prod' }), ['create.profile-name spec.profile']],
    ['a version with v', vz({ version: 'v1.7.2' }), []],
    ['a version with build', vz({ version: '1.7.2+1' }), ['create.version-equals-bom spec.version']],
    ['a mount below a reserved path', components({ fluentd: { extraVolumeMounts: [{ source: '/var/log/x' }] } }), []],
    [
      'a mount whose destination is reserved',
      components({ fluentd: { extraVolumeMounts: [{ source: '/x', destination: '/var/lib' }] } }),
      ['fluentd.mount-path-reserved spec.components.fluentd.extraVolumeMounts[0]'],
    ],
    [
      'a mail address with a name',
      components({ clusterIssuer: { letsEncrypt: { emailAddress: 'A B <a@b.c>', environment: 'STAGING' } } }),
      [],
    ],
    [
      'no mail address',
      components({ clusterIssuer: { letsEncrypt: {} } }),
      ['clusterIssuer.letsencrypt-email spec.components.clusterIssuer.letsEncrypt.emailAddress'],
    ],
    [
      '25 characters with nip.io',
      vz({ environmentName: 'a'.repeat(25) }),
      ['env.hostname-length spec.environmentName'],
    ],
    ['24 characters with nip.io', vz({ environmentName: 'a'.repeat(24) }), []],
    [
      'two sources',
      components({ keycloak: { mysql: { overrides: [{ values: {}, secretRef: { key: 'a' } }] } } }),
      ['overrides.one-source spec.components.keycloak.mysql.overrides[0]'],
    ],
    [
      'paths of v1alpha1',
      vz(
        { components: { elasticsearch: { nodes: [{ name: 'a' }, { name: 'a' }] } }, profile: 'managed-cluster' },
        'v1alpha1',
      ),
      ['opensearch.duplicate-node-group spec.components.elasticsearch.nodes[1].name'],
    ],
    [
      'an argument beside a reference',
      vz(
        {
          components: {
            keycloak: {
              keycloakInstallArgs: [{ name: 'a.b', value: 'c' }],
              overrides: [{ secretRef: { name: 'a', key: 'b' } }],
            },
          },
        },
        'v1alpha1',
      ),
      [],
    ],
  ])('%s', (_, resource, expected) => {
    expect(brief(create(resource))).toEqual(expected);
  });

  test('several violations are reported together', () => {
    const resource = vz({
      profile: 'x',
      version: 'latest',
      components: { dns: { wildcard: {} }, grafana: { enabled: 'yes' } },
    });
    expect(brief(create(resource))).toEqual([
      'schema.type spec.components.grafana.enabled',
      'schema.required spec.components.dns.wildcard.domain',
      'version.semver spec.version',
      'create.profile-name spec.profile',
    ]);
  });
});

describe('what fails later', () => {
  test.each<[string, VerrazzanoResource, string[]]>([
    [
      'DNS without a kind',
      components({ dns: { overrides: [{ values: {} }] } }),
      ['reconcile.dns-suffix spec.components.dns'],
    ],
    [
      'ingress type',
      components({ ingressNGINX: { type: 'nodeport' } }),
      ['reconcile.ingress-type spec.components.ingressNGINX.type'],
    ],
    [
      'two kinds of DNS',
      components({ dns: { wildcard: { domain: 'nip.io' }, external: { suffix: 'a.b' } } }),
      ['notChecked.dns-kinds spec.components.dns'],
    ],
    [
      'a size that is no quantity',
      components({ opensearch: { nodes: [{ name: 'es-data', storage: { size: 'big' } }] } }),
      ['notChecked.node-group-text spec.components.opensearch.nodes[0].storage.size'],
    ],
    [
      'Keycloak that is off',
      components({ keycloak: { enabled: false }, rancher: { keycloakAuthEnabled: true } }),
      ['notChecked.keycloak-auth spec.components.rancher.keycloakAuthEnabled'],
    ],
    [
      'service account without namespace',
      vz({ security: { adminSubjects: [{ kind: 'ServiceAccount', name: 'a' }] } }),
      ['reconcile.security-subject spec.security.adminSubjects[0]'],
    ],
  ])('%s', (_, resource, expected) => {
    const findings = create(resource);
    expect([brief(findings), brief(findings, 'warning')]).toEqual([[], expected]);
  });
});

describe('without a cluster', () => {
  test('what a clean resource needs is assumed', () => {
    const findings = validateVerrazzano({ resource: vz({ profile: 'dev' }) });
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['assumption']));
    expect(brief(findings, 'assumption').map((text) => text.split(' ')[0])).toMatchInlineSnapshot(`
      [
        "cluster.k8s-version",
        "cluster.operator-singleton",
        "create.single-instance",
        "certManager.existing-namespace",
        "istio.existing-namespace",
        "rancher.existing-namespace",
        "grafana.existing",
        "prometheus.existing",
      ]
    `);
  });

  test('a missing Secret is an assumption', () => {
    const resource = components({ fluentd: { opensearchSecret: 'login' } });
    expect(brief(validateVerrazzano({ resource }))).toEqual([]);
    expect(brief(validateVerrazzano({ resource }), 'assumption')).toContain(
      'fluentd.secret-exists spec.components.fluentd.opensearchSecret',
    );
  });
});

describe('with a part of the cluster known', () => {
  const resource = components({
    fluentd: { opensearchSecret: 'login' },
    clusterIssuer: { ca: { secretName: 'ca' } },
    istio: { overrides: [{ secretRef: { name: 'values', key: 'a' } }] },
    certManager: { enabled: false },
  });
  const expected = ['Secret verrazzano-install/login', 'Secret default/values'];

  test('what is expected counts as given, what else is left out is assumed', () => {
    const findings = validateVerrazzano({ resource, cluster: { KubeVersion: 'v1.27.0' }, expected });
    expect(brief(findings)).toEqual([]);
    const assumed = brief(findings, 'assumption').map((text) => text.split(' ')[0]);
    expect(assumed).toEqual(expect.arrayContaining(['clusterIssuer.crds-required', 'clusterIssuer.ca-secret-exists']));
    for (const rule of ['cluster.k8s-version', 'fluentd.secret-exists', 'overrides.ref-unresolvable']) {
      expect(assumed).not.toContain(rule);
    }
  });

  test('what is known is checked', () => {
    const cluster = { KubeVersion: 'v1.29', Verrazzanos: 1, Namespaces: [{ metadata: { name: 'istio-system' } }] };
    expect(brief(validateVerrazzano({ resource, cluster, expected }))).toEqual([
      'cluster.k8s-version cluster.KubeVersion',
      'create.single-instance cluster.Verrazzanos',
      'istio.existing-namespace spec.components.istio',
      'clusterIssuer.namespace-exists spec.components.clusterIssuer.clusterResourceNamespace',
    ]);
  });

  test('nothing is expected: all that is missing is assumed', () => {
    const findings = validateVerrazzano({ resource, expected: [] });
    expect(brief(findings)).toEqual([]);
    expect(brief(findings, 'assumption')).toEqual(
      expect.arrayContaining([
        'cluster.k8s-version cluster.KubeVersion',
        'fluentd.secret-exists spec.components.fluentd.opensearchSecret',
        'overrides.ref-unresolvable spec.components.istio.overrides[0].secretRef',
      ]),
    );
  });
});

describe('rules on an update', () => {
  test.each<[string, VerrazzanoResource, VerrazzanoResource, string[]]>([
    ['nothing changes', vz({}), vz({ profile: 'prod' }), []],
    ['another profile', vz({}), vz({ profile: 'dev' }), ['update.profile-immutable spec.profile']],
    ['an upgrade is due', vz({}, 'v1beta1', { version: '1.6.0' }), vz({}), ['update.upgrade-required spec.version']],
    [
      'Grafana off, Prometheus parts may go',
      vz({}),
      components({ grafana: { enabled: false }, prometheusAdapter: { enabled: false } }),
      ['disable.not-allowed spec.components.grafana.enabled'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(brief(validateUpdate(before, after))).toEqual(expected);
  });
});

describe('cluster facts', () => {
  test.each([
    ['a list', [], 'is not an object'],
    ['an unknown fact', { Nodes: [] }, 'has an unknown field'],
    ['a nameless Secret', { Secrets: [{}] }, 'is not a list of objects with metadata.name'],
    ['a count as text', { Verrazzanos: '1' }, 'is not a count'],
  ])('%s is refused', (_, value, message) => {
    expect(() => clusterFacts(value)).toThrow(message);
  });

  test('data of Secrets is base64', () => {
    const entry = Buffer.from('auth: {authtype: other}').toString('base64');
    const cluster = clusterFacts({
      Secrets: [{ metadata: { namespace: 'verrazzano-install', name: 's' }, data: { k: entry } }],
    });
    const oci = { dnsZoneCompartmentOCID: 'a', dnsZoneName: 'z.io', dnsZoneOCID: 'b', ociConfigSecret: 's' };
    const findings = validateVerrazzano({ resource: components({ dns: { oci } }), cluster });
    expect(brief(findings)).toEqual(['dns.oci.secret-authtype spec.components.dns.oci.ociConfigSecret']);
  });
});

describe('hostile values', () => {
  const keys = ['__proto__', 'constructor', 'toString', 'enabled', 'overrides', 'nodes', 'values', 'name'];
  const names = ['dns', 'istio', 'opensearch', 'elasticsearch', 'keycloak', 'ingress', 'fluentd', 'clusterIssuer'];
  const anything = fc.jsonValue({ maxDepth: 3 });
  const section = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), anything);
  const spec = fc.oneof(
    anything,
    fc.record({ components: fc.dictionary(fc.constantFrom(...names), fc.oneof(section, anything)), profile: anything }),
  );

  test('never throw', () => {
    fc.assert(
      fc.property(spec, spec, fc.constantFrom('v1beta1', 'v1alpha1'), (before, after, version) => {
        for (const finding of validateUpdate(vz(before, version), vz(after, version)))
          expect(finding.path).not.toBe('');
        validateVerrazzano({ resource: vz(after, version) });
      }),
      { numRuns: runs(4, 300), seed: 1 },
    );
  });

  test.each([
    ['own __proto__', JSON.parse('{"components":{"__proto__":{"enabled":true}}}')],
    ['huge number', { components: { grafana: { replicas: 1e308 } } }],
    ['infinity', { components: { grafana: { replicas: Infinity } } }],
    [
      'long quantity',
      { components: { opensearch: { nodes: [{ name: 'a', resources: { limits: { cpu: '9'.repeat(9999) } } }] } } },
    ],
    ['spec as a list', []],
    ['spec as text', 'x'],
  ])('%s is an error of the schema', (_, value) => {
    expect(brief(create(vz(value)))[0]).toMatch(/^schema\./);
  });
});
