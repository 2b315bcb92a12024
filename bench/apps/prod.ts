import { AdminCluster, Certificates, Cni, Dns, GitOpsApp, ProdProfile } from 'cdk8s-verrazzano';

const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
const prod = new AdminCluster(app, 'prod', {
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv' },
});
new ProdProfile(prod, 'verrazzano', {
  environmentName: 'prod',
  dns: Dns.external('platform.example.com'),
  certificates: Certificates.letsEncrypt({ emailAddress: 'platform@example.com' }),
  components: { argoCD: { enabled: true } },
});
app.synth();
