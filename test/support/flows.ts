import { Certificates, Dns, ManagedClusterProfile, ProdProfile, type ComponentsProps, type Profile } from '../../lib';
import { COMPONENTS } from '../../lib/components/registry';
import { cluster } from './profiles';

/** Components whose sections come from other props of a profile. */
const SET_OTHERWISE = new Set(['dns', 'certManager', 'clusterIssuer']);

/** A prod profile with every component enabled, records in Oracle Cloud and certificates of Let's Encrypt. */
export function everything(): Profile {
  const keys = COMPONENTS.flatMap(({ specKey }) =>
    specKey === undefined || SET_OTHERWISE.has(specKey) ? [] : [specKey],
  );
  const components: ComponentsProps = Object.fromEntries(keys.map((key) => [key, { enabled: true }]));
  const ocid = 'ocid1.dns-zone.oc1..a';
  return new ProdProfile(cluster(), 'verrazzano', {
    components,
    dns: Dns.oci({ dnsZoneName: 'a.b', dnsZoneOCID: ocid, dnsZoneCompartmentOCID: ocid, ociConfigSecret: 'oci' }),
    certificates: Certificates.letsEncrypt({ emailAddress: 'a@b.c', environment: 'staging' }),
  });
}

/** A managed cluster as it comes. */
export function managedCluster(): Profile {
  return new ManagedClusterProfile(cluster(), 'verrazzano');
}
