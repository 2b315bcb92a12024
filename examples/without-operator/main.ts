import {
  AdminCluster,
  Certificates,
  ChartSource,
  Cni,
  DevProfile,
  Dns,
  GitOpsApp,
  Installer,
  LoadBalancer,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
} from 'cdk8s-verrazzano';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/without-operator' },
});
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };

// The public charts of the release. For a closed network: ChartSource.git(), .helm(), .oci() or .vendored().
const installer = Installer.charts({ source: ChartSource.release() });

const prod = new AdminCluster(app, 'prod', { kubernetes });
new ProdProfile(prod, 'verrazzano', {
  installer,
  environmentName: 'prod',
  dns: Dns.external('corp.example.com'),
  certificates: Certificates.customCa({ secretName: 'corporate-ca' }),
  loadBalancers: {
    // Both settings reach the Services: of the ingress controller as chart values, of the ingress gateway as a Service of our own.
    system: LoadBalancer.none({ externalIPs: ['10.1.0.100'] }),
    applications: LoadBalancer.none({ externalIPs: ['10.1.0.101'] }),
  },
  components: { velero: { enabled: true }, thanos: { enabled: true } },
});

const edge = new ManagedCluster(app, 'edge', { kubernetes });
new ManagedClusterProfile(edge, 'verrazzano', {
  installer,
  environmentName: 'edge',
  dns: Dns.external('edge.example.com'),
});

const dev = new AdminCluster(app, 'dev', { kubernetes });
new DevProfile(dev, 'verrazzano', {
  installer,
  environmentName: 'dev',
  dns: Dns.wildcard('nip.io', { address: '192.0.2.7' }),
});

export const result = app.synth();
