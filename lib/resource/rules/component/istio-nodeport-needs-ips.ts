import { EXTERNAL_IPS } from '../../convert/istio-gateways';
import { dig, digComponent } from '../dig';
import { overrideItems, valuesOf } from '../overrides';
import { argumentNamed } from '../external-ips';
import type { Rule } from '../types';

const SERVICE = ['spec', 'components', 'ingressGateways', 0, 'k8s', 'service', 'externalIPs'] as const;

/** A node port of the ingress gateway needs external IPs. */
export const istioNodeportNeedsIps: Rule = {
  id: 'istio.nodeport-needs-ips',
  layer: 'component',
  apis: ['v1alpha1'],
  check: (context) => {
    const { own } = context;
    if (digComponent(own, 'istio', 'ingress', 'type') !== 'NodePort') return [];
    const given = overrideItems(own, 'istio').some((item) => dig(valuesOf(context, item), ...SERVICE) !== undefined);
    if (given || argumentNamed(digComponent(own, 'istio', 'istioInstallArgs'), EXTERNAL_IPS) !== undefined) return [];
    const message = `type NodePort needs external IPs in ${EXTERNAL_IPS}`;
    return [
      { path: 'spec.components.istio.ingress.type', value: 'NodePort', message, fix: 'add them to the overrides' },
    ];
  },
};
