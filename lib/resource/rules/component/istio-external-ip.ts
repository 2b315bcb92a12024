import { isJsonObject, type JsonValue } from '../../../values/json';
import { EXTERNAL_IPS } from '../../convert/istio-gateways';
import { dig, digComponent, itemsOf } from '../dig';
import { overrideItems, valuesOf } from '../overrides';
import { isIpList, argumentNamed } from '../external-ips';
import type { Found, Rule, RuleContext } from '../types';

const SERVICE = ['spec', 'components', 'ingressGateways', 0, 'k8s', 'service'] as const;
const MESSAGE = 'externalIPs are not a list of IP addresses';
const FIX = 'list IP addresses as text';

function inOverrides(context: RuleContext): Found[] {
  return overrideItems(context.own, 'istio').flatMap((item): Found[] => {
    const service = dig(valuesOf(context, item), ...SERVICE);
    if (service === undefined) return [];
    if (!isJsonObject(service))
      return [{ path: item.path, value: service, message: 'k8s.service is no object', fix: FIX }];
    const value = dig(service, 'externalIPs');
    if (value === undefined) return [];
    const isText = itemsOf(value).every((ip) => typeof ip === 'string') && Array.isArray(value);
    const isGood = dig(service, 'type') === 'NodePort' ? isIpList(value) : isText;
    return isGood ? [] : [{ path: item.path, value, message: MESSAGE, fix: FIX }];
  });
}

function ofNodePort(context: RuleContext): Found[] {
  if (digComponent(context.own, 'istio', 'ingress', 'type') !== 'NodePort') return [];
  const given = overrideItems(context.own, 'istio').flatMap((item): Found[] => {
    const value = dig(valuesOf(context, item), ...SERVICE, 'externalIPs');
    return value === undefined ? [] : [{ path: item.path, value, message: MESSAGE, fix: FIX }];
  });
  if (given.length > 0) return given.filter(({ value }) => !isIpList(value as JsonValue));
  const argument = argumentNamed(digComponent(context.own, 'istio', 'istioInstallArgs'), EXTERNAL_IPS);
  if (argument === undefined || isIpList(dig(argument, 'valueList'))) return [];
  return [{ path: 'spec.components.istio.istioInstallArgs', value: argument, message: MESSAGE, fix: FIX }];
}

/** External IPs of the ingress gateway are IP addresses. */
export const istioExternalIp: Rule = {
  id: 'istio.external-ip',
  layer: 'component',
  check: (context) => (context.api === 'v1beta1' ? inOverrides(context) : ofNodePort(context)),
};
