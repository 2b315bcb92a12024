import { isJsonObject, type JsonValue } from '../../values/json';
import { EXTERNAL_IPS } from '../convert/istio-gateways';
import { dig, digComponent } from './dig';
import { argumentsNamed, hasIpList, isGiven, isIpList, textsOf } from './external-ips';
import { overrideItems, valuesOf } from './override-items';
import type { Found, Rule, RuleContext } from './types';

const SERVICE = ['spec', 'components', 'ingressGateways', 0, 'k8s', 'service'] as const;
const MESSAGE = 'externalIPs are not a list of IP addresses';
const FIX = 'list IP addresses as strings';

function inOverrides(context: RuleContext): Found[] {
  return overrideItems(context.own, 'istio').flatMap((item): Found[] => {
    const service = dig(valuesOf(context, item), ...SERVICE);
    if (service === undefined) return [];
    if (!isJsonObject(service))
      return [{ path: item.path, value: service, message: 'k8s.service is not an object', fix: FIX }];
    const value = dig(service, 'externalIPs');
    if (value === undefined) return [];
    // Without a node port any texts will do.
    const isGood = dig(service, 'type') === 'NodePort' ? isIpList(value) : textsOf(value) !== undefined;
    return isGood ? [] : [{ path: item.path, value, message: MESSAGE, fix: FIX }];
  });
}

/** The external addresses in each override item that has some. */
function addresses(context: RuleContext): { readonly path: string; readonly value: JsonValue }[] {
  return overrideItems(context.own, 'istio').flatMap((item) => {
    const value = dig(valuesOf(context, item), ...SERVICE, 'externalIPs');
    return value === undefined || !isGiven(value) ? [] : [{ path: item.path, value }];
  });
}

function isNodePort({ own }: RuleContext): boolean {
  return digComponent(own, 'istio', 'ingress', 'type') === 'NodePort';
}

function ofNodePort(context: RuleContext): Found[] {
  if (!isNodePort(context)) return [];
  const given = addresses(context);
  if (given.length > 0) {
    return given.filter(({ value }) => !isIpList(value)).map((found) => ({ ...found, message: MESSAGE, fix: FIX }));
  }
  return argumentsNamed(digComponent(context.own, 'istio', 'istioInstallArgs'), EXTERNAL_IPS)
    .filter((argument) => !hasIpList(argument))
    .map((value) => ({ path: 'spec.components.istio.istioInstallArgs', value, message: MESSAGE, fix: FIX }));
}

/** External IPs of the ingress gateway are IP addresses. */
export const istioExternalIp: Rule = {
  id: 'istio.external-ip',
  layer: 'component',
  check: (context) => (context.api === 'v1beta1' ? inOverrides(context) : ofNodePort(context)),
};

/** A node port of the ingress gateway needs external IPs. */
export const istioNodeportNeedsIps: Rule = {
  id: 'istio.nodeport-needs-ips',
  layer: 'component',
  apis: ['v1alpha1'],
  check: (context) => {
    if (!isNodePort(context) || addresses(context).length > 0) return [];
    if (argumentsNamed(digComponent(context.own, 'istio', 'istioInstallArgs'), EXTERNAL_IPS).length > 0) return [];
    const message = `type NodePort needs external IPs in ${EXTERNAL_IPS}`;
    return [
      { path: 'spec.components.istio.ingress.type', value: 'NodePort', message, fix: 'add them to the overrides' },
    ];
  },
};
