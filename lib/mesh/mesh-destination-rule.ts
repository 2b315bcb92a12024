import type { Construct } from 'constructs';
import type { JsonObject } from '../values/json';
import type { MeshTlsMode } from '../values/mesh-tls';
import { labelProblems } from '../values/names';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import { exportProblems, hostProblems, nameProblems, portProblems } from './routing/checks';
import { fullHost, isOutsideMesh, namespaceOfHost } from './routing/hosts';
import type { MeshObjectProps } from './routing/mesh-object';
import { MeshObject } from './routing/mesh-object';
import type { TrafficPolicy } from './routing/traffic-policy';
import { policyProblems, policySpec } from './routing/traffic-policy';
import type { MeshDestination } from './routing/mesh-route';
import { requireProps } from '../values/shape/require-props';

/** Some of the pods of a service, such as those of one version. */
export interface MeshSubset extends TrafficPolicy {
  /**
   * Labels of the pods, besides those that the Service selects.
   * @default - none: all of them, with a policy of their own
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Properties of a `MeshDestinationRule`. */
export interface MeshDestinationRuleProps<Subset extends string = string> extends MeshObjectProps, TrafficPolicy {
  /** The host that the policy is for: a Service beside the rule (`orders`), or a full name. */
  readonly host: string;
  /**
   * Subsets by name.
   * @default - none
   */
  readonly subsets?: Readonly<Record<Subset, MeshSubset>>;
  /**
   * Policies of single ports, by number. What such a policy does not say, Istio takes from its defaults and not from the rule.
   * @default - none
   */
  readonly ports?: Readonly<Record<number, TrafficPolicy>>;
  /**
   * Namespaces whose proxies may use the rule: `.` is its own, `*` every one.
   * @default - every one
   */
  readonly exportTo?: readonly string[];
}

/** Where the split goes besides its host. */
export interface SplitProps {
  /**
   * Port of the Service.
   * @default - the only one that the Service has
   */
  readonly port?: number;
}

/**
 * How proxies talk to a host, an Istio `DestinationRule`: load balancing, limits, TLS, and subsets.
 *
 * Istio looks for a rule in the namespace of the caller, then in that of the service, then in `istio-system`: a rule in the
 * namespace of the service is for every caller, one in the namespace of a caller for the callers there.
 */
export class MeshDestinationRule<Subset extends string = string> extends MeshObject {
  /** The host, as Istio sees it. */
  readonly host: string;

  private readonly subsets = new Map<string, MeshSubset>();

  /**
   * @param scope - a delivery unit, a Chart, or anything below
   * @param id - id of the construct
   * @param props - host, policy and subsets
   * @throws Error when a prop is not valid
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MeshDestinationRuleProps<Subset>,
  ) {
    requireProps('MeshDestinationRuleProps', props, scope, id);
    super(scope, id, 'DestinationRule', props);
    const ports = Object.entries<TrafficPolicy>(props.ports ?? {});
    throwProblems(
      [
        ...hostProblems('host', props.host.replace(/^\*\./, '')),
        ...policyProblems(props),
        ...exportProblems(props.exportTo, this.namespace),
        ...ports.flatMap(([port, policy]) => [
          ...portProblems('a key of ports', Number(port)),
          ...policyProblems(policy),
          ...(policySpec(policy) === undefined
            ? [{ what: 'a port has no settings', got: port, fix: 'give settings, or leave it out' }]
            : []),
        ]),
      ],
      this.node.path,
    );
    this.host = fullHost(props.host, this.namespace);
    for (const [name, subset] of Object.entries<MeshSubset>(props.subsets ?? {})) this.addSubset(name, subset);
  }

  /**
   * Adds a subset.
   * @param name - name of the subset, a DNS label
   * @param subset - its pods and policy
   * @throws Error when the name is not valid or taken, or the policy is not valid
   */
  addSubset(name: string, subset: MeshSubset): void {
    const taken = { what: 'two subsets have the same name', got: name, fix: 'rename one' };
    throwProblems(
      [
        ...nameProblems('the name of a subset', name),
        ...(this.subsets.has(name) ? [taken] : []),
        ...labelProblems('labels of a subset', subset.labels),
        ...policyProblems(subset),
      ],
      this.node.path,
    );
    this.subsets.set(name, subset);
  }

