import { groupOf, listAt, objectAt, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import { isPort } from '../../connectivity/port-set';
import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { authorizationSemantics } from './authorization-semantics';
import type { Shape } from './shape';
import { compareWithShape } from './shape';
import { MESH_SHAPES } from './shapes';

/** API group of each kind of Istio that decides who may talk to whom. */
const GROUPS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io',
  DestinationRule: 'networking.istio.io',
  EnvoyFilter: 'networking.istio.io',
  PeerAuthentication: 'security.istio.io',
  RequestAuthentication: 'security.istio.io',
  Sidecar: 'networking.istio.io',
  WasmPlugin: 'extensions.istio.io',
};

/** What is wrong with one object of Istio. */
export interface MeshObjectCheck {
  /** What the API server or the validating webhook of istiod refuses; the object then decides nothing. */
  readonly refused: readonly string[];
  /** Fields that the API server drops. */
  readonly unknown: readonly string[];
  /** Parts that Istio ignores. */
  readonly ignored: readonly string[];
}

/**
 * Whether a manifest is of a kind of Istio that decides who may talk to whom, or could.
 * @param object - a manifest
 */
export function isMeshObject(object: JsonObject): boolean {
  const kind = textAt(object, 'kind') ?? '';
  return Object.hasOwn(GROUPS, kind) && GROUPS[kind] === groupOf(object);
}

/**
 * Checks one object of Istio as the API server and the validating webhook of istiod do.
 *
 * Source: custom resource definitions and `pkg/config/validation/validation.go` of Istio 1.19.
 * @param object - an object for which {@link isMeshObject} holds
 */
export function checkMeshObject(object: JsonObject): MeshObjectCheck {
  const kind = textAt(object, 'kind') ?? '';
  const shape: Shape = Object.hasOwn(MESH_SHAPES, kind) ? (MESH_SHAPES[kind] ?? 'any') : 'any';
  const { invalid, unknown } = compareWithShape(shape, object.spec, 'spec');
  if (invalid.length > 0) return { refused: invalid, unknown, ignored: [] };
  const spec = objectAt(object, 'spec');
  const refused = [...selectorProblems(spec), ...semantics(kind, spec)];
  return { refused, unknown, ignored: ignored(kind, spec) };
}

function semantics(kind: string, spec: JsonObject): string[] {
  if (kind === 'AuthorizationPolicy') return authorizationSemantics(spec);
  if (kind === 'DestinationRule' && textAt(spec, 'host') === undefined) return ['spec.host is empty'];
  if (kind !== 'PeerAuthentication') return [];
  return Object.keys(objectAt(spec, 'portLevelMtls'))
    .filter((port) => !isPort(Number(port)))
    .map((port) => `spec.portLevelMtls has a key that is not a port; got ${JSON.stringify(port)}; allowed 1 to 65535`);
}

/** Istio compares labels as they are written, without wildcards. */
function selectorProblems(spec: JsonObject): string[] {
  return Object.entries(textsAt(spec, 'selector', 'matchLabels')).flatMap(([key, value]) => {
    if (key === '') return ['spec.selector.matchLabels has an empty key'];
    const text = `${key}=${value}`;
    return text.includes('*') ? [`spec.selector.matchLabels: wildcards are not supported; got ${text}`] : [];
  });
}

function ignored(kind: string, spec: JsonObject): string[] {
  const selector = Object.keys(objectAt(spec, 'selector', 'matchLabels')).length > 0;
  const ports = isJsonObject(valueAt(spec, 'portLevelMtls'));
  const action = textAt(spec, 'action') ?? 'ALLOW';
  const idle = kind === 'AuthorizationPolicy' && action !== 'ALLOW' && listAt(spec, 'rules').length === 0;
  return [
    ...(kind === 'PeerAuthentication' && ports && !selector
      ? ['portLevelMtls has no effect without a selector, and the webhook of istiod refuses it']
      : []),
    ...(idle ? [`action ${action} without rules matches no request, so the policy has no effect`] : []),
    ...(isJsonObject(valueAt(spec, 'selector')) && !selector
      ? ['the selector has no labels, so it selects every pod']
      : []),
  ];
}
