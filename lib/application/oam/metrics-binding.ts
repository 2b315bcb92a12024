import { clusterName, isInMesh, secretTexts } from './environment';
import { GROUP, PLATFORM_NAMESPACE } from './names';
import {
  asText,
  annotationsOf,
  copyOf,
  fieldsAt,
  groupOf,
  itemsAt,
  labelsOf,
  nameOf,
  namespaceOf,
  textAt,
  textsAt,
  type Fields,
  type KubeObject,
  type Value,
} from './object';
import { isManaged, workloadLabel, WORKLOAD_LABEL } from './pod-workload-label';
import { scrapeConfig } from './scrape-config';
import { withListedJob, withScrapeJob } from './traits/scrape-job';
import { serviceMonitor } from './traits/service-monitor';
import type { Translation } from './translation';

/** Annotation of workloads and namespaces that names a MetricsTemplate, or `none`. */
const METRICS = 'app.verrazzano.io/metrics';

const UPDATED: readonly string[] = ['Deployment', 'Pod', 'ReplicaSet', 'StatefulSet'];

/** The ConfigMap of the Prometheus that releases before 1.4 had. */
const LEGACY_CONFIG = { namespace: PLATFORM_NAMESPACE.system, name: 'vmi-system-prometheus-config' };

/** What took its place. */
const SCRAPE_SECRET = { namespace: PLATFORM_NAMESPACE.monitoring, name: 'additional-scrape-configs', key: 'jobs' };

const STANDARD_TEMPLATE = 'standard-k8s-metrics-template';

/**
 * What release 1.7.2 does with MetricsBindings, which workloads of before 1.4 have: those of the standard template become ServiceMonitors,
 * others scrape jobs. Source: application-operator, controllers/metricsbinding and metrics-binding-updater-workload.go.
 * @param given - objects that are translated
 * @param translation - what is worked on
 */
export function translateMetricsBindings(given: readonly KubeObject[], translation: Translation): void {
  const bindings = new Map(
    given
      .filter(({ apiVersion, kind }) => kind === 'MetricsBinding' && groupOf(apiVersion) === GROUP.app)
      .map((binding) => [`${namespaceOf(binding)}/${nameOf(binding)}`, copyOf(binding)]),
  );
  for (const workload of given.filter(({ kind }) => UPDATED.includes(kind))) {
    const key = `${namespaceOf(workload)}/${workloadLabel(nameOf(workload), workload.apiVersion, workload.kind)}`;
    const binding = bindings.get(key);
    if (binding !== undefined && isManaged(workload, translation)) updateBinding(workload, binding, translation);
  }
  for (const binding of bindings.values()) translateBinding(binding, translation);
}

function updateBinding(workload: KubeObject, binding: KubeObject, translation: Translation): void {
  const { state, findings } = translation;
  if (itemsAt(workload, 'metadata', 'ownerReferences').length > 0) return;
  const namespace = state.get('', 'Namespace', '', namespaceOf(workload));
  const names = [workload, namespace].map((each) => (each === undefined ? undefined : annotationsOf(each)[METRICS]));
  if (names.some((name) => name?.toLowerCase() === 'none')) return;
  const name = names.find((each) => each !== undefined);
  const template =
    name === undefined ? matchingTemplate(workload, translation) : namedTemplate(name, workload, translation);
  if (template === undefined) {
    if (name === undefined) return;
    const fix = 'pass the MetricsTemplate with the files';
    findings.add('refused', workload, {
      what: 'admission refuses it: it names a MetricsTemplate that is not there',
      got: name,
      fix,
    });
    return;
  }
  bindTemplate(workload, binding, template, translation);
}

