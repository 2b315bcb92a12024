import { App, Chart } from 'cdk8s';
import {
  AdminCluster,
  ManagedCluster,
  Certificates,
  DevProfile,
  Dns,
  GitOpsApp,
  Installer,
  ManagedClusterProfile,
  Override,
  ProdProfile,
  Registry,
  SecretReference,
  validateUpdate,
  type Finding,
  type Profile,
  type ProfileProps,
} from '../../lib';
import { cluster, kubernetes, problemsOf } from '../support/profiles';
import { sample } from '../support/sample';

const ocid = 'ocid1.x.oc1..a';
const zone = { dnsZoneName: 'a.b', dnsZoneOCID: ocid, dnsZoneCompartmentOCID: ocid, ociConfigSecret: 'oci' };

const prod = (props: ProfileProps): ProdProfile => new ProdProfile(cluster(), 'verrazzano', props);
function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const of = (profile: Profile, severity: Finding['severity']): string[] =>
  profile.findings.filter((finding) => finding.severity === severity).map(({ rule, path }) => `${rule} ${path}`);
const secretsOf = (profile: Profile): string[] =>
  profile.requiredSecrets.map(({ namespace, name, keys }) => `${namespace}/${name} ${keys.join(',')}`);

describe('what the platform operator would say about a profile', () => {
  test('is nothing but assumptions when nothing is wrong', () => {
    const { findings } = new DevProfile(cluster(), 'verrazzano');
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'assumption create.single-instance',
      'assumption certManager.existing-namespace',
      'assumption istio.existing-namespace',
      'assumption rancher.existing-namespace',
      'assumption grafana.existing',
      'assumption prometheus.existing',
    ]);
  });

  test('is asked once', () => {
    const profile = new DevProfile(cluster(), 'verrazzano');
    expect(profile.findings[0]).toBeDefined();
    expect(profile.findings[0]).toBe(profile.findings[0]);
  });

  test('assumes a version of Kubernetes only where none is stated', () => {
    const profile = new DevProfile(new Chart(new App(), 'chart'), 'verrazzano');
    expect(of(profile, 'assumption')).toContain('cluster.k8s-version cluster.KubeVersion');
  });

  test.each<[string, ProfileProps]>([
    ['OCI DNS', { dns: Dns.oci(zone) }],
    ['Let’s Encrypt', { dns: Dns.oci(zone), certificates: Certificates.letsEncrypt({ emailAddress: 'a@b.c' }) }],
    ['a CA of one’s own', { certificates: Certificates.customCa({ secretName: 'ca', clusterResourceNamespace: 'x' }) }],
    ['a cert-manager of one’s own', { components: { certManager: { enabled: false } } }],
    ['overrides in a ConfigMap', { components: { istio: { overrides: [Override.configMap('values', 'key')] } } }],
  ])('%s is not refused for what comes later', (_, props) => {
    expect(of(prod(props), 'error')).toEqual([]);
    expect(problemsOf(AdminCluster, ProdProfile, props)).toEqual([]);
  });

  const zones: ReadonlyArray<ProfileProps['dns']> = [undefined, Dns.external('example.com'), Dns.wildcard('sslip.io')];
  test.each(sample(zones, 1))('Let’s Encrypt needs a zone that its solver writes to (%#)', (dns) => {
    const certificates = Certificates.letsEncrypt({ emailAddress: 'a@b.c' });
    const charts = problemsOf(AdminCluster, ProdProfile, { dns, certificates, installer: Installer.charts() });
    expect(charts.filter((problem) => problem.includes('OCI'))).toHaveLength(1);
    // The platform operator admits it, and its issuer is never made.
    expect(problemsOf(AdminCluster, ProdProfile, { dns, certificates })).toEqual([]);
    expect(prod({ dns, certificates }).findings).toContainEqual(
      expect.objectContaining({ rule: 'notChecked.letsencrypt-dns', severity: 'warning' }),
    );
    const off = { clusterIssuer: { enabled: false }, certManager: { enabled: false } };
    expect(problemsOf(AdminCluster, ProdProfile, { dns, certificates, components: off })).not.toContainEqual(
      expect.stringContaining('OCI DNS'),
    );
  });

  test('what someone has to make, and is no Secret, is an assumption', () => {
    const found = of(
      prod({
        components: { certManager: { enabled: false }, kiali: { overrides: [Override.configMap('values', 'key')] } },
      }),
      'assumption',
    );
    expect(found).toEqual(
      expect.arrayContaining([
        'clusterIssuer.crds-required spec.components.clusterIssuer',
        'reconcile.override-ref spec.components.kiali.overrides[0].configMapRef',
      ]),
    );
  });

  test('what it refuses is reported at once, with construct path, path, value, what is allowed and what to do', () => {
    const app = new App();
    new ProdProfile(new Chart(app, 'chart'), 'verrazzano', {
      kubernetes,
      environmentName: 'a'.repeat(30),
      components: {
        clusterIssuer: { letsEncrypt: { emailAddress: 'nobody', environment: 'testing' } },
        mySQLOperator: { enabled: false },
      },
    } as unknown as ProfileProps);
    const lines = messageOf(() => app.synth())
      .split('\n')
      .filter((line) => line.includes('[chart/verrazzano]'));
    expect(lines.map((line) => / \(rule (.*)\)$/.exec(line)?.[1])).toEqual([
      'env.hostname-length',
      'clusterIssuer.letsencrypt-environment',
      'clusterIssuer.letsencrypt-email',
      'mySQLOperator.required',
    ]);
    expect(lines[1]).toContain(
      '[chart/verrazzano] [spec.components.clusterIssuer.letsEncrypt.environment] is unknown; got "testing"; ' +
        'allowed staging, production; use one of these (rule clusterIssuer.letsencrypt-environment)',
    );
  });

  test('values of a wrong type are reported together', () => {
    const components = { grafana: { replicas: 1.5, enabled: 'yes' }, dns: { oci: { ...zone, ociConfigSecret: 1 } } };
    const problems = problemsOf(AdminCluster, ProdProfile, { components } as unknown as ProfileProps);
    expect(problems.map((problem) => problem.split(';')[0])).toEqual([
      '[spec.components.dns.oci.ociConfigSecret] is of the wrong type',
      '[spec.components.grafana.replicas] is of the wrong type',
      '[spec.components.grafana.enabled] is of the wrong type',
    ]);
  });

  test('a component that needs one which is off is one problem, whoever knows it', () => {
    const components = {
      mySQLOperator: { enabled: false },
      fluentOperator: { enabled: false },
      fluentbitOpensearchOutput: { enabled: true },
    };
    expect(problemsOf(AdminCluster, ProdProfile, { components })).toEqual([
      expect.stringMatching(/^component fluentbitOpensearchOutput needs component fluentOperator, which is off; got/),
      expect.stringMatching(
        /keycloak is on and needs mySQLOperator, which is off; .* \(rule mySQLOperator.required\)$/,
      ),
    ]);
  });

  test('two kinds of issuer are one problem, however they are stated', () => {
    const letsEncrypt = { emailAddress: 'a@b.c' };
    const verbatim = {
      clusterIssuer: { ca: { secretName: 'ca' }, letsEncrypt },
    } as unknown as ProfileProps['components'];
    const mixed = { clusterIssuer: { ca: { secretName: 'ca' } } };
    expect(problemsOf(AdminCluster, ProdProfile, { components: verbatim })).toEqual([
      expect.stringMatching(/\(rule effective\.issuer-exclusive\)$/),
    ]);
    expect(
      problemsOf(AdminCluster, ProdProfile, {
        certificates: Certificates.letsEncrypt(letsEncrypt),
        components: mixed,
      }),
    ).toEqual([expect.stringContaining('the issuer of certificates is set twice')]);
  });
});

