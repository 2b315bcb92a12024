import type { Discrepancy } from './discrepancy';
import { foundBy } from './discrepancy';

const ISTIOD = 'istio-system/istiod';
const PROMETHEUS = 'verrazzano-monitoring/prometheus-prometheus-operator-kube-p-prometheus';
const KIALI = 'verrazzano-system/vmi-system-kiali';

/** Needed traffic that the policies close: section 1 of the facts. */
export const BLOCKED: readonly Discrepancy[] = [
  ...foundBy('comparison', [
    [
      'B-01',
      'medium',
      'metrics of a proxy at istiod: it has none, and no rule opens the port',
      'flows',
      { kind: 'closes', from: PROMETHEUS, to: ISTIOD, ports: [15090] },
      { kind: 'documentation', difference: 'B-01' },
    ],
    [
      'B-02',
      'medium',
      'OpenSearch and its dashboards left the mesh; they have no proxy, and istiod would not let them in',
      'flows',
      ...['opensearch-es-master', 'opensearch-es-data', 'opensearch-es-ingest', 'opensearch-dashboards'].map(
        (name) => ({ kind: 'closes', from: `verrazzano-logging/${name}`, to: ISTIOD, ports: [15012] }) as const,
      ),
      { kind: 'documentation', difference: 'B-02' },
    ],
    [
      'B-03',
      'medium',
      'Prometheus does not reach the other replicas of Prometheus',
      'open',
      { kind: 'closes', from: PROMETHEUS, to: PROMETHEUS, ports: [9090, 15090] },
    ],
    [
      'B-04',
      'low',
      'the policy of Argo CD, were it created, would close the scrape of its proxy',
      'open',
      { kind: 'closes', on: 'argocd', from: PROMETHEUS, to: 'argocd/argocd-server', ports: [15090] },
    ],
    [
      'B-05',
      'medium',
      'plain HTTP through the egress gateway',
      'open',
      { kind: 'closes', from: 'sample-application/application', to: 'istio-system/istio-egressgateway', ports: [8080] },
      { kind: 'closes', from: 'sample-injected/injected', to: 'istio-system/istio-egressgateway', ports: [8080] },
    ],
    [
      'B-06',
      'low',
      'plain HTTP and health checks from outside at the ingress gateway',
      'open',
      { kind: 'closes', from: 'outside', to: 'istio-system/istio-ingressgateway', ports: [8080, 15021] },
    ],
    ['B-07', 'low', 'there is no Verrazzano Operator', 'flows', { kind: 'documentation', difference: 'N-04' }],
    [
      'B-08',
      'medium',
      'Prometheus does not reach the metrics of Velero',
      'open',
      { kind: 'closes', from: PROMETHEUS, to: 'verrazzano-backup/velero', ports: [8085] },
    ],
    [
      'B-10',
      'low',
      'Kiali does not reach istiod to ask for its version',
      'open',
      { kind: 'closes', from: KIALI, to: ISTIOD, ports: [15014] },
    ],
    [
      'B-11',
      'medium',
      'sidecars in a namespace that is labelled for injection only do not reach istiod',
      'open',
      { kind: 'closes', from: 'sample-injected/injected', to: ISTIOD, ports: [15012] },
    ],
  ]),
  ...foundBy('not-in-manifests', [
    ['B-09', 'low', 'an AuthorizationPolicy, not a NetworkPolicy, refuses the scrape of Kiali', 'none'],
  ]),
];
