import type { Creator } from './creator';
import type { JsonObject } from '../values/json';
import type { Category } from './category';
import type { CertificateDefinition } from './certificate-definition';
import type { Chart, ChartLabels } from './chart';
import type { UnreachedAccount } from './pull-secret';
import type { PublishedImage } from './image-values';
import type { ImageName } from './images';
import type { IngressDefinition } from './ingress-definition';
import type { NamespaceName } from './namespaces';
import type { ScrapeTargetDefinition } from './scrape-target-definition';
import type { ServiceDefinition } from './service-definition';
import type { WebhookDefinition } from './webhook-definition';
import type { WorkloadDefinition } from './workload-definition';

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
   * Images that a published chart names, in place of those from the bill of materials; only the definition of a version of such a chart
   * has them.
   */
  readonly publishedImages?: readonly PublishedImage[];
  /**
   * Chart values of a published chart that name the Secret with the credentials of a private registry, such as
   * `global.imagePullSecrets[0].name`; only the definition of a version of such a chart has them.
   * @default - the value by which the platform operator sets it
   */
  readonly pullSecretValues?: readonly string[];
  /**
   * Service accounts of pods that no chart value gives that Secret.
   * @default - none
   */
  readonly unreachedAccounts?: Readonly<Record<string, UnreachedAccount>>;
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
