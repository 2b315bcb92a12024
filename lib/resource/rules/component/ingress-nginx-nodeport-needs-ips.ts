import { dig, digComponent } from '../dig';
import { overrideItems, valuesOf } from '../overrides';
import { argumentNamed } from '../external-ips';
import type { Rule } from '../types';

const ARGUMENT = 'controller.service.externalIPs';

/** A node port of the ingress controller needs external IPs. */
export const ingressNginxNodeportNeedsIps: Rule = {
  id: 'ingressNGINX.nodeport-needs-ips',
  layer: 'component',
  apis: ['v1alpha1'],
  check: (context) => {
    const { own } = context;
    if (digComponent(own, 'ingress', 'type') !== 'NodePort') return [];
    const given = overrideItems(own, 'ingress').some(
      (item) => dig(valuesOf(context, item), 'controller', 'service', 'externalIPs') !== undefined,
    );
    if (given || argumentNamed(digComponent(own, 'ingress', 'nginxInstallArgs'), ARGUMENT) !== undefined) return [];
    const message = `type NodePort needs external IPs in ${ARGUMENT}`;
    return [{ path: 'spec.components.ingress.type', value: 'NodePort', message, fix: 'add them to the overrides' }];
  },
};
