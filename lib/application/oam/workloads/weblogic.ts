import type { AppliedComponent } from '../apply';
import { isInMesh } from '../environment';
import { OAM_LABEL } from '../names';
import {
  copyOf,
  fieldsAt,
  itemsAt,
  labelsOf,
  madeFields,
  nameOf,
  namespaceOf,
  textAt,
  textsAt,
  valueAt,
  type Fields,
  type KubeObject,
  type Metadata,
} from '../object';
import { hasTrait, traitOf, type Translation } from '../translation';
import { WEBLOGIC_RULES } from './fluentd-rules';
import { labelVariable, podParts, put, sidecarConfig, withSidecar } from './fluentd-sidecar';
import { waiting } from './helidon';
import { LOGGING, loggingConfigMap, loggingContainer, loggingMount, loggingVolume } from './logging-container';
import { defaultMonitoringExporter } from './monitoring-exporter';
import { applyLifecycle } from './weblogic-lifecycle';
import { provideRuntimeSecret, provideWdtConfigMap } from './weblogic-model';

const V8 = 'weblogic.oracle/v8';

/** Where logs go when a Domain does not say it. */
const STORAGE = { volume: 'weblogic-domain-storage-volume', mountPath: '/scratch' } as const;

/**
 * What release 1.7.2 makes of a VerrazzanoWebLogicWorkload: a Domain, its Clusters, and the ConfigMaps and the Secret that it needs.
 * Source: application-operator, weblogicworkload_controller.go.
 * @param component - the component
 * @param translation - what is worked on
 */
export function translateWebLogic(component: AppliedComponent, translation: Translation): KubeObject[] {
  const { workload } = component;
  const { state, findings, images } = translation;
  const namespace = namespaceOf(workload);
  const domain = contained(fieldsAt(workload, 'spec', 'template'), V8, 'Domain', workload, translation);
  const clusters = itemsAt(workload, 'spec', 'clusters').map((each) =>
    contained(each, 'weblogic.oracle/v1', 'Cluster', workload, translation),
  );
  if (nameOf(domain) === '') {
    findings.add('error', workload, { what: 'has no name for its Domain', fix: 'name it in spec.template.metadata' });
    return [];
  }
  const spec = madeFields(domain, 'spec');
  state.write(sidecarConfig(namespace, 'weblogic', WEBLOGIC_RULES));
  addSidecar(domain, translation);
  const logging = traitOf(component, 'LoggingTrait');
  if (!component.isNamed || (logging === undefined && hasTrait(component, 'LoggingTrait'))) {
    findings.add('error', workload, waiting(component));
    return [];
  }
  if (logging !== undefined) addLogging(domain, logging, translation);
  if (valueAt(spec, 'monitoringExporter') === undefined) {
    spec.monitoringExporter = defaultMonitoringExporter(images.monitoringExporter);
  }
  if (domain.apiVersion === V8) madeFields(spec, 'configuration', 'istio').enabled = isInMesh(state, namespace);
  provideRuntimeSecret(domain, translation);
  const problem = provideWdtConfigMap(domain, translation);
  if (problem !== undefined) {
    findings.add('error', workload, problem);
    return [];
  }
  applyLifecycle(domain, workload, translation);
  for (const each of [...clusters, domain]) state.write(each);
  return [...clusters, domain];
}

