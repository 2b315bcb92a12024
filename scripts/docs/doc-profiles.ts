import { App, Chart } from 'cdk8s';
import {
  Certificates,
  Dns,
  ManagedClusterProfile,
  ProdProfile,
  type ComponentsProps,
  type Profile,
  type ProfileProps,
} from '../../lib';
import { COMPONENTS } from '../../lib/components/registry';

/** A chart for a profile. */
export function chart(): Chart {
  return new Chart(new App(), 'network');
}

/** A prod profile. */
export function prod(props: ProfileProps = {}): Profile {
  return new ProdProfile(chart(), 'prod', props);
}

/** A managed cluster without options. */
export function managed(): Profile {
  return new ManagedClusterProfile(chart(), 'managed-cluster');
}

/** A prod profile with everything enabled; also OCI DNS, which enables another component. */
export function everything(): Profile {
  const elsewhere = ['dns', 'certManager', 'clusterIssuer'];
  const keys = COMPONENTS.flatMap(({ specKey = 'dns' }) => (elsewhere.includes(specKey) ? [] : [specKey]));
  const components: ComponentsProps = Object.fromEntries(keys.map((key) => [key, { enabled: true }]));
  const ocid = 'ocid1.dns-zone.oc1..example';
  const certificates = Certificates.letsEncrypt({ emailAddress: 'platform@example.com' });
  const zone = { dnsZoneName: 'example.com', dnsZoneOCID: ocid, dnsZoneCompartmentOCID: ocid };
  return prod({ components, dns: Dns.oci({ ...zone, ociConfigSecret: 'oci' }), certificates });
}
