import { Construct } from 'constructs';
import type { ComponentConstructs } from '../components';
import { createComponents } from '../components';
import { VERRAZZANO_VERSION } from '../definition/chart';
import type { Component } from '../definition/component';
import type { ComponentChartSource } from '../definition/component-chart-source';
import type { ComponentDefinition } from '../definition/definition';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { effectiveImages } from '../definition/effective-images';
import { specField } from '../definition/enablement';
import type { MeshState } from '../definition/namespaces';
import { declaredOwned, type OwnedObject } from '../definition/owned-objects';
import type {
  Platform,
  PlatformAdmin,
  PlatformInstaller,
  PlatformNaming,
  PlatformSecret,
  VerrazzanoManifest,
} from '../definition/platform';
import { adminOf, clusterRoleOf, kubernetesFactsOf, markPlatform, platformOf } from '../definition/platform';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { calledAt } from '../gitops/provenance/trace';
import { Installer } from '../installer/installer';
import type { Flow } from '../network/flows';
import type { NetworkPolicyManifest } from '../network/policies';
import type { UnexpectedOpening } from '../network/upstream';
import type { JsonObject } from '../values/json';
import type { KubernetesFacts } from '../values/kubernetes-facts';
import { describeProblem } from '../values/problem';
import type { Registry } from '../values/registry';
import { differencesFromProfile } from '../resource/differences';
import type { ProfileName } from '../resource/merge';
import type { AllowedFrom, AllowedTo, Explained, RefusedFlow, TrafficAnswer } from './profile-network';
import { ProfileMesh } from './profile-mesh';
import { ProfileNetwork } from './profile-network';
import { ownedByOperator } from './owned-by-operator';
import { explainProfile } from './provenance/explain-profile';
import { profileProblems } from './problems';
import { roleProblems, usualRole } from './cluster-role';
import { EffectiveComponents } from './effective-components';
import { findingSteps, profileFindings, settingSteps } from './profile-findings';
import type { ProfileProps } from './profile-props';
import { requiredSecrets } from './required-secrets';
import type { Finding } from '../resource/rules';
import { settingFindings } from './setting-findings';
import { statedResource } from './stated-resource';
import { requireProps } from '../values/shape/require-props';
import { throwIfSecond } from './second-profile';
import { unlessRefused } from '../resource/unless-refused';

/** Every component, by its key in the Verrazzano resource, or by upstream's name where it has no key. */
export interface Profile extends ComponentConstructs {}

/**
 * A named set of enabled components and settings, with the options of the user: the whole platform on one cluster.
 *
 * Works below a cluster of a `GitOpsApp`, and in any cdk8s `Chart`.
 */
export class Profile extends Construct implements Platform {
  /**
   * The nearest profile around a construct, itself included.
   * @param scope - where to start
   */
  static of(scope: Construct): Platform | undefined {
    return platformOf(scope);
  }

  /** Version of Verrazzano. */
  readonly version: string;
  /** The resource as the user sets it. */
  readonly resource: VerrazzanoManifest;
  /** Registry of the images; undefined is upstream's registry. */
  readonly registry: Registry | undefined;
  /** DNS and certificate options beyond those of the resource. @internal */
  readonly naming: PlatformNaming;
  /** Role of the cluster: that of the cluster around, else the one of the props. */
  readonly role: Platform['role'];
  /** Facts about the cluster; undefined when they are not set, which is a problem at synthesis. */
  readonly kubernetes: KubernetesFacts | undefined;
  /** Whether the platform operator installs it. @internal */
  readonly hasOperator: boolean;
  /** All components, in upstream's order, enabled or not. */
  readonly components: readonly Component[];
  /** Where charts of single components come from, by name of the component. @internal */
  readonly chartSources: ReadonlyMap<string, ComponentChartSource>;
  /** Secrets that must exist before the platform is installed. */
  readonly requiredSecrets: readonly PlatformSecret[];

  private readonly installed: boolean;
  private readonly installer: PlatformInstaller;
  private readonly running: EffectiveComponents;
  private minimalDiff: VerrazzanoManifest | undefined;
  private found: readonly Finding[] | undefined;
  private readonly network: ProfileNetwork;
  private readonly meshObjects: ProfileMesh;

