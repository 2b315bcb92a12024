import { isOwnedBy } from './cluster-state';
import { WORKLOAD_KIND } from './names';
import { copyOf, groupOf, nameOf, namespaceOf, referenceTo, textAt, textsAt, type KubeObject } from './object';
import { podTemplate } from './pods';
import type { TranslatedComponent, Translation } from './translation';

/** Kinds whose WorkloadDefinition lists Services among the objects that they own, by group and kind. */
const WITH_SERVICES: ReadonlySet<string> = new Set(['coherence.oracle.com/Coherence', 'weblogic.oracle/Domain']);

/** The object as it is now, with what traits did to it. */
function current(object: KubeObject, { state }: Translation): KubeObject {
  const { group, kind, namespace, name } = referenceTo(object);
  return state.get(group, kind, namespace, name) ?? copyOf(object);
}

/**
 * The Services that belong to a workload: those that its controller made, those that another operator made of what it contains, or
 * itself. Of a plain Deployment or StatefulSet there are none, since only owners count; where mistakes are corrected, those that select
 * its pods.
 * @param component - the component
 * @param translation - what is worked on
 */
export function childServices(component: TranslatedComponent, translation: Translation): KubeObject[] {
  const { workload, children, hasWorkload } = component;
  const { corrected } = translation;
  if (!hasWorkload) return [];
  if (workload.apiVersion === 'v1' && workload.kind === 'Service') return [current(workload, translation)];
  const others = translation.state.list('', 'Service', namespaceOf(workload));
  if (workload.kind === WORKLOAD_KIND.helidon || workload.kind === WORKLOAD_KIND.containerized) {
    const own = children.filter(({ kind }) => kind === 'Service').map((each) => current(each, translation));
    return [
      ...own,
      ...others.filter((each) => isOwnedBy(each, workload) && !own.some((made) => nameOf(made) === nameOf(each))),
    ];
  }
  const labels = corrected ? (podTemplate(copyOf(workload))?.labels ?? {}) : {};
  if (Object.keys(labels).length > 0) return others.filter((service) => selects(service, labels));
  const isOwner = (each: KubeObject): boolean => WITH_SERVICES.has(`${groupOf(each.apiVersion)}/${each.kind}`);
  const owners = [...children, workload].filter(isOwner);
  return others.filter((service) =>
    owners.some((owner) => isOwnedBy(service, owner, textAt(owner, 'metadata', 'uid'))),
  );
}

function selects(service: KubeObject, labels: Readonly<Record<string, string>>): boolean {
  const selector = Object.entries(textsAt(service, 'spec', 'selector'));
  return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
}

/**
 * What a trait of scaling or logging acts on: the objects that the workload owns, or the workload itself where it owns none.
 * @param component - the component
 * @param translation - what is worked on
 */
export function traitTargets({ workload, children }: TranslatedComponent, translation: Translation): KubeObject[] {
  return (children.length > 0 ? children : [workload]).map((each) => current(each, translation));
}
