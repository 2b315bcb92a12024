import { Construct } from 'constructs';
import { ManifestSet } from '../installer/manifest-set';
import { placeOf } from './place';
import { checkedName } from './checked-name';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { LabelSelector } from '../definition/kubernetes-types';
import { plainJson } from '../values/json';
import { requireProps } from '../values/shape/require-props';

/** A ConfigMap with a configuration of Prometheus. */
export interface PrometheusConfigMap {
  /** Namespace. */
  readonly namespace: string;
  /** Name. */
  readonly name: string;
}

/** Properties of a {@link MetricsTemplate}. */
export interface MetricsTemplateProps {
  /** `metadata.name`. @default - the id */
  readonly name?: string;
  /** Its namespace. @default - that of the ApplicationNamespace, delivery unit or Chart around it */
  readonly namespace?: string;
  /** Workloads that it is for; lists hold API groups, versions and resources, `*` for all. @default - those that name it */
  readonly workloadSelector?: {
    readonly apiGroups?: readonly string[];
    readonly apiVersions?: readonly string[];
    readonly resources?: readonly string[];
    readonly namespaceSelector?: LabelSelector;
    readonly objectSelector?: LabelSelector;
  };
  /** The scrape job: a Go template with `.workload` and `.namespace`, and where it goes. @default - none */
  readonly prometheusConfig?: {
    readonly targetConfigMap: PrometheusConfigMap;
    readonly scrapeConfigTemplate: string;
  };
}

/** How workloads that are not of OAM are scraped (`MetricsTemplate` of `app.verrazzano.io/v1alpha1`). */
export class MetricsTemplate extends Construct {
  /** `metadata.name`. */
  readonly templateName: string;
  /** Its namespace; undefined where nothing states one. */
  readonly namespace: string | undefined;

  /**
   * @param scope - an `ApplicationNamespace`, a delivery unit or a Chart, or a cluster
   * @param id - id of the construct; the name unless the props state one
   * @param props - selector and scrape job
   * @throws Error when the name is not valid
   */
  constructor(scope: Construct, id: string, props: MetricsTemplateProps = {}) {
    requireProps('MetricsTemplateProps', props, scope, id);
    super(scope, id);
    const { name = id, namespace, ...spec } = props;
    this.templateName = checkedName(this, name);
    const place = placeOf(this, { name, namespace, description: `MetricsTemplate ${name}` });
    this.namespace = place.namespace;
    const manifest = plainJson({
      apiVersion: 'app.verrazzano.io/v1alpha1',
      kind: 'MetricsTemplate',
      metadata: { name, namespace: this.namespace },
      spec,
    });
    new ManifestSet(place.scope, `${id}-template`, [manifest as unknown as KubernetesManifest]);
  }
}
