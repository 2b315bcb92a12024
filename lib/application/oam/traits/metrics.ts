import { clusterName, isInMesh, secretTexts } from '../environment';
import { GROUP, OAM_LABEL, WORKLOAD_KIND } from '../names';
import { asText, itemsAt, fieldsAt, labelsOf, nameOf, namespaceOf, textAt, type KubeObject } from '../object';
import type { TranslatedComponent, Translation } from '../translation';
import {
  isEnabled,
  metricsDefaults,
  metricsEndpoints,
  scrapeJobName,
  serviceMonitorName,
  type MetricsDefaults,
} from './metrics-endpoints';
import { scrapeJob, withScrapeJob } from './scrape-job';
import { serviceMonitor } from './service-monitor';

/** The scraper that stands for the Prometheus of the platform. */
const DEFAULT_SCRAPER = 'verrazzano-system/vmi-system-prometheus-0';

/** A MetricsTrait that works, with what it is about. */
export interface WorkingMetrics {
  /** The trait. */
  readonly trait: KubeObject;
  /** What it takes from the workload. */
  readonly defaults: MetricsDefaults;
}

/**
 * Does what the controller of MetricsTraits does beside annotations: a ServiceMonitor, or a scrape job for another Prometheus.
 * @param trait - the trait
 * @param component - its component
 * @param translation - what is worked on
 * @returns nothing when the trait stops before pods are annotated
 */
export function translateMetricsTrait(
  trait: KubeObject,
  component: TranslatedComponent,
  translation: Translation,
): WorkingMetrics | undefined {
  const subject = subjectOf(component);
  if (subject === undefined) {
    translation.findings.add('error', trait, {
      what: 'finds no object of its workload',
      got: `${component.workload.kind} ${nameOf(component.workload)}`,
      fix: 'see the other problems of the component',
    });
    return undefined;
  }
  const defaults = metricsDefaults(subject);
  if (defaults === undefined) {
    if (isGiven(trait, component)) warnUnsupported(trait, subject, translation);
    return undefined;
  }
  if (translation.corrected && !isGiven(trait, component) && !mayListen(subject, defaults.port, translation))
    return undefined;
  const scraper = textAt(trait, 'spec', 'scraper') ?? DEFAULT_SCRAPER;
  if (scraper === DEFAULT_SCRAPER) {
    if (isEnabled(trait)) monitor(trait, subject, component, defaults, translation);
    return { trait, defaults };
  }
  return writeJobs(trait, scraper, subject, component, defaults, translation) ? { trait, defaults } : undefined;
}

/** The workload, or what a Coherence or WebLogic workload contains. */
function subjectOf({ workload, children, hasWorkload }: TranslatedComponent): KubeObject | undefined {
  if (!hasWorkload) return undefined;
  if (workload.kind === WORKLOAD_KIND.coherence) return children.find(({ kind }) => kind === 'Coherence');
  if (workload.kind === WORKLOAD_KIND.weblogic) return children.find(({ kind }) => kind === 'Domain');
  return workload;
}

/** The one that the webhook adds has neither name nor spec. */
function isGiven(trait: KubeObject, { entry }: TranslatedComponent): boolean {
  return itemsAt(entry, 'traits').some((each) => {
    const given = fieldsAt(each, 'trait');
    return given.kind === trait.kind && (given.spec !== undefined || given.metadata !== undefined);
  });
}

/**
 * Whether the pods of a workload may listen on a port: false where its containers declare ports and this is not among them, as with the
 * databases that release 1.7.2 scrapes in vain.
 */
function mayListen(subject: KubeObject, port: number, { findings }: Translation): boolean {
  const containers =
    subject.kind === 'Deployment'
      ? itemsAt(subject, 'spec', 'template', 'spec', 'containers')
      : subject.kind === WORKLOAD_KIND.containerized
        ? itemsAt(subject, 'spec', 'containers')
        : [];
  const declared = containers.flatMap((each) => itemsAt(each, 'ports').map(({ containerPort }) => containerPort));
  if (declared.length === 0 || declared.includes(port)) return true;
  findings.add('warning', subject, {
    what: `is not scraped: it has no MetricsTrait, and none of its ports is ${port}, on which release 1.7.2 looks for metrics`,
    got: declared.map(asText).join(', '),
    fix: 'add a MetricsTrait with the port if it has metrics',
  });
  return false;
}

function warnUnsupported(trait: KubeObject, subject: KubeObject, { findings }: Translation): void {
  findings.add('warning', trait, {
    what: 'has no effect, since metrics of this kind of workload are not supported; release 1.7.2 deletes the trait',
    got: subject.kind,
    allowed: 'Domain, Coherence, VerrazzanoHelidonWorkload, ContainerizedWorkload, Deployment',
    fix: 'write a ServiceMonitor of your own',
  });
}

function podLabels(trait: KubeObject): Record<string, string> {
  const labels = labelsOf(trait);
  return {
    __meta_kubernetes_pod_label_app_oam_dev_name: labels[OAM_LABEL.app] ?? '',
    __meta_kubernetes_pod_label_app_oam_dev_component: labels[OAM_LABEL.component] ?? '',
  };
}

/** Coherence pods have no sidecar, and are scraped by HTTP everywhere. */
function isScrapedByHttps({ state }: Translation, { workload }: TranslatedComponent): boolean {
  const isCoherence = workload.kind === WORKLOAD_KIND.coherence || workload.kind === 'Coherence';
  return !isCoherence && isInMesh(state, namespaceOf(workload));
}

