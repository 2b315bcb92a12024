import {
  Certificates,
  Dns,
  ManagedClusterProfile,
  Override,
  type ComponentsProps,
  type ProfileProps,
  SecretReference,
} from '../../lib';
import { systemIngresses, systemIngressTable } from '../../lib/ingress/system-ingresses';
import { cluster } from '../support/profiles';
import { allComponents, platform } from './platforms';

const dns = Dns.external('example.com');

function namesOf(props: ProfileProps): readonly string[] {
  return systemIngresses(platform({ dns, ...props })).map(({ metadata: { name } }) => name);
}

const withComponents = (components: ComponentsProps): readonly string[] =>
  namesOf({ components: { ...allComponents, ...components } });

test('an Ingress that hangs on a chart value follows the strongest override', () => {
  expect(namesOf({})).toEqual(expect.arrayContaining(['alertmanager', 'thanos-ruler', 'verrazzano-jaeger']));
  const off = Override.values({ ruler: { enabled: false } });
  expect(
    withComponents({ thanos: { enabled: true, overrides: [off], values: { ruler: { enabled: true } } } }),
  ).not.toContain('thanos-ruler');
  const create = Override.values({ jaeger: { create: false } });
  expect(withComponents({ jaegerOperator: { enabled: true, overrides: [create] } })).not.toContain('verrazzano-jaeger');
});

test('values that a Secret holds are unknown and count as not set', () => {
  const overrides = [Override.secret(SecretReference.of('thanos', 'values.yaml'))];
  expect(withComponents({ thanos: { enabled: true, overrides } })).not.toContain('thanos-ruler');
});

test('a component that is off has none, nor has a platform without the ingress controller', () => {
  expect(withComponents({ kiali: { enabled: false } })).not.toContain('vmi-system-kiali');
  expect(withComponents({ opensearchOperator: { enabled: false } })).not.toContain('opensearch');
  expect(withComponents({ ingressNGINX: { enabled: false } })).toEqual([]);
});

test('a managed cluster has no Jaeger of its own to look at', () => {
  const managed = new ManagedClusterProfile(cluster(), 'verrazzano', {
    dns,
    components: { jaegerOperator: { enabled: true } },
  });
  const names = systemIngresses(managed).map(({ metadata: { name } }) => name);
  expect(names).toContain('vmi-system-prometheus');
  expect(names).not.toContain('verrazzano-jaeger');
});

test('the class is that of the resource', () => {
  const components = { ...allComponents, ingressNGINX: { ingressClassName: 'corporate' } };
  const classes = systemIngresses(platform({ dns, components })).map(
    ({ spec }) => (spec as { ingressClassName: string }).ingressClassName,
  );
  expect(new Set(classes)).toEqual(new Set(['corporate']));
});

test('an external issuer is named with its kind and group, since cert-manager refuses these beside cluster-issuer', () => {
  const certificates = Certificates.issuer({
    name: 'pca',
    kind: 'AWSPCAClusterIssuer',
    group: 'awspca.cert-manager.io',
  });
  for (const { metadata } of systemIngresses(platform({ dns, certificates }))) {
    expect(metadata.annotations).toMatchObject({
      'cert-manager.io/issuer': 'pca',
      'cert-manager.io/issuer-kind': 'AWSPCAClusterIssuer',
      'cert-manager.io/issuer-group': 'awspca.cert-manager.io',
    });
    expect(metadata.annotations).not.toHaveProperty(['cert-manager.io/cluster-issuer']);
  }
});

test('hosts that are known only in the cluster are listed with a gap', () => {
  const hosts = systemIngressTable(platform()).map(({ host }) => host);
  expect(hosts).toContain('grafana.vmi.system.default.<address>.nip.io');
});

test('the table says what an Ingress belongs to and how requests pass', () => {
  const rows = systemIngressTable(platform({ dns })).map(({ component, ingress }) => [
    component,
    ingress.through,
    ingress.backend.service,
  ]);
  expect(rows).toContainEqual(['rancher', 'direct', 'rancher']);
  expect(rows).toContainEqual(['prometheus', 'authproxy', 'verrazzano-authproxy']);
});
