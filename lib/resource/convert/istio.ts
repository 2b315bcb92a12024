import { isJsonObject, type JsonObject, type JsonValue, listOf, objectOf, ownMember } from '../../values/json';
import { MergeError } from '../merge/merge-error';
import { mergeIstioOperator } from './istio-merge';
import { EXTERNAL_IPS, gatewayDocument } from './istio-gateways';
import { expandArguments, unreadable } from './install-arguments';

const PATH = 'spec.components.istio';

/**
 * The Istio component of v1alpha1 in v1beta1: arguments and gateways become an IstioOperator document, merged over the
 * values of the last override item.
 *
 * Source: `ConvertIstioToV1Beta1` and `mergeIstioOverrides` in v1alpha1/convert_to.go at v1.7.2.
 *
 * @param component - in typed form
 * @throws MergeError when arguments are not YAML, when the last item's values are not an object, or when both sides have an
 * object or a list under one key of `spec.values`
 */
export function convertIstio(component: JsonObject): JsonObject {
  const { istioInstallArgs, ingress, egress, ...rest } = component;
  const items = listOf(istioInstallArgs);
  if (items.length === 0 && ingress === undefined && egress === undefined) return rest;
  const document = operatorDocument(items, component);
  const overrides = listOf(rest['overrides']);
  const last = objectOf(overrides.at(-1));
  const before = ownMember(last, 'values') ?? null;
  const values = before === null ? document : merged(before, document, overrides.length - 1);
  return { ...rest, overrides: [...overrides.slice(0, -1), { ...last, values }] };
}

function operatorDocument(items: readonly JsonValue[], component: JsonObject): JsonValue {
  const path = `${PATH}.istioInstallArgs`;
  const externalIPs = items.filter(isExternalIps).map(valuesOf).at(-1);
  let base: JsonObject;
  try {
    base = gatewayDocument(component, externalIPs);
  } catch (error) {
    throw unreadable(path, `${EXTERNAL_IPS}: ${error instanceof Error ? error.message : 'not YAML'}`);
  }
  return expandArguments(items, path, { base, prefix: 'spec.values.', listOfOne: false, skip: isExternalIps });
}

function isExternalIps(item: JsonValue): boolean {
  return isJsonObject(item) && ownMember(item, 'name') === EXTERNAL_IPS;
}

function valuesOf(item: JsonValue): string[] {
  const argument = objectOf(item);
  const list = listOf(ownMember(argument, 'valueList'));
  const values = list.length > 0 ? list : [ownMember(argument, 'value') ?? ''];
  return values.map((value) => (typeof value === 'string' ? value : ''));
}

function merged(before: JsonValue, document: JsonValue, index: number): JsonValue {
  const at = `${PATH}.overrides[${index}].values`;
  if (!isJsonObject(before) || !isJsonObject(document)) {
    throw refusal(at, 'is merged with istioInstallArgs, ingress and egress, and is not an object', before, 'an object');
  }
  const result = mergeIstioOperator(before, document);
  if ('clash' in result) {
    const what = `and istioInstallArgs both have an object or a list at ${result.clash}, which upstream cannot merge`;
    throw refusal(at, what, result.clash, 'one of them');
  }
  return result.merged;
}

function refusal(at: string, what: string, got: JsonValue, allowed: string): MergeError {
  const fix = 'move the arguments into the override';
  return new MergeError([{ at, what, got, allowed, fix, rule: 'convert.installargs' }]);
}
