import { AdminCluster, Certificates, Cni, Dns, GitOpsApp, ProdProfile } from 'cdk8s-verrazzano';

export const app = new GitOpsApp({
  // The repository that Argo CD reads, and where dist/ is in it.
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist' },
});

/** The cluster: what it is called in Argo CD, and what it brings along. */
export const prod = new AdminCluster(app, 'prod', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});

/** The platform on it. */
export const verrazzano = new ProdProfile(prod, 'verrazzano', {
  environmentName: 'prod',
  // Names are <host>.prod.example.com, in a zone that others manage.
  dns: Dns.external('example.com'),
  // A certificate authority of your own, in Secret corporate-ca.
  certificates: Certificates.customCa({ secretName: 'corporate-ca' }),
});
