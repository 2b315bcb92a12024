import { OAM_LABEL } from './names';
import { groupOf, itemsAt, labelsOf, nameOf, namespaceOf, textAt, type KubeObject } from './object';
import { podTemplate } from './pods';
import type { Translation } from './translation';
import { MANAGED_LABEL, NAMESPACE_LABEL } from '../../definition/namespaces';

/** Label of workloads and pods that are not of OAM, by which metrics find them. */
export const WORKLOAD_LABEL = 'app.verrazzano.io/workload';

/** Annotations by which Prometheus finds the endpoint of a pod, where the pod does not have them. */
const PROMETHEUS = {
  'prometheus.io/port': '8080',
  'prometheus.io/path': '/metrics',
  'prometheus.io/scrape': 'true',
} as const;

/**
 * The value of the label: name, API version and kind of the top-most owner.
 * @param name - its name
 * @param apiVersion - its API version
 * @param kind - its kind
 */
export function workloadLabel(name: string, apiVersion: string, kind: string): string {
  return `${name}-${apiVersion.replace('/', '-')}-${kind.toLowerCase()}`;
}

/**
 * Whether the webhooks for workloads that are not of OAM look at an object: it is in a namespace that Verrazzano manages, and is not of a
 * component.
 * @param object - the object
 * @param translation - what is worked on
 */
export function isManaged(object: KubeObject, { state }: Translation): boolean {
  const namespace = state.get('', 'Namespace', '', namespaceOf(object));
  const labels = namespace === undefined ? {} : labelsOf(namespace);
  const isManagedNamespace = labels[MANAGED_LABEL] === 'true' && labels[NAMESPACE_LABEL] !== 'kube-system';
  return isManagedNamespace && labelsOf(object)[OAM_LABEL.component] === undefined;
}

/**
 * Labels and annotates pods that are not of OAM, as admission of release 1.7.2 does when they are created. Source: application-operator,
 * metrics-binding-labeler-pod.go.
 * @param given - objects that are translated
 * @param translation - what is worked on
 */
export function labelPods(given: readonly KubeObject[], translation: Translation): void {
  const { state, findings } = translation;
  for (const { apiVersion, kind, metadata } of given) {
    // A pod with a uid was admitted long ago.
    if (kind !== 'Pod' || apiVersion !== 'v1' || metadata.uid !== undefined) continue;
    const pod = state.get('', 'Pod', metadata.namespace ?? 'default', metadata.name ?? '');
    if (pod === undefined || !isManaged(pod, translation)) continue;
    const owners = topOwners(pod, translation);
    if (owners.some(isApplication)) continue;
    const [owner] = owners;
    if (owners.length > 1) {
      const fix = 'let the pod have one owner';
      findings.add('refused', pod, {
        what: 'admission refuses it: it has several top-most owners',
        got: owners.map(nameOf).join(', '),
        fix,
      });
      continue;
    }
    if (owner === undefined) {
      findings.add('error', pod, { what: 'has an owner that is not in the input', fix: 'pass its owners as context' });
      continue;
    }
    const template = podTemplate(pod);
    template?.set({
      labels: { ...template.labels, [WORKLOAD_LABEL]: workloadLabel(nameOf(owner), owner.apiVersion, owner.kind) },
      annotations: { ...PROMETHEUS, ...template.annotations },
    });
    state.write(pod);
  }
}

function isApplication({ apiVersion, kind }: KubeObject): boolean {
  return kind === 'ApplicationConfiguration' && groupOf(apiVersion) === 'core.oam.dev';
}

/** Owners that have no owners; an owner that is not known is left out. */
function topOwners(object: KubeObject, translation: Translation): KubeObject[] {
  const references = itemsAt(object, 'metadata', 'ownerReferences');
  if (references.length === 0) return [object];
  return references.flatMap((reference) => {
    const group = groupOf(textAt(reference, 'apiVersion') ?? '');
    const [kind, name] = [textAt(reference, 'kind') ?? '', textAt(reference, 'name') ?? ''];
    const owner = translation.state.get(group, kind, namespaceOf(object), name);
    return owner === undefined ? [] : topOwners(owner, translation);
  });
}
