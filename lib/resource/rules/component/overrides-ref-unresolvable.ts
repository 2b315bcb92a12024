import { digComponent } from '../dig';
import { isOn } from '../context';
import { overrideItems, unreadable } from '../overrides';
import type { Rule } from '../types';

/** The override sources that the operator reads on admission can be read. */
export const overridesRefUnresolvable: Rule = {
  id: 'overrides.ref-unresolvable',
  layer: 'component',
  check: (context) => {
    const { api, effective, own } = context;
    const components: string[] = [];
    if (api === 'v1beta1' || digComponent(own, 'istio', 'ingress', 'type') === 'NodePort') components.push('istio');
    if (digComponent(effective, 'ingressNGINX', 'type') === 'NodePort') components.push('ingressNGINX');
    if (isOn(effective, 'jaegerOperator')) components.push('jaegerOperator');
    return components.flatMap((component) => unreadable(context, overrideItems(effective, component)));
  },
};
