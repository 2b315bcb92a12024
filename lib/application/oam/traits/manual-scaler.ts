import { traitTargets } from '../children';
import { fieldsAt, groupOf, numberAt, type KubeObject } from '../object';
import type { TranslatedComponent, Translation } from '../translation';
import { isIntermediate } from '../apply';

/** Kinds that have a number `spec.replicas`, by group and kind. */
const SCALABLE: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/ReplicaSet',
  '/ReplicationController',
  'coherence.oracle.com/Coherence',
  'weblogic.oracle/Domain',
  'weblogic.oracle/Cluster',
]);

/**
 * Sets `spec.replicas` of what a workload owns, or of itself, to the number of a ManualScalerTrait.
 * @param trait - the trait
 * @param component - its component
 * @param translation - what is worked on
 */
export function translateManualScaler(
  trait: KubeObject,
  component: TranslatedComponent,
  translation: Translation,
): void {
  const { state, findings } = translation;
  if (!component.hasWorkload) return;
  const replicas = numberAt(trait, 'spec', 'replicaCount') ?? 0;
  const scalable = traitTargets(component, translation).filter((each) =>
    SCALABLE.has(`${groupOf(each.apiVersion)}/${each.kind}`),
  );
  for (const object of scalable) {
    const given = isIntermediate(component.workload) ? undefined : numberAt(component.workload, 'spec', 'replicas');
    if (given === undefined) state.write({ ...object, spec: { ...fieldsAt(object, 'spec'), replicas } });
    else if (given !== replicas) {
      findings.add('warning', trait, {
        what: 'has no lasting effect, since the Component gives spec.replicas itself, which is written again and again',
        got: `${given} and ${replicas}`,
        fix: 'leave one of the two out',
      });
    }
  }
  if (scalable.length > 0) return;
  const fix = 'leave the trait out';
  findings.add('warning', trait, { what: 'finds nothing that has replicas', got: component.workload.kind, fix });
}
