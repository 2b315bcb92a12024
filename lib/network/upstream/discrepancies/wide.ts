import type { Discrepancy, OpensSign } from './discrepancy';
import { foundBy } from './discrepancy';
import { PROVIDERS } from '../policies/clusters';

/** A rule that opens ports beyond the flows. */
function opens(rule: string, ports: OpensSign['ports'], more: Pick<OpensSign, 'from' | 'on'> = {}): OpensSign {
  const [policy = '', position = '0'] = rule.split(' ');
  return { kind: 'opens', rule: `${policy} ingress[${position}]`, ports, ...more };
}

const NGINX = 'verrazzano-ingress-nginx/*';
/** Rules that open more than the flows need: section 3 of the facts. */
export const WIDE: readonly Discrepancy[] = foundBy('comparison', [
  // Two items of `from` where one with both selectors was meant.
  [
    'O-01',
    'high',
    'Keycloak: all of NGINX, not the controller',
    'exact',
    opens('keycloak/keycloak 0', [8080], { from: NGINX }),
  ],
  ['O-02', 'medium', 'Rancher: all of NGINX', 'exact', opens('cattle-system/rancher 2', [443, 444], { from: NGINX })],
  [
    'O-03',
    'high',
    'Rancher: every port for all of cattle-fleet-system',
    'exact',
    opens('cattle-system/rancher 1', 'all', { from: 'cattle-fleet-system/*' }),
  ],
  [
    'O-04',
    'medium',
    'Argo CD: all of NGINX, if the policy existed',
    'exact',
    opens('argocd/argocd 1', [443, 8080], { from: NGINX, on: 'argocd' }),
  ],
  ['O-05', 'medium', 'Dex: all of NGINX', 'exact', opens('verrazzano-auth/dex 0', [5556, 8080], { from: NGINX })],
  // Whole namespaces.
  [
    'W-01',
    'high',
    'Keycloak: all of verrazzano-system, where only the auth proxy calls it',
    'exact',
    opens('keycloak/keycloak 1', [8080], { from: 'verrazzano-system/*' }),
  ],
  [
    'W-02',
    'medium',
    'Dex: all of verrazzano-system, where only the auth proxy calls it',
    'exact',
    opens('verrazzano-auth/dex 1', [5556, 8080], { from: 'verrazzano-system/*' }),
  ],
  [
    'W-03',
    'medium',
    'NGINX: port 80 for all of verrazzano-system, which no workload calls',
    'exact',
    opens('verrazzano-ingress-nginx/ingress-nginx-controller 1', [80], { from: 'verrazzano-system/*' }),
  ],
  [
    'W-04',
    'high',
    'WebLogic operator: every port for all of istio-system',
    'exact',
    opens('verrazzano-system/weblogic-operator 0', 'all', { from: 'istio-system/*' }),
  ],
  [
    'W-05',
    'medium',
    'Rancher: every port for all of cattle-system',
    'exact',
    opens('cattle-system/rancher 0', 'all', { from: 'cattle-system/*' }),
  ],
  [
    'W-06',
    'high',
    'any pod of keycloak reaches every port of the others, so that the narrow rules have no effect',
    'exact',
    opens('keycloak/allow-same-namespace 0', 'all', { from: 'keycloak/*' }),
    opens('keycloak/keycloak 2', [7800], { from: 'keycloak/*' }),
  ],
  [
    'W-07',
    'medium',
    'the gateways and istiod reach every port of each other',
    'exact',
    opens('istio-system/allow-same-namespace 0', 'all', { from: 'istio-system/*' }),
  ],
  [
    'W-08',
    'low',
    'the pods of Velero reach every port of each other',
    'exact',
    opens('verrazzano-backup/allow-same-namespace 0', 'all', { from: 'verrazzano-backup/*' }),
  ],
  // Any source.
  [
    'A-01',
    'medium',
    'application operator: a port for webhooks that are elsewhere',
    'exact',
    opens('verrazzano-system/verrazzano-application-operator 0', [9443]),
  ],
  [
    'A-02',
    'low',
    'webhooks: meant for the API server, open to every pod',
    'exact',
    opens('verrazzano-system/verrazzano-application-operator-webhook 0', [9443]),
    opens('verrazzano-system/verrazzano-cluster-operator-webhook 0', [9443]),
    opens('verrazzano-install/verrazzano-platform-operator-webhook 0', [9443]),
    opens('cattle-system/rancher-webhook 0', [9443]),
    opens('verrazzano-system/coherence-operator 0', [9443]),
    ...PROVIDERS.map((name) => opens(`verrazzano-capi/${name} 0`, [9443])),
    opens('istio-system/istiod-access 2', [15017]),
  ],
  [
    'A-03',
    'medium',
    'Coherence operator: meant for Coherence pods of applications, open to every pod',
    'exact',
    opens('verrazzano-system/coherence-operator 0', [8000]),
  ],
  [
    'A-04',
    'medium',
    'Jaeger collector: spans from every pod, without any authentication',
    'exact',
    opens('verrazzano-monitoring/jaeger-collector 0', [9411, 14250]),
  ],
  [
    'A-05',
    'low',
    'egress gateway: meant for pods of the mesh, open to every source',
    'exact',
    opens('istio-system/istio-egressgateway 0', [8443]),
  ],
  [
    'A-06',
    'low',
    'the public entry points are open to every pod too, which is justified',
    'entry',
    opens('verrazzano-ingress-nginx/ingress-nginx-controller 0', [443]),
    opens('istio-system/istio-ingressgateway 0', [8443]),
  ],
  // Ports and peers without a flow.
  [
    'U-01',
    'low',
    'auth proxy: port of a second proxy that is off',
    'exact',
    opens('verrazzano-system/verrazzano-authproxy 0', [8777], { from: NGINX }),
  ],
  [
    'U-02',
    'low',
    'auth proxy: a port that only Thanos needs',
    'exact',
    opens('verrazzano-system/verrazzano-authproxy 0', [8776], { from: NGINX, on: 'prod' }),
  ],
  [
    'U-03',
    'low',
    'metrics of three webhook Deployments, which are not scraped',
    'exact',
    opens('verrazzano-system/verrazzano-application-operator-webhook 1', [9100]),
    opens('verrazzano-system/verrazzano-cluster-operator-webhook 1', [9100]),
    opens('verrazzano-install/verrazzano-platform-operator-webhook 1', [9100]),
  ],
  [
    'U-04',
    'low',
    'metrics of cert-manager, which are not scraped',
    'exact',
    opens('cert-manager/cert-manager 0', [9402]),
  ],
  [
    'U-05',
    'low',
    'Dex: a port that it does not listen on',
    'exact',
    opens('verrazzano-auth/dex 0', [8080]),
    opens('verrazzano-auth/dex 1', [8080]),
  ],
  [
    'U-06',
    'low',
    'MySQL: a port of Keycloak',
    'exact',
    opens('keycloak/keycloak-mysql 0', [7800], { from: 'keycloak/keycloak' }),
  ],
  [
    'U-07',
    'medium',
    'Prometheus: the store API for the auth proxy, Grafana and Kiali, which query another endpoint',
    'exact',
    opens('verrazzano-monitoring/vmi-system-prometheus 0', [10901], { from: 'verrazzano-system/*' }),
  ],
  [
    'U-08',
    'low',
    'Prometheus: a label that query pods of Jaeger have too',
    'exact',
    opens('verrazzano-monitoring/vmi-system-prometheus 2', [10901], {
      from: 'verrazzano-monitoring/jaeger-operator-jaeger-query',
    }),
  ],
  [
    'U-09',
    'medium',
    'Thanos: three policies with one selector, so that each rule opens every part',
    'exact',
    opens('verrazzano-monitoring/thanos-query 0', [10901, 10902]),
    opens('verrazzano-monitoring/thanos-query-frontend 0', [10901, 10902]),
    opens('verrazzano-monitoring/thanos-query-frontend 1', [10902]),
  ],
  ['U-10', 'low', 'Argo CD: every port for all of argocd', 'exact', opens('argocd/argocd 0', 'all', { on: 'argocd' })],
  [
    'U-11',
    'low',
    'istiod: any pod of verrazzano-monitoring with a label that parts of Thanos have',
    'exact',
    opens('istio-system/istiod-access 1', [15012], { from: 'verrazzano-monitoring/labelled' }),
  ],
]);
