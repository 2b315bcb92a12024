import type { FindingText } from '../finding';
import { OAM_LABEL } from '../names';
import {
  fieldsAt,
  groupOf,
  itemsAt,
  labelsOf,
  namespaceOf,
  numberAt,
  textAt,
  valueAt,
  type Fields,
  type KubeObject,
} from '../object';

/** What a MetricsTrait takes from its workload where it says nothing itself. */
export interface MetricsDefaults {
  /** Port of the first endpoint. */
  readonly port: number;
  /** HTTP path. */
  readonly path: string;
  /** Secret with `username` and `password`. */
  readonly secret?: string;
}

/** An endpoint of a MetricsTrait, as far as the trait gives it. */
export interface MetricsEndpoint {
  /** Port. */
  readonly port?: number;
  /** HTTP path. */
  readonly path?: string;
}

/** Prefix of the annotations by which Prometheus finds the endpoints of OAM applications. */
const PREFIX = 'verrazzano.io/metrics';

const GENERIC: MetricsDefaults = { port: 8080, path: '/metrics' };

/** Kinds of workload that a MetricsTrait works on, by group and kind. */
const DEFAULTS: Readonly<Record<string, (object: KubeObject) => MetricsDefaults>> = {
  'weblogic.oracle/Domain': (domain) => {
    const secret = textAt(domain, 'spec', 'webLogicCredentialsSecret', 'name');
    return { port: 7001, path: '/wls-exporter/metrics', ...(secret !== undefined && { secret }) };
  },
  'coherence.oracle.com/Coherence': coherenceDefaults,
  'oam.verrazzano.io/VerrazzanoHelidonWorkload': () => GENERIC,
  'core.oam.dev/ContainerizedWorkload': () => GENERIC,
  'apps/Deployment': () => GENERIC,
};

/**
 * What a MetricsTrait takes from an object; nothing when it does not work on its kind.
 * @param object - the workload, or what it contains
 */
export function metricsDefaults(object: KubeObject): MetricsDefaults | undefined {
  const key = `${groupOf(object.apiVersion)}/${object.kind}`;
  return Object.hasOwn(DEFAULTS, key) ? DEFAULTS[key]?.(object) : undefined;
}

/** The switch `enabled` is overwritten by that of ssl, as release 1.7.2 does it. */
function coherenceDefaults(coherence: KubeObject): MetricsDefaults {
  const metrics = fieldsAt(coherence, 'spec', 'coherence', 'metrics');
  const ssl = fieldsAt(metrics, 'ssl');
  const counts = valueAt(metrics, 'enabled') === undefined || ssl.enabled === true;
  const secret = ssl.enabled === true ? textAt(ssl, 'secrets') : undefined;
  return {
    port: (counts ? numberAt(metrics, 'port') : undefined) ?? 9612,
    path: GENERIC.path,
    ...(counts && secret !== undefined && { secret }),
  };
}

/**
 * What of `spec.coherence.metrics` has the wrong type, which keeps the Coherence object from being made.
 * @param coherence - the Coherence object
 */
export function coherenceMetricsProblem(coherence: KubeObject): FindingText | undefined {
  const metrics = fieldsAt(coherence, 'spec', 'coherence', 'metrics');
  const port = valueAt(metrics, 'port');
  if (port !== undefined && !Number.isInteger(port)) {
    return {
      what: 'has a metrics port that is not a number',
      got: JSON.stringify(port),
      fix: 'write spec.coherence.metrics.port as a number',
    };
  }
  for (const path of [['enabled'], ['ssl', 'enabled']]) {
    const got = valueAt(metrics, ...path);
    if (got === undefined || typeof got === 'boolean') continue;
    const field = ['spec.coherence.metrics', ...path].join('.');
    return { what: `has a ${field} that is not a boolean`, got: JSON.stringify(got), fix: 'write true or false' };
  }
  return undefined;
}

/** Whether a MetricsTrait is on, as it is by default. */
export function isEnabled(trait: KubeObject): boolean {
  return valueAt(trait, 'spec', 'enabled') !== false;
}

/**
 * The endpoints of a MetricsTrait: `ports`, then `port` if it is also given; one endpoint of `port` and `path` without `ports`.
 * @param trait - the trait
 * @param defaults - of its workload
 */
export function metricsEndpoints(trait: KubeObject, defaults: MetricsDefaults): MetricsEndpoint[] {
  const spec = fieldsAt(trait, 'spec');
  const listed = itemsAt(spec, 'ports').map(endpointOf);
  if (listed.length === 0) return [endpointOf(spec)];
  const port = numberAt(spec, 'port');
  return port === undefined ? listed : [...listed, { port, path: textAt(spec, 'path') ?? defaults.path }];
}

function endpointOf(fields: Fields): MetricsEndpoint {
  const [port, path] = [numberAt(fields, 'port'), textAt(fields, 'path')];
  return { ...(port !== undefined && { port }), ...(path !== undefined && { path }) };
}

/**
 * The annotations of pods with those of a MetricsTrait, or without any of them when the trait is off.
 * @param trait - the trait
 * @param defaults - of its workload
 * @param annotations - annotations that are there; those of prometheus.io stand for what the trait does not give
 */
export function metricsAnnotations(
  trait: KubeObject,
  defaults: MetricsDefaults,
  annotations: Readonly<Record<string, string>>,
): Record<string, string> {
  if (!isEnabled(trait)) {
    return Object.fromEntries(Object.entries(annotations).filter(([key]) => !key.startsWith(PREFIX)));
  }
  const result = { ...annotations };
  metricsEndpoints(trait, defaults).forEach(({ port, path }, index) => {
    const suffix = index === 0 ? '' : String(index);
    result[`${PREFIX}Enabled${suffix}`] = 'true';
    result[`${PREFIX}Port${suffix}`] = String(port ?? annotations['prometheus.io/port'] ?? defaults.port);
    result[`${PREFIX}Path${suffix}`] = path ?? annotations['prometheus.io/path'] ?? defaults.path;
  });
  return result;
}

/** The labels of a MetricsTrait that its pods also get. */
export function metricsLabels(trait: KubeObject): Record<string, string> {
  const labels = labelsOf(trait);
  const keys = [OAM_LABEL.app, OAM_LABEL.component];
  return Object.fromEntries(keys.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])));
}

/**
 * Name of the scrape job of an endpoint. Beyond 63 characters the component is dropped, and the rest is cut.
 * @param trait - the MetricsTrait
 * @param index - place of the endpoint
 */
export function scrapeJobName(trait: KubeObject, index: number): string {
  const { [OAM_LABEL.app]: app = '', [OAM_LABEL.component]: component = '' } = labelsOf(trait);
  const suffix = index > 0 ? `_${index}` : '';
  const full = `${app}_${namespaceOf(trait)}_${component}${suffix}`;
  return full.length <= 63 ? full : `${app}_${namespaceOf(trait)}${suffix}`.slice(0, 63);
}

/** Name of the ServiceMonitor of a MetricsTrait. */
export function serviceMonitorName(trait: KubeObject): string {
  return scrapeJobName(trait, 0).replaceAll('_', '-');
}
