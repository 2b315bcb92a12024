/** Groups of kinds that share their name with others, or are not found without: kubectl then takes the resource with its group. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'cert-manager.io': ['Certificate', 'ClusterIssuer', 'Issuer'],
  'clusters.verrazzano.io': [
    ...['MultiClusterApplicationConfiguration', 'MultiClusterComponent', 'MultiClusterConfigMap', 'MultiClusterSecret'],
    ...['VerrazzanoManagedCluster', 'VerrazzanoProject'],
  ],
  'core.oam.dev': ['ApplicationConfiguration', 'Component'],
  'install.verrazzano.io': ['Verrazzano'],
  'monitoring.coreos.com': ['PodMonitor', 'ServiceMonitor'],
  'networking.istio.io': ['DestinationRule', 'Gateway', 'VirtualService'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  'platform.verrazzano.io': ['Module'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication'],
  'verrazzano.io': ['VerrazzanoMonitoringInstance'],
};

const GROUP_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(GROUPS).flatMap(([group, kinds]) => kinds.map((kind) => [kind, group] as const)),
);

/**
 * The resource of a kind as kubectl takes it, such as `ingresses.networking.k8s.io`.
 * @param kind - the kind
 */
export function resourceOf(kind: string): string {
  const group = GROUP_OF.get(kind);
  const plural = pluralOf(kind.toLowerCase());
  return group === undefined ? plural : `${plural}.${group}`;
}

/** As the API server names the resource of a kind. */
function pluralOf(kind: string): string {
  if (/(?:s|x|ch)$/.test(kind)) return kind === 'endpoints' ? kind : `${kind}es`;
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
