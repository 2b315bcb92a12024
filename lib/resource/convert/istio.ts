import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isJsonList, ownMember } from '../merge/json';
import { MergeError } from '../merge/merge-error';
import { expandArguments, overlay } from './install-arguments';

/** The install argument that holds the external addresses of the ingress gateway. */
export const EXTERNAL_IPS = 'gateways.istio-ingressgateway.externalIPs';
const PATH = 'spec.components.istio';

/**
 * The Istio component of v1alpha1 in v1beta1: arguments and gateway settings become an IstioOperator document, laid over
 * the values of the last override item.
 * @throws MergeError when arguments are not YAML, or when both sides have `spec.values`
 */
export function convertIstio(component: JsonObject): JsonObject {
  const { istioInstallArgs, ingress, egress, ...rest } = component;
  const document = operatorSpec(listOf(istioInstallArgs), objectOf(ingress), objectOf(egress));
  if (Object.keys(document).length === 0) return rest;
  const overrides = listOf(rest['overrides']);
  const last = objectOf(overrides[overrides.length - 1]);
  const values = objectOf(ownMember(last, 'values'));
  const before = objectOf(ownMember(values, 'spec'));
  if (ownMember(before, 'values') !== undefined && document['values'] !== undefined) refuseBoth();
  const operator = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', spec: document };
  return { ...rest, overrides: [...overrides.slice(0, -1), { ...last, values: overlay(values, operator) }] };
}

function operatorSpec(list: readonly JsonValue[], ingress: JsonObject, egress: JsonObject): JsonObject {
  const isIps = (item: JsonValue): boolean => isJsonObject(item) && ownMember(item, 'name') === EXTERNAL_IPS;
  const values = expandArguments(
    list.filter((item) => !isIps(item)),
    `${PATH}.istioInstallArgs`,
  );
  const ips = objectOf(list.filter(isIps).at(-1));
  const externalIPs = ownMember(ips, 'valueList') ?? ownMember(ips, 'value');
  const service = {
    ...pick(ingress, 'type', 'ports'),
    ...(externalIPs === undefined ? {} : { externalIPs }),
  };
  const ingressGateways = gateway('istio-ingressgateway', ingress, service);
  const egressGateways = gateway('istio-egressgateway', egress, {});
  const components = { ...(ingressGateways && { ingressGateways }), ...(egressGateways && { egressGateways }) };
  return {
    ...(Object.keys(components).length === 0 ? {} : { components }),
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
}

function gateway(name: string, section: JsonObject, service: JsonObject): JsonValue | undefined {
  const { replicas: replicaCount, affinity } = objectOf(ownMember(section, 'kubernetes'));
  const k8s = {
    ...(replicaCount === undefined ? {} : { replicaCount }),
    ...(affinity === undefined ? {} : { affinity }),
    ...(Object.keys(service).length === 0 ? {} : { service }),
  };
  return Object.keys(k8s).length === 0 ? undefined : [{ enabled: true, k8s, name }];
}

function refuseBoth(): never {
  throw new MergeError([
    {
      at: `${PATH}.istioInstallArgs`,
      what: 'and the last override item both set spec.values',
      got: 'istioInstallArgs and overrides',
      allowed: 'one of them',
      fix: 'move the arguments into the override',
      rule: 'convert.installargs',
    },
  ]);
}

function pick(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.flatMap((key) => (ownMember(object, key) === undefined ? [] : [[key, object[key]]])));
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}
