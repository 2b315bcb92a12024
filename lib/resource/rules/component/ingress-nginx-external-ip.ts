import type { JsonValue } from '../../../values/json';
import { dig, digComponent } from '../dig';
import { overrideItems, valuesOf } from '../overrides';
import { isIpAddress, isIpList, argumentNamed } from '../external-ips';
import type { Found, Rule } from '../types';

const ARGUMENT = 'controller.service.externalIPs';
const MESSAGE = 'externalIPs are not a list of IP addresses';
const FIX = 'list IP addresses as text';

/** External IPs of the ingress controller are IP addresses. */
export const ingressNginxExternalIp: Rule = {
  id: 'ingressNGINX.external-ip',
  layer: 'component',
  check: (context) => {
    const { api, own } = context;
    const key = api === 'v1alpha1' ? 'ingress' : 'ingressNGINX';
    if (digComponent(own, key, 'type') !== 'NodePort') return [];
    const given = overrideItems(own, key).flatMap((item): Found[] => {
      const value = dig(valuesOf(context, item), 'controller', 'service', 'externalIPs');
      return value === undefined ? [] : [{ path: item.path, value, message: MESSAGE, fix: FIX }];
    });
    if (given.length > 0) {
      return given.filter(({ value }) => {
        const first = dig(value as JsonValue, 0);
        return first !== undefined && !isIpAddress(first);
      });
    }
    const argument = argumentNamed(digComponent(own, key, 'nginxInstallArgs'), ARGUMENT);
    if (argument === undefined || isIpList(dig(argument, 'valueList'))) return [];
    return [{ path: `spec.components.${key}.nginxInstallArgs`, value: argument, message: MESSAGE, fix: FIX }];
  },
};