describe('warnings and assumptions', () => {
  const size = { opensearch: { nodes: [{ name: 'es-data', storage: { size: 'big' } }] } };

  test('do not fail a synthesis', () => {
    const profile = prod({ components: size });
    expect(of(profile, 'warning')).toEqual([
      'notChecked.node-group-text spec.components.opensearch.nodes[0].storage.size',
    ]);
    expect(profile.node.validate()).toEqual([]);
  });

  test('are remaining steps of the cluster, Secrets are in their own table', () => {
    const app = new GitOpsApp({ repository: { url: 'https://git.example.com/x.git' } });
    new ProdProfile(new AdminCluster(app, 'prod', { kubernetes }), 'verrazzano', {
      dns: Dns.oci(zone),
      components: { ...size, kiali: { overrides: [Override.configMap('values', 'key')] } },
    });
    const readme = app.render().get('prod/README.md');
    const steps = readme?.slice(readme.indexOf('## Remaining steps'), readme.indexOf('### Wait for the platform'));
    expect(steps).toMatchInlineSnapshot(`
      "## Remaining steps

      ### Check what the profile assumes about the cluster

      *before \`platform\`*

      A new installation is refused, or stops, unless all of these hold:

      - needs a cluster without another Verrazzano resource; change the existing resource instead
      - \`spec.components.certManager\` needs a cluster in which namespace cert-manager does not exist, or has the label verrazzano.io/namespace; remove what is installed there, or set spec.components.certManager.enabled to false
      - \`spec.components.istio\` needs a cluster in which namespace istio-system does not exist, or has the label verrazzano.io/namespace; remove what is installed there, or set spec.components.istio.enabled to false
      - \`spec.components.rancher\` needs a cluster in which namespace cattle-system does not exist, or has the label verrazzano.io/namespace; remove what is installed there, or set spec.components.rancher.enabled to false
      - \`spec.components.grafana\` needs a cluster without Deployment and Service istio-system/grafana; remove what is installed there, or set spec.components.grafana.enabled to false
      - \`spec.components.prometheus\` needs a cluster without Deployment and Service istio-system/prometheus-server; remove what is installed there, or set spec.components.prometheus.enabled to false
      - \`spec.components.kiali.overrides[0].configMapRef\` needs ConfigMap default/values with key key; create it first, or set optional: true

      ### Review settings that have no effect, or that policies do not reflect

      *before \`platform\`*

      These settings of the program do not have the effect that one might expect:

      - \`spec.components.kiali.overrides\` come from a ConfigMap or Secret and are not known here: flows, policies, the firewall list and images do not reflect them; write them as values if they set ports, hosts or images, or add the traffic with allow

      ### Review settings that the platform operator accepts and that fail later

      *before \`platform\`*

      It accepts these settings; later they fail or have no effect:

      - \`spec.components.opensearch.nodes[0].storage.size\` is not a quantity; write it as 50Gi

      "
    `);
    expect(readme).toContain('| verrazzano-install | oci |');
  });

  test('are no steps where there are none', () => {
    const app = new GitOpsApp({ repository: { url: 'https://git.example.com/x.git' } });
    new ManagedClusterProfile(new ManagedCluster(app, 'eu', { kubernetes }), 'verrazzano');
    expect(app.render().get('eu/README.md')).not.toContain(
      'Review settings that the platform operator accepts and that fail later',
    );
  });
});