/** Lets a binding use a template, and labels its workload. */
function bindTemplate(
  workload: KubeObject,
  binding: KubeObject,
  template: KubeObject,
  { state, findings }: Translation,
): void {
  const target = textsAt(template, 'spec', 'prometheusConfig', 'targetConfigMap');
  if ((target.name ?? '') === '' && (target.namespace ?? '') === '') return;
  const isLegacy = isLegacyConfig(target);
  if (!isLegacy && state.get('', 'ConfigMap', target.namespace ?? '', target.name ?? '') === undefined) {
    const what = 'admission refuses it: the ConfigMap of its MetricsTemplate is not there';
    findings.add('refused', workload, {
      what,
      got: `${target.namespace}/${target.name}`,
      fix: 'pass the ConfigMap as context',
    });
    return;
  }
  binding.spec = {
    ...fieldsAt(binding, 'spec'),
    metricsTemplate: { namespace: namespaceOf(template), name: nameOf(template) },
    prometheusConfigMap: isLegacy ? {} : { namespace: target.namespace, name: target.name },
    ...(isLegacy && { prometheusConfigSecret: { ...SCRAPE_SECRET } }),
    workload: { name: nameOf(workload), typeMeta: { apiVersion: workload.apiVersion, kind: workload.kind } },
  };
  const changed =
    state.get(groupOf(workload.apiVersion), workload.kind, namespaceOf(workload), nameOf(workload)) ?? workload;
  changed.metadata.labels = { ...labelsOf(changed), [WORKLOAD_LABEL]: nameOf(binding) };
  state.writeIfChanged(changed);
}

function isLegacyConfig({ namespace, name }: Readonly<Record<string, Value>>): boolean {
  return namespace === LEGACY_CONFIG.namespace && name === LEGACY_CONFIG.name;
}

function namedTemplate(name: string, workload: KubeObject, { state }: Translation): KubeObject | undefined {
  const get = (namespace: string): KubeObject | undefined => state.get(GROUP.app, 'MetricsTemplate', namespace, name);
  return get(namespaceOf(workload)) ?? get(PLATFORM_NAMESPACE.system);
}

/** The first template of the workload's namespace, then of the platform's, whose selector matches. */
function matchingTemplate(workload: KubeObject, translation: Translation): KubeObject | undefined {
  const matching = [namespaceOf(workload), PLATFORM_NAMESPACE.system].flatMap((namespace) =>
    translation.state
      .list(GROUP.app, 'MetricsTemplate', namespace)
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      .filter((template) => isSelected(workload, fieldsAt(template, 'spec', 'workloadSelector'), translation)),
  );
  return matching[0];
}

function isSelected(workload: KubeObject, selector: Fields, { state }: Translation): boolean {
  if (Object.keys(selector).length === 0) return false;
  const namespace = state.get('', 'Namespace', '', namespaceOf(workload));
  const version = workload.apiVersion.split('/').at(-1) ?? '';
  const isListed = (list: Value, value: string): boolean =>
    !Array.isArray(list) || list.length === 0 || list.includes('*') || list.includes(value.toLowerCase());
  return (
    matches(fieldsAt(selector, 'namespaceSelector'), namespace === undefined ? {} : labelsOf(namespace)) &&
    isListed(selector.apiVersions, version) &&
    isListed(selector.apiGroups, groupOf(workload.apiVersion)) &&
    isListed(selector.resources, workload.kind) &&
    matches(fieldsAt(selector, 'objectSelector'), labelsOf(workload))
  );
}

function matches(selector: Fields, labels: Readonly<Record<string, string>>): boolean {
  const equal = Object.entries(textsAt(selector, 'matchLabels')).every(([key, value]) => labels[key] === value);
  return equal && itemsAt(selector, 'matchExpressions').every((each) => holds(each, labels));
}

