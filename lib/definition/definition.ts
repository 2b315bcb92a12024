import type { Creator } from './creator';
import type { JsonObject } from '../values/json';
import type { CallDefinition, EgressKnowledge, ExternalCallDefinition, ServedDefinition } from './call-definition';
import type { Category } from './category';
import type { CertificateDefinition } from './certificate-definition';
import type { Chart, ChartLabels } from './chart';
import type { ImageName } from './images';
import type { IngressDefinition } from './ingress-definition';
import type { NamespaceName } from './namespaces';
import type { PortDefinition } from './port-definition';
import type { WebhookDefinition } from './webhook-definition';

export type { PortDefinition } from './port-definition';

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
   * Destinations of its pods inside the cluster. Derived elsewhere, and not listed: sidecars dial istiod and the Jaeger
   * collector, NGINX dials what an Ingress exposes, the auth proxy its backends, Prometheus what it scrapes.
   * @default - none
   */
  readonly calls?: readonly CallDefinition[];
  /**
   * Destinations of its pods beyond the cluster.
   * @default - none
   */
  readonly external?: readonly ExternalCallDefinition[];
  /** Its pods are proxies of the mesh themselves: like a sidecar they dial istiod and the Jaeger collector. */
  readonly gateway?: true;
  /**
   * How its pods dial the API server: `direct` by the address of the Service, `sidecar` by that of an endpoint.
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
   * How well what it dials is known.
   * @default proven
   */
  readonly egress?: EgressKnowledge;
}

/** A port of a Service that differs from the port of its workload. */
export interface ServicePortDefinition {
  /**
   * Name of the port; null when it has none.
   * @default - key of the target
   */
  readonly name?: string | null;
  /**
   * Number of the port.
   * @default - that of the target
   */
  readonly port?: number;
  /**
   * Key of the target among the ports of the workload, or a number where no workload of the platform is behind it.
   * @default - the name
   */
  readonly to?: string | number;
  /** The target names a port that no pod has: the Service has no endpoints. */
  readonly dangling?: true;
  /**
   * Application protocol.
   * @default - none
   */
  readonly appProtocol?: string;
  /**
   * Port at the nodes; only an effective definition has it.
   * @default - none is stated
   */
  readonly nodePort?: number;
}

/** A Service. */
export interface ServiceDefinition {
  /**
   * Workload behind it; null when its pods are not of the platform.
   * @default - the workload of the same name, else the only one
   */
  readonly workload?: string | null;
  /** Pods behind it, where `workload` is null. */
  readonly pods?: 'dns' | 'nodes';
  /**
   * What it selects: keys of the workload's labels, or labels where there is no workload; null selects nothing.
   * @default - the selector of the workload
   */
  readonly selector?: readonly string[] | Readonly<Record<string, string>> | null;
  /** Ports: a string is a port of the workload, under the same name and number. */
  readonly ports: ReadonlyArray<string | ServicePortDefinition>;
  /**
   * Namespace.
   * @default - that of the workload
   */
  readonly namespace?: NamespaceName;
  /**
   * Type of the Service.
   * @default ClusterIP
   */
  readonly type?: 'ClusterIP' | 'LoadBalancer' | 'NodePort';
  /**
   * Where the effective resource states its type and ports: in the section of the component, or in the gateway of the same name of an
   * IstioOperator document.
   * @default - nowhere
   */
  readonly stated?: 'section' | 'gateway';
  /** It has no address of its own. */
  readonly headless?: true;
  /**
   * What creates it. @default - what creates the workload
   */
  readonly createdBy?: Creator;
}

/** How Prometheus verifies what it scrapes by HTTPS. */
export interface ScrapeTlsDefinition {
  /**
   * Authority of the certificate: `cluster` is that of the cluster, otherwise a Secret with `ca.crt` in the namespace of
   * Prometheus.
   */
  readonly ca: 'cluster' | { readonly secret: string };
  /** Prometheus presents the certificate of that Secret (`tls.crt`, `tls.key`). */
  readonly client?: true;
  /**
   * Name in the certificate.
   * @default - the address
   */
  readonly serverName?: string;
  /** The certificate is not checked. */
  readonly unchecked?: true;
}

/** A scrape target of Prometheus. */
export interface ScrapeTargetDefinition {
  /**
   * Kind of the object; a Secret holds plain scrape jobs.
   * @default ServiceMonitor
   */
  readonly kind?: 'ServiceMonitor' | 'PodMonitor' | 'Secret';
  /**
   * Namespace of the object, not of what is scraped.
   * @default verrazzano-monitoring
   */
  readonly namespace?: NamespaceName;
  /**
   * Port: its name on the Service, or the key or name among the ports of a workload. It is that of the Service or workload of
   * the same name as the target, else of all workloads of the component that have such a port.
   * @default - none
   */
  readonly port?: string;
  /**
   * Paths.
   * @default ['/metrics']
   */
  readonly paths?: readonly string[];
  /**
   * How it is scraped; `mesh` is HTTPS with the certificates of Istio, or HTTP without Istio.
   * @default http
   */
  readonly scheme?: 'http' | 'https' | 'mesh';
  /**
   * Where the pods are; null is every namespace.
   * @default - namespace of the component
   */
  readonly in?: string | null;
  /** How Prometheus verifies it, where the scheme is `https`. */
  readonly tls?: ScrapeTlsDefinition;
  /** Prometheus presents the token of its service account. */
  readonly token?: true;
  /** Labels that the target sends take precedence over those that Prometheus adds. */
  readonly honorLabels?: true;
  /**
   * Value of label `job`.
   * @default - name of the Service
   */
  readonly job?: string;
  /**
   * Labels for dashboards beyond those of every target: name to what Prometheus discovered, such as `pod_name`.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** The labels of the pod become labels of the samples. */
  readonly podLabels?: true;
  /**
   * Value of label `release`, by which Prometheus selects.
   * @default prometheus-operator
   */
  readonly release?: string;
  /** Why upstream's own policies refuse it. */
  readonly refusedUpstream?: string;
  /**
   * What creates it; `prometheus-operator` when that component applies it after its installation.
   * @default chart
   */
  readonly createdBy?: Creator;
}

