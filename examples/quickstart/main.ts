import {
  AdminCluster,
  Certificates,
  Cni,
  DevProfile,
  Dns,
  GitOpsApp,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
  VolumeClaimTemplate,
  VolumeSource,
} from 'cdk8s-verrazzano';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/quickstart' },
});

// A cluster to try things out on: wildcard names, certificates of its own, no persistent storage.
const dev = new AdminCluster(app, 'dev', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard' },
});
new DevProfile(dev, 'verrazzano', { environmentName: 'dev' });

// The admin cluster of the estate, on Oracle Cloud Infrastructure.
const prod = new AdminCluster(app, 'prod', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv', apiServerCidrs: ['10.0.0.0/28'] },
});
new ProdProfile(prod, 'verrazzano', {
  environmentName: 'prod',
  dns: Dns.oci({
    dnsZoneName: 'platform.example.com',
    dnsZoneOCID: 'ocid1.dns-zone.oc1..exampleuniqueidofthezone',
    dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..exampleuniqueidofthecompartment',
    ociConfigSecret: 'oci',
  }),
  certificates: Certificates.letsEncrypt({ emailAddress: 'platform@example.com', environment: 'production' }),
  volumeClaimTemplates: [
    VolumeClaimTemplate.of({ name: 'database', storage: '100Gi', accessModes: ['ReadWriteOnce'] }),
  ],
  components: {
    argoCD: { enabled: true },
    keycloak: { mysql: { volumeSource: VolumeSource.claim('database') } },
    opensearch: {
      nodes: [{ name: 'es-data', replicas: 5, storage: { size: '200Gi' } }],
    },
  },
});

// A cluster that is managed by the admin cluster, with names in a zone that others manage.
const eu1 = new ManagedCluster(app, 'eu-1', {
  admin: prod,
  kubernetes: { version: '1.26', cni: Cni.cilium(), storageClass: 'standard' },
});
new ManagedClusterProfile(eu1, 'verrazzano', {
  environmentName: 'eu-1',
  dns: Dns.external('apps.example.com'),
});

export const result = app.synth();
