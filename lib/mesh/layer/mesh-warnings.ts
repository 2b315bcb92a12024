import type { Warning } from '../../connectivity';
import { listAt, nameOf, namespaceOf, textAt } from '../../connectivity/manifest';
import { warning } from '../../connectivity/warnings';
import type { JsonObject } from '../../values/json';
import type { MeshObjectCheck } from '../validation/mesh-object-check';
import type { Authorization } from './authorization';
import { hasTarget, isDryRun } from './authorization';
import type { DestinationRules } from './destination-rules';
import { injectionWarnings } from './injection-warnings';
import type { MeshPod } from './mesh-pod';
import type { PeerAuthentication } from './mutual-tls';
import { sourceWarnings } from './source-warnings';
import { pushTo } from '../../values/push-to';

/** What a mesh layer has read. */
export interface MeshFindings {
  /** All manifests, without Lists. */
  readonly manifests: readonly JsonObject[];
  /** Objects of Istio, and what is wrong with each. */
  readonly checked: ReadonlyArray<{ readonly object: JsonObject; readonly check: MeshObjectCheck }>;
  /** The pods. */
  readonly pods: readonly MeshPod[];
  /** The PeerAuthentications that count. */
  readonly authentications: readonly PeerAuthentication[];
  /** The AuthorizationPolicies that count. */
  readonly authorizations: readonly Authorization[];
  /** The DestinationRules that count. */
  readonly rules: DestinationRules;
  /** Root namespace of the mesh. */
  readonly rootNamespace: string;
  /** Trust domain of the mesh. */
  readonly trustDomain: string;
}

/** Kinds that can refuse traffic, and are not evaluated. */
const NOT_EVALUATED: Readonly<Record<string, string>> = {
  Sidecar: 'a Sidecar can close hosts and ports to its pods',
  WasmPlugin: 'a WasmPlugin can refuse requests',
};

/** Filters of Envoy that can refuse traffic, as EnvoyFilters name them. */
const REFUSING_FILTER = /rbac|ext_authz|ext_proc|jwt_authn|oauth2|lua|wasm|fault|ratelimit|REMOVE/i;

/**
 * What in objects of the mesh is refused, ignored, without effect, or not evaluated here.
 * @param findings - what the layer has read
 */
export function meshWarnings(findings: MeshFindings): readonly Warning[] {
  return [
    ...findings.checked.flatMap(objectWarnings),
    ...selectionWarnings(findings),
    ...orderWarnings(findings),
    ...sourceWarnings(findings.authorizations, findings.pods, findings.trustDomain),
    ...injectionWarnings(findings.manifests, findings.pods),
    ...findings.rules
      .unresolved()
      .map(({ id, host }) =>
        warning(
          'not-evaluated',
          `DestinationRule ${id}`,
          `switches mutual TLS off for ${host} or a subset of it, which is not evaluated: no Service here has the host, or routes decide`,
        ),
      ),
  ];
}

function objectWarnings({ object, check }: MeshFindings['checked'][number]): Warning[] {
  const name = `${textAt(object, 'kind') ?? ''} ${namespaceOf(object)}/${nameOf(object)}`;
  return [
    ...check.refused.map((what) => warning('invalid-policy', name, `${what}; the object is left out`)),
    ...check.unknown.map((what) => warning('unknown-field', name, `${what}; the API server drops it`)),
    ...check.ignored.map((what) => warning('rules-without-effect', name, what)),
    ...notEvaluated(object).map((what) => warning('not-evaluated', name, what)),
  ];
}

function notEvaluated(object: JsonObject): string[] {
  const kind = textAt(object, 'kind') ?? '';
  const always = Object.hasOwn(NOT_EVALUATED, kind) ? NOT_EVALUATED[kind] : undefined;
  if (always !== undefined) return [`is not evaluated: ${always}`];
  if (kind === 'EnvoyFilter' && REFUSING_FILTER.test(JSON.stringify(object.spec ?? {}))) {
    return ['is not evaluated: it changes filters of Envoy that refuse traffic'];
  }
  if (kind !== 'AuthorizationPolicy') return [];
  return [
    ...(isDryRun(object) ? ['is in dry-run mode (annotation istio.io/dry-run), so it refuses nothing'] : []),
    ...(hasTarget(object) ? ['is not evaluated: it has a target of the Gateway API, which Istio 1.19 ignores'] : []),
    ...(textAt(object, 'spec', 'action') === 'CUSTOM' && listAt(object, 'spec', 'rules').length > 0
      ? ['an external authorizer decides, which is assumed to let requests through']
      : []),
  ];
}

/** Policies that no pod with a proxy is subject to. */
function selectionWarnings({ pods, authentications, authorizations, rootNamespace }: MeshFindings): Warning[] {
  const all = [
    ...authentications.map(({ id, namespace, selector }) => ({
      id: `PeerAuthentication ${id}`,
      namespace,
      selector,
      never: namespace === rootNamespace && Object.keys(selector).length > 0,
    })),
    ...authorizations.map(({ id, namespace, selector }) => ({
      id: `AuthorizationPolicy ${id}`,
      namespace,
      selector,
      never: false,
    })),
  ];
  return all.flatMap(({ id, namespace, selector, never }) => {
    if (never) {
      const message = 'a PeerAuthentication with a selector in the root namespace selects no pod';
      return [warning('policy-selects-nothing', id, message)];
    }
    const where = namespace === rootNamespace ? 'the mesh' : `namespace ${namespace}`;
    const selected = pods.filter(
      (pod) =>
        (namespace === rootNamespace || namespace === pod.namespace) &&
        Object.entries(selector).every(([key, value]) => pod.labels[key] === value),
    );
    const which = Object.keys(selector).length === 0 ? 'it' : `selector ${JSON.stringify(selector)}`;
    if (selected.length === 0) {
      return [warning('policy-selects-nothing', id, `${which} selects no pod in ${where}`)];
    }
    if (selected.some(({ proxy }) => proxy !== 'none')) return [];
    const message = `has no effect: the pods that ${which} selects in ${where} have no sidecar`;
    return [warning('policy-selects-nothing', id, message)];
  });
}

/** Of several policies of one level Istio takes the oldest, and manifests rarely state when they were made. */
function orderWarnings({ authentications, pods }: MeshFindings): Warning[] {
  const levels = new Map<string, PeerAuthentication[]>();
  for (const one of authentications) {
    const general = Object.keys(one.selector).length === 0;
    const keys = general
      ? [`namespace ${one.namespace}`]
      : pods
          .filter(({ namespace, labels }) => {
            const fits = Object.entries(one.selector).every(([key, value]) => labels[key] === value);
            return namespace === one.namespace && fits;
          })
          .map(({ id }) => id);
    for (const key of keys) pushTo(levels, key, one);
  }
  return [...levels].flatMap(([key, [first, ...others]]) => {
    if (first === undefined) return [];
    return others
      .filter(({ created }) => created === first.created)
      .map(({ id }) =>
        warning(
          'mesh-assumption',
          `PeerAuthentication ${id}`,
          `${first.id} is for ${key} too; Istio takes the oldest, which is taken to be ${first.id}`,
        ),
      );
  });
}