/** CustomResourceDefinitions of a component. */
export interface CrdDefinitions {
  /**
   * What applies them: the chart, or the platform operator before the installation.
   * @default chart
   */
  readonly by?: 'operator' | 'clusterctl';
  /** Plural names, keyed by API group. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

/** Declaration of one file of `lib/components`. Whatever follows from it is derived and not written there. */
export interface ComponentFacts {
  /** Name that the platform operator gives it. */
  readonly name: string;
  /** Where its facts come from: a folder of the Verrazzano repository at tag v1.7.2. */
  readonly source?: string;
  /** Key in `spec.components` of the Verrazzano resource v1beta1; absent when it cannot be configured. */
  readonly specKey?: string;
  /** Kind of component. */
  readonly category: Category;
  /** Namespace of the component, and default namespace of its objects. */
  readonly namespace: NamespaceName;
  /** Component whose installation brings this one along. */
  readonly partOf?: string;
  /**
   * Helm release; null when Helm does not install it.
   * @default - the name
   */
  readonly release?: string | null;
  /** Chart; absent when it has none. */
  readonly chart?: Chart;
  /** Labels that the chart puts on its pods, with values from the chart. */
  readonly chartLabels?: ChartLabels;
  /** Name of the values file below `platform-operator/helm_config/overrides`. */
  readonly valuesFile?: string;
  /**
   * Whether it is enabled when the effective resource does not set it.
   * @default true
   */
  readonly enabledWhenUnset?: boolean;
  /** Components that enable it when the effective resource does not set it; any of them suffices. */
  readonly enabledBy?: readonly string[];
  /**
   * Whether it is enabled, for the few components whose rule cannot be written as data.
   * @param spec - `spec` of the effective resource
   * @param isOn - whether another component is enabled
   */
  readonly isEnabled?: (spec: JsonObject, isOn: (name: string) => boolean) => boolean;
  /** Components that must be ready first; one that is off counts as ready. */
  readonly after?: readonly string[];
  /** Components that must be enabled; it is an error when one is not. */
  readonly requires?: readonly string[];
  /** Namespaces that it creates or labels. */
  readonly namespaces?: readonly NamespaceName[];
  /** Images it installs, from the bill of materials. */
  readonly images: readonly ImageName[];
  /**
   * References of images that a published chart names, in place of those from the bill of materials; only the definition of a version
   * of such a chart has them.
   */
  readonly publishedImages?: readonly string[];
  /**
   * What creates its workloads and the objects that belong to them.
   * @default chart
   */
  readonly createdBy?: Creator;
  /** Pods, keyed by the name of the object that creates them. */
  readonly workloads?: Readonly<Record<string, WorkloadDefinition>>;
  /** Services, keyed by name. */
  readonly services?: Readonly<Record<string, ServiceDefinition>>;
  /** Ingresses, keyed by name. */
  readonly ingresses?: Readonly<Record<string, IngressDefinition>>;
  /** Certificates, keyed by name, without those that cert-manager creates for an Ingress. */
  readonly certificates?: Readonly<Record<string, CertificateDefinition>>;
  /** Webhook configurations, keyed by name. */
  readonly webhooks?: readonly WebhookDefinition[];
  /** Scrape targets, keyed by name. */
  readonly scrapeTargets?: Readonly<Record<string, ScrapeTargetDefinition>>;
  /** CustomResourceDefinitions. */
  readonly crds?: CrdDefinitions;
}

/** The declared facts of a component, as {@link defineComponent} returns them. */
export interface ComponentDefinition extends ComponentFacts {
  /** Key on a profile: the key in the Verrazzano resource, else the name in camel case. */
  readonly key: string;
}

/** A name with dashes in camel case, at the level of types. */
export type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** The key of a definition, see {@link ComponentDefinition.key}. */
export type KeyOf<D extends ComponentFacts> = D extends { readonly specKey: infer K extends string }
  ? K
  : CamelCase<D['name']>;

/** Keys of the ports of one workload, at the level of types. */
export type PortKeys<W> = W extends { readonly ports: infer P } ? keyof P & string : never;

/** Whether a type is a union of several. */
export type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/** `<workload>/<port>` of every port, at the level of types. */
export type QualifiedPorts<W> =
  true extends IsUnion<keyof W> ? { [K in keyof W & string]: `${K}/${PortKeys<W[K]>}` }[keyof W & string] : never;

/**
 * Names of the ports that the workloads of a definition declare; `<workload>/<port>` where there are several workloads.
 */
export type PortName<D extends ComponentFacts> = string extends keyof NonNullable<D['workloads']>
  ? string
  : D extends { readonly workloads: infer W }
    ? PortKeys<W[keyof W]> | QualifiedPorts<W>
    : never;
