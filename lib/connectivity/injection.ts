import { DATAPLANE_LABEL, INJECT, INJECTION_LABEL, REVISION_LABEL } from '../values/injection-labels';
import { listAt, textAt, textsAt, valueAt } from './manifest';
import type { JsonObject } from '../values/json';

type Labels = Readonly<Record<string, string>>;

/** Revision of a control plane that is installed without one, as Verrazzano does. */
export const DEFAULT_REVISION = 'default';

/** Namespaces in which Istio never injects (`IgnoredNamespaces` of its injector). */
const NEVER_INJECTED: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

/** Name of the container that is the sidecar, or the proxy of a gateway. */
export const PROXY_CONTAINER = 'istio-proxy';

/** Values by which a pod asks for a sidecar; any other value declines one. */
const YES: readonly string[] = ['y', 'yes', 'true', 'on'];

/** What decides about sidecars besides the pod. */
export interface Surroundings {
  /** Name of its namespace. */
  readonly namespace: string;
  /** Labels of its namespace. */
  readonly labels: Labels;
  /** Labels of pods that the mesh is told never to inject. */
  readonly never: readonly Labels[];
}

/**
 * Whether a pod has a sidecar: one that is there already, or that Istio adds.
 * @param pod - `metadata` and `spec` of the pod
 * @param around - its namespace, and what the mesh is told
 */
export function isInjected(pod: JsonObject, around: Surroundings): boolean {
  const hasSidecar = ['containers', 'initContainers'].some((list) =>
    listAt(pod, 'spec', list).some((container) => textAt(container, 'name') === PROXY_CONTAINER),
  );
  return hasSidecar || isChangedByInjector(pod, around);
}

/**
 * Whether Istio injects into a pod: a webhook must be called for it, and the injector must then agree.
 *
 * Source: `mutatingwebhook.yaml` of chart istio-discovery and `injectRequired` in `pkg/kube/inject/inject.go` of Istio 1.19.
 * @param pod - `metadata` and `spec` of the pod
 * @param around - its namespace, and what the mesh is told
 */
export function isChangedByInjector(pod: JsonObject, around: Surroundings): boolean {
  return callsWebhook(pod, around.labels) && injectorAgrees(pod, around);
}

/**
 * The revision of the control plane that injects a pod; undefined without a label that chooses one.
 * @param pod - the pod
 * @param namespace - labels of its namespace
 */
export function revisionOf(pod: JsonObject, namespace: Labels): string | undefined {
  if (namespace[INJECTION_LABEL] !== undefined) return undefined;
  return namespace[REVISION_LABEL] ?? textsAt(pod, 'metadata', 'labels')[REVISION_LABEL];
}

/**
 * Whether a pod is in ambient mode, where the proxy of its node takes its traffic.
 * @param pod - the pod
 * @param namespace - labels of its namespace
 */
export function isAmbient(pod: JsonObject, namespace: Labels): boolean {
  const mode = textsAt(pod, 'metadata', 'labels')[DATAPLANE_LABEL] ?? namespace[DATAPLANE_LABEL];
  return mode === 'ambient' && valueAt(pod, 'spec', 'hostNetwork') !== true;
}

/**
 * Whether a pod asks for a sidecar by label or annotation; the label counts where both are there.
 * @param pod - the pod
 */
export function asksForSidecar(pod: JsonObject): boolean {
  return YES.includes(choiceOf(pod));
}

function choiceOf(pod: JsonObject): string {
  const choice = textsAt(pod, 'metadata', 'labels')[INJECT] ?? textsAt(pod, 'metadata', 'annotations')[INJECT] ?? '';
  return choice.toLowerCase();
}

/** An annotation of the pod alone does not call a webhook. */
function callsWebhook(pod: JsonObject, namespace: Labels): boolean {
  const labels = textsAt(pod, 'metadata', 'labels');
  if (labels[INJECT] === 'false') return false;
  const injection = namespace[INJECTION_LABEL];
  if (injection !== undefined) return injection === 'enabled';
  return namespace[REVISION_LABEL] !== undefined || labels[REVISION_LABEL] !== undefined || labels[INJECT] === 'true';
}

function injectorAgrees(pod: JsonObject, { namespace, never }: Surroundings): boolean {
  if (valueAt(pod, 'spec', 'hostNetwork') === true || NEVER_INJECTED.has(namespace)) return false;
  if (choiceOf(pod) !== '') return asksForSidecar(pod);
  const labels = textsAt(pod, 'metadata', 'labels');
  return !never.some((set) => Object.entries(set).every(([key, value]) => labels[key] === value));
}
