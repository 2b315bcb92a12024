import { validateVerrazzano, type Finding, type VerrazzanoResource } from '../../../lib/resource/rules';
import type { JsonObject } from '../../../lib/values/json';

function vz(spec: JsonObject, metadata: JsonObject = { name: 'vz' }, version = 'v1beta1'): VerrazzanoResource {
  return { apiVersion: `install.verrazzano.io/${version}`, kind: 'Verrazzano', metadata, spec };
}

function findings(resource: VerrazzanoResource, cluster?: object): readonly Finding[] {
  return validateVerrazzano({ resource, ...(cluster && { cluster }) });
}

const brief = (found: readonly Finding[], ...severities: string[]): string[] =>
  found.filter(({ severity }) => severities.includes(severity)).map(({ rule, path }) => `${rule} ${path}`);

const OCI_DNS = {
  components: {
    dns: {
      oci: {
        dnsScope: 'GLOBAL',
        dnsZoneCompartmentOCID: 'c',
        dnsZoneOCID: 'z',
        dnsZoneName: 'n.example.com',
        ociConfigSecret: 'oci',
      },
    },
  },
};

describe('what depends on the cluster', () => {
  const rule = 'dns.oci.secret-exists spec.components.dns.oci.ociConfigSecret';

  test('is assumed of an unknown cluster', () => {
    const found = findings(vz(OCI_DNS));
    expect(brief(found, 'error')).toEqual([]);
    expect(brief(found, 'assumption')).toContain(rule);
  });

  test('is an error in an empty cluster', () => {
    expect(brief(findings(vz(OCI_DNS), {}), 'error')).toEqual([rule]);
  });

  test('a Secret without content exists, and its content is not evaluated', () => {
    const Secrets = [{ metadata: { namespace: 'verrazzano-install', name: 'oci' } }];
    expect(brief(findings(vz(OCI_DNS), { Secrets }), 'error')).toEqual([]);
    const empty = [{ ...Secrets[0], data: {} }];
    expect(brief(findings(vz(OCI_DNS), { Secrets: empty }), 'error')).toEqual([
      'dns.oci.secret-one-key spec.components.dns.oci.ociConfigSecret',
    ]);
  });
});

describe('one mistake is one finding', () => {
  test.each<[string, JsonObject, string]>([
    [
      'a mail address',
      { components: { certManager: { certificate: { acme: { provider: 'letsEncrypt', emailAddress: 'x' } } } } },
      'certManager.certificate-email spec.components.certManager.certificate.acme.emailAddress',
    ],
    [
      'a missing CA',
      { components: { certManager: { certificate: { ca: { secretName: 's', clusterResourceNamespace: 'n' } } } } },
      'certManager.certificate-ca-secret-exists spec.components.certManager.certificate.ca.secretName',
    ],
    [
      'an unrendered template',
      { environmentName: '${ENV}', components: { dns: { external: { suffix: '{{ .Values.dns }}' } } } },
      'input.template spec.environmentName',
    ],
  ])('%s', (_, spec, expected) => {
    expect(brief(findings(vz(spec), {}), 'error')).toEqual([expected]);
  });

  test('a template in chart values is one of the chart', () => {
    const spec = { components: { kiali: { overrides: [{ values: { a: '{{ .Values.b }}' } }] } } };
    expect(brief(findings(vz(spec), {}), 'error', 'warning')).toEqual([]);
  });
});

describe('what synthesis refuses', () => {
  test.each<[string, VerrazzanoResource, string]>([
    ['a name', vz({}, { name: 'My_VZ' }), 'metadata.names metadata.name'],
    ['a namespace', vz({}, { name: 'vz', namespace: 'a.b' }), 'metadata.names metadata.namespace'],
    ['a label', vz({}, { name: 'vz', labels: { a: 'b c' } }), 'metadata.names metadata.labels.a'],
    [
      'the key of an annotation',
      vz({}, { name: 'vz', annotations: { 'a b': '' } }),
      'metadata.names metadata.annotations',
    ],
    ['the environment', vz({ environmentName: 'My_Env' }), 'notChecked.environment-name spec.environmentName'],
    [
      'chart values as text',
      vz({ components: { kiali: { overrides: [{ values: 'a: 1\n' }] } } }),
      'notChecked.override-values spec.components.kiali.overrides[0].values',
    ],
    [
      'chart values as a list',
      vz({ components: { keycloak: { mysql: { overrides: [{ values: [1] }] } } } }),
      'notChecked.override-values spec.components.keycloak.mysql.overrides[0].values',
    ],
    [
      'a claim of MySQL without template',
      vz({ components: { keycloak: { mysql: { volumeSource: { persistentVolumeClaim: { claimName: 'x' } } } } } }),
      'notChecked.mysql-claim-template spec.components.keycloak.mysql.volumeSource.persistentVolumeClaim.claimName',
    ],
    [
      'two node groups of one name that the profile has',
      vz({ components: { opensearch: { nodes: [{ name: 'es-data' }, { name: 'es-data' }] } } }),
      'notChecked.node-group-twice spec.components.opensearch.nodes[1].name',
    ],
  ])('%s', (_, resource, expected) => {
    expect(brief(findings(resource, {}), 'error', 'warning')).toEqual([expected]);
  });
});
