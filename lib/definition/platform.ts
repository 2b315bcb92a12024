import type { KubernetesManifest } from './kubernetes-manifest';
import type { Construct, IConstruct } from 'constructs';
import type { Certificates } from '../values/certificates';
import type { Dns } from '../values/dns';
import type { JsonObject } from '../values/json';
import type { KubernetesFacts } from '../values/kubernetes-facts';
import type { Problem } from '../values/problem';
import type { Registry } from '../values/registry';
import type { ComponentChartSource } from './component-chart-source';
import type { ComponentDefinition } from './definition';
import type { MeshState } from './namespaces';

/** A Verrazzano resource as plain data, `install.verrazzano.io/v1beta1`. */
export interface VerrazzanoManifest {
  /** API version, always `install.verrazzano.io/v1beta1`. */
  readonly apiVersion: string;
  /** Always `Verrazzano`. */
  readonly kind: string;
  /** Name and namespace of the resource, and the labels and annotations that the user sets. */
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
  /** Part of the platform that reads it. */
  readonly usedBy: string;
  /** Its content and where to get it. */
  readonly description: string;
}

/** DNS and certificate options of the user; fields of the resource are taken from the effective one. */
export interface PlatformNaming {
  /** DNS settings: address and kind of credentials. */
  readonly dns?: Dns | undefined;
  /** Certificate settings: a custom issuer, and the name of a root. */
  readonly certificates?: Certificates | undefined;
}

/** What a managed cluster knows of its admin cluster. */
export interface PlatformAdmin {
  /** Name of the managed cluster in its registration. */
  readonly registeredAs: string;
  /** `<environment>.<DNS suffix>` of the admin cluster; `<address>` marks an address that is known only there. */
  readonly domain: string;
  /** Address of the load balancer of its ingress controller; undefined when it is not set. */
  readonly address: string | undefined;
  /** Host and port of its API server, for managed clusters without Rancher; undefined when it is not set. */
  readonly apiServer: { readonly host: string; readonly port: number } | undefined;
  /** Whether Rancher is enabled there. */
  readonly hasRancher: boolean;
  /** Whether the platform operator is there, with the operators that it installs. */
  readonly hasOperator: boolean;
}

/**
 * What components and installers see of a profile. `Profile` implements it; it is declared here because a room imports only
 * from rooms below it.
 */
export interface Platform extends Construct {
  /** Version of Verrazzano, such as `1.7.2`. */
  readonly version: string;
  /** The resource as the user states it. */
  readonly resource: VerrazzanoManifest;
  /** The resource without the fields that its profile sets to the same value. */
  readonly differences: VerrazzanoManifest;
  /** The resource as the platform operator merges it with its profile. Throws when the merge is refused. */
  readonly effective: VerrazzanoManifest;
  /** Definitions of the enabled components, in the order in which they become ready. */
  readonly enabledComponents: readonly ComponentDefinition[];
  /**
   * Definitions of everything that runs: the enabled components, and those that the installer or the registration of a managed
   * cluster adds.
   */
  readonly runningComponents: readonly ComponentDefinition[];
  /** AuthorizationPolicies of the library that are emitted. @default - not known @internal */
  readonly authorizationPolicies?: readonly KubernetesManifest[];
  /** Where charts of single components come from, by name of the component. @default - none is stated @internal */
  readonly chartSources?: ReadonlyMap<string, ComponentChartSource>;
  /** Whether Istio injects sidecars into pods. */
  readonly mesh: MeshState;
  /** Role of the cluster in a multicluster topology, as the cluster around says; a single cluster counts as an admin cluster. */
  readonly role: 'admin' | 'managed';
  /** The admin cluster of a managed cluster; undefined where the program does not name it. @internal */
  readonly admin?: PlatformAdmin | undefined;
  /** Where images come from; undefined is upstream's registry. */
  readonly registry: Registry | undefined;
  /** DNS and certificate options beyond those of the resource. @internal */
  readonly naming?: PlatformNaming;
  /** Facts about the cluster; undefined when they are not set, which is a problem at synthesis. */
  readonly kubernetes: KubernetesFacts | undefined;
  /** Whether the platform operator installs it. @internal */
  readonly hasOperator?: boolean;
  /** Secrets that must exist before the platform is installed. */
  readonly requiredSecrets: readonly PlatformSecret[];
  /**
   * Tells whether a component is enabled in the effective resource.
   * @param component - name of the component, as the platform operator gives it
   */
  isEnabled(component: string): boolean;
  /** Forgets what was derived from the admin cluster, whose profile is another one now. @internal */
  adminChanged?(): void;
}

/** Installs the components of a profile. */
export interface PlatformInstaller {
  /**
   * Components that run because of the installer, besides the enabled ones. @default - none
   */
  readonly components?: readonly ComponentDefinition[];
  /**
   * Whether the installer brings its own NetworkPolicies, so that the library's only fill their gaps.
   * @default false
   * @internal
   */
  readonly ownsNetworkPolicies?: boolean;
  /**
   * Whether a controller in the cluster creates the objects of the components, so that the library only lists them.
   * @default false
   * @internal
   */
  readonly ownsComponents?: boolean;
  /**
   * The definition of a component in the version that the installer delivers.
   * @default - that of the release
   * @param definition - the component, as the release has it
   * @param platform - the profile
   * @internal
   */
  definitionOf?(definition: ComponentDefinition, platform: Platform): ComponentDefinition;
  /**
   * Names of components that the effective resource enables and this installer does not install, since something else took their place.
   * @default - none
   * @param enabled - names of the components that the effective resource enables
   * @param platform - the profile
   * @internal
   */
  omits?(enabled: ReadonlySet<string>, platform: Platform): readonly string[];
  /**
   * Adds the objects that install the platform to the construct tree. Called once, at the end of the profile's constructor.
   * @param platform - the profile
   */
  install(platform: Platform): void;
  /**
   * Problems of the installer with this profile, collected at synthesis.
   * @param platform - the profile
   * @internal
   */
  problems(platform: Platform): readonly Problem[];
}

