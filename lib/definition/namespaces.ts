import { INJECTION_LABEL } from '../values/injection-labels';
import { INITIAL_NAMESPACES } from '../values/names';

/** Facts of a platform namespace. */
export interface NamespaceDefinition {
  /** Istio injects sidecars into its pods, while Istio is enabled with injection. */
  readonly injected?: true;
  /** The platform labels it and does not create it. */
  readonly existing?: true;
  /** Labelled whatever is enabled, since it has a network policy. */
  readonly always?: true;
  /** A component creates it at run time, without labels. */
  readonly unlabelled?: true;
  /** Names of the components that need it, which do not run in it. */
  readonly neededBy?: readonly string[];
}

/** Label with the name of a platform namespace; upstream's policies select by it. */
export const NAMESPACE_LABEL = 'verrazzano.io/namespace';

/** Label of namespaces with OAM applications, and of what is made for these; its value is `true`. */
export const MANAGED_LABEL = 'verrazzano-managed';

/**
 * The platform namespaces, each once. Labels are derived by {@link namespaceLabels}.
 *
 * Source: `platform-operator/internal/k8s/namespace` and the pre-install steps of the components at v1.7.2.
 */
export const NAMESPACES = {
  argocd: { injected: true },
  'cattle-fleet-local-system': {},
  'cattle-fleet-system': {},
  'cattle-resources-system': {},
  'cattle-system': { always: true },
  'cert-manager': {},
  'fleet-default': { unlabelled: true },
  'istio-system': {},
  keycloak: { injected: true },
  'kube-system': { existing: true, always: true },
  'mysql-operator': { injected: true },
  'verrazzano-auth': { injected: true },
  // Upstream's network policies label this one for injection even while Istio is off.
  'verrazzano-backup': { injected: true },
  'verrazzano-capi': {},
  'verrazzano-ingress-nginx': { injected: true },
  'verrazzano-install': {},
  'verrazzano-logging': {},
  'verrazzano-mc': { neededBy: ['verrazzano-cluster-operator'] },
  'verrazzano-monitoring': { injected: true },
  'verrazzano-system': { injected: true },
} as const satisfies Record<string, NamespaceDefinition>;

/** Name of a namespace of the platform. */
export type NamespaceName = keyof typeof NAMESPACES;

/**
 * Whether a namespace is that of a cluster itself or of the platform, which no project may have.
 * @param name - its name
 */
export function isSystemNamespace(name: string): boolean {
  return INITIAL_NAMESPACES.includes(name) || Object.hasOwn(NAMESPACES, name);
}

/** State of the mesh of one profile. */
export interface MeshState {
  /**
   * Istio is enabled and `istio.injectionEnabled` is not false.
   * @default true
   */
  readonly injection?: boolean;
}

/**
 * Facts of a namespace.
 * @param name - name of the namespace
 */
export function namespaceDefinition(name: NamespaceName): NamespaceDefinition {
  return NAMESPACES[name];
}

/**
 * Labels that the platform gives a namespace.
 * @param name - name of the namespace
 * @param mesh - whether sidecars are injected
 */
export function namespaceLabels(name: NamespaceName, mesh: MeshState = {}): Readonly<Record<string, string>> {
  if (namespaceDefinition(name).unlabelled === true) return {};
  const injected = namespaceDefinition(name).injected === true && mesh.injection !== false;
  return { [NAMESPACE_LABEL]: name, ...(injected && { [INJECTION_LABEL]: 'enabled' }) };
}
