import type { Construct } from 'constructs';
import type { Component } from '../definition/component';
import type { Platform } from '../definition/platform';
import type { ComponentPort } from '../definition/port';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import type { Flow, FlowEnd } from '../network/flows';
import { endText, platformFlows } from '../network/flows';
import type { AllowedTraffic, NetworkPolicyManifest } from '../network/policies';
import { NetworkPolicySet, platformPods, platformWorkloads, POLICIES_UNIT, userFlows } from '../network/policies';
import type { UnexpectedOpening } from '../network/upstream';
import { unexpectedOpenings, upstreamPolicies } from '../network/upstream';
import { Egress } from '../values/egress';
import { External } from '../values/external';
import type { JsonObject } from '../values/json';
import type { Pods } from '../values/pods';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import type { Finding } from '../resource/rules';
import type { NetworkProps } from './profile-props';
import type { RefusedFlow, Refusal } from './refused-flows';
import { refusalProblems, withoutRefused } from './refused-flows';
import type { Explained, MeshOfPods, TrafficAnswer } from './traffic-answer';
import { answer } from './traffic-answer';
import { endsOf, portsOf, runs } from './traffic-ends';
import { unlessRefused } from '../resource/unless-refused';
import { inChart } from '../installer/placement';

export type { RefusedFlow } from './refused-flows';
export type { Explained, TrafficAnswer } from './traffic-answer';

/** Sources of allowed traffic: a component (all its workloads), workloads with a port, other pods, or a range of addresses. */
export type AllowedFrom = Component | ComponentPort | Pods | External;

/**
 * Destinations of allowed traffic: a port of a component, other pods with their ports, or hosts and addresses beyond the
 * cluster.
 */
export type AllowedTo = ComponentPort | Pods | External;

interface Allowance {
  readonly from: AllowedFrom;
  readonly to: AllowedTo;
  readonly reason: string;
  /** Lines of the program that call `allow`, while the provenance is written. */
  readonly lines: readonly string[];
}

/** Traffic settings of a profile, and the policies derived from them. */
export class ProfileNetwork {
  private readonly set: NetworkPolicySet;
  private readonly egress: Egress;
  /** In a plain Chart the policies must be requested: it has no order, and the namespaces come with the platform. */
  private readonly isDelivered: boolean;
  private readonly allowances: Allowance[] = [];
  private readonly refusals: Refusal[] = [];
  private known: readonly Flow[] | undefined;
  private current: readonly Flow[] | undefined;

  /**
   * @param profile - the profile
   * @param props - network settings
   * @param gapsOnly - whether the installer brings its own policies
   */
  constructor(
    private readonly profile: Platform,
    props: NetworkProps | undefined,
    private readonly gapsOnly: boolean,
  ) {
    const { egress = Egress.open(), ingress = true, style } = props ?? {};
    this.egress = egress;
    this.isDelivered = GitOpsCluster.of(profile) !== undefined || (props !== undefined && inChart(profile));
    this.set = new NetworkPolicySet(scopeOf(profile), `NetworkPolicies-${profile.node.id}`, {
      platform: profile,
      flows: () => this.flows,
      isActive: () => this.isDelivered && unlessRefused(false, () => this.platformFlows.length > 0),
      covers: gapsOnly ? 'gaps' : 'everything',
      egress,
      ingress,
      ...(style !== undefined && { style }),
    });
    const cluster = GitOpsCluster.of(profile);
    this.set.remainingSteps.forEach((step) => cluster?.addRemainingStep(step));
  }

  /** The flows, with those of the user. */
  get flows(): readonly Flow[] {
    this.current ??= [
      ...withoutRefused(this.platformFlows, this.refusals),
      ...userFlows(this.traffic(), this.egress, platformWorkloads(this.profile)),
    ];
    return this.current;
  }

  /** The policies that are emitted. */
  get policies(): readonly NetworkPolicyManifest[] {
    return this.set.manifests;
  }

  /** Whether the user allows anything. */
  get isAsked(): boolean {
    return this.allowances.length > 0;
  }

  /** Findings on calls of `allow` without effect. */
  get findings(): readonly Finding[] {
    return this.allowances.flatMap((allowance) => this.effectFindings(allowance));
  }

  /** See `Profile.allow`; returns findings on this call. */
  allow(from: AllowedFrom, to: AllowedTo, reason: string, lines: readonly string[] = []): readonly Finding[] {
    throwProblems([...reasonProblems('allow', reason), ...allowProblems(from, to)]);
    const allowance = { from, to, reason, lines };
    this.allowances.push(allowance);
    this.invalidate();
    return this.effectFindings(allowance);
  }

