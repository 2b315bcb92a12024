import { WORKLOAD_KIND, RESTART_VERSION } from './names';
import { annotationsOf, groupOf, nameOf, namespaceOf, valueAt, type KubeObject } from './object';
import { podTemplate } from './pods';
import { metricsAnnotations, metricsLabels } from './traits/metrics-endpoints';
import type { WorkingMetrics } from './traits/metrics';
import type { TranslatedComponent, Translation } from './translation';

/** Kinds of plain workload whose pods the annotation for a restart is copied to. */
const RESTARTED: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The Deployment whose pods release 1.7.2 annotates one by one; others are annotated by their controllers, or not at all. */
function deploymentOf({ workload, children }: TranslatedComponent, { state }: Translation): KubeObject | undefined {
  const isContainerized = workload.kind === WORKLOAD_KIND.containerized;
  const object = isContainerized ? children.find(({ kind }) => kind === 'Deployment') : workload;
  if (object?.kind !== 'Deployment' || groupOf(object.apiVersion) !== 'apps') return undefined;
  return state.get('apps', 'Deployment', namespaceOf(object), nameOf(object));
}

/**
 * Puts into the pod template what release 1.7.2 puts on each running pod of a ContainerizedWorkload or Deployment with a MetricsTrait.
 * @param component - the component
 * @param metrics - its MetricsTrait
 * @param translation - what is worked on
 */
export function annotatePods(
  component: TranslatedComponent,
  { trait, defaults }: WorkingMetrics,
  translation: Translation,
): void {
  const deployment = deploymentOf(component, translation);
  const template = deployment === undefined ? undefined : podTemplate(deployment);
  if (deployment === undefined || template === undefined) return;
  template.set({
    annotations: metricsAnnotations(trait, defaults, template.annotations),
    labels: { ...template.labels, ...metricsLabels(trait) },
  });
  translation.state.write(deployment);
}

/**
 * Copies the annotation for a restart of the application to the pods of a plain workload.
 * @param component - the component
 * @param translation - what is worked on
 */
export function annotateRestart(
  { application, workload, hasWorkload, isListed }: TranslatedComponent,
  { state, findings }: Translation,
): void {
  const version = annotationsOf(application)[RESTART_VERSION] ?? '';
  if (version === '' || !hasWorkload || !isListed || !RESTARTED.has(workload.kind)) return;
  const object = state.get(groupOf(workload.apiVersion), workload.kind, namespaceOf(workload), nameOf(workload));
  const template = object === undefined ? undefined : podTemplate(object);
  if (object === undefined || template === undefined) return;
  if (object.kind === 'Deployment' && valueAt(object, 'spec', 'paused') === true) {
    findings.add('error', object, {
      what: 'is paused, so it cannot be restarted',
      fix: `leave ${RESTART_VERSION} out`,
    });
    return;
  }
  template.set({ annotations: { ...template.annotations, [RESTART_VERSION]: version } });
  state.write(object);
}
