import { AdminCluster, Certificates, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile } from 'cdk8s-verrazzano';

export const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist' },
});

/** The cluster: what it is called in Argo CD, and what it brings along. */
export const prod = new AdminCluster(app, 'prod', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});

/** The platform on it: one Argo CD Application for each chart, and no platform operator. */
export const verrazzano = new ProdProfile(prod, 'verrazzano', {
  // The public charts of the release. For a closed network: ChartSource.git(), .helm(), .oci() or .vendored().
  installer: Installer.charts({ source: ChartSource.release() }),
  environmentName: 'prod',
  dns: Dns.external('example.com'),
  certificates: Certificates.customCa({ secretName: 'corporate-ca' }),
});
