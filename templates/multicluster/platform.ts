import { join } from 'node:path';
import {
  AdminCluster,
  Cni,
  Dns,
  GitOpsApp,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
  readFleet,
  VerrazzanoProject,
} from 'cdk8s-verrazzano';

export const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist' },
  // The canary ring follows main; a change reaches the rest when the tag is moved.
  rollout: {
    rings: [
      { name: 'canary', revision: 'main' },
      { name: 'rest', revision: 'ring-rest' },
    ],
  },
});

/** The admin cluster. Its Argo CD delivers to the managed clusters, through Rancher. */
export const admin = new AdminCluster(app, 'admin', {
  destination: { server: 'https://kubernetes.default.svc' },
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});

/** The platform on it. */
export const verrazzano = new ProdProfile(admin, 'verrazzano', {
  environmentName: 'admin',
  dns: Dns.external('example.com'),
  components: { argoCD: { enabled: true } },
});

/** The managed clusters are data, in clusters.yaml. */
export const managed = readFleet(join(__dirname, 'clusters.yaml')).map(
  ({ name, kubernetes, ring, destination, environmentName, dnsSuffix, labels }) => {
    const cluster = new ManagedCluster(app, name, {
      admin,
      kubernetes,
      registration: { labels },
      ...(ring !== undefined && { ring }),
      ...(destination !== undefined && { destination }),
    });
    const profile = new ManagedClusterProfile(cluster, 'verrazzano', {
      environmentName,
      dns: Dns.external(dnsSuffix ?? 'example.com'),
    });
    return { cluster, profile };
  },
);

/** A team with a namespace on every managed cluster. */
new VerrazzanoProject(admin, 'shop', {
  clusters: managed.map(({ cluster }) => cluster),
  namespaces: ['shop'],
  admins: [{ kind: 'Group', name: 'shop-admins' }],
});
