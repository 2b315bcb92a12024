import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { Platform } from '../../definition/platform';
import type { Workload } from '../../definition/workload';
import type { DeliveryUnitProps } from '../../gitops/delivery-unit';
import { DerivedChildren } from '../../gitops/derived-children';
import type { RemainingStep } from '../../gitops/gitops-cluster';
import { WAITING_RETRY } from '../../gitops/retry';
import { Egress } from '../../values/egress';
import type { Problem } from '../../values/problem';
import type { Flow } from '../flows';
import { uncoveredUpstream } from '../upstream/uncovered';
import { upstreamPolicies } from '../upstream/upstream-policies';
import { deniedWorkloads, egressProblems, isUnknownDestination } from './denied-egress';
import { nodePoolProblems } from './node-pools';
import { isOpenedByOthers, isRefusedUpstream } from './foreign-policies';
import type { PolicyDirection } from './grants';
import { apiServerSources } from './grants';
import type { NetworkPolicyManifest } from './policy-manifest';
import { REASONS } from './policy-manifest';
import { platformWorkloads } from './platform-pods';
import { noEffect, WAY_BACK, WEBHOOK_SOURCES } from './policy-steps';
import { policiesOf, PolicyStyle } from './policy-style';
import { workloadKey } from './selectors';

/**
 * Which pods get ingress policies: all, or those that no policy of upstream selects and those whose flows upstream's policies
 * refuse.
 */
export type PolicyCoverage = 'everything' | 'gaps';

/** The delivery unit of the policies: after the platform, so that its namespaces exist. */
export const POLICIES_UNIT: DeliveryUnitProps = {
  wave: 20,
  description: 'NetworkPolicies derived from the flows of the platform',
  // Some namespaces appear only while the platform installs itself.
  retry: WAITING_RETRY,
};

/** Properties of a `NetworkPolicySet`. */
export interface NetworkPolicySetProps {
  /** The profile. */
  readonly platform: Platform;
  /** All flows of the profile, those of the user included. */
  readonly flows: () => readonly Flow[];
  /**
   * Whether there are policies; evaluated each time they are derived.
   * @default - always
   */
  readonly isActive?: () => boolean;
  /**
   * Which pods get ingress policies: `gaps` where the installer brings its own policies, since policies only add up.
   * @default 'everything'
   */
  readonly covers?: PolicyCoverage;
  /**
   * Whether pods get ingress policies at all.
   * @default true
   */
  readonly ingress?: boolean;
  /**
   * How they are written.
   * @default PolicyStyle.EXACT
   */
  readonly style?: PolicyStyle;
  /**
   * Where egress is denied.
   * @default Egress.open()
   */
  readonly egress?: Egress;
}

/** Problem of a style that repeats policies of the installer. */
const TWICE: Problem = {
  what: "the platform operator installs upstream's policies; PolicyStyle.UPSTREAM would emit them a second time",
  got: 'PolicyStyle.UPSTREAM',
  allowed: 'PolicyStyle.EXACT, which fills their gaps',
  fix: 'leave network.style out, or install with charts',
};

/**
 * The NetworkPolicies of a platform: one for each workload and direction that is restricted. Ingress is restricted to the
 * flows; egress stays open until it is denied.
 */
export class NetworkPolicySet extends Construct {
  private policies: ReadonlyMap<string, NetworkPolicyManifest> = new Map();
  private readonly derived = new DerivedChildren(this, () => this.derivePolicies());

  /**
   * @param scope - where the objects go, such as delivery unit `policies`
   * @param id - id of the construct
   * @param props - flows, profile and style
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkPolicySetProps,
  ) {
    super(scope, id);
  }

  /**
   * The policies, by namespace and name.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get manifests(): readonly NetworkPolicyManifest[] {
    this.derived.refresh();
    return [...this.policies.values()];
  }

  /** Remaining steps: what must be done around the policies and cannot be in Git. */
  get remainingSteps(): readonly RemainingStep[] {
    const { platform, covers, ingress } = this.props;
    const kubernetes = platform.kubernetes;
    // An installer that brings its own policies adds this step itself.
    if (covers !== 'gaps' && kubernetes?.cni?.enforcesNetworkPolicies === false) return [noEffect(kubernetes.cni.name)];
    const isGuess = kubernetes?.apiServerSourceCidrs === undefined && apiServerSources(kubernetes).length > 0;
    return [
      ...(ingress !== false && isGuess && !this.isUpstream ? [WEBHOOK_SOURCES] : []),
      ...(this.egress.scope === 'open' ? [] : [WAY_BACK]),
    ];
  }

