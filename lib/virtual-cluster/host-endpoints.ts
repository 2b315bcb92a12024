import { hasEtcdPods, isHeadless, type Release } from './release';
import { API_PORT } from './objects/services';

/** A connection on the host that a virtual cluster needs. */
export interface HostEndpoint {
  /** What it is for. */
  readonly name: string;
  /** Who opens it. */
  readonly from: string;
  /** Labels of the pods that accept it, in the namespace of the virtual cluster; undefined for what is elsewhere. */
  readonly pods?: Readonly<Record<string, string>>;
  /** What accepts it, in words. */
  readonly to: string;
  /** Port of the pods. */
  readonly port: number;
  /** Protocol. */
  readonly protocol: 'TCP' | 'UDP';
}

/**
 * The connections on the host that a virtual cluster needs: its API, its DNS, its store and the API server of the host.
 * @param release - the virtual cluster
 */
export function hostEndpointsOf(release: Release): readonly HostEndpoint[] {
  const { name, values } = release;
  const control = { app: 'vcluster', release: name };
  const etcd = { app: 'vcluster-etcd', release: name };
  const workloads = { 'vcluster.loft.sh/managed-by': name };
  const embeddedDns = values.has('controlPlane.coredns.embedded');
  const dns = embeddedDns
    ? control
    : { ...workloads, 'vcluster.loft.sh/namespace': 'kube-system', 'k8s-app': 'vcluster-kube-dns' };
  const domain = values.has('controlPlane.coredns.enabled') ? (['UDP', 'TCP'] as const) : [];
  const embeddedEtcd = values.has('controlPlane.backingStore.etcd.embedded.enabled');
  return [
    ...(isHeadless(values)
      ? []
      : [
          {
            name: 'api',
            from: 'clients, workloads and nodes',
            pods: control,
            to: `Service ${name}`,
            port: API_PORT,
            protocol: 'TCP',
          } as const,
        ]),
    ...domain.map((protocol) => ({
      name: 'dns',
      from: 'workloads',
      pods: dns,
      to: 'CoreDNS of the virtual cluster',
      port: 1053,
      protocol,
    })),
    ...(hasEtcdPods(values) || embeddedEtcd
      ? [2379, 2380].map((port) => ({
          name: port === 2379 ? 'etcd' : 'etcd-peer',
          from: port === 2379 ? 'control plane' : 'members of etcd',
          pods: hasEtcdPods(values) ? etcd : control,
          to: 'etcd',
          port,
          protocol: 'TCP' as const,
        }))
      : []),
    { name: 'host-api', from: 'control plane', to: 'the API server of the host', port: 443, protocol: 'TCP' },
    { name: 'host-dns', from: 'control plane', to: 'the DNS of the host', port: 53, protocol: 'UDP' },
  ];
}