function holds({ key, operator, values }: Fields, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[asText(key)];
  const isIn = value !== undefined && Array.isArray(values) && values.includes(value);
  switch (operator) {
    case 'In':
      return isIn;
    case 'NotIn':
      return !isIn;
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

function translateBinding(binding: KubeObject, translation: Translation): void {
  const { state, findings } = translation;
  const spec = fieldsAt(binding, 'spec');
  const [apiVersion, kind] = [
    textAt(spec, 'workload', 'typeMeta', 'apiVersion') ?? '',
    textAt(spec, 'workload', 'typeMeta', 'kind') ?? '',
  ];
  const name = textAt(spec, 'workload', 'name') ?? '';
  const namespace = namespaceOf(binding);
  const workload = state.get(groupOf(apiVersion), kind, namespace, name);
  if (workload === undefined) {
    findings.add('error', binding, {
      what: 'names a workload that is not in the input',
      got: `${kind} ${name}`,
      fix: 'pass it with the files',
    });
    return;
  }
  const template = fieldsAt(spec, 'metricsTemplate');
  const isStandard = template.namespace === PLATFORM_NAMESPACE.system && template.name === STANDARD_TEMPLATE;
  if (isStandard && isLegacyConfig(fieldsAt(spec, 'prometheusConfigMap'))) writeMonitor(binding, workload, translation);
  else writeJob(binding, workload, `${namespace}_${name}_${apiVersion.replace('/', '_')}_${kind}`, translation);
}

function writeMonitor(binding: KubeObject, workload: KubeObject, { state, findings }: Translation): void {
  const label = labelsOf(workload)[WORKLOAD_LABEL];
  if (label === undefined) {
    findings.add('error', binding, {
      what: `names a workload without the label ${WORKLOAD_LABEL}`,
      got: nameOf(workload),
      fix: 'add the label',
    });
    return;
  }
  const namespace = namespaceOf(binding);
  state.write(
    serviceMonitor({
      name: nameOf(binding),
      namespace,
      endpoints: 1,
      path: '/metrics',
      https: isInMesh(state, namespace),
      cluster: clusterName(state),
      annotations: 'prometheus.io',
      keep: { __meta_kubernetes_pod_label_app_verrazzano_io_workload: label },
    }),
  );
}

function writeJob(binding: KubeObject, workload: KubeObject, job: string, translation: Translation): void {
  const config = scrapeConfig(binding, workload, job, translation);
  if (config === undefined) return;
  const spec = fieldsAt(binding, 'spec');
  const given = textsAt(spec, 'prometheusConfigMap');
  const isLegacy = isLegacyConfig(given);
  const secret = isLegacy ? SCRAPE_SECRET : textsAt(spec, 'prometheusConfigSecret');
  if (!isLegacy && (given.name ?? '') !== '') writeConfigMapJob(binding, given, job, config, translation);
  else writeSecretJob(binding, secret, job, config, translation);
}

function writeConfigMapJob(
  binding: KubeObject,
  { namespace = '', name = '' }: Readonly<Record<string, string>>,
  job: string,
  config: Fields,
  { state, findings }: Translation,
): void {
  const there = state.get('', 'ConfigMap', namespace, name);
  const before = there === undefined ? undefined : (textAt(there, 'data', 'prometheus.yml') ?? '');
  const text = before === undefined ? undefined : withScrapeJob(before, job, config);
  if (there !== undefined && text !== undefined) {
    state.writeIfChanged({ ...there, data: { ...fieldsAt(there, 'data'), 'prometheus.yml': text } });
    return;
  }
  const got = `${namespace}/${name}`;
  findings.add('error', binding, {
    what: 'names a ConfigMap that cannot be read',
    got,
    fix: 'pass the ConfigMap as context',
  });
}

function writeSecretJob(
  binding: KubeObject,
  { namespace = '', name = '', key = '' }: Readonly<Record<string, string>>,
  job: string,
  config: Fields,
  { state, findings }: Translation,
): void {
  if (name === '') return;
  const texts = secretTexts(state, namespace, name);
  const there = state.get('', 'Secret', namespace, name);
  const text = texts === undefined ? undefined : withListedJob(texts[key] ?? '', job, config);
  if (there === undefined || text === undefined) {
    const got = `${namespace}/${name}`;
    findings.add('error', binding, {
      what: 'needs a Secret that cannot be read',
      got,
      fix: 'pass the Secret as context',
    });
    return;
  }
  const data = { ...fieldsAt(there, 'data'), [key]: Buffer.from(text, 'utf8').toString('base64') };
  state.writeIfChanged({ ...there, data });
}
