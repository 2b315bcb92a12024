import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AdminCluster,
  Certificates,
  Cni,
  Dns,
  GitOpsApp,
  type KubernetesFacts,
  type Profile,
  type ProfileProps,
  VerrazzanoCluster,
} from '../../lib';

/** Facts about a cluster that every profile installs on. */
export const kubernetes: KubernetesFacts = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

/** A cluster without a role: any profile fits, and says the role. */
export class PlainCluster extends VerrazzanoCluster {}

/** A cluster of an app of its own, without a role. */
export function cluster(): PlainCluster {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  return new PlainCluster(app, 'test', { kubernetes });
}

/** The problems of one profile, in a cluster or in a plain Chart, as validation reports them. */
export function problemsOf(
  scope: typeof AdminCluster | typeof Chart,
  type: new (scope: Construct, id: string, props: ProfileProps) => Profile,
  props: ProfileProps,
): string[] {
  const parent = scope === AdminCluster ? cluster() : new Chart(new App(), 'chart');
  return new type(parent, 'verrazzano', props).node.validate();
}

/** A zone of Oracle Cloud Infrastructure with certificates of Let's Encrypt, where external-dns and its webhook run. */
export const OCI_ZONE = {
  dns: Dns.oci({
    dnsZoneName: 'example.com',
    dnsZoneOCID: 'ocid1.dns-zone.oc1..example',
    dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..example',
    dnsScope: 'GLOBAL',
    ociConfigSecret: 'oci',
  }),
  certificates: Certificates.letsEncrypt({ emailAddress: 'admin@example.com' }),
};

const on = { enabled: true };

/** Components that are off in production and run beside all others, switched on. */
export const OPTIONAL_COMPONENTS = {
  velero: on,
  thanos: on,
  argoCD: on,
  jaegerOperator: on,
  prometheusAdapter: on,
  prometheusPushgateway: on,
  rancherBackup: on,
  fluentOperator: on,
} as const;
