import { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { ManifestSet } from '../installer/manifest-set';
import { describeProblem, type Problem } from '../values/problem';
import { checkedName } from './checked-name';
import type { MetricsTemplate, PrometheusConfigMap } from './metrics-template';
import { placeOf } from './place';
import { plainJson } from '../values/json';
import { requireProps } from '../values/shape/require-props';

/** Properties of a {@link MetricsBinding}. */
export interface MetricsBindingProps {
  /** `metadata.name`; release 1.7.2 looks for `<workload>-<apiVersion with - for />-<kind in lower case>`. @default - that name */
  readonly name?: string;
  /** Its namespace, which is that of the workload. @default - that of the ApplicationNamespace, delivery unit or Chart around it */
  readonly namespace?: string;
  /** The workload. */
  readonly workload: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  /** The template, a construct or its namespace and name. */
  readonly template: MetricsTemplate | { readonly namespace: string; readonly name: string };
  /** ConfigMap with the configuration of Prometheus. @default - a Secret */
  readonly prometheusConfigMap?: PrometheusConfigMap;
  /** Secret with further scrape jobs. @default - a ConfigMap */
  readonly prometheusConfigSecret?: PrometheusConfigMap & { readonly key: string };
}

/** Lets Prometheus scrape a workload that is not of OAM by a template (`MetricsBinding` of `app.verrazzano.io/v1alpha1`). */
export class MetricsBinding extends Construct {
  /** `metadata.name`. */
  readonly bindingName: string;

  /**
   * @param scope - an `ApplicationNamespace`, a delivery unit or a Chart, or a cluster
   * @param id - id of the construct
   * @param props - workload, template and configuration
   * @throws Error when the name is not valid; that not exactly one configuration is given is reported at synthesis
   */
  constructor(scope: Construct, id: string, props: MetricsBindingProps) {
    requireProps('MetricsBindingProps', props, scope, id);
    super(scope, id);
    const { workload, template, namespace, prometheusConfigMap, prometheusConfigSecret } = props;
    const { apiVersion, kind, name } = workload;
    this.bindingName = checkedName(this, props.name ?? `${name}-${apiVersion.replace('/', '-')}-${kind.toLowerCase()}`);
    const place = placeOf(this, {
      name: this.bindingName,
      namespace,
      description: `MetricsBinding ${this.bindingName}`,
    });
    const manifest = plainJson({
      apiVersion: 'app.verrazzano.io/v1alpha1',
      kind: 'MetricsBinding',
      metadata: { name: this.bindingName, namespace: place.namespace },
      spec: {
        metricsTemplate:
          'templateName' in template
            ? { namespace: template.namespace ?? 'default', name: template.templateName }
            : { namespace: template.namespace, name: template.name },
        prometheusConfigMap,
        prometheusConfigSecret,
        workload: { name, typeMeta: { apiVersion, kind } },
      },
    });
    new ManifestSet(place.scope, `${id}-binding`, [manifest as unknown as KubernetesManifest]);
    const isOne = (prometheusConfigMap === undefined) !== (prometheusConfigSecret === undefined);
    const what = 'the binding needs one of prometheusConfigMap and prometheusConfigSecret';
    const problems: Problem[] = isOne ? [] : [{ what, fix: 'give one of them' }];
    this.node.addValidation({ validate: () => problems.map(describeProblem) });
  }
}