  /**
   * @param scope - a cluster, or a Chart
   * @param id - id of the construct
   * @param profileName - name of the profile, as in `spec.profile`
   * @param props - options that differ from the profile
   * @throws Error when the cluster has a profile already
   */
  constructor(
    scope: Construct,
    id: string,
    /** Name of the profile, as in `spec.profile`. */
    readonly profileName: ProfileName,
    props: ProfileProps = {},
  ) {
    requireProps('ProfileProps', props, scope, id);
    super(scope, id);
    throwIfSecond(this);
    markPlatform(this);
    this.role = clusterRoleOf(scope) ?? props.role ?? usualRole(profileName);
    this.version = props.version ?? VERRAZZANO_VERSION;
    this.registry = props.registry;
    this.naming = { dns: props.dns, certificates: props.certificates };
    this.installed = props.installed ?? false;
    this.kubernetes = props.kubernetes ?? kubernetesFactsOf(scope);
    this.installer = props.installer ?? Installer.platformOperator();
    this.hasOperator = this.installer.ownsComponents === true;
    this.running = new EffectiveComponents(this, this.installer);
    const constructs = createComponents(this, props.components ?? {});
    Object.assign(this, constructs);
    this.components = Object.values<Component>(constructs);
    this.chartSources = new Map(this.components.flatMap(({ chartSources }) => chartSources));
    this.resource = statedResource(this, props);
    this.requiredSecrets = requiredSecrets(this.resource, this.registry, this.hasOperator);
    this.node.addValidation({ validate: () => this.problems(props) });
    this.installer.install(this);
    this.network = new ProfileNetwork(this, props.network, this.installer.ownsNetworkPolicies === true);
    const flows = (): readonly Flow[] => this.flows;
    const { mesh, authorization } = props;
    this.meshObjects = new ProfileMesh(this, {
      mesh,
      authorization,
      installer: this.installer,
      flows,
      isAsked: () => this.network.isAsked,
    });
    this.addSteps();
    explainProfile({ profile: this, props, flows, allowedAt: (flow) => this.network.allowedAt(flow) });
    const cluster = GitOpsCluster.of(this);
    cluster?.declareFigure('flows', () => this.flows.length);
    cluster?.declareOwnedObjects(() => declaredOwned(unlessRefused([], () => this.ownedByOperator)));
  }

  /**
   * Findings of the platform operator on the resource of a new installation, in the order of its checks. Errors are reported at
   * synthesis. Warnings (admitted, and failing later) and assumptions (refused unless the cluster meets them) do not fail it;
   * with the platform operator as installer they are remaining steps of the cluster. They are followed by settings without
   * effect, and settings that flows and images do not reflect, with every installer. Secrets in `requiredSecrets` and the
   * version in `kubernetes` count as present; other contents of the cluster are unknown.
   */
  get findings(): readonly Finding[] {
    return [...this.operatorFindings, ...settingFindings(this), ...this.network.findings];
  }

  private get operatorFindings(): readonly Finding[] {
    this.found ??= profileFindings(this.resource, this.requiredSecrets, this.kubernetes, this.installed);
    return this.found;
  }

  /** The resource without fields that its profile sets to the same value; its effective resource is the same. */
  get differences(): VerrazzanoManifest {
    this.minimalDiff ??= differencesFromProfile(this.resource);
    return this.minimalDiff;
  }

  /**
   * The resource as the platform operator merges it with its profile.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get effective(): VerrazzanoManifest {
    return this.running.resource;
  }

  /**
   * Definitions of the enabled components, in the order in which they become ready, with the facts that the effective resource states.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get enabledComponents(): readonly ComponentDefinition[] {
    return this.running.enabled;
  }

  /**
   * Definitions of everything that runs: the enabled components, and those that the installer or the registration of a managed
   * cluster adds.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get runningComponents(): readonly ComponentDefinition[] {
    return this.running.all;
  }

  /**
   * Whether Istio injects sidecars into pods: it is enabled, and `istio.injectionEnabled` is not false.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get mesh(): MeshState {
    const injection = specField(this.effective.spec, 'istio', 'injectionEnabled');
    return { injection: this.isEnabled('istio') && injection !== false };
  }

  /** The admin cluster of a managed cluster; undefined where the program does not name it. @internal */
  get admin(): PlatformAdmin | undefined {
    return this.role === 'managed' ? adminOf(this) : undefined;
  }

  /**
   * All flows of the platform: everything that its enabled components need to reach, or to be reached, with flows that
   * {@link Profile.allow} adds and without those that {@link Profile.refuse} removes. Ordered by kind, source and destination.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get flows(): readonly Flow[] {
    return this.network.flows;
  }

  /**
   * The NetworkPolicies that are emitted, by namespace and name. With the platform operator as installer, those of upstream are
   * added in the cluster.
   */
  get networkPolicies(): readonly NetworkPolicyManifest[] {
    return this.network.policies;
  }

