import { INJECT } from '../../../values/injection-labels';
import type { AppliedComponent } from '../apply';
import { isInMesh } from '../environment';
import { OAM_LABEL, RESTART_VERSION } from '../names';
import {
  annotationsOf,
  asText,
  copyOf,
  fieldsAt,
  isFields,
  itemsAt,
  kubeObject,
  labelsOf,
  listAt,
  madeFields,
  nameOf,
  namespaceOf,
  replaced,
  textsAt,
  type Fields,
  type KubeObject,
} from '../object';
import { coherenceMetricsProblem, metricsAnnotations, metricsDefaults } from '../traits/metrics-endpoints';
import { hasTrait, traitOf, type Translation } from '../translation';
import { COHERENCE_RULES } from './fluentd-rules';
import { CONFIG_VOLUME, podParts, put, SIDECAR, sidecarConfig, withSidecar } from './fluentd-sidecar';
import { waiting } from './helidon';
import { LOGGING, loggingConfigMap, loggingContainer, loggingMount } from './logging-container';

/** Makes Coherence log through java.util.logging, whose files the sidecar reads. */
const JVM_ARGS = [
  '-Dcoherence.log=jdk',
  '-Dcoherence.log.logger=com.oracle.coherence',
  '-Djava.util.logging.config.file=/coherence-operator/utils/logging/logging.properties',
];

/** Port by which clients outside of the mesh reach a Coherence cluster. */
const EXTEND_PORT = 9000;

/**
 * What release 1.7.2 makes of a VerrazzanoCoherenceWorkload: a Coherence object, the configuration of its logging sidecar, and in the
 * mesh a DestinationRule. Source: application-operator, coherenceworkload_controller.go.
 * @param component - the component
 * @param translation - what is worked on
 */
export function translateCoherence(component: AppliedComponent, translation: Translation): KubeObject[] {
  const { workload } = component;
  const { state, findings } = translation;
  const namespace = namespaceOf(workload);
  const coherence = kubeObject(fieldsAt(workload, 'spec', 'template'));
  coherence.apiVersion = 'coherence.oracle.com/v1';
  coherence.kind = 'Coherence';
  coherence.metadata.namespace = namespace;
  const spec = madeFields(coherence, 'spec');
  addLabels(spec, workload);
  state.write(sidecarConfig(namespace, 'coherence', COHERENCE_RULES));
  warnLostMounts(spec, workload, translation);
  addSidecar(spec, namespace, translation);
  const stop = (): KubeObject[] => {
    findings.add('error', workload, waiting(component));
    return [];
  };
  if (!component.isNamed) return stop();
  const logging = traitOf(component, 'LoggingTrait');
  if (logging === undefined && hasTrait(component, 'LoggingTrait')) return stop();
  if (logging !== undefined) addLogging(spec, coherence, logging, translation);
  const metrics = traitOf(component, 'MetricsTrait');
  if (metrics === undefined && hasTrait(component, 'MetricsTrait')) return stop();
  const problem = metrics === undefined ? undefined : coherenceMetricsProblem(coherence);
  if (problem !== undefined) {
    findings.add('error', workload, problem);
    return [];
  }
  const defaults = metricsDefaults(coherence);
  const given = textsAt(spec, 'annotations');
  const restart = annotationsOf(workload)[RESTART_VERSION] ?? '';
  spec.annotations = {
    ...(metrics === undefined || defaults === undefined ? given : metricsAnnotations(metrics, defaults, given)),
    [INJECT]: 'false',
    ...(restart !== '' && { [RESTART_VERSION]: restart }),
  };
  if (nameOf(coherence) === '') {
    findings.add('error', workload, {
      what: 'has no name for its Coherence object',
      fix: 'name it in spec.template.metadata',
    });
    return [];
  }
  state.write(coherence);
  if (isInMesh(state, namespace)) state.write(destinationRule(workload));
  return [coherence];
}

