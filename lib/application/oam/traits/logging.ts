import { isDeepStrictEqual } from 'util';
import { podTemplatePath } from '../../../values/pod-template-path';
import { traitTargets } from '../children';
import { WORKLOAD_KIND } from '../names';
import { itemsAt, labelsOf, madeFields, nameOf, namespaceOf, textAt, type Fields, type KubeObject } from '../object';
import type { TranslatedComponent, Translation } from '../translation';
import { put } from '../workloads/fluentd-sidecar';
import {
  LOGGING,
  loggingConfigMap,
  loggingContainer,
  loggingMount,
  loggingVolume,
} from '../workloads/logging-container';

/** Kinds to whose pods the operator adds the container. */
const KINDS: ReadonlySet<string> = new Set(['Pod', 'Deployment', 'StatefulSet', 'DaemonSet']);

/**
 * Adds the container of a LoggingTrait to the pods of a workload. Those of Coherence and WebLogic get it from the controllers of their
 * workloads. Source: application-operator, loggingtrait_controller.go.
 * @param trait - the trait
 * @param component - its component
 * @param translation - what is worked on
 */
export function translateLoggingTrait(
  trait: KubeObject,
  component: TranslatedComponent,
  translation: Translation,
): void {
  const { workload, hasWorkload } = component;
  const { state, findings, corrected } = translation;
  if (!hasWorkload || workload.kind === WORKLOAD_KIND.coherence || workload.kind === WORKLOAD_KIND.weblogic) return;
  const targets = traitTargets(component, translation).filter(({ kind }) => KINDS.has(kind));
  if (targets.length === 0) {
    findings.add('error', trait, {
      what: 'finds no containers to log for',
      got: workload.kind,
      allowed: 'Pod, ContainerizedWorkload, Deployment, StatefulSet, DaemonSet and the workloads of Verrazzano',
      fix: 'leave the trait out',
    });
  }
  for (const object of targets) {
    const name = `${LOGGING}-${nameOf(object)}-${object.kind.toLowerCase()}`;
    const spec = madeFields(object, ...(podTemplatePath(object.kind) ?? []), 'spec');
    const containers = itemsAt(spec, 'containers');
    if (containers.length === 0) continue;
    spec.containers = put(containers, loggingContainer(trait, mountsOf(containers, loggingMount(name))));
    spec.volumes = put(itemsAt(spec, 'volumes'), loggingVolume(name, corrected));
    state.writeIfAbsent(loggingConfigMap(trait, name, namespaceOf(object), labelsOf(object)));
    state.write(object);
    if ((textAt(trait, 'spec', 'loggingImage') ?? '') !== '') continue;
    findings.add('warning', trait, {
      what: 'gives no loggingImage, which has no default for this kind of workload: the container has no image',
      got: `${object.kind} ${nameOf(object)}`,
      fix: 'set spec.loggingImage',
    });
  }
}

/** The mounts of all containers, later ones first and each once, and that of the configuration. */
function mountsOf(containers: readonly Fields[], own: Fields): Fields[] {
  let all: Fields[] = [];
  for (const container of containers) {
    const mounts = itemsAt(container, 'volumeMounts');
    all = [...mounts, ...all.filter((each) => !mounts.some((mount) => isDeepStrictEqual(mount, each)))];
  }
  return all.some(({ mountPath }) => mountPath === own.mountPath) ? all : [...all, own];
}
