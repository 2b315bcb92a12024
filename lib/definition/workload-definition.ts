import type { CallDefinition, EgressKnowledge, ExternalCallDefinition, ServedDefinition } from './call-definition';
import type { Creator } from './creator';
import type { NamespaceName } from './namespaces';
import type { PortDefinition } from './port-definition';

/** One kind of pod of a component. */
export interface WorkloadDefinition {
  /**
   * Kind of the object that creates the pods.
   * @default Deployment
   */
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob' | 'Pod';
  /**
   * Namespace of the pods.
   * @default - namespace of the component
   */
  readonly namespace?: NamespaceName;
  /**
   * Number of pods in the prod profile; a DaemonSet has none.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Labels of the pods, without those that come from the chart.
   * @default - none; a Job without `selectorKeys` has its name as `job-name`
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Keys of the labels that select the pods.
   * @default - all of `labels`, apart from settings of the mesh and versions
   */
  readonly selector?: readonly string[];
  /**
   * Labels whose keys alone select the pods, because each pod has a value of its own.
   * @default - none
   */
  readonly selectorKeys?: readonly string[];
  /** False if the pods lack the labels that the chart gives to its other pods. */
  readonly chartLabels?: false;
  /**
   * Annotations of the pods, without checksums.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Service account of the pods; null when not known.
   * @default - name of the workload
   */
  readonly serviceAccount?: string | null;
  /**
   * Ports, keyed by the name of the container port.
   * @default - none
   */
  readonly ports?: Readonly<Record<string, number | PortDefinition>>;
  /**
   * Ports that Prometheus scrapes once a chart value is true: key of the port, to the value.
   * @default - none besides the scrape targets of the component
   */
  readonly scrapedWhen?: Readonly<Record<string, string>>;
  /** The pods share the network of their node, so that neither Istio nor network policies reach them. */
  readonly hostNetwork?: true;
  /**
   * What creates it. @default - as for the component
   */
  readonly createdBy?: Creator;
  /** It is a Helm hook, deleted afterwards. */
  readonly helmHook?: true;
  /** Its labels and mesh membership are assumed, not observed. */
  readonly unverified?: true;
  /**
   * It is not in the manifests of a default installation: it comes and goes at run time (Jobs, pods that another program
   * creates), or exists only with certain override values.
   */
  readonly atRunTime?: true;
  /**
   * The kind of cluster that it runs on.
   * @default - any
   */
  readonly onlyOn?: 'admin' | 'managed';
  /**
   * Destinations of its pods inside the cluster. Derived elsewhere, and not listed: sidecars call istiod and the Jaeger
   * collector, NGINX calls what an Ingress exposes, the auth proxy its backends, Prometheus what it scrapes.
   * @default - none
   */
  readonly calls?: readonly CallDefinition[];
  /**
   * Destinations of its pods beyond the cluster.
   * @default - none
   */
  readonly external?: readonly ExternalCallDefinition[];
  /** Its pods are proxies of the mesh themselves: like a sidecar they call istiod and the Jaeger collector. */
  readonly gateway?: true;
  /**
   * How its pods connect to the API server: `direct` by the address of the Service, `sidecar` by that of an endpoint.
   * @default - never
   */
  readonly apiServer?: 'direct' | 'sidecar';
  /** False if its pods look up no names. */
  readonly dns?: false;
  /**
   * Sources that may reach it, besides workloads of the platform and callers of webhooks. @default - none
   */
  readonly serves?: readonly ServedDefinition[];
  /** Ports at which its own pods reach each other: keys, or numbers where the definition lacks them; `all` is every port. */
  readonly peerPorts?: ReadonlyArray<string | number> | 'all';
  /**
   * How well its destinations are known.
   * @default proven
   */
  readonly egress?: EgressKnowledge;
}
