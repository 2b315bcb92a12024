import { INJECT, INJECTION_LABEL } from '../../values/injection-labels';
import type { Warning } from '../../connectivity';
import { groupOf, nameOf, textsAt } from '../../connectivity/manifest';
import { warning } from '../../connectivity/warnings';
import type { JsonObject } from '../../values/json';
import { DEFAULT_REVISION } from '../../connectivity/injection';
import type { MeshPod } from './mesh-pod';

const INJECTION_VALUES: readonly string[] = ['enabled', 'disabled'];

/**
 * What about sidecars is assumed, is not evaluated, or does not do what its author probably meant.
 * @param manifests - manifests of any kind, without Lists
 * @param pods - the pods
 */
export function injectionWarnings(manifests: readonly JsonObject[], pods: readonly MeshPod[]): readonly Warning[] {
  const namespaces = manifests.filter((object) => object.kind === 'Namespace' && groupOf(object) === '');
  return [...namespaces.flatMap(namespaceWarnings), ...pods.flatMap(podWarnings)];
}

function namespaceWarnings(object: JsonObject): Warning[] {
  const value = textsAt(object, 'metadata', 'labels')[INJECTION_LABEL];
  if (value === undefined || INJECTION_VALUES.includes(value)) return [];
  const message = `label ${INJECTION_LABEL} has no effect; got ${JSON.stringify(value)}; allowed ${INJECTION_VALUES.join(', ')}`;
  return [warning('mesh-assumption', `Namespace ${nameOf(object)}`, `${message}; no sidecar is injected`)];
}

function podWarnings({ id, proxy, revision, asksForSidecar }: MeshPod): Warning[] {
  if (proxy === 'ambient') {
    const message =
      'is in ambient mode: PeerAuthentications and AuthorizationPolicies are evaluated as for a sidecar; waypoint proxies are not evaluated';
    return [warning('not-evaluated', id, message)];
  }
  if (proxy === 'none' && asksForSidecar) {
    const message = `asks for a sidecar (${INJECT}), but no webhook of Istio is called for it, or the injector declines it`;
    return [warning('mesh-assumption', id, `${message}; it is assumed to have none`)];
  }
  if (revision === undefined || revision === DEFAULT_REVISION) return [];
  const message = `is injected by revision ${JSON.stringify(revision)} of Istio, which is assumed to be installed`;
  return [warning('mesh-assumption', id, message)];
}