const PLATFORM = Symbol.for('cdk8s-verrazzano.Platform');
const FACTS = Symbol.for('cdk8s-verrazzano.KubernetesFacts');
const ROLE = Symbol.for('cdk8s-verrazzano.ClusterRole');

/**
 * Marks a construct as a platform, so that {@link platformOf} finds it even across two copies of this package, and so does
 * {@link platformsOnCluster} without a walk through the tree.
 * @param platform - the profile
 */
export function markPlatform(platform: Platform): void {
  Object.defineProperty(platform, PLATFORM, { value: true });
  const facts = holderOf(platform)?.[ROLE];
  facts?.platforms.push(platform);
  facts?.listeners.forEach((listener) => listener());
}

/**
 * Calls a function for each platform that is constructed on a cluster from now on.
 * @param cluster - construct with a role
 * @param listener - the function
 */
export function onPlatform(cluster: IConstruct, listener: () => void): void {
  if (ROLE in cluster) (cluster as WithRole)[ROLE].listeners.push(listener);
}

/**
 * The platforms on the cluster that a construct represents, in the order of their construction.
 * @param cluster - construct with a role
 */
export function platformsOnCluster(cluster: IConstruct): readonly Platform[] {
  return ROLE in cluster ? (cluster as WithRole)[ROLE].platforms : [];
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
 * Sets facts about the cluster that a construct represents.
 * @param cluster - construct around the profiles of that cluster
 * @param facts - the facts
 */
export function declareKubernetesFacts(cluster: IConstruct, facts: KubernetesFacts): void {
  Object.defineProperty(cluster, FACTS, { value: facts });
}

/**
 * Facts of the nearest construct around this one that has any.
 * @param scope - where to start
 */
export function kubernetesFactsOf(scope: IConstruct): KubernetesFacts | undefined {
  const holder = scope.node.scopes.reverse().find((s) => FACTS in s);
  return holder === undefined ? undefined : (holder as IConstruct & { readonly [FACTS]: KubernetesFacts })[FACTS];
}

/** What is known of a cluster with a role. */
interface RoleFacts {
  readonly role: Platform['role'];
  readonly platforms: Platform[];
  readonly listeners: (() => void)[];
}

type WithRole = IConstruct & { readonly [ROLE]: RoleFacts };

/**
 * Sets the role of the cluster that a construct represents.
 * @param cluster - construct around the profiles of that cluster
 * @param role - the role
 */
export function declareClusterRole(cluster: IConstruct, role: Platform['role']): void {
  Object.defineProperty(cluster, ROLE, { value: { role, platforms: [], listeners: [] } });
}

/**
 * The role of the cluster of the nearest construct around this one; undefined outside of a cluster with a role.
 * @param scope - where to start
 */
export function clusterRoleOf(scope: IConstruct): Platform['role'] | undefined {
  return holderOf(scope)?.[ROLE].role;
}

function holderOf(scope: IConstruct): WithRole | undefined {
  return scope.node.scopes.reverse().find((s): s is WithRole => ROLE in s);
}

const ADMIN = Symbol.for('cdk8s-verrazzano.AdminCluster');

/**
 * Sets how a managed cluster sees its admin cluster.
 * @param cluster - the managed cluster
 * @param admin - gives what is known at the time; undefined while the admin cluster has no profile
 */
export function declareAdmin(cluster: IConstruct, admin: () => PlatformAdmin | undefined): void {
  Object.defineProperty(cluster, ADMIN, { value: admin });
}

const NO_RANCHER = Symbol.for('cdk8s-verrazzano.NoRancher');

/**
 * Says that no Rancher manages a cluster, where nothing is known of its admin cluster.
 * @param cluster - the managed cluster
 */
export function declareWithoutRancher(cluster: IConstruct): void {
  Object.defineProperty(cluster, NO_RANCHER, { value: true });
}

/**
 * Whether Rancher runs agents in a managed cluster: that of its admin cluster, unless the program says that there is none.
 * @param scope - a construct in the cluster
 * @param admin - how the cluster sees its admin cluster
 */
export function hasRancherAgents(scope: IConstruct, admin: PlatformAdmin | undefined): boolean {
  return admin?.hasRancher ?? !scope.node.scopes.some((one) => NO_RANCHER in one);
}

/**
 * How the cluster of the nearest construct around this one sees its admin cluster; undefined where it has none.
 * @param scope - where to start
 */
export function adminOf(scope: IConstruct): PlatformAdmin | undefined {
  const holder = scope.node.scopes.reverse().find((s) => ADMIN in s);
  if (holder === undefined) return undefined;
  return (holder as IConstruct & { readonly [ADMIN]: () => PlatformAdmin | undefined })[ADMIN]();
}