  /** Lines of the program that allow a flow; none where they are not traced, or options list the destination. */
  allowedAt({ from, to }: Flow): readonly string[] {
    const isEnd = (allowed: AllowedFrom | AllowedTo, end: FlowEnd): boolean =>
      unlessRefused([], () => endsOf(this.profile, allowed)).some((each) => endText(each) === endText(end));
    return this.allowances.flatMap((each) => (isEnd(each.from, from) && isEnd(each.to, to) ? each.lines : []));
  }

  /** See `Profile.refuse`. */
  refuse(flow: RefusedFlow, reason: string): void {
    throwProblems(reasonProblems('refuse', reason));
    this.refusals.push({ flow, reason });
    this.invalidate();
  }

  /** See `Profile.explain`. */
  explain(
    from: Explained,
    to: Explained,
    mesh: () => MeshOfPods | undefined,
    more: readonly JsonObject[],
  ): TrafficAnswer {
    const policies = (): readonly JsonObject[] => this.allPolicies;
    return answer({ profile: this.profile, flows: this.flows, policies, more, mesh }, from, to);
  }

  /** See `Profile.unexpectedOpenings`. */
  get unexpectedOpenings(): readonly UnexpectedOpening[] {
    return unexpectedOpenings(platformPods(this.profile), this.allPolicies, this.flows);
  }

  /** Problems of the settings; none while the merge with the profile is refused, which is a problem of its own. */
  problems(): readonly Problem[] {
    return unlessRefused([], () => [
      ...this.set.problems(),
      ...refusalProblems(this.platformFlows, this.refusals),
      ...this.offProblems(),
    ]);
  }

  /** The flows of the platform are derived again. */
  adminChanged(): void {
    this.known = undefined;
    this.invalidate();
  }

  /** Emitted policies, and those that the platform operator brings. */
  private get allPolicies(): readonly JsonObject[] {
    return [...this.policies, ...(this.gapsOnly ? upstreamPolicies(this.profile) : [])];
  }

  private get platformFlows(): readonly Flow[] {
    this.known ??= platformFlows(this.profile);
    return this.known;
  }

  private traffic(): readonly AllowedTraffic[] {
    return this.allowances.map(({ from, to, reason }) => {
      const ports = portsOf(to);
      return { from: endsOf(this.profile, from), to: endsOf(this.profile, to).map((end) => ({ end, ports })), reason };
    });
  }

  /** Only egress rules of the source decide about traffic to a destination beyond the platform. */
  private effectFindings({ from, to, reason }: Allowance): readonly Finding[] {
    const isBeyond = to instanceof External || 'namespaceLabels' in to;
    const component = 'definition' in from ? from.definition.name : 'component' in from ? from.component : undefined;
    if (!isBeyond || component === undefined || this.egress.scope === 'proven') return [];
    const ends = unlessRefused([], () => endsOf(this.profile, from));
    const namespaces = ends.flatMap((end) => (end.kind === 'workload' ? [end.workload.namespace] : []));
    if (namespaces.length === 0 || namespaces.some((name) => this.egress.namespaces.includes(name))) return [];
    const target = to instanceof External ? to.name : 'the pods';
    return [
      {
        rule: 'allow.no-effect',
        severity: 'warning',
        path: `allow ${component} -> ${target}`,
        value: reason,
        message: `no effect: nothing restricts egress of ${component}`,
        fix: `remove the call, or deny egress with Egress.denyIn('${namespaces[0]}')`,
      },
    ];
  }

  private offProblems(): readonly Problem[] {
    const off = this.allowances.flatMap(({ from, to }) => [from, to].filter((end) => !runs(this.profile, end)));
    return off.map((end) => ({
      what: '`allow` names a component that is off',
      got: 'definition' in end ? end.definition.name : 'component' in end ? end.component : end,
      allowed: 'components that are enabled',
      fix: 'enable it, or remove the call of allow',
    }));
  }

  /** The flows and the policies are derived again when they are next read. */
  private invalidate(): void {
    this.current = undefined;
    this.set.invalidate();
  }
}

/** Below a cluster the policies are a delivery unit of their own. */
function scopeOf(profile: Platform): Construct {
  return GitOpsCluster.of(profile)?.unit('policies', POLICIES_UNIT) ?? profile;
}

function reasonProblems(at: string, reason: string): readonly Problem[] {
  if (reason.trim() !== '') return [];
  return [{ at, what: 'the reason is empty', got: reason, allowed: 'a short reason for reviewers' }];
}

function allowProblems(from: AllowedFrom, to: AllowedTo): readonly Problem[] {
  const byName = from instanceof External && from.cidrs.length === 0;
  return [
    ...(byName
      ? [
          {
            at: 'allow',
            what: 'a policy cannot select a source by host name',
            got: from.name,
            allowed: 'External.cidr(...)',
          },
        ]
      : []),
    ...(portsOf(to).length === 0
      ? [
          {
            at: 'allow',
            what: 'the destination has no ports',
            allowed: 'ports',
            fix: 'pass ports to Pods.of, or name a port',
          },
        ]
      : []),
  ];
}
