import { App, Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AdminCluster,
  Certificates,
  Cni,
  DevProfile,
  Dns,
  GitOpsApp,
  ManagedClusterProfile,
  NoneProfile,
  Override,
  ProdProfile,
  Profile,
  SecretReference,
  VolumeClaimTemplate,
  VolumeSource,
  type ProfileProps,
} from '../../lib';
import { COMPONENTS } from '../../lib/components/registry';
import { effectiveResource, withSchemaDefaults } from '../../lib/resource/merge';
import { cluster, kubernetes, problemsOf } from '../support/profiles';
import { runs } from '../support/fc-runs';
import { inCi } from '../support/sample';

describe('a profile', () => {
  test('has every component, typed and under its key', () => {
    const profile = new ProdProfile(cluster(), 'verrazzano');
    expect(profile.components).toHaveLength(COMPONENTS.length);
    expect(profile.grafana.enabled).toBe(true);
    expect(profile.argoCD.enabled).toBe(false);
    expect(profile.grafana.port('grafana')).toMatchObject({ namespace: 'verrazzano-system', port: 3000 });
    expect(profile.prometheus.port('http-web').port).toBe(9090);
    expect(profile.mysql.definition.name).toBe('mysql');
    // @ts-expect-error the definition declares no such port
    expect(() => profile.grafana.port('nope')).toThrow('grafana has no such port; got nope; allowed');
  });

  test('its construct ids are the keys of the components', () => {
    const profile = new ProdProfile(cluster(), 'verrazzano');
    expect(profile.node.children.map(({ node }) => node.id)).toEqual(COMPONENTS.map(({ key }) => key));
  });

  test('is found from below', () => {
    const profile = new DevProfile(cluster(), 'verrazzano');
    expect(Profile.of(profile.grafana)).toBe(profile);
  });

  test.each([
    ['dev', DevProfile],
    ['prod', ProdProfile],
    ['managed-cluster', ManagedClusterProfile],
    ['none', NoneProfile],
  ] as const)('%s is named in the resource', (name, type) => {
    const profile = new type(cluster(), 'verrazzano');
    expect(profile.resource).toEqual({
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      metadata: { name: 'verrazzano', namespace: 'default' },
      spec: { profile: name, version: '1.7.2' },
    });
  });

  test('orders components by readiness, those that are off left out', () => {
    const names = new ManagedClusterProfile(cluster(), 'verrazzano').enabledComponents.map(({ name }) => name);
    expect(names).not.toContain('keycloak');
    expect(names.indexOf('istio')).toBeLessThan(names.indexOf('ingress-controller'));
    expect(names.indexOf('prometheus-operator')).toBeLessThan(names.indexOf('kube-state-metrics'));
  });

  test('writes every prop under its field', () => {
    const profile = new ProdProfile(cluster(), 'verrazzano', {
      environmentName: 'live',
      resourceName: 'platform',
      namespace: 'ops',
      dns: Dns.wildcard('sslip.io'),
      certificates: Certificates.customCa({ secretName: 'ca' }),
      defaultVolumeSource: VolumeSource.claim('data'),
      volumeClaimTemplates: [VolumeClaimTemplate.of({ name: 'data', storage: '10Gi' })],
      security: { adminSubjects: [{ kind: 'Group', name: 'admins' }] },
      components: {
        console: { enabled: false },
        kiali: { overrides: [Override.values({ a: 1 }), Override.configMap('cm', 'key')], monitorChanges: false },
      },
    });
    expect(profile.resource.metadata).toEqual({ name: 'platform', namespace: 'ops' });
    expect(profile.resource.spec).toEqual({
      profile: 'prod',
      version: '1.7.2',
      environmentName: 'live',
      defaultVolumeSource: { persistentVolumeClaim: { claimName: 'data' } },
      volumeClaimSpecTemplates: [
        {
          metadata: { name: 'data' },
          spec: { storageClassName: 'standard', resources: { requests: { storage: '10Gi' } } },
        },
      ],
      security: { adminSubjects: [{ kind: 'Group', name: 'admins' }] },
      components: {
        console: { enabled: false },
        kiali: {
          overrides: [{ values: { a: 1 } }, { configMapRef: { name: 'cm', key: 'key' } }],
          monitorChanges: false,
        },
        dns: { wildcard: { domain: 'sslip.io' } },
        clusterIssuer: { clusterResourceNamespace: 'cert-manager', ca: { secretName: 'ca' } },
      },
    });
  });

  test('the first override wins, those of the profile come last', () => {
    const profile = new ProdProfile(cluster(), 'verrazzano', {
      components: { kiali: { overrides: [Override.values({ deployment: { replicas: 2 } })] } },
    });
    const kiali = (profile.effective.spec.components as Record<string, { overrides: unknown[] }>).kiali;
    expect(kiali?.overrides).toHaveLength(2);
    expect(kiali?.overrides[0]).toEqual({ values: { deployment: { replicas: 2 } } });
  });

  test('lists the Secrets that must exist', () => {
    const ocid = 'ocid1.x.oc1..a';
    const profile = new ProdProfile(cluster(), 'verrazzano', {
      dns: Dns.oci({ dnsZoneName: 'a.b', dnsZoneOCID: ocid, dnsZoneCompartmentOCID: ocid, ociConfigSecret: 'oci' }),
      certificates: Certificates.customCa({ secretName: 'ca' }),
      components: {
        keycloak: { mysql: { overrides: [Override.secret(SecretReference.of('mysql', 'values'))] } },
        kiali: { overrides: [Override.secret(SecretReference.of('kiali', 'values'), { optional: true })] },
      },
    });
    expect(profile.requiredSecrets.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
      'verrazzano-install/oci',
      'cert-manager/ca',
      'default/mysql',
    ]);
  });

  test('OCI DNS with Let’s Encrypt switches on what solves the challenges', () => {
    const ocid = 'ocid1.x.oc1..a';
    const profile = new ProdProfile(cluster(), 'verrazzano', {
      dns: Dns.oci({ dnsZoneName: 'a.b', dnsZoneOCID: ocid, dnsZoneCompartmentOCID: ocid, ociConfigSecret: 'oci' }),
      certificates: Certificates.letsEncrypt({ emailAddress: 'a@b.c' }),
    });
    expect([profile.dns.enabled, profile.certManagerWebhookOCI.enabled]).toEqual([true, true]);
  });
});

