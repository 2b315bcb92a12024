import {
  AdminCluster,
  GitOpsApp,
  ManagedCluster,
  ManagedClusterProfile,
  ProdProfile,
  VirtualCluster,
  VirtualExposure,
} from '../../lib';
import type { VirtualClusterProps } from '../../lib';
import { kubernetes } from '../support/profiles';

function made(props: Partial<VirtualClusterProps> = {}): {
  app: GitOpsApp;
  host: AdminCluster;
  cluster: ManagedCluster;
  virtual: VirtualCluster;
} {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });
  const host = new AdminCluster(app, 'host', { kubernetes: { ...kubernetes, version: '1.26.7' } });
  new ProdProfile(host, 'vz');
  const virtual = new VirtualCluster(host, 'eu-1', { namespace: 'team', ...props });
  const cluster = ManagedCluster.inVirtualCluster(virtual, { admin: host, kubernetes });
  new ManagedClusterProfile(cluster, 'vz');
  return { app, host, cluster, virtual };
}

it('is a managed cluster with the name and the destination of the virtual cluster, and registered', () => {
  const { app, cluster, virtual } = made();
  expect(cluster.clusterName).toBe('eu-1');
  expect(cluster.destination).toEqual({ server: 'https://eu-1.team.svc' });
  expect(cluster.virtualCluster).toBe(virtual);
  const files = app.render();
  expect(
    files.has('host/registrations/eu-1/verrazzano-mc/VerrazzanoManagedCluster.clusters.verrazzano.io.eu-1.yaml'),
  ).toBe(true);
  expect(files.get('eu-1/README.md')).toContain('Secret `team/vc-eu-1` on the host, key `config`');
  expect(made({ exposure: VirtualExposure.loadBalancer('eu.example.com') }).cluster.destination).toEqual({
    server: 'https://eu.example.com',
  });
});

it('says what Verrazzano lacks there, as steps of the host', () => {
  const { host, virtual } = made();
  const titles = host.remainingSteps.map(({ title }) => title);
  expect(virtual.verrazzanoFindings.length).toBeGreaterThan(2);
  for (const { what } of virtual.verrazzanoFindings) expect(titles).toContain(`Cluster eu-1: ${what}`);
});

it('gets policies on the host where the virtual cluster is isolated, and none where they would close it', () => {
  const policies = (props: Partial<VirtualClusterProps>): string[] =>
    [...made(props).app.render().keys()].filter((path) => /NetworkPolicy.*(from-argocd|to-admin-cluster)/.test(path));
  expect(policies({ isolation: { networkPolicy: true } })).toEqual([
    'host/virtual-clusters/eu-1/team/NetworkPolicy.networking.k8s.io.vc-eu-1-from-argocd.yaml',
    'host/virtual-clusters/eu-1/team/NetworkPolicy.networking.k8s.io.vc-eu-1-to-admin-cluster.yaml',
  ]);
  expect(policies({})).toEqual([]);
});

it('a virtual cluster takes the version of Kubernetes on its host from the facts of that cluster', () => {
  const image = (props: Partial<VirtualClusterProps>): string => JSON.stringify(made(props).virtual.manifests);
  expect(image({})).toContain('kube-apiserver:v1.26.7');
  expect(image({ hostVersion: '1.25.3' })).toContain('kube-apiserver:v1.25.3');
});
