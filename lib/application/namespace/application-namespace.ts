import { INJECTION_LABEL } from '../../values/injection-labels';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { platformsIn } from '../../definition/platform';
import { DeliveryUnit } from '../../gitops/delivery-unit';
import { GitOpsCluster } from '../../gitops/gitops-cluster';
import { explainFields } from '../../gitops/provenance/field-origin';
import { calledAt } from '../../gitops/provenance/trace';
import { hostNames } from '../../ingress/host-names';
import { ManifestSet } from '../../installer/manifest-set';
import { APPLICATIONS } from '../../network/policies/policy-manifest';
import { External } from '../../values/external';
import { DNS_LABEL, HOST_NAME, isDnsLabel, isHostName, labelProblems } from '../../values/names';
import { describeProblem, throwProblems, type Problem } from '../../values/problem';
import { ClusterTranslation } from '../cluster-translation';
import { markPlaceHolder, placeOf } from '../place';
import type { ApplicationFlow } from './flows';
import type { ExposeOptions } from './exposure';
import { logOf, type LogOptions } from './log-sidecar';
import { namespaceOrigins } from './namespace-origins';
import { NamespaceTraffic } from './namespace-traffic';
import type { ScrapeOptions } from './scrape-monitor';
import { explainTraffic, type ApplicationAnswer, type ExplainedEnd } from './explain';
import type { ApplicationTarget } from './target';
import { requireProps } from '../../values/shape/require-props';

/** Properties of an {@link ApplicationNamespace}. */
export interface ApplicationNamespaceProps {
  /** Name of the namespace. @default - the id */
  readonly name?: string;
  /** Whether Istio injects sidecars into its pods. @default true */
  readonly mesh?: boolean;
  /** More labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether pods accept only what a flow names: NetworkPolicies, and in the mesh AuthorizationPolicies. @default true */
  readonly defaultDeny?: boolean;
  /** Its ResourceQuota, such as `{ 'requests.cpu': '4', pods: '50' }`. @default - none */
  readonly quota?: Readonly<Record<string, string | number>>;
  /** OCID of a log of Oracle Cloud Infrastructure that takes its logs. @default - those of the platform only */
  readonly ociLogId?: string;
}

/**
 * A namespace for applications, of OAM or not: managed by Verrazzano, in the mesh, closed except for the flows that are named.
 *
 * Directly below a cluster it is a delivery unit of its own, `apps/<name>`; in a Chart it is part of that. Put workloads into
 * {@link ApplicationNamespace.chart}; an `OamApplication` may have the namespace itself as scope.
 */
export class ApplicationNamespace extends Construct {
  /** Name of the namespace. */
  readonly namespaceName: string;
  /** Scope of what is in it. */
  readonly chart: Chart;
  /** Whether Istio injects sidecars into its pods. */
  readonly mesh: boolean;

  private readonly traffic: NamespaceTraffic;
  private readonly derived: ManifestSet;

  /**
   * @param scope - a cluster, a delivery unit or a Chart
   * @param id - id of the construct; the name of the namespace unless the props state one
   * @param props - labels, policies and quota
   * @throws Error when the name or a label is not valid
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ApplicationNamespaceProps = {},
  ) {
    requireProps('ApplicationNamespaceProps', props, scope, id);
    super(scope, id);
    const { name = id, mesh = true, defaultDeny = true } = props;
    throwProblems(
      [
        ...(isDnsLabel(name)
          ? []
          : [{ what: 'the name of the namespace is not valid', got: name, allowed: DNS_LABEL }]),
        ...labelProblems('labels', props.labels),
      ],
      this.node.path,
    );
    this.namespaceName = name;
    this.mesh = mesh;
    const place = placeOf(this, { name, namespace: name, description: `Applications in namespace ${name}` });
    this.chart = chartOf(this, Chart.of(place.scope), name);
    markPlaceHolder(this);
    const translation = ClusterTranslation.of(this);
    this.traffic = new NamespaceTraffic({
      namespace: name,
      mesh,
      defaultDeny,
      chart: this.chart,
      translation,
      domainHost: (app) => this.hostOf(app),
      clusterName: this.clusterName,
    });
    const sets = this.chart.node.scope === this ? this.chart : place.scope;
    const own = new ManifestSet(sets, `${id}-namespace`, this.own);
    this.derived = new ManifestSet(sets, `${id}-traffic`, () => this.traffic.manifests);
    this.traffic.ignore(this.derived);
    for (const set of [own, this.derived]) {
      explainFields(set, (document) =>
        namespaceOrigins(document, { props, of: this.node.path, traffic: this.traffic }),
      );
    }
    translation.addContext(this.own[0]);
    translation.onChange(() => this.derived.invalidate());
    this.node.addValidation({ validate: () => this.traffic.problems.map(describeProblem) });
  }

  /**
   * Lets clients reach a target through the ingress gateway: Gateway, VirtualService and Certificate. Calls with the same name and host are
   * routes of one host.
   * @param target - what is reached; it must have a Service, or be selected by one
   * @param options - host, path, port and TLS
   * @throws Error when the host or the path is not valid
   */
  expose(target: ApplicationTarget, options: ExposeOptions = {}): void {
    const { host, path = '/' } = options;
    throwProblems(
      [
        ...(host === undefined || isHostName(host)
          ? []
          : [{ what: 'expose has a host that is not valid', got: host, allowed: HOST_NAME }]),
        ...(path.startsWith('/')
          ? []
          : [{ what: 'expose has a path that is not valid', got: path, allowed: 'a path that begins with /' }]),
      ],
      this.node.path,
    );
    this.traffic.exposures.push({ target, options, call: calledAt(this) });
    this.derived.invalidate();
  }

