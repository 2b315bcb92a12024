import type { JsonObject } from '../../values/json';
import { throwProblems, type Problem } from '../../values/problem';
import type { WorkloadManifest } from '../workloads/oam-workload';
import type { OamDataFlow } from './data-flow-props';
import { ingressProblems, metadataProblems, metricsProblems, replicaProblems } from './trait-problems';
import type {
  IngressTraitProps,
  LoggingTraitProps,
  ManualScalerTraitProps,
  MetricsTraitProps,
  TraitMetadata,
} from './trait-props';
import { plainJson } from '../../values/json';
import { requireShape } from '../../values/shape/require-shape';
import { OAM_V1ALPHA2, OAM_VERRAZZANO_V1ALPHA1 } from '../../definition/verrazzano-api';

/** What is done with a component besides running it. Fields have the names that they have in the custom resources of release 1.7.2. */
export class OamTrait {
  /**
   * Ingress through the ingress gateway: Gateway, Certificate, and a VirtualService for each rule.
   * @param props - hosts, paths and destinations
   * @throws Error that lists every problem: hosts that are not names or have wildcards, empty destinations, rules without hosts beside
   * `tls`, ports, an authorization without `from`
   */
  static ingress(props: IngressTraitProps = {}): OamTrait {
    requireShape('IngressTraitProps', props, 'OamTrait.ingress');
    const { name, labels, annotations, ...spec } = props;
    return trait(
      'OamTrait.ingress',
      OAM_VERRAZZANO_V1ALPHA1,
      'IngressTrait',
      { name, labels, annotations },
      spec,
      ingressProblems(props),
    );
  }

  /**
   * Metrics for Prometheus: annotations of pods, and a ServiceMonitor. A component without this trait has it with defaults.
   * @param props - endpoints
   * @throws Error when a port or the scraper is not valid
   */
  static metrics(props: MetricsTraitProps = {}): OamTrait {
    requireShape('MetricsTraitProps', props, 'OamTrait.metrics');
    const { name, labels, annotations, ...spec } = props;
    return trait(
      'OamTrait.metrics',
      OAM_VERRAZZANO_V1ALPHA1,
      'MetricsTrait',
      { name, labels, annotations },
      spec,
      metricsProblems(props),
    );
  }

  /**
   * A sidecar that prints log files, which the platform collects.
   * @param props - its configuration and image
   * @throws Error when the name is not valid
   */
  static logging(props: LoggingTraitProps): OamTrait {
    requireShape('LoggingTraitProps', props, 'OamTrait.logging');
    const { name, labels, annotations, ...spec } = props;
    return trait('OamTrait.logging', OAM_VERRAZZANO_V1ALPHA1, 'LoggingTrait', { name, labels, annotations }, spec, []);
  }

  /**
   * The number of pods.
   * @param props - the number
   * @throws Error when it is not valid
   */
  static manualScaler(props: ManualScalerTraitProps): OamTrait {
    requireShape('ManualScalerTraitProps', props, 'OamTrait.manualScaler');
    const { name, labels, annotations, ...spec } = props;
    const problems = replicaProblems(props.replicaCount);
    const metadata = { name, labels, annotations };
    return trait('OamTrait.manualScaler', OAM_V1ALPHA2, 'ManualScalerTrait', metadata, spec, problems);
  }

  /**
   * Any object as a trait, as it is, such as a DestinationRule of Istio.
   * @param manifest - the object
   * @throws Error when it has no apiVersion or kind
   */
  static object(manifest: WorkloadManifest): OamTrait {
    requireShape('WorkloadManifest', manifest, 'OamTrait.object', 'manifest');
    throwProblems(
      (['apiVersion', 'kind'] as const)
        .filter((key) => typeof manifest[key] !== 'string' || manifest[key] === '')
        .map((key) => ({ what: `the object has no ${key}`, got: manifest[key] })),
      'OamTrait.object',
    );
    return new OamTrait(plainJson(manifest), {});
  }

  private constructor(
    /** The object, as an ApplicationConfiguration holds it. */
    readonly manifest: JsonObject,
    private readonly flow: OamDataFlow,
  ) {}

  /**
   * The same trait, with fields that others take, or that it takes from others.
   * @param flow - the fields
   */
  withData(flow: OamDataFlow): OamTrait {
    return new OamTrait(this.manifest, { ...this.flow, ...flow });
  }

  /** The entry in `traits` of an ApplicationConfiguration. @internal */
  get entry(): JsonObject {
    return { ...plainJson(this.flow), trait: this.manifest };
  }
}

function trait(
  at: string,
  apiVersion: string,
  kind: string,
  metadata: TraitMetadata,
  spec: object,
  problems: readonly Problem[],
): OamTrait {
  throwProblems([...metadataProblems(metadata), ...problems], at);
  const [plain, fields] = [plainJson(metadata), plainJson(spec)];
  return OamTrait.object({
    apiVersion,
    kind,
    ...(Object.keys(plain).length > 0 && { metadata: plain }),
    ...(Object.keys(fields).length > 0 && { spec: fields }),
  });
}
