import { compare } from '../../values/compare';
import type { DriftEntry } from '../drift/drift-entry';
import type { Dump } from '../dump/dump';

/** Objects that a dump does not list, so that nothing is known of them. */
export interface Lacking {
  /** Kind. */
  readonly kind: string;
  /** Namespaces of which it lacks the kind; empty for kinds that have none. */
  readonly namespaces: readonly string[];
  /** How many objects of the platform are therefore unknown. */
  readonly objects: number;
  /** Command that prints what is missing. */
  readonly command: string;
}

/** Resource names of kinds, where kubectl needs the group. */
const RESOURCES: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'authorizationpolicies.security.istio.io',
  Certificate: 'certificates.cert-manager.io',
  ClusterIssuer: 'clusterissuers.cert-manager.io',
  CustomResourceDefinition: 'customresourcedefinitions.apiextensions.k8s.io',
  DestinationRule: 'destinationrules.networking.istio.io',
  Gateway: 'gateways.networking.istio.io',
  Ingress: 'ingresses.networking.k8s.io',
  Issuer: 'issuers.cert-manager.io',
  MutatingWebhookConfiguration: 'mutatingwebhookconfigurations',
  NetworkPolicy: 'networkpolicies.networking.k8s.io',
  PeerAuthentication: 'peerauthentications.security.istio.io',
  PodMonitor: 'podmonitors.monitoring.coreos.com',
  ServiceMonitor: 'servicemonitors.monitoring.coreos.com',
  ValidatingWebhookConfiguration: 'validatingwebhookconfigurations',
};

/** Kinds that adoption reads beside those of the platform, and what they tell. */
const ALSO_READ: ReadonlyArray<readonly [kind: string, resource: string]> = [
  ['Verrazzano', 'verrazzanos.install.verrazzano.io'],
  ['Node', 'nodes'],
  ['StorageClass', 'storageclasses'],
  ['PersistentVolumeClaim', 'persistentvolumeclaims'],
  ['ApplicationConfiguration', 'applicationconfigurations.core.oam.dev'],
  ['VerrazzanoManagedCluster', 'verrazzanomanagedclusters.clusters.verrazzano.io'],
];

/**
 * What a dump lacks: kinds by namespace, with the command that prints them.
 * @param dump - the dump
 * @param drift - the drift, whose unknown objects are counted
 */
export function lackingIn(dump: Dump, drift: readonly DriftEntry[]): readonly Lacking[] {
  const found = new Map<string, { namespaces: Set<string>; objects: number }>();
  for (const { kind, object } of drift) {
    if (kind !== 'unknown') continue;
    const [ofKind = '', place = ''] = object.split(' ');
    const entry = found.get(ofKind) ?? { namespaces: new Set<string>(), objects: 0 };
    entry.objects++;
    if (place.includes('/')) entry.namespaces.add(place.slice(0, place.indexOf('/')));
    found.set(ofKind, entry);
  }
  const platform = [...found].map(([kind, { namespaces, objects }]): Lacking => {
    const names = [...namespaces].sort(compare);
    return {
      kind,
      namespaces: names,
      objects,
      command: commandFor(RESOURCES[kind] ?? `${kind.toLowerCase()}s`, names),
    };
  });
  const others = ALSO_READ.filter(([kind]) => dump.list(kind).length === 0 && !isListed(dump, kind)).map(
    ([kind, resource]): Lacking => ({
      kind,
      namespaces: [],
      objects: 0,
      command: `kubectl get ${resource} -A -o yaml`,
    }),
  );
  return [...platform, ...others].sort((a, b) => compare(a.kind, b.kind));
}

function isListed(dump: Dump, kind: string): boolean {
  return dump.covers(kind, undefined);
}

/** End of a command that prints Secrets with their keys and without their content, which no dump needs. */
export const WITHOUT_CONTENT = ` -o json | jq '.items[].data |= ((. // {}) | map_values(""))'`;

function commandFor(resource: string, namespaces: readonly string[]): string {
  const [only, ...more] = namespaces;
  const scope = only === undefined ? '' : more.length === 0 ? ` -n ${only}` : ' -A';
  return `kubectl get ${resource}${scope}${resource === 'secrets' ? WITHOUT_CONTENT : ' -o yaml'}`;
}
