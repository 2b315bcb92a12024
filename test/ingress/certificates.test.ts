import type { ComponentsProps } from '../../lib/components/registry';
import { certificateObjects } from '../../lib/ingress/certificates';
import { platformIssuer } from '../../lib/ingress/issuers';
import { webhookCertificates } from '../../lib/ingress/listed-certificates';
import type { ProfileProps } from '../../lib/profile/profile-props';
import { Certificates } from '../../lib/values/certificates';
import { Dns } from '../../lib/values/dns';
import { clusterIssuerObjects } from '../../lib/ingress';
import { allComponents, DNS_MODES, platform } from './platforms';

function issuerChain(props: ProfileProps): readonly unknown[] {
  return clusterIssuerObjects(platform(props)).map(({ kind, metadata, spec }) => [kind, metadata.namespace, spec]);
}

const CA = (secretName: string): unknown => ['ClusterIssuer', undefined, { ca: { secretName } }];

test('the platform makes an authority, named after the environment', () => {
  expect(issuerChain({ environmentName: 'prod' })).toEqual([
    ['Issuer', 'cert-manager', { selfSigned: {} }],
    [
      'Certificate',
      'cert-manager',
      {
        secretName: 'verrazzano-ca-certificate-secret',
        commonName: 'verrazzano-root-ca-prod',
        isCA: true,
        issuerRef: { name: 'verrazzano-selfsigned-issuer', kind: 'Issuer' },
      },
    ],
    CA('verrazzano-ca-certificate-secret'),
  ]);
});

test('the root of a running platform keeps its name', () => {
  const certificates = Certificates.selfSigned({ commonName: 'verrazzano-root-ca-abcdefgh' });
  expect(issuerChain({ certificates })).toContainEqual([
    'Certificate',
    'cert-manager',
    expect.objectContaining({ commonName: 'verrazzano-root-ca-abcdefgh' }),
  ]);
  expect(() => Certificates.selfSigned({ commonName: 'x'.repeat(65) })).toThrow('allowed 1 to 64 characters');
});

test('verbatim fields, the deprecated ones too, count as values do', () => {
  const verbatim = (components: ComponentsProps): readonly unknown[] =>
    issuerChain({ components: { ...allComponents, ...components } });
  expect(verbatim({ clusterIssuer: { ca: { secretName: 'mine' }, clusterResourceNamespace: 'vault' } })).toEqual([
    CA('mine'),
  ]);
  const ca = { secretName: 'old', clusterResourceNamespace: 'vault' };
  expect(verbatim({ certManager: { certificate: { ca } } })).toEqual([CA('old')]);
});

test.each([false, true])('the Secret of an OCI zone may stand for an instance principal: %s', (instancePrincipal) => {
  const zone = { dnsZoneName: 'a.b', dnsZoneOCID: 'ocid1.dns-zone.oc1..a', ociConfigSecret: 'oci' };
  const dns = Dns.oci({ ...zone, dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..a', instancePrincipal });
  const certificates = Certificates.letsEncrypt({ emailAddress: 'a@b.c' });
  expect(JSON.stringify(issuerChain({ dns, certificates }))).toContain(`"useInstancePrincipals":${instancePrincipal}`);
  // The resource has no such field: the platform operator reads the Secret.
  expect(dns.toSpec()).toEqual({ oci: { ...zone, dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..a' } });
});

test('an issuer of your own: nothing is made for one that exists, and the platform’s name is kept for a spec', () => {
  const existing = Certificates.issuer({ name: 'corporate' });
  expect(issuerChain({ certificates: existing })).toEqual([]);
  expect(platformIssuer(platform({ certificates: existing })).issuer).toEqual({
    name: 'corporate',
    kind: 'ClusterIssuer',
    group: 'cert-manager.io',
  });
  const spec = { vault: { server: 'https://vault.example.com', path: 'pki', auth: {} } };
  expect(issuerChain({ certificates: Certificates.issuer({ spec }) })).toEqual([['ClusterIssuer', undefined, spec]]);
  expect(() => Certificates.issuer({ name: 'local', kind: 'Issuer' })).toThrow(
    'kind is not that of a cluster-scoped issuer',
  );
  expect(() => Certificates.issuer({ name: 'No Name' })).toThrow('name is not a valid name');
});

test('the authority of OpenSearch lies where cert-manager looks for Secrets of cluster issuers', () => {
  const clusterIssuer = { ca: { secretName: 'mine' }, clusterResourceNamespace: 'vault' };
  const objects = certificateObjects(platform({ components: { ...allComponents, clusterIssuer } }));
  const places = objects
    .filter(({ metadata: { name } }) => ['opensearch-ca-cert', 'opensearch-self-signed-issuer'].includes(name))
    .map(({ metadata: { namespace } }) => namespace);
  expect(places).toEqual(['vault', 'vault']);
});

test('certificates go with their components, and with those that they need', () => {
  const names = (components: ComponentsProps): readonly string[] =>
    certificateObjects(platform({ components: { ...allComponents, ...components } })).map(
      ({ metadata: { name } }) => name,
    );
  expect(names({})).toContain('opensearch-monitor-certs');
  expect(names({ jaegerOperator: { enabled: false } })).not.toContain('jaeger-operator-service-cert');
  expect(names({ prometheusOperator: { enabled: false }, prometheus: { enabled: false } })).not.toContain(
    'opensearch-monitor-certs',
  );
  const off = { certManager: { enabled: false }, clusterIssuer: { enabled: false } };
  expect(names(off).filter((name) => name.startsWith('prometheus-operator-kube-p'))).toEqual([]);
});

test('every certificate names an issuer that is there', () => {
  const objects = certificateObjects(platform());
  const issuers = new Set(
    objects
      .filter(({ kind }) => kind !== 'Certificate')
      .map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace ?? ''}/${name}`),
  );
  for (const { kind, metadata, spec } of objects) {
    if (kind !== 'Certificate') continue;
    const { name, kind: of = 'Issuer' } = (spec as { issuerRef: { name: string; kind?: string } }).issuerRef;
    expect(issuers).toContain(`${of} ${of === 'Issuer' ? metadata.namespace : ''}/${name}`);
  }
});

test('certificates of webhooks come from cert-manager, or from the component when it starts', () => {
  const rows = webhookCertificates(platform(DNS_MODES[1]));
  expect(rows).toContainEqual({
    component: 'jaeger-operator',
    configuration: 'jaeger-operator-mutating-webhook-configuration',
    service: 'jaeger-operator-webhook-service',
    madeBy: 'cert-manager',
    secrets: ['verrazzano-monitoring/jaeger-operator-service-cert'],
  });
  expect(rows.find(({ component }) => component === 'verrazzano-application-operator')).toMatchObject({
    madeBy: 'component',
    secrets: [
      'verrazzano-system/verrazzano-application-operator-ca',
      'verrazzano-system/verrazzano-application-operator-tls',
    ],
  });
  for (const { madeBy, secrets } of rows) if (madeBy === 'cert-manager') expect(secrets).toHaveLength(1);
});
