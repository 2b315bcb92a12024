import type { Construct, IConstruct } from 'constructs';
import type { Certificates } from '../values/certificates';
import type { Dns } from '../values/dns';
import type { JsonObject } from '../values/json';
import type { KubernetesFacts } from '../values/kubernetes-facts';
import type { Problem } from '../values/problem';
import type { Registry } from '../values/registry';
import type { ComponentDefinition } from './definition';
import type { MeshState } from './namespaces';

/** A Verrazzano resource as plain data, `install.verrazzano.io/v1beta1`. */
export interface VerrazzanoManifest {
  /** API version, always `install.verrazzano.io/v1beta1`. */
  readonly apiVersion: string;
  /** Always `Verrazzano`. */
  readonly kind: string;
  /** Name and namespace of the resource, and the labels and annotations that the user states. */
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** The specification, keys verbatim as in the resource. */
  readonly spec: JsonObject;
}

/** A Secret that must exist in the cluster and is never put into Git. */
export interface PlatformSecret {
  /** Namespace of the Secret. */
  readonly namespace: string;
  /** Name of the Secret. */
  readonly name: string;
  /** Keys it must hold; empty when the name of the key is free. */
  readonly keys: readonly string[];
  /** Which part of the platform reads it. */
  readonly usedBy: string;
  /** What it holds and where to get that. */
  readonly description: string;
}

/** What the user says about host names and certificates; the fields of the resource are taken from the effective one. */
export interface PlatformNaming {
  /** How host names are resolved: its address and kind of credentials. */
  readonly dns?: Dns | undefined;
  /** Who signs certificates: an issuer of one's own, and the name of a root. */
  readonly certificates?: Certificates | undefined;
}

/**
 * What components and installers see of a profile. `Profile` implements it; it stands here because a room imports only
 * from rooms above it.
 */
export interface Platform extends Construct {
  /** Version of Verrazzano, such as `1.7.2`. */
  readonly version: string;
  /** The resource as the user states it. */
  readonly resource: VerrazzanoManifest;
  /** The resource without what its profile says anyway. */
  readonly differences: VerrazzanoManifest;
  /** The resource as the platform operator merges it with its profile. Throws when the merge is refused. */
  readonly effective: VerrazzanoManifest;
  /** Definitions of the enabled components, in the order in which they become ready. */
  readonly enabledComponents: readonly ComponentDefinition[];
  /**
   * Definitions of all that runs: the enabled components, and what the installer or the registration of a managed cluster
   * brings besides them.
   */
  readonly runningComponents: readonly ComponentDefinition[];
  /** Whether Istio puts sidecars into pods. */
  readonly mesh: MeshState;
  /** Which kind of cluster of a multicluster topology it is; a cluster on its own counts as an admin cluster. */
  readonly role: 'admin' | 'managed';
  /** Where images come from; undefined is upstream's registry. */
  readonly registry: Registry | undefined;
  /** What the user says about host names and certificates beyond what the resource can hold. */
  readonly naming?: PlatformNaming;
  /** Facts about the cluster; undefined when nobody stated them, which is a problem at synthesis. */
  readonly kubernetes: KubernetesFacts | undefined;
  /** Secrets that must exist before the platform is installed. */
  readonly requiredSecrets: readonly PlatformSecret[];
  /**
   * Tells whether a component is enabled in the effective resource.
   * @param component - name of the component, as the platform operator gives it
   */
  isEnabled(component: string): boolean;
}

/** Who installs the components of a profile. */
export interface PlatformInstaller {
  /**
   * What runs in the cluster because of the installer, besides the enabled components.
   * @default - nothing
   */
  readonly components?: readonly ComponentDefinition[];
  /**
   * Whether NetworkPolicies of its own come with it, so that the library's only fill their gaps.
   * @default false
   */
  readonly ownsNetworkPolicies?: boolean;
  /**
   * Whether something in the cluster makes the objects of the components, so that the library only lists them.
   * @default false
   */
  readonly ownsComponents?: boolean;
  /**
   * Adds what installs the platform to the construct tree. Called once, at the end of the construction of the profile.
   * @param platform - the profile
   */
  install(platform: Platform): void;
  /**
   * Problems of the installer with this profile, collected at synthesis.
   * @param platform - the profile
   */
  problems(platform: Platform): readonly Problem[];
}

const PLATFORM = Symbol.for('cdk8s-verrazzano.Platform');
const FACTS = Symbol.for('cdk8s-verrazzano.KubernetesFacts');
const ROLE = Symbol.for('cdk8s-verrazzano.ClusterRole');

/**
 * Marks a construct as a platform, so that {@link platformOf} finds it even across two copies of this package.
 * @param platform - the profile
 */
export function markPlatform(platform: Platform): void {
  Object.defineProperty(platform, PLATFORM, { value: true });
}

/**
 * The nearest platform around a construct, itself included.
 * @param scope - where to start
 */
export function platformOf(scope: IConstruct): Platform | undefined {
  return scope.node.scopes.reverse().find((s): s is Platform => PLATFORM in s);
}

/**
 * All platforms below a construct, itself included.
 * @param scope - where to look
 */
export function platformsIn(scope: IConstruct): readonly Platform[] {
  return scope.node.findAll().filter((s): s is Platform => PLATFORM in s);
}

/**
 * States facts about the cluster that a construct stands for.
 * @param cluster - construct around the profiles of that cluster
 * @param facts - the facts
 */
export function declareKubernetesFacts(cluster: IConstruct, facts: KubernetesFacts): void {
  Object.defineProperty(cluster, FACTS, { value: facts });
}

/**
 * Facts stated by the nearest construct around this one.
 * @param scope - where to start
 */
export function kubernetesFactsOf(scope: IConstruct): KubernetesFacts | undefined {
  const holder = scope.node.scopes.reverse().find((s) => FACTS in s);
  return holder === undefined ? undefined : (holder as IConstruct & { readonly [FACTS]: KubernetesFacts })[FACTS];
}

/**
 * States which kind of cluster of a multicluster topology a construct stands for.
 * @param cluster - construct around the profiles of that cluster
 * @param role - the kind
 */
export function declareClusterRole(cluster: IConstruct, role: Platform['role']): void {
  Object.defineProperty(cluster, ROLE, { value: role });
}

/**
 * The kind of cluster that the nearest construct around this one states; undefined outside of such a cluster.
 * @param scope - where to start
 */
export function clusterRoleOf(scope: IConstruct): Platform['role'] | undefined {
  const holder = scope.node.scopes.reverse().find((s) => ROLE in s);
  return holder === undefined ? undefined : (holder as IConstruct & { readonly [ROLE]: Platform['role'] })[ROLE];
}
