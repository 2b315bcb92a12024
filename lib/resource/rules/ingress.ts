import type { JsonObject, JsonValue } from '../../values/json';
import { dig, digComponent } from './dig';
import { argumentsNamed, hasIpList, isGiven, isIpList } from './external-ips';
import { overrideItems, valuesOf } from './override-items';
import type { Found, Rule, RuleContext } from './types';
import { textOf } from '../../values/json';

const ARGUMENT = 'controller.service.externalIPs';
const MESSAGE = 'externalIPs are not a list of IP addresses';
const FIX = 'list IP addresses as strings';

/** The first external address in each override item that has one; only that is looked at. */
function firstAddresses(context: RuleContext, key: string): { readonly path: string; readonly value: JsonValue }[] {
  return overrideItems(context.own, key).flatMap((item) => {
    const value = dig(valuesOf(context, item), 'controller', 'service', 'externalIPs', 0);
    return value === undefined || !isGiven(value) ? [] : [{ path: item.path, value }];
  });
}

function isNodePort(own: JsonObject | undefined, key: string): boolean {
  return digComponent(own, key, 'type') === 'NodePort';
}

/** External IPs of the ingress controller are IP addresses. */
export const ingressNginxExternalIp: Rule = {
  id: 'ingressNGINX.external-ip',
  layer: 'component',
  check: (context) => {
    const { api, own } = context;
    const key = api === 'v1alpha1' ? 'ingress' : 'ingressNGINX';
    if (!isNodePort(own, key)) return [];
    const given = firstAddresses(context, key);
    if (given.length > 0) {
      return given.filter(({ value }) => !isIpList(value)).map((found) => ({ ...found, message: MESSAGE, fix: FIX }));
    }
    return argumentsNamed(digComponent(own, key, 'nginxInstallArgs'), ARGUMENT)
      .filter((argument) => !hasIpList(argument))
      .map((value): Found => {
        return { path: `spec.components.${key}.nginxInstallArgs`, value, message: MESSAGE, fix: FIX };
      });
  },
};

/** A node port of the ingress controller needs external IPs. */
export const ingressNginxNodeportNeedsIps: Rule = {
  id: 'ingressNGINX.nodeport-needs-ips',
  layer: 'component',
  apis: ['v1alpha1'],
  check: (context) => {
    const { own } = context;
    if (!isNodePort(own, 'ingress') || firstAddresses(context, 'ingress').length > 0) return [];
    if (argumentsNamed(digComponent(own, 'ingress', 'nginxInstallArgs'), ARGUMENT).length > 0) return [];
    const message = `type NodePort needs external IPs in ${ARGUMENT}`;
    return [{ path: 'spec.components.ingress.type', value: 'NodePort', message, fix: 'add them to the overrides' }];
  },
};

/** The type of the ingress is known. */
export const reconcileIngressType: Rule = {
  id: 'reconcile.ingress-type',
  layer: 'reconcile',
  check: ({ effective }) => {
    const value = textOf(digComponent(effective, 'ingressNGINX', 'type'));
    if (['', 'LoadBalancer', 'NodePort'].includes(value)) return [];
    const message = 'is unknown; the installation would stop; allowed LoadBalancer, NodePort';
    return [{ path: 'spec.components.ingressNGINX.type', value, message, fix: 'use one of these' }];
  },
};
