import type { ChartValues } from '../values/chart-values';

/** The configuration of CoreDNS. */
export function corefile(values: ChartValues): string {
  const stated = values.text('controlPlane.coredns.overwriteConfig');
  if (stated !== '') return stated;
  const embedded = values.has('controlPlane.coredns.embedded');
  const lines = [
    'errors',
    'health',
    'ready',
    ...(embedded && values.has('networking.resolveDNS') ? ['vcluster'] : []),
    ...(values.has('networking.advanced.proxyKubelets.byHostname')
      ? ['rewrite name regex .*\\.nodes\\.vcluster\\.com kubernetes.default.svc.cluster.local']
      : []),
    ...kubernetesBlock(values, embedded),
    'hosts /etc/NodeHosts {',
    '    ttl 60',
    '    reload 15s',
    '    fallthrough',
    '}',
    'prometheus :9153',
    ...forwarding(values),
    'cache 30',
    'loop',
    'loadbalance',
  ];
  return ['.:1053 {', ...lines.map((line) => `    ${line}`), '}', '', 'import /etc/coredns/custom/*.server'].join('\n');
}

function kubernetesBlock(values: ChartValues, embedded: boolean): string[] {
  const domain = values.text('networking.advanced.clusterDomain');
  const own = domain === '' || domain === 'cluster.local' ? '' : ` ${domain}`;
  const fallback = values.has('networking.advanced.fallbackHostCluster') ? 'cluster.local ' : '';
  return [
    `kubernetes${own} cluster.local in-addr.arpa ip6.arpa {`,
    ...(embedded ? ['    kubeconfig /data/vcluster/admin.conf'] : []),
    '    pods insecure',
    `    fallthrough ${fallback}in-addr.arpa ip6.arpa`,
    '}',
  ];
}

/** Where names go that are not of the virtual cluster. */
function forwarding(values: ChartValues): string[] {
  if (values.has('networking.advanced.fallbackHostCluster')) return ['forward . {{.HOST_CLUSTER_DNS}}'];
  if (!values.has('policies.networkPolicy.enabled')) return ['forward . /etc/resolv.conf'];
  const resolver = values.text('policies.networkPolicy.fallbackDns');
  return [`forward . /etc/resolv.conf ${resolver} {`, '    policy sequential', '}'];
}