describe('in a plain Chart', () => {
  test('emits the Verrazzano resource alone', () => {
    const chart = new Chart(new App(), 'chart');
    new DevProfile(chart, 'verrazzano', { kubernetes, environmentName: 'dev' });
    expect(Testing.synth(chart)).toMatchObject([
      { kind: 'Verrazzano', spec: { profile: 'dev', environmentName: 'dev' } },
    ]);
  });
});

describe('what is wrong is reported together', () => {
  test('facts about the cluster', () => {
    expect(problemsOf(Chart, DevProfile, {})).toEqual([
      expect.stringContaining(
        'facts about the cluster are missing: every cluster needs a CNI and a CSI plugin; got nothing',
      ),
    ]);
    expect(problemsOf(Chart, DevProfile, { kubernetes: { ...kubernetes, version: '1.30' } })).toEqual([
      expect.stringContaining(
        'does not install on this version of Kubernetes; got "1.30"; allowed 1.24, 1.25, 1.26, 1.27',
      ),
    ]);
  });

  test('names, volumes, requirements and unknown components of one profile', () => {
    const template = VolumeClaimTemplate.of({ name: 'data', storage: '1Gi' });
    const props = {
      environmentName: 'Not_A_Label',
      resourceName: 'A',
      namespace: 'b.c',
      version: '1.6.0',
      dns: Dns.wildcard(),
      certificates: Certificates.customCa({ secretName: 'ca' }),
      volumeClaimTemplates: [template, template],
      defaultVolumeSource: VolumeSource.claim('other'),
      components: {
        loki: { enabled: true },
        mySQLOperator: { enabled: false },
        dns: { external: { suffix: 'x.y' } },
        clusterIssuer: { ca: { secretName: 'other' } },
      },
    };
    const problems = problemsOf(AdminCluster, ProdProfile, props as unknown as ProfileProps);
    for (const expected of [
      'environmentName is not valid; got "Not_A_Label"; allowed DNS-1123 label',
      'resourceName is not valid; got "A"; allowed DNS-1123 subdomain',
      'namespace is not valid; got "b.c"; allowed DNS-1123 label',
      '[spec.version] is not the version of the operator; got "1.6.0"; allowed 1.7.2; leave it out',
      'components has a key that the Verrazzano resource does not have; got "loki"; allowed applicationOperator, argoCD',
      'DNS is set twice; got "dns and components.dns.external"',
      'the issuer of certificates is set twice; got "certificates and components.clusterIssuer.ca"',
      'duplicate name of a volume claim template; got "data"',
      'defaultVolumeSource names a volume claim template that does not exist; got "other"; allowed data',
      '[spec.components.mySQLOperator.enabled] keycloak is on and needs mySQLOperator, which is off; got false; ' +
        'set components.mySQLOperator.enabled to true or components.keycloak.enabled to false',
    ]) {
      expect(problems).toContainEqual(expect.stringContaining(expected));
    }
    expect(problems).toHaveLength(10);
  });

  test('a merge that the platform operator refuses', () => {
    const components = { opensearch: { nodes: [{ replicas: 1 }] } };
    expect(problemsOf(AdminCluster, ProdProfile, { components } as unknown as ProfileProps)).toEqual([
      expect.stringMatching(/\[spec\.components\.opensearch\.nodes\[0\]/),
    ]);
  });
});

describe('differences', () => {
  test('leaves out what the profile says anyway', () => {
    const profile = new ProdProfile(cluster(), 'verrazzano', {
      environmentName: 'default',
      components: { grafana: { enabled: true, replicas: 2 }, console: { enabled: true }, istio: { enabled: false } },
    });
    expect(profile.differences.spec).toEqual({
      profile: 'prod',
      version: '1.7.2',
      components: { grafana: { replicas: 2 }, istio: { enabled: false } },
    });
  });

  test('never changes the effective resource', () => {
    const flag = fc.option(fc.boolean(), { nil: undefined });
    const components = fc.record({
      grafana: fc.record({ enabled: flag, replicas: fc.integer({ min: 0, max: 3 }) }),
      certManager: fc.record({ enabled: flag }),
      opensearch: fc.record({ enabled: flag }),
      clusterIssuer: fc.record({ enabled: flag }),
      opensearchDashboards: fc.record({ enabled: flag, replicas: fc.integer({ min: 0, max: 2 }) }),
      kiali: fc.record({
        overrides: fc.array(
          fc.record({ a: fc.boolean() }).map((v) => Override.values(v)),
          { maxLength: 2 },
        ),
      }),
    });
    const types = fc.constantFrom(DevProfile, ProdProfile, ManagedClusterProfile, NoneProfile);
    fc.assert(
      fc.property(types, components, fc.constantFrom('default', 'x'), (type, stated, environmentName) => {
        const profile = new type(cluster(), 'verrazzano', { components: stated, environmentName });
        expect(effectiveResource(withSchemaDefaults(profile.differences)).spec).toEqual(profile.effective.spec);
      }),
      { numRuns: runs(2, 40) },
    );
  });
});

inCi('adding an unrelated profile changes no file of the others', () => {
  const render = (...names: string[]): ReadonlyMap<string, string> => {
    const app = new GitOpsApp({ repository: { url: 'https://git.example.com/x.git' } });
    for (const name of names) new DevProfile(new AdminCluster(app, name, { kubernetes }), 'verrazzano');
    return app.render();
  };
  const before = render('a');
  const after = render('z', 'a');
  const changed = [...before].filter(([path, content]) => after.get(path) !== content).map(([path]) => path);
  expect(changed).toEqual(['argocd/SHA256SUMS']);
});

test('a CNI that enforces nothing is named in the README', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/x.git' } });
  const flannel = { ...kubernetes, cni: Cni.flannel() };
  new DevProfile(new AdminCluster(app, 'dev', { kubernetes: flannel }), 'verrazzano');
  expect(app.render().get('dev/README.md')).toContain('Flannel) does not enforce NetworkPolicies');
});