  /** Names of the subsets. @internal */
  get subsetNames(): readonly string[] {
    return [...this.subsets.keys()];
  }

  /** How proxies encrypt what they send to the host; undefined leaves it to Istio. @internal */
  get tlsMode(): MeshTlsMode | undefined {
    return this.props.tls?.mode;
  }

  /** The rule says somewhere how to encrypt: for the host, a port or a subset. @internal */
  get saysTls(): boolean {
    const policies: TrafficPolicy[] = [this.props, ...Object.values<TrafficPolicy>(this.props.ports ?? {})];
    return [...policies, ...this.subsets.values()].some(({ tls }) => tls !== undefined);
  }

  /**
   * Destinations of a route that split the traffic between subsets, as for a canary: `rule.split({ stable: 90, canary: 10 })`.
   * @param weights - share of each subset, whole numbers that add up to 100
   * @param props - the port
   * @throws Error when a subset does not exist, or the weights do not add up to 100
   */
  split(weights: Readonly<Partial<Record<Subset, number>>>, props: SplitProps = {}): readonly MeshDestination[] {
    const shares = Object.entries<number | undefined>(weights).flatMap(([subset, weight]) =>
      weight === undefined ? [] : [{ subset, weight }],
    );
    const unknown = shares.filter(({ subset }) => !this.subsets.has(subset));
    const sum = shares.reduce((total, { weight }) => total + weight, 0);
    const wrong = { what: 'the weights do not add up', got: weights, allowed: 'shares of 0 to 100 with sum 100' };
    throwProblems(
      [
        ...unknown.map(({ subset }) => this.noSubset(subset)),
        ...(sum !== 100 || shares.some(({ weight }) => weight < 0 || !Number.isInteger(weight)) ? [wrong] : []),
      ],
      this.node.path,
    );
    return shares.map(({ subset, weight }) => ({ host: this.host, subset, weight, ...props }));
  }

  /** The problem that the rule has no such subset. @internal */
  noSubset(subset: string): Problem {
    return {
      what: `${this.node.path} has no such subset`,
      got: subset,
      allowed: this.subsetNames.join(', ') || 'none: it has no subsets',
    };
  }

  /** @internal */
  protected spec(): JsonObject {
    const { host, ports = {}, exportTo } = this.props;
    const levels = Object.entries<TrafficPolicy>(ports).map(([port, policy]) => ({
      port: { number: Number(port) },
      ...policySpec(policy),
    }));
    const policy: JsonObject = { ...policySpec(this.props), ...(levels.length > 0 && { portLevelSettings: levels }) };
    const subsets = [...this.subsets].map(([name, subset]) => ({
      name,
      labels: subset.labels && { ...subset.labels },
      trafficPolicy: policySpec(subset),
    }));
    return {
      host,
      ...(Object.keys(policy).length > 0 && { trafficPolicy: policy }),
      ...(subsets.length > 0 && { subsets }),
      ...(exportTo !== undefined && { exportTo: [...exportTo] }),
    };
  }

  /** @internal */
  protected override relations(): readonly Problem[] {
    const outside = isOutsideMesh(namespaceOfHost(this.host)) === true && this.tlsMode === 'ISTIO_MUTUAL';
    const mesh: Problem = {
      what: 'pods of this namespace have no sidecar, so mutual TLS of the mesh fails',
      got: this.host,
      fix: 'use MeshTls.simple() where the pods serve TLS, or MeshTls.disable()',
    };
    const rivals = this.all(MeshDestinationRule).filter(
      (other) =>
        other !== this &&
        other.host === this.host &&
        other.namespace === this.namespace &&
        other.hasPolicy &&
        this.hasPolicy,
    );
    return [
      ...(outside ? [mesh] : []),
      ...rivals.map(({ node, host }) => ({
        what: `${node.path} has a policy for the same host`,
        got: host,
        fix: 'state it in one rule',
      })),
    ];
  }

  /** Istio joins the subsets of rules for one host, and keeps the policy of the first. */
  private get hasPolicy(): boolean {
    return policySpec(this.props) !== undefined || this.props.ports !== undefined;
  }
}
