import { digComponent } from '../dig';
import { isOn } from '../context';
import { overrideItems, unreadable } from '../overrides';
import type { Rule } from '../types';

/** The override sources that are read at installation can be read. */
export const reconcileOverrideRef: Rule = {
  id: 'reconcile.override-ref',
  layer: 'reconcile',
  check: (context) => {
    const { api, effective, own } = context;
    const read = ['istio', 'ingressNGINX', 'jaegerOperator'].filter((key, i) =>
      [
        api === 'v1beta1' || digComponent(own, 'istio', 'ingress', 'type') === 'NodePort',
        digComponent(effective, 'ingressNGINX', 'type') === 'NodePort',
        isOn(effective, key),
      ].at(i),
    );
    const isUsed = (component: string): boolean =>
      isOn(effective, component === 'keycloak.mysql' ? 'keycloak' : component);
    const items = overrideItems(effective).filter(({ component }) => !read.includes(component) && isUsed(component));
    return unreadable(context, items);
  },
};