  /**
   * Lets Prometheus collect metrics of pods: a ServiceMonitor, and the flow.
   * @param target - the pods; a Service must select them
   * @param port - number of their port
   * @param options - path and credentials
   * @throws Error when the port is not valid
   */
  scrape(target: ApplicationTarget, port: number, options: ScrapeOptions = {}): void {
    throwProblems(portProblems('scrape', [port]), this.node.path);
    this.traffic.scrapings.push({ target, port, options, call: calledAt(this) });
    this.derived.invalidate();
  }

  /**
   * Allows traffic into pods of the namespace.
   * @param from - who opens connections
   * @param to - the pods
   * @param reason - purpose
   * @param ports - their TCP ports; by default all ports of their containers
   * @throws Error when the reason is empty, a port is not valid, or the source is a host by name
   */
  allow(from: ApplicationTarget | External, to: ApplicationTarget, reason: string, ports?: readonly number[]): void {
    const byName = from instanceof External && from.cidrs.length === 0;
    throwProblems(
      [
        ...(reason.trim() === ''
          ? [{ what: 'allow has no reason', got: reason, allowed: 'a short reason for reviewers' }]
          : []),
        ...(byName ? [{ what: 'allow has a host name as source', got: from.name, allowed: 'External.cidr(...)' }] : []),
        ...portProblems('allow', ports ?? []),
      ],
      this.node.path,
    );
    this.traffic.allowances.push({ from, to, reason, ports, call: calledAt(this) });
    this.derived.invalidate();
  }

  /**
   * Adds a sidecar that prints log files of a workload, which the platform collects; what containers print is collected anyway. Call it
   * once the workload has its containers and volumes.
   * @param target - a Deployment, StatefulSet or DaemonSet
   * @param options - configuration of Fluentd, and image
   * @throws Error when there is not exactly one workload
   */
  log(target: ApplicationTarget, options: LogOptions): void {
    this.traffic.configMaps.push(logOf(target, options, this.namespaceName, this.node.path));
    this.derived.invalidate();
  }

  /** All flows into pods of the namespace, also those of the traits of OAM applications in it. */
  get flows(): readonly ApplicationFlow[] {
    return this.traffic.flows;
  }

  /**
   * Why traffic is open or closed, by the policies of the namespace and the mesh.
   * @param from - who opens connections; `ingress-gateway` and `prometheus` are those of the platform
   * @param to - the pods
   * @param port - their port; every port when it is left out
   */
  explain(from: ExplainedEnd, to: ApplicationTarget, port?: number): ApplicationAnswer {
    return explainTraffic({ from, to, port, traffic: this.traffic, own: this.own });
  }

  private get own(): readonly [KubernetesManifest, ...KubernetesManifest[]] {
    const { labels, annotations, quota, ociLogId } = this.props;
    const name = this.namespaceName;
    const noted = { ...annotations, ...(ociLogId !== undefined && { 'verrazzano.io/oci-log-id': ociLogId }) };
    const namespace: KubernetesManifest = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: { ...labels, ...APPLICATIONS, ...(this.mesh && { [INJECTION_LABEL]: 'enabled' }) },
        ...(Object.keys(noted).length > 0 && { annotations: noted }),
      },
    };
    if (quota === undefined) return [namespace];
    const hard = Object.fromEntries(Object.entries(quota).map(([key, value]) => [key, String(value)]));
    return [
      namespace,
      { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace: name }, spec: { hard } },
    ];
  }

  private hostOf(app: string): string | undefined {
    const [platform] = platformsIn(GitOpsCluster.of(this) ?? this.node.root);
    if (platform === undefined) return undefined;
    try {
      return hostNames(platform).ofApplication(app, this.namespaceName);
    } catch {
      return undefined;
    }
  }

  private get clusterName(): string {
    const cluster = GitOpsCluster.of(this);
    const [platform] = platformsIn(cluster ?? this.node.root);
    return platform?.role === 'managed' && cluster !== undefined ? cluster.clusterName : 'local';
  }
}

/** Objects that state no namespace get that of their Chart, so that a Chart of another namespace gets one below it. */
function chartOf(construct: Construct, chart: Chart, namespace: string): Chart {
  if (!(chart instanceof DeliveryUnit)) {
    return chart.namespace === namespace ? chart : new Chart(construct, namespace, { namespace });
  }
  const stated = chart.props.namespace;
  const what = 'is in a delivery unit of another namespace';
  const fix = 'create it below the cluster, or give the unit its namespace';
  throwProblems(stated === namespace ? [] : [{ what, got: stated, allowed: namespace, fix }], construct.node.path);
  return chart;
}

function portProblems(what: string, ports: readonly number[]): Problem[] {
  return ports
    .filter((port) => !Number.isInteger(port) || port < 1 || port > 65535)
    .map((got) => ({ what: `${what} has a port that is not valid`, got, allowed: '1 to 65535' }));
}
