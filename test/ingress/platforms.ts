import { Certificates, Dns, ProdProfile, type ComponentsProps, type Profile, type ProfileProps } from '../../lib';
import { COMPONENTS } from '../../lib/components/registry';
import { cluster } from '../support/profiles';

/** Components whose sections come from other props of a profile. */
const SET_OTHERWISE = new Set(['dns', 'certManager', 'clusterIssuer']);

/** Every component, with the parts that chart values switch on. */
export const allComponents: ComponentsProps = {
  ...Object.fromEntries(
    COMPONENTS.flatMap(({ specKey }) =>
      specKey === undefined || SET_OTHERWISE.has(specKey) ? [] : [[specKey, { enabled: true }]],
    ),
  ),
  prometheusOperator: { values: { alertmanager: { enabled: true } } },
  thanos: { enabled: true, values: { ruler: { enabled: true } } },
};

const ocid = (type: string): string => `ocid1.${type}.oc1..a`;

/** The three ways to resolve names, with the suffix that follows. */
export const DNS_MODES = [
  { name: 'wildcard', dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }), suffix: '10.0.0.1.nip.io' },
  {
    name: 'OCI',
    dns: Dns.oci({
      dnsZoneName: 'zone.example.com',
      dnsZoneOCID: ocid('dns-zone'),
      dnsZoneCompartmentOCID: ocid('compartment'),
      ociConfigSecret: 'oci',
    }),
    suffix: 'zone.example.com',
  },
  { name: 'external', dns: Dns.external('apps.example.com'), suffix: 'apps.example.com' },
] as const;

/** The ways to sign certificates. */
export const CERTIFICATE_MODES = [
  { name: 'self-signed', certificates: Certificates.selfSigned() },
  { name: 'customer CA', certificates: Certificates.customCa({ secretName: 'corporate-ca' }) },
  {
    name: "Let's Encrypt staging",
    certificates: Certificates.letsEncrypt({ emailAddress: 'a@b.c', environment: 'staging' }),
  },
  { name: "Let's Encrypt production", certificates: Certificates.letsEncrypt({ emailAddress: 'a@b.c' }) },
  { name: 'existing issuer', certificates: Certificates.issuer({ name: 'corporate' }) },
  { name: 'own issuer', certificates: Certificates.issuer({ spec: { ca: { secretName: 'corporate-ca' } } }) },
] as const;

/** Each DNS mode with each certificate mode. */
export const ALL_MODES = DNS_MODES.flatMap((dns) =>
  CERTIFICATE_MODES.map((certificates) => ({ ...dns, ...certificates, name: `${dns.name} DNS, ${certificates.name}` })),
);

/** A prod profile with every component. */
export function platform(props: ProfileProps = {}): Profile {
  return new ProdProfile(cluster(), 'verrazzano', { components: allComponents, ...props });
}