function oamLabels(workload: KubeObject): Record<string, string> {
  const labels = labelsOf(workload);
  return {
    [OAM_LABEL.component]: labels[OAM_LABEL.component] ?? '',
    [OAM_LABEL.app]: labels[OAM_LABEL.app] ?? '',
  };
}

function addLabels(spec: Fields, workload: KubeObject): void {
  spec.labels = { ...textsAt(spec, 'labels'), ...oamLabels(workload) };
  for (const port of itemsAt(spec, 'ports')) {
    const service = madeFields(port, 'service');
    service.labels = { ...fieldsAt(service, 'labels'), ...oamLabels(workload) };
  }
}

function addSidecar(spec: Fields, namespace: string, { images, corrected }: Translation): void {
  const settings = {
    images,
    namespace,
    type: 'coherence',
    volume: 'logs',
    mountPath: '/logs',
    logPath: '/logs',
    variables: [],
  } as const;
  const parts = withSidecar(podParts(spec, 'sideCars'), settings);
  const sidecar = parts.containers.find(({ name }) => name === SIDECAR);
  const [mount] = itemsAt(sidecar, 'volumeMounts');
  // The operator gives the volumes of configMapVolumes to every container. The first container loses its mounts, whichever it is.
  const stripped = corrected ? sidecar : parts.containers[0];
  if (stripped !== undefined) delete stripped.volumeMounts;
  spec.configMapVolumes = [
    ...listAt(spec, 'configMapVolumes'),
    { ...copyOf(mount ?? {}), name: 'fluentd-config-coherence' },
  ];
  spec.sideCars = parts.containers;
  spec.volumes = withoutConfigVolume(parts.volumes);
  spec.volumeMounts = parts.volumeMounts;
  const jvm = madeFields(spec, 'jvm');
  jvm.args = [...listAt(jvm, 'args'), ...JVM_ARGS];
}

function warnLostMounts(spec: Fields, workload: KubeObject, { findings, corrected }: Translation): void {
  const [first] = itemsAt(spec, 'sideCars');
  if (corrected || itemsAt(first, 'volumeMounts').length === 0) return;
  findings.add('warning', workload, {
    what: 'has a sidecar that loses its mounts, being the first one, as in release 1.7.2',
    got: asText(first?.name),
    fix: 'put the mounts into volumeMounts of the Coherence object',
  });
}

/** The last volume takes the place of the one that is left out. */
function withoutConfigVolume(volumes: readonly Fields[]): Fields[] {
  const index = volumes.map(({ name }) => name).lastIndexOf(CONFIG_VOLUME);
  const last = volumes.at(-1);
  return index < 0 || last === undefined ? [...volumes] : replaced(volumes, index, last).slice(0, -1);
}

function addLogging(spec: Fields, coherence: KubeObject, trait: KubeObject, { state, images }: Translation): void {
  const name = `${LOGGING}-${nameOf(coherence)}-coherence`;
  state.writeIfAbsent(loggingConfigMap(trait, name, namespaceOf(coherence), labelsOf(coherence)));
  const mount = loggingMount(name);
  const volumes = listAt(spec, 'configMapVolumes');
  const index = volumes.findIndex((each) => isFields(each) && each.name === name && each.mountPath === mount.mountPath);
  spec.configMapVolumes = index < 0 ? [...volumes, mount] : replaced(volumes, index, mount);
  spec.sideCars = put(itemsAt(spec, 'sideCars'), loggingContainer(trait, [], images));
}

/** Everything in the namespace is reached by mutual TLS, and Coherence, which is not in the mesh, is not. */
function destinationRule(workload: KubeObject): KubeObject {
  const namespace = namespaceOf(workload);
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'DestinationRule',
    metadata: { name: labelsOf(workload)[OAM_LABEL.app] ?? '', namespace },
    spec: {
      host: `*.${namespace}.svc.cluster.local`,
      trafficPolicy: {
        tls: { mode: 'ISTIO_MUTUAL' },
        // Mode DISABLE is the zero value of the enumeration, which the API server leaves out.
        portLevelSettings: [{ port: { number: EXTEND_PORT }, tls: {} }],
      },
    },
  };
}