function monitor(
  trait: KubeObject,
  subject: KubeObject,
  component: TranslatedComponent,
  defaults: MetricsDefaults,
  translation: Translation,
): void {
  const secret = textAt(trait, 'spec', 'secret') ?? defaults.secret;
  const name = serviceMonitorName(trait);
  const { state, corrected } = translation;
  const isTaken = state.isWritten(monitorOf(name, component));
  if (isTaken && !corrected) {
    translation.findings.add('warning', trait, {
      what: 'has a ServiceMonitor whose name another component has; the last one stays, as in release 1.7.2',
      got: name,
      fix: 'use shorter names of application and namespace',
    });
  }
  const made = serviceMonitor({
    name,
    namespace: namespaceOf(component.workload),
    endpoints: metricsEndpoints(trait, defaults).length,
    path: textAt(trait, 'spec', 'path') ?? '/metrics',
    https: isScrapedByHttps(translation, component),
    ...(secret !== undefined && { secret }),
    cluster: clusterName(translation.state),
    annotations: subject.kind === 'Domain' ? 'prometheus.io' : 'verrazzano.io',
    keep: podLabels(trait),
  });
  const other = isTaken && corrected ? monitorNamed(name, component, translation) : undefined;
  state.write(other === undefined ? made : withEndpointsOf(other, made));
}

function monitorNamed(name: string, { workload }: TranslatedComponent, { state }: Translation): KubeObject | undefined {
  return state.get('monitoring.coreos.com', 'ServiceMonitor', namespaceOf(workload), name);
}

/** Each endpoint keeps the pods of its own component. */
function withEndpointsOf(monitor: KubeObject, other: KubeObject): KubeObject {
  const endpoints = [...itemsAt(monitor, 'spec', 'endpoints'), ...itemsAt(other, 'spec', 'endpoints')];
  return { ...monitor, spec: { ...fieldsAt(monitor, 'spec'), endpoints } };
}

function monitorOf(name: string, { workload }: TranslatedComponent): KubeObject {
  const metadata = { name, namespace: namespaceOf(workload) };
  return { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata };
}

function writeJobs(
  trait: KubeObject,
  scraper: string,
  subject: KubeObject,
  component: TranslatedComponent,
  defaults: MetricsDefaults,
  translation: Translation,
): boolean {
  const { state, findings } = translation;
  // What follows the first slash is the name, and without one there is none.
  const [namespace = '', ...rest] = scraper.split('/');
  const deployment = state.get('apps', 'Deployment', namespace.trim(), rest.join('/').trim());
  if (deployment === undefined) {
    const fix = 'pass the Deployment and its ConfigMap as context';
    findings.add('error', trait, {
      what: 'names a scraper that is not in the input',
      got: scraper,
      allowed: '<namespace>/<Deployment>',
      fix,
    });
    return false;
  }
  const configMap = itemsAt(deployment, 'spec', 'template', 'spec', 'volumes')
    .filter((volume) => volume.name === 'config-volume')
    .map((volume) => textAt(volume, 'configMap', 'name') ?? '')
    .find((each) => each !== '');
  if (configMap === undefined) {
    findings.add('error', trait, {
      what: 'names a scraper without a volume config-volume of a ConfigMap',
      got: scraper,
      fix: 'name the Deployment of a Prometheus that reads its configuration from one',
    });
    return true;
  }
  const there = state.get('', 'ConfigMap', namespace.trim(), configMap);
  const secret = textAt(trait, 'spec', 'secret') ?? defaults.secret;
  const credentials = secret === undefined ? undefined : plainCredentials(secret, trait, translation);
  if (there === undefined || (secret !== undefined && credentials === undefined)) return true;
  let text: string | undefined = textAt(there, 'data', 'prometheus.yml') ?? '';
  metricsEndpoints(trait, defaults).forEach((_, index) => {
    const settings = {
      job: scrapeJobName(trait, index),
      namespace: namespaceOf(trait),
      https: isScrapedByHttps(translation, component),
      ...(credentials !== undefined && { credentials }),
      cluster: clusterName(state),
      annotations: subject.kind === 'Domain' ? ('prometheus.io' as const) : ('verrazzano.io' as const),
      keep: podLabels(trait),
      index,
    };
    const job = isEnabled(trait) ? scrapeJob(settings) : undefined;
    text = text === undefined ? undefined : withScrapeJob(text, settings.job, job);
  });
  if (text === undefined) {
    findings.add('error', there, { what: 'has a prometheus.yml that is not YAML', fix: 'correct it' });
    return true;
  }
  state.writeIfChanged({ ...there, data: { ...fieldsAt(there, 'data'), 'prometheus.yml': text } });
  return true;
}

/** Prometheus gets them in plain text. */
function plainCredentials(
  secret: string,
  trait: KubeObject,
  { state, findings }: Translation,
): { readonly username: string; readonly password: string } | undefined {
  const texts = secretTexts(state, namespaceOf(trait), secret);
  if (texts === undefined) {
    findings.add('error', trait, {
      what: 'needs a Secret that is not in the input',
      got: secret,
      fix: 'pass the Secret as context, or use the Prometheus of the platform, which needs its name only',
    });
    return undefined;
  }
  findings.add('warning', trait, {
    what: 'writes the password of a Secret into the configuration of Prometheus in plain text, as release 1.7.2 does',
    got: secret,
    fix: 'keep the ConfigMap out of Git, or use the Prometheus of the platform',
  });
  return { username: texts.username ?? '', password: texts.password ?? '' };
}

/** Whether an object is a MetricsTrait of Verrazzano. */
export function isMetricsTrait({ apiVersion, kind }: KubeObject): boolean {
  return kind === 'MetricsTrait' && apiVersion.startsWith(`${GROUP.verrazzano}/`);
}
