import { digComponent, textOf } from '../dig';
import type { Rule } from '../types';

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
