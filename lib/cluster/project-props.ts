import type { JsonObject } from '../values/json';
import type { Placement } from './placement';
import type { PlacementTarget } from './placement-targets';

/** A namespace of a project. */
export interface ProjectNamespace {
  /** Name, a DNS label. */
  readonly name: string;
  /** Labels; they win over `istio-injection: enabled` and `verrazzano-managed: "true"`, which every namespace gets. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations; others on the namespace are removed. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether Istio injects sidecars. @default - as in namespace verrazzano-system, which has sidecars unless the mesh is off */
  readonly istioInjection?: boolean;
}

/** Someone who gets a role in the namespaces of a project. */
export interface ProjectSubject {
  /** Kind. */
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  /** Name. */
  readonly name: string;
  /** Namespace of a ServiceAccount. @default - none: for users and groups */
  readonly namespace?: string;
}

/** A NetworkPolicy of a project. */
export interface ProjectNetworkPolicy {
  /** Name. */
  readonly name: string;
  /** One of the namespaces of the project. */
  readonly namespace: string;
  /** Labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** `spec` of the NetworkPolicy as Kubernetes has it. */
  readonly spec: JsonObject;
}

/** Properties of a `VerrazzanoProject`. */
export interface VerrazzanoProjectProps {
  /** Name of the project. @default - the id */
  readonly name?: string;
  /** Clusters that the project is placed on: constructs, names of managed clusters, or `local`; at least one. */
  readonly clusters: readonly PlacementTarget[];
  /** Namespaces, at least one; a string is the name of one. */
  readonly namespaces: readonly (string | ProjectNamespace)[];
  /** Who administers the namespaces. @default - Group verrazzano-project-<project>-admins */
  readonly admins?: readonly ProjectSubject[];
  /** Who may view the namespaces. @default - Group verrazzano-project-<project>-monitors */
  readonly monitors?: readonly ProjectSubject[];
  /** Policies of the namespaces; the operator deletes all others. @default - none */
  readonly networkPolicies?: readonly ProjectNetworkPolicy[];
  /** Labels of the project. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the project. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** How the project gets to its clusters. @default Placement.MULTICLUSTER */
  readonly placement?: Placement;
}