describe('Secrets that must exist', () => {
  test('do not depend on how they were stated', () => {
    const values = prod({ dns: Dns.oci(zone), certificates: Certificates.customCa({ secretName: 'ca' }) });
    const verbatim = prod({ components: { dns: { oci: zone }, clusterIssuer: { ca: { secretName: 'ca' } } } });
    expect(secretsOf(verbatim)).toEqual(['verrazzano-install/oci ', 'cert-manager/ca tls.crt,tls.key']);
    expect(verbatim.requiredSecrets).toEqual(values.requiredSecrets);
  });

  test('include credentials of a registry for the platform operator only where it runs', () => {
    const registry = Registry.private({ registry: 'registry.example.com' });
    const expected = ['default/verrazzano-container-registry .dockerconfigjson'];
    expect(secretsOf(prod({ registry, installer: Installer.charts() }))).toEqual(expected);
  });

  const oci = { apiSecret: 'api', systemLogId: ocid, defaultAppLogId: ocid };
  const smtp = { existingSecret: 'mail', userKey: 'user', passwordKey: 'password' };
  test.each<[string, ProfileProps, string[]]>([
    ['Fluentd and OCI', { components: { fluentd: { oci } } }, ['verrazzano-install/api config,key']],
    [
      'Fluentd and OpenSearch',
      { components: { fluentd: { opensearchURL: 'https://x.y', opensearchSecret: 'login' } } },
      ['verrazzano-install/login username,password'],
    ],
    [
      'Grafana',
      { components: { grafana: { database: { host: 'db:3306', name: 'grafana' }, smtp } } },
      ['verrazzano-install/grafana-db username,password', 'verrazzano-system/mail user,password'],
    ],
    [
      'Thanos',
      {
        components: {
          thanos: { enabled: true, overrides: [Override.values({ existingObjstoreSecret: 'store' })] },
          prometheusOperator: {
            overrides: [
              Override.values({
                prometheus: { prometheusSpec: { thanos: { objectStorageConfig: { name: 'side', key: 'k' } } } },
              }),
            ],
          },
        },
      },
      ['verrazzano-monitoring/store objstore.yml', 'verrazzano-monitoring/side k'],
    ],
    [
      'the deprecated certificate',
      {
        components: {
          certManager: { certificate: { ca: { secretName: 'old', clusterResourceNamespace: 'x' } } },
        },
      },
      ['x/old tls.crt,tls.key'],
    ],
    [
      'overrides, once for each key',
      {
        namespace: 'ops',
        components: {
          istio: { overrides: [Override.secret(SecretReference.of('s', 'a'))] },
          kiali: { overrides: [Override.secret(SecretReference.of('s', 'a')), Override.values({})] },
          keycloak: { mysql: { overrides: [Override.secret(SecretReference.of('s', 'b'))] } },
          grafana: {},
          console: { overrides: [Override.secret(SecretReference.of('o', 'a'), { optional: true })] },
        },
      },
      ['ops/s a', 'ops/s b'],
    ],
    [
      'a registry',
      { registry: Registry.private({ registry: 'registry.example.com' }) },
      [
        'default/verrazzano-container-registry .dockerconfigjson',
        'verrazzano-install/verrazzano-container-registry .dockerconfigjson',
      ],
    ],
    [
      'what the platform makes itself',
      {
        components: {
          fluentd: { opensearchSecret: 'verrazzano-es-internal' },
          clusterIssuer: { ca: { secretName: 'verrazzano-ca-certificate-secret' } },
        },
      },
      [],
    ],
  ])('%s', (_, props, expected) => {
    const profile = prod(props);
    expect(secretsOf(profile)).toEqual(expected);
    // What is listed counts as given, and nothing that a rule asks for is missing in the list.
    expect(
      profile.findings.filter(({ rule, message }) => rule !== 'override.unknown-values' && message.includes('Secret ')),
    ).toEqual([]);
    expect(profile.node.validate()).toEqual([]);
  });
});

test('a change of a profile is validated as an update of its resource', () => {
  const before = prod({});
  const after = prod({ components: { grafana: { enabled: false } } });
  const errors = validateUpdate(before.resource, after.resource).filter(({ severity }) => severity === 'error');
  expect(errors.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    'disable.not-allowed spec.components.grafana.enabled',
  ]);
  expect(validateUpdate(before.resource, before.resource).filter(({ severity }) => severity === 'error')).toEqual([]);
});
