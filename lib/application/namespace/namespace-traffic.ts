import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { External } from '../../values/external';
import type { Problem } from '../../values/problem';
import type { ClusterTranslation } from '../cluster-translation';
import { kubeObject, type KubeObject } from '../oam/object';
import { exposureObjects, type ResolvedExposure, type ExposeOptions } from './exposure';
import { ENVOY_METRICS } from '../../network/flows/roles';
import { INGRESS_GATEWAY, PROMETHEUS, type ApplicationFlow, type FlowSource } from './flows';
import type { TracedFlow } from './namespace-origins';
import { oamFlows, unknownDestinations } from './oam-flows';
import { authorizationPolicies, defaultDeny, networkPolicies } from './policies';
import { scrapeMonitor, type ScrapeOptions } from './scrape-monitor';
import { objectsOf, podsOf, servicesOf, type ApplicationTarget, type TargetPods, type TargetService } from './target';

/** What is known around the traffic of a namespace. */
export interface TrafficProps {
  readonly namespace: string;
  readonly mesh: boolean;
  readonly defaultDeny: boolean;
  /** Scope of what is in the namespace. */
  readonly chart: Chart;
  /** OAM applications of the cluster. */
  readonly translation: ClusterTranslation;
  /** The generated host name of something; undefined while the domain is not known. */
  readonly domainHost: (name: string) => string | undefined;
  /** Name of the cluster in metrics. */
  readonly clusterName: string;
}

/** Lines of the program that ask for it, while they are traced. */
interface Called {
  readonly call: readonly string[] | undefined;
}

/** Traffic that a program names, and the objects that follow from it. */
export class NamespaceTraffic {
  readonly exposures: Array<{ readonly target: ApplicationTarget; readonly options: ExposeOptions } & Called> = [];
  readonly scrapings: Array<
    { readonly target: ApplicationTarget; readonly port: number; readonly options: ScrapeOptions } & Called
  > = [];
  readonly allowances: Array<
    {
      readonly from: ApplicationTarget | External;
      readonly to: ApplicationTarget;
      readonly reason: string;
      readonly ports: readonly number[] | undefined;
    } & Called
  > = [];
  readonly configMaps: KubernetesManifest[] = [];
  private readonly ignored = new Set<IConstruct>();

  /** @param props - what is known */
  constructor(readonly props: TrafficProps) {}

  /** Leaves a construct out of what is read. */
  ignore(construct: IConstruct): void {
    this.ignored.add(construct);
  }

  /** Objects of the Chart of the namespace, of the Charts of all targets, and of OAM applications in the namespace. */
  get around(): readonly KubeObject[] {
    const targets = [
      ...this.exposures.map(({ target }) => target),
      ...this.scrapings.map(({ target }) => target),
      ...this.allowances.flatMap(({ from, to }) => [from, to]),
    ];
    const charts = new Set<Chart>([this.props.chart]);
    for (const target of targets) {
      const scopes = isConstruct(target) ? target.node.scopes.reverse() : [];
      const chart = scopes.find((each): each is Chart => Chart.isChart(each));
      if (chart !== undefined) charts.add(chart);
    }
    const oam = this.props.translation.applicationsIn(this.props.namespace);
    return [
      ...[...charts].flatMap((chart) => this.objectsIn(chart)),
      ...oam.flatMap(({ kubernetesManifests }) => kubernetesManifests.map(kubeObject)),
    ];
  }

  /** Objects that state no namespace are in that of the delivery unit. */
  private objectsIn(chart: Chart): readonly KubeObject[] {
    const objects = chart.node.children.filter((each) => !this.ignored.has(each)).flatMap(objectsOf);
    const isOwn = chart === this.props.chart;
    for (const { kind, metadata } of objects) {
      if (isOwn && kind !== 'Namespace') metadata.namespace ??= this.props.namespace;
    }
    return objects;
  }

  /** The objects that follow from it. */
  get manifests(): readonly KubernetesManifest[] {
    const { namespace, mesh } = this.props;
    const { flows } = this;
    const named = this.named.map(({ flow }) => flow);
    return [
      ...this.exposed.flatMap(exposureObjects),
      ...this.monitors,
      ...this.configMaps,
      ...(this.props.defaultDeny ? [defaultDeny(namespace), ...networkPolicies(namespace, flows)] : []),
      // Those of OAM applications have AuthorizationPolicies of their own.
      ...(this.props.defaultDeny && mesh ? authorizationPolicies(namespace, named) : []),
    ];
  }

