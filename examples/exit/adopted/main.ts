import { AdminCluster, Certificates, Cni, DevProfile, Dns, GitOpsApp, resultText } from 'cdk8s-verrazzano';
import { applicationsOfHelloHelidon, applicationsOfIstioSystem } from './applications';

// Facts of the cluster, as the dump has them.
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

// Confirm branch and folder. Nothing is synced by itself until the last step of plan.md.
// Argo CD is expected in the cluster itself; for one elsewhere, state the destination by which it knows the cluster.
const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist' },
  argoCd: { automated: false },
  kinds: [
    { group: 'cert-manager.io', kind: 'Certificate', namespaced: true },
    { group: 'monitoring.coreos.com', kind: 'ServiceMonitor', namespaced: true },
    { group: 'networking.istio.io', kind: 'Gateway', namespaced: true },
    { group: 'networking.istio.io', kind: 'VirtualService', namespaced: true },
    { group: 'security.istio.io', kind: 'AuthorizationPolicy', namespaced: true },
  ],
});
const cluster = new AdminCluster(app, 'verrazzano', {
  destination: { server: 'https://kubernetes.default.svc' },
  kubernetes,
});

new DevProfile(cluster, 'verrazzano', {
  environmentName: 'shop',
  dns: Dns.external('example.com'),
  components: {
    clusterAPI: { enabled: false },
    coherenceOperator: { enabled: false },
    console: { enabled: false },
    fluentd: { enabled: false },
    kiali: { enabled: false },
    opensearch: { enabled: false },
    opensearchDashboards: { enabled: false },
    opensearchOperator: { enabled: false },
    rancher: { enabled: false },
    weblogicOperator: { enabled: false },
  },
  certificates: Certificates.selfSigned({ commonName: 'verrazzano-root-ca-1a2b3c4d' }),
});

applicationsOfHelloHelidon(cluster.unit('apps/hello-helidon', { wave: 50 }));
applicationsOfIstioSystem(cluster.unit('apps/istio-system', { wave: 50 }));

console.log(resultText(app.synth()));