  /**
   * The AuthorizationPolicies of the library that are emitted. With the platform operator as installer, those of upstream are added in
   * the cluster.
   */
  get authorizationPolicies(): readonly KubernetesManifest[] {
    return this.meshObjects.policies;
  }

  /**
   * Unexpected openings: traffic into pods of the platform that the policies, those of upstream included, allow and no flow
   * names. With the library's policies for every pod, only public entry points and pods on the network of their node remain.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get unexpectedOpenings(): readonly UnexpectedOpening[] {
    return this.network.unexpectedOpenings;
  }

  /**
   * Allows traffic that the platform does not declare. Where the egress of the source is not restricted, a destination beyond
   * the platform is open anyway: that is a finding, and a remaining step of the cluster.
   * @param from - source: a component, pods, or a range of addresses
   * @param to - destination: a port of a component, pods with ports, or hosts beyond the cluster
   * @param reason - purpose
   * @throws Error when the reason is empty, `from` is a host by name, or `to` has no ports
   */
  allow(from: AllowedFrom, to: AllowedTo, reason: string): void {
    for (const finding of this.network.allow(from, to, reason, calledAt(this))) {
      for (const step of settingSteps([finding], this.platformUnit)) GitOpsCluster.of(this)?.addRemainingStep(step);
    }
    this.meshObjects.invalidate();
  }

  /**
   * Removes flows, for features of components that are not used. A lifeline cannot be refused; that is reported at synthesis.
   * It takes effect where a policy of the library restricts the pods.
   * @param flow - id of a flow, or all flows from one component to another
   * @param reason - purpose
   * @throws Error when the reason is empty
   */
  refuse(flow: RefusedFlow, reason: string): void {
    this.network.refuse(flow, reason);
    this.meshObjects.invalidate();
  }

  /**
   * Why traffic is open or closed: by NetworkPolicies, mutual TLS and AuthorizationPolicies: emitted ones and, with the
   * platform operator, those of upstream.
   * @param from - source
   * @param to - destination; a component means all of its ports
   * @param policies - NetworkPolicies that are in the cluster besides these
   * @throws MergeError when the platform operator would refuse the merge
   */
  explain(from: Explained, to: Explained, policies: readonly JsonObject[] = []): TrafficAnswer {
    return this.network.explain(from, to, () => this.meshObjects.layer, policies);
  }

  /**
   * Objects that the platform operator and its charts own, as far as they are known by name; the library emits none of them.
   * Empty without an operator as installer. Ordered by namespace, kind and name.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get ownedByOperator(): readonly OwnedObject[] {
    return this.hasOperator ? ownedByOperator(this) : [];
  }

  /**
   * References of all images that the enabled components pull, sorted, from the registry of the profile unless an override
   * names an image; without digests, apart from those of overrides. A tag that only the release build knows is upstream's
   * placeholder, such as `VERRAZZANO_AUTHPROXY_TAG`. The image of the platform operator is not included: its manifest names it.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get images(): readonly string[] {
    const { spec } = this.effective;
    return effectiveImages(this.enabledComponents, spec, this.registry).map(({ reference }) => reference);
  }

  /**
   * Tells whether a component is enabled in the effective resource.
   * @param component - name of the component, as the platform operator gives it
   * @throws MergeError when the platform operator would refuse the merge
   */
  isEnabled(component: string): boolean {
    return this.running.has(component);
  }

  /** Forgets what was derived from the admin cluster; clusters call it. @internal */
  adminChanged(): void {
    this.running.adminChanged();
    this.network.adminChanged();
    this.meshObjects.invalidate();
  }

  /** The unit with the Verrazzano resource; without the platform operator there are many units. */
  private get platformUnit(): string | undefined {
    return this.hasOperator ? 'platform' : undefined;
  }

  private addSteps(): void {
    // Requirements of the platform operator on a cluster matter only when it is the installer.
    const steps = [
      ...(this.hasOperator ? findingSteps(this.operatorFindings) : []),
      ...settingSteps(settingFindings(this), this.platformUnit),
    ];
    for (const step of steps) GitOpsCluster.of(this)?.addRemainingStep(step);
  }

  private problems(props: ProfileProps): string[] {
    return [
      ...roleProblems(this, props.role),
      ...profileProblems(this, props),
      ...this.network.problems(),
      ...this.meshObjects.problems(),
      ...this.installer.problems(this),
    ].map(describeProblem);
  }
}