  /** All flows into pods of the namespace. */
  get flows(): readonly ApplicationFlow[] {
    return this.traced.map(({ flow }) => flow);
  }

  /** All flows into pods of the namespace, with what they follow from. */
  get traced(): readonly TracedFlow[] {
    const { namespace, mesh, translation } = this.props;
    const sidecars: TargetPods = {
      name: 'sidecars',
      namespace,
      namespaceLabels: {},
      selector: {},
      labels: {},
      ports: [],
      serviceAccount: undefined,
    };
    const sidecarMetrics: ApplicationFlow = {
      from: { kind: 'pods', pods: PROMETHEUS },
      to: sidecars,
      ports: [ENVOY_METRICS.port],
      reason: 'metrics of sidecars',
    };
    return [
      ...this.named,
      ...translation
        .applicationsIn(namespace)
        .flatMap((application) =>
          oamFlows(application).map((flow) => ({ flow, cause: `OAM application ${application.applicationName}` })),
        ),
      ...(mesh ? [{ flow: sidecarMetrics, cause: 'Prometheus scrapes every sidecar' }] : []),
    ];
  }

  /** Flows that the program names. */
  get named(): readonly TracedFlow[] {
    const { around } = this;
    const gateway: FlowSource = { kind: 'pods', pods: INGRESS_GATEWAY };
    const prometheus: FlowSource = { kind: 'pods', pods: PROMETHEUS };
    const exposed = this.exposures.flatMap(({ target, options, call }) => {
      const [service, port] = this.routeOf(target, options, around);
      return podsOf(target, around).map((to): TracedFlow => {
        const ports = service === undefined || port === undefined ? [] : podPorts(service, port, to);
        return { flow: { from: gateway, to, ports, reason: 'requests of clients' }, cause: 'expose()', call };
      });
    });
    const scraped = this.scrapings.flatMap(({ target, port, call }) =>
      podsOf(target, around).map((to): TracedFlow => ({
        flow: { from: prometheus, to, ports: [port], reason: 'metrics' },
        cause: 'scrape()',
        call,
      })),
    );
    const allowed = this.allowances.flatMap(({ from, to, reason, ports, call }) =>
      sourcesOf(from, around).flatMap((source) =>
        podsOf(to, around).map((pods): TracedFlow => ({
          flow: { from: source, to: pods, ports: ports ?? pods.ports.map(({ port }) => port), reason },
          cause: 'allow()',
          call,
        })),
      ),
    );
    return [...exposed, ...scraped, ...allowed].filter(({ flow: { ports } }) => ports === 'all' || ports.length > 0);
  }

  private get exposed(): readonly ResolvedExposure[] {
    const { around } = this;
    const found = new Map<string, ResolvedExposure>();
    for (const { target, options } of this.exposures) {
      const [service, port] = this.routeOf(target, options, around);
      if (service === undefined || port === undefined) continue;
      const name = options.name ?? service.name;
      const host = options.host ?? this.props.domainHost(name);
      if (host === undefined) continue;
      const route = { path: options.path ?? '/', service, port };
      const before = found.get(`${name} ${host}`);
      found.set(`${name} ${host}`, {
        name,
        namespace: this.props.namespace,
        host,
        routes: [...(before?.routes ?? []), route],
        secretName: options.tls?.secretName ?? before?.secretName,
      });
    }
    return [...found.values()];
  }

  private get monitors(): readonly KubernetesManifest[] {
    const { namespace, mesh, clusterName } = this.props;
    const { around } = this;
    return this.scrapings.flatMap(({ target, port, options }) =>
      podsOf(target, around).map((pods) =>
        scrapeMonitor({ ...options, pods, port, namespace, mesh, cluster: clusterName }),
      ),
    );
  }

  /** The Service that a target is reached by, and its port, where there is exactly one. */
  private routeOf(
    target: ApplicationTarget,
    { port }: ExposeOptions,
    around: readonly KubeObject[],
  ): readonly [TargetService | undefined, number | undefined] {
    const services = servicesOf(target, around).filter(
      ({ ports }) => port === undefined || ports.some((each) => each.port === port),
    );
    const [service, second] = services;
    if (service === undefined || second !== undefined) return [undefined, undefined];
    if (port !== undefined) return [service, port];
    const named = service.ports.filter(({ name }) => name?.startsWith('http') === true);
    const chosen = service.ports.length === 1 ? service.ports : named;
    return [service, chosen.length === 1 ? chosen[0]?.port : undefined];
  }

