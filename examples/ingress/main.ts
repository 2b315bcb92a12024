import type { ProfileProps } from 'cdk8s-verrazzano';
import {
  AdminCluster,
  Certificates,
  Cni,
  Dns,
  GitOpsApp,
  Installer,
  LoadBalancer,
  Override,
  ProdProfile,
} from 'cdk8s-verrazzano';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/ingress' },
});

// On Oracle Cloud Infrastructure: ExternalDNS keeps the records, and Let's Encrypt signs.
const cloud = new AdminCluster(app, 'cloud', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv', apiServerCidrs: ['10.0.0.0/28'] },
});
new ProdProfile(cloud, 'verrazzano', {
  environmentName: 'cloud',
  dns: Dns.oci({
    dnsZoneName: 'platform.example.com',
    dnsZoneOCID: 'ocid1.dns-zone.oc1..exampleuniqueidofthezone',
    dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..exampleuniqueidofthecompartment',
    ociConfigSecret: 'oci',
  }),
  certificates: Certificates.letsEncrypt({ emailAddress: 'platform@example.com', environment: 'production' }),
  loadBalancers: {
    // Consoles are for the own network only; applications are public.
    system: LoadBalancer.oci({
      flexMin: 10,
      flexMax: 100,
      internal: true,
      subnet: 'ocid1.subnet.oc1.phx.exampleuniqueidoftheprivatesubnet',
    }),
    applications: LoadBalancer.oci({ flexMin: 100, flexMax: 400 }),
  },
});

// In the own data centre: a load balancer outside of the clusters sends traffic to node ports, and the own authority signs.
const onPremises = (address: string): ProfileProps => ({
  certificates: Certificates.customCa({ secretName: 'corporate-ca' }),
  loadBalancers: {
    system: LoadBalancer.none({ externalIPs: [address] }),
    applications: LoadBalancer.none({ externalIPs: [address] }),
  },
  components: {
    // With a node port the controller sees the address of the client only this way.
    ingressNGINX: { overrides: [Override.values({ controller: { service: { externalTrafficPolicy: 'Local' } } })] },
  },
});
const dataCentre = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.1.0.0/28'] };

const onprem = new AdminCluster(app, 'onprem', { kubernetes: dataCentre });
new ProdProfile(onprem, 'verrazzano', {
  ...onPremises('10.1.0.100'),
  environmentName: 'onprem',
  dns: Dns.external('corp.example.com'),
});

// The same without the platform operator: what it would make is in the output. Names come from the address of the load balancer.
const exit = new AdminCluster(app, 'exit', { kubernetes: dataCentre });
new ProdProfile(exit, 'verrazzano', {
  ...onPremises('10.1.0.200'),
  environmentName: 'exit',
  dns: Dns.wildcard('nip.io'),
  installer: Installer.charts(),
});

export const result = app.synth();
