import {
  AdminCluster,
  Cni,
  Dns,
  GitOpsApp,
  ProdProfile,
  VirtualCluster,
  VirtualDns,
  VirtualStore,
} from 'cdk8s-verrazzano';

export const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist' },
});

/** The host: a cluster with the platform, on which teams get clusters of their own. */
export const host = new AdminCluster(app, 'host', {
  kubernetes: { version: '1.27.16', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});

/** The platform on it. */
export const verrazzano = new ProdProfile(host, 'verrazzano', {
  environmentName: 'host',
  dns: Dns.external('example.com'),
});

/** Highly available, and apart from its neighbours. */
export const teamA = new VirtualCluster(host, 'team-a', {
  namespace: 'team-a',
  replicas: 3,
  store: VirtualStore.deployedEtcd({ replicas: 3, size: '10Gi', storageClass: 'standard' }),
  dns: VirtualDns.separate({ replicas: 2 }),
  isolation: { quota: true, networkPolicy: true, admitFrom: ['ingress-nginx'], podSecurity: 'baseline' },
});

/** Small. */
export const teamB = new VirtualCluster(host, 'team-b', {
  namespace: 'team-b',
  isolation: { networkPolicy: true, admitFrom: [] },
});