  /** Marks the flows as changed: the policies are derived again when they are next read. @internal */
  invalidate(): void {
    this.derived.invalidate();
  }

  /** Objects that stay keep their construct. */
  private derivePolicies(): void {
    const derived = this.props.isActive?.() === false ? [] : this.derive();
    this.policies = new Map(derived.map((policy) => [idOf(policy), policy]));
    for (const { node } of this.node.children) {
      if (!this.policies.has(node.id)) this.node.tryRemoveChild(node.id);
    }
    for (const policy of derived) if (this.node.tryFindChild(idOf(policy)) === undefined) this.add(policy);
  }

  /** Problems of the settings, collected at synthesis. @internal */
  problems(): readonly Problem[] {
    const { platform, covers, flows } = this.props;
    const workloads = this.workloads();
    return [
      ...(covers === 'gaps' && this.isUpstream ? [TWICE] : []),
      ...egressProblems({ egress: this.egress, workloads, flows: flows() }, platform.kubernetes),
      ...(this.egress.scope === 'namespaces' ? nodePoolProblems(platform, this.egress.namespaces) : []),
    ];
  }

  private get isUpstream(): boolean {
    return this.props.style === PolicyStyle.UPSTREAM;
  }

  private get egress(): Egress {
    return this.props.egress ?? Egress.open();
  }

  private derive(): readonly NetworkPolicyManifest[] {
    const { platform, ingress } = this.props;
    const workloads = this.workloads();
    const flows = this.props.flows();
    const denied = deniedWorkloads({ egress: this.egress, workloads, flows });
    const closed = new Set(this.closedIngress(workloads, flows).map(workloadKey));
    const isRestricted = (workload: Workload, direction: PolicyDirection): boolean =>
      (direction === 'egress' ? denied : closed).has(workloadKey(workload));
    const known = flows.filter((flow) => !isUnknownDestination(flow));
    const input = { workloads, flows: known, kubernetes: platform.kubernetes, isRestricted };
    if (!this.isUpstream || ingress === false) return policiesOf(input, PolicyStyle.EXACT);
    const upstream = upstreamPolicies(platform) as unknown as readonly NetworkPolicyManifest[];
    return policiesOf({ ...input, upstream }, PolicyStyle.UPSTREAM);
  }

  /** Workloads that get an ingress policy. */
  private closedIngress(workloads: readonly Workload[], flows: readonly Flow[]): readonly Workload[] {
    const { platform, covers, ingress } = this.props;
    if (ingress === false) return [];
    const targets = (some: readonly Flow[]): readonly Workload[] =>
      some.flatMap(({ to }) => (to.kind === 'workload' ? [to.workload] : []));
    if (this.isUpstream) return targets(flows.filter(({ kind }) => kind === 'user'));
    if (covers !== 'gaps') return workloads;
    const uncovered = uncoveredUpstream(platform).map(({ workload }) => workload);
    const effective = uncovered.filter(({ namespace }) => !isOpenedByOthers(namespace, platform.role));
    // Policies only add up: a flow that upstream's policies refuse is opened by a further one.
    return [...effective, ...targets(flows.filter(isRefusedUpstream))];
  }

  private workloads(): readonly Workload[] {
    return platformWorkloads(this.props.platform).map(({ workload }) => workload);
  }

  private add(policy: NetworkPolicyManifest): void {
    const id = idOf(policy);
    const { name, namespace, labels, annotations } = policy.metadata;
    const current = (): NetworkPolicyManifest => this.policies.get(id) ?? policy;
    new ApiObject(this, id, {
      apiVersion: policy.apiVersion,
      kind: policy.kind,
      metadata: {
        name,
        namespace,
        ...(labels !== undefined && { labels: { ...labels } }),
        ...(annotations !== undefined && {
          annotations: { [REASONS]: Lazy.any({ produce: () => current().metadata.annotations?.[REASONS] }) as string },
        }),
      },
      // Late, since `allow` may come after the construct.
      spec: Lazy.any({ produce: () => current().spec }) as unknown,
    });
  }
}

function idOf({ metadata: { name, namespace } }: NetworkPolicyManifest): string {
  return `${namespace}-${name}`;
}
