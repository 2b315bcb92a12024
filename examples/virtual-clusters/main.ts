import {
  AdminCluster,
  Cni,
  Dns,
  GitOpsApp,
  GitOpsCluster,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
  VirtualCluster,
  VirtualDistribution,
  VirtualDns,
  VirtualExposure,
  VirtualStore,
} from 'cdk8s-verrazzano';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/virtual-clusters' },
});

// The host: a cluster of the platform, on which teams get clusters of their own.
const host = new AdminCluster(app, 'host', {
  kubernetes: { version: '1.27.16', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});
new ProdProfile(host, 'verrazzano', { environmentName: 'host', dns: Dns.external('example.com') });

// Team A: highly available, with an etcd of three members, apart from its neighbours.
new VirtualCluster(host, 'team-a', {
  namespace: 'team-a',
  replicas: 3,
  store: VirtualStore.deployedEtcd({ replicas: 3, size: '10Gi', storageClass: 'standard' }),
  dns: VirtualDns.separate({ replicas: 2 }),
  sync: { ingresses: true, toHost: { networkPolicies: true } },
  isolation: { quota: true, networkPolicy: true, admitFrom: ['ingress-nginx'], podSecurity: 'baseline' },
  exposure: VirtualExposure.gateway('team-a.example.com'),
});

// Team B: small, and it gives its own people virtual clusters inside of it.
const teamB = new VirtualCluster(host, 'team-b', {
  namespace: 'team-b',
  isolation: { networkPolicy: true, admitFrom: [] },
});

// Argo CD knows team B's cluster by the kubeconfig in Secret vc-team-b; what is below is applied there.
const insideTeamB = new GitOpsCluster(app, 'team-b', { destination: { name: 'team-b' } });
new VirtualCluster(insideTeamB, 'sandbox', {
  namespace: 'sandbox',
  host: teamB,
  distribution: VirtualDistribution.k3s(),
  volume: { size: '2Gi' },
});

// A managed cluster of the platform in a virtual cluster: what Verrazzano needs, and a virtual cluster lacks by default, is on.
const eu1 = new VirtualCluster(host, 'eu-1', {
  namespace: 'eu-1',
  distribution: VirtualDistribution.kubernetes({ version: 'v1.27.16' }),
  sync: { toHost: { networkPolicies: true }, fromHost: { nodes: true, storageClasses: true } },
  values: { sync: { fromHost: { nodes: { selector: { all: true } } } } },
  exposure: VirtualExposure.loadBalancer('eu-1.example.com'),
});
const managed = ManagedCluster.inVirtualCluster(eu1, {
  admin: host,
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
});
new ManagedClusterProfile(managed, 'verrazzano', { environmentName: 'eu-1' });

export const result = app.synth();
