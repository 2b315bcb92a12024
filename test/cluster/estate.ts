import type { ComponentsProps } from '../../lib/components';
import type { ManagedClusterProps } from '../../lib';
import { AdminCluster, Dns, GitOpsApp, Installer, ManagedCluster, ManagedClusterProfile, ProdProfile } from '../../lib';
import { kubernetes } from '../support/profiles';

/** How the clusters of an estate are registered. */
export type Way = 'rancher' | 'secrets' | 'declared';

/** What an estate is made of. */
export interface EstateProps {
  readonly way?: Way;
  readonly names?: readonly string[];
  readonly props?: Partial<ManagedClusterProps>;
  readonly components?: ComponentsProps;
  readonly managedComponents?: ComponentsProps;
  /** Charts install the managed clusters, whatever installs the admin cluster. */
  readonly managedByCharts?: boolean;
}

/** An admin cluster `prod` with managed clusters. */
export interface Estate {
  readonly app: GitOpsApp;
  readonly prod: AdminCluster;
  readonly clusters: readonly ManagedCluster[];
}

export function estate({
  way = 'rancher',
  names = ['eu-1'],
  props,
  components,
  managedComponents,
  managedByCharts = false,
}: EstateProps = {}): Estate {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });
  const prod = new AdminCluster(app, 'prod', {
    kubernetes,
    ...(way === 'secrets' && { apiServer: 'https://api:6443' }),
  });
  const installer = way === 'declared' ? { installer: Installer.charts() } : {};
  new ProdProfile(prod, 'vz', {
    environmentName: 'prod',
    dns: Dns.external('example.com'),
    components: { argoCD: { enabled: true }, ...(way === 'secrets' && { rancher: { enabled: false } }), ...components },
    ...installer,
  });
  const clusters = names.map((name) => {
    const cluster = new ManagedCluster(app, name, { kubernetes, admin: prod, ...props });
    new ManagedClusterProfile(cluster, 'vz', {
      environmentName: name,
      dns: Dns.external('example.com'),
      ...(managedComponents && { components: managedComponents }),
      ...(managedByCharts ? { installer: Installer.charts() } : installer),
    });
    return cluster;
  });
  return { app, prod, clusters };
}