/** A Domain or Cluster with the labels of its component; labels of its Services are replaced by those of its pods, unless corrected. */
function contained(
  template: Fields,
  apiVersion: string,
  kind: string,
  workload: KubeObject,
  translation: Translation,
): KubeObject {
  const given = textAt(template, 'apiVersion') ?? '';
  const labels = labelsOf(workload);
  const spec = copyOf(fieldsAt(template, 'spec'));
  const pod = madeFields(spec, 'serverPod');
  const podLabels = {
    ...textsAt(pod, 'labels'),
    [OAM_LABEL.component]: labels[OAM_LABEL.component] ?? '',
    [OAM_LABEL.app]: labels[OAM_LABEL.app] ?? '',
    'verrazzano.io/workload-type': 'weblogic',
  };
  pod.labels = podLabels;
  const service = madeFields(spec, 'serverService');
  if (translation.corrected) service.labels = { ...textsAt(service, 'labels'), ...podLabels };
  else {
    service.labels = { ...podLabels };
    warnLostLabels(template, kind, podLabels, workload, translation);
  }
  const metadata = copyOf(fieldsAt(template, 'metadata')) as Metadata;
  return {
    apiVersion: given === '' ? apiVersion : given,
    kind,
    metadata: { ...metadata, namespace: namespaceOf(workload) },
    spec,
  };
}

function warnLostLabels(
  template: Fields,
  kind: string,
  kept: Readonly<Record<string, string>>,
  workload: KubeObject,
  { findings }: Translation,
): void {
  const given = Object.keys(textsAt(template, 'spec', 'serverService', 'labels')).filter(
    (key) => kept[key] === undefined,
  );
  if (given.length === 0) return;
  findings.add('warning', workload, {
    what: `has labels in serverService of its ${kind} that are lost, since those of serverPod take their place, as in release 1.7.2`,
    got: given.join(', '),
    fix: 'put them into serverPod.labels',
  });
}

function addSidecar(domain: KubeObject, { images }: Translation): void {
  const spec = madeFields(domain, 'spec');
  const pod = madeFields(spec, 'serverPod');
  const given = textAt(spec, 'logHome') ?? '';
  const home = given === '' ? `${STORAGE.mountPath}/logs/${nameOf(domain)}` : given;
  const mount =
    given === ''
      ? undefined
      : itemsAt(pod, 'volumeMounts').find((each) => given.startsWith(textAt(each, 'mountPath') ?? ''));
  const file = (name: string): string => `${home}/${name}.log`;
  const paths = {
    SERVER_LOG_PATH: file('$(SERVER_NAME)'),
    ACCESS_LOG_PATH: file('$(SERVER_NAME)_access'),
    NODEMANAGER_LOG_PATH: file('$(SERVER_NAME)_nodemanager'),
    DOMAIN_LOG_PATH: file('$(DOMAIN_UID)'),
  };
  const parts = withSidecar(podParts(pod, 'containers'), {
    images,
    namespace: namespaceOf(domain),
    type: 'weblogic',
    volume: textAt(mount, 'name') ?? STORAGE.volume,
    mountPath: textAt(mount, 'mountPath') ?? STORAGE.mountPath,
    logPath: Object.values(paths).join(','),
    variables: [
      labelVariable('DOMAIN_UID', 'weblogic.domainUID'),
      labelVariable('SERVER_NAME', 'weblogic.serverName'),
      ...Object.entries(paths).map(([name, value]) => ({ name, value })),
    ],
  });
  Object.assign(pod, parts);
  spec.logHome = home;
  if (typeof spec.logHomeEnabled !== 'boolean') spec.logHomeEnabled = true;
  if (domain.apiVersion !== V8) spec.logHomeLayout = 'Flat';
}

/** The container gets all mounts of the servers besides its own. */
function addLogging(domain: KubeObject, trait: KubeObject, { state, images, corrected }: Translation): void {
  const name = `${LOGGING}-${nameOf(domain)}-domain`;
  state.writeIfAbsent(loggingConfigMap(trait, name, namespaceOf(domain), labelsOf(domain)));
  const pod = madeFields(domain, 'spec', 'serverPod');
  const mounts = copyOf(itemsAt(pod, 'volumeMounts'));
  const container = loggingContainer(trait, [...mounts, loggingMount(name)], images);
  pod.containers = put(itemsAt(pod, 'containers'), container);
  pod.volumes = put(itemsAt(pod, 'volumes'), loggingVolume(name, corrected));
}