  /** What cannot be done. */
  get problems(): readonly Problem[] {
    const { around } = this;
    const { namespace } = this.props;
    const ends = [
      ...this.exposures.map(({ target }) => ['expose', target] as const),
      ...this.scrapings.map(({ target }) => ['scrape', target] as const),
      ...this.allowances.map(({ to }) => ['allow', to] as const),
    ];
    return [
      ...(this.props.defaultDeny ? this.routeProblems() : []),
      ...ends.flatMap(([what, target]) => podProblems(what, podsOf(target, around), namespace)),
      ...this.exposures.flatMap(({ target, options }) => this.exposureProblems(target, options, around)),
      ...this.hostProblems(),
      ...this.scrapings
        .filter(({ target }) => servicesOf(target, around).length === 0)
        .map(() => ({
          what: 'scrape names pods that no Service selects, so Prometheus does not find them',
          fix: 'add a Service',
        })),
      ...this.allowances
        .filter(({ to, ports }) => ports === undefined && podsOf(to, around).some((each) => each.ports.length === 0))
        .map(({ reason }) => ({ what: 'allow has pods whose ports are not known', got: reason, fix: 'give ports' })),
    ];
  }

  private exposureProblems(
    target: ApplicationTarget,
    options: ExposeOptions,
    around: readonly KubeObject[],
  ): Problem[] {
    const names = servicesOf(target, around).map(({ name }) => name);
    const [service, port] = this.routeOf(target, options, around);
    if (service === undefined) {
      const what =
        names.length === 0 ? 'expose has a target without Service' : 'expose has a target with several Services';
      return [
        { what, got: names.join(', '), fix: names.length === 0 ? 'add a Service' : 'pass the Service, or give port' },
      ];
    }
    if (port === undefined) {
      const got = service.ports.map((each) => each.port).join(', ');
      return [{ what: `expose cannot choose a port of Service ${service.name}`, got, fix: 'give port' }];
    }
    if (options.host !== undefined || this.props.domainHost(service.name) !== undefined) return [];
    const fix = 'give host, or give the profile of the cluster DNS settings whose domain is known';
    return [{ what: `expose has no host for Service ${service.name}`, fix }];
  }

  /** Routes whose pods nothing opens. */
  private routeProblems(): Problem[] {
    const { translation, namespace } = this.props;
    return translation.applicationsIn(namespace).flatMap((application) =>
      unknownDestinations(application).map((got) => ({
        what: `a route of application ${application.applicationName} leads to a Service that is not known, and its pods are closed`,
        got,
        fix: 'pass the Service as context of the application, or set defaultDeny: false',
      })),
    );
  }

  private hostProblems(): Problem[] {
    const names = new Map<string, string>();
    return this.exposed.flatMap(({ name, host }) => {
      const other = names.get(host);
      names.set(host, other ?? name);
      if (other === undefined) return [];
      return [{ what: `${other} and ${name} are exposed with one host`, got: host, fix: 'give both the same name' }];
    });
  }
}

function podProblems(what: string, pods: readonly TargetPods[], namespace: string): Problem[] {
  if (pods.length === 0)
    return [{ what: `${what} has a target without pods`, allowed: 'workloads, their Services, or Pods' }];
  return pods
    .filter((each) => each.namespace !== undefined && each.namespace !== namespace)
    .map((each) => ({
      what: `${what} has pods of another namespace`,
      got: `${each.namespace}/${each.name}`,
      allowed: namespace,
    }));
}

function podPorts(service: TargetService, port: number, pods: TargetPods): number[] {
  const [found] = service.ports.filter((each) => each.port === port);
  if (found === undefined) return [port];
  if (typeof found.targetPort === 'number') return [found.targetPort];
  return pods.ports.filter(({ name }) => name === found.targetPort).map((each) => each.port);
}

function sourcesOf(from: ApplicationTarget | External, around: readonly KubeObject[]): readonly FlowSource[] {
  if (from instanceof External) return [{ kind: 'addresses', name: from.name, cidrs: from.cidrs }];
  return podsOf(from, around).map((pods) => ({ kind: 'pods', pods }));
}

function isConstruct(target: unknown): target is IConstruct {
  return typeof target === 'object' && target !== null && 'node' in target;
}
