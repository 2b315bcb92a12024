import { join } from 'path';
import {
  AdminCluster,
  Cni,
  DevProfile,
  Dns,
  ExternalSecrets,
  GitOpsApp,
  Installer,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
  readFleet,
} from 'cdk8s-verrazzano';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/multicluster' },
  // A change reaches the rest of the fleet when its tag is moved.
  rollout: {
    rings: [
      { name: 'canary', revision: 'ring-canary' },
      { name: 'rest', revision: 'ring-rest' },
    ],
  },
});

const dns = Dns.external('example.com');

// The admin cluster. Its Argo CD delivers to the managed clusters, through Rancher.
const prod = new AdminCluster(app, 'prod', {
  destination: { server: 'https://kubernetes.default.svc' },
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv', apiServerCidrs: ['10.0.0.0/28'] },
});
new ProdProfile(prod, 'verrazzano', { environmentName: 'prod', dns, components: { argoCD: { enabled: true } } });

// The managed clusters are data.
for (const { name, kubernetes, ring, destination, environmentName, dnsSuffix, labels, settings } of readFleet(
  join(__dirname, 'clusters.yaml'),
)) {
  const cluster = new ManagedCluster(app, name, {
    admin: prod,
    kubernetes,
    registration: { labels },
    ...(ring !== undefined && { ring }),
    ...(destination !== undefined && { destination }),
  });
  const Profile = settings.profile === 'prod' ? ProdProfile : ManagedClusterProfile;
  new Profile(cluster, 'verrazzano', {
    environmentName,
    dns: Dns.external(dnsSuffix ?? 'example.com'),
    installer: settings.installer === 'charts' ? Installer.charts() : Installer.platformOperator(),
  });
}

// A laboratory of its own: without Rancher, so that External Secrets carries the registration.
const lab = new AdminCluster(app, 'lab', {
  apiServer: 'https://api.lab.example.com:6443',
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard' },
});
new DevProfile(lab, 'verrazzano', { environmentName: 'lab', dns, components: { rancher: { enabled: false } } });

const lab1 = new ManagedCluster(app, 'lab-1', {
  admin: lab,
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard' },
  registration: { secrets: ExternalSecrets.of({ store: 'vault' }) },
});
new ManagedClusterProfile(lab1, 'verrazzano', { environmentName: 'lab-1', dns });

export const result = app.synth();
