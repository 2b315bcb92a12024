import { isOn } from '../context';
import type { Rule } from '../types';

const FIXED = [
  ...['applicationOperator', 'argoCD', 'authProxy', 'certManager', 'clusterAPI', 'coherenceOperator', 'console', 'dex'],
  ...['grafana', 'ingressNGINX', 'istio', 'jaegerOperator', 'keycloak', 'kiali', 'mySQLOperator', 'oam', 'opensearch'],
  ...[
    'opensearchDashboards',
    'opensearchOperator',
    'rancher',
    'rancherBackup',
    'velero',
    'verrazzano',
    'weblogicOperator',
  ],
];

/** A component cannot be switched off after it was installed. */
export const disableNotAllowed: Rule = {
  id: 'disable.not-allowed',
  layer: 'component',
  operations: ['update'],
  check: ({ effective, oldEffective }) =>
    FIXED.filter((key) => effective !== undefined && isOn(oldEffective, key) && !isOn(effective, key)).map((key) => ({
      path: `spec.components.${key}.enabled`,
      value: false,
      message: 'a component cannot be switched off after it was installed',
      fix: 'leave it on',
    })),
};
