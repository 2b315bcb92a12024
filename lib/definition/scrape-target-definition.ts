import type { Creator } from './creator';
import type { NamespaceName } from './namespaces';

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
