import type { FoundBy, Sign } from './discrepancy';

/** A result of the comparison that is not one of the 86 facts. */
export interface Beyond {
  /** Its reason. */
  readonly why: string;
  /** How it is found. */
  readonly found: FoundBy;
  /** By what it shows. */
  readonly signs: readonly Sign[];
}

/** A rule of the policy for the database. */
const database = (rule: number, ...ports: readonly number[]): Sign => ({
  kind: 'opens',
  rule: `keycloak/keycloak-mysql ingress[${rule}]`,
  ports,
});

const ISTIOD = 'istio-system/istiod';
const PROMETHEUS = 'verrazzano-monitoring/prometheus-prometheus-operator-kube-p-prometheus';

/** Results of comparing upstream's policies with the flows, besides the 86 facts. */
export const BEYOND: readonly Beyond[] = [
  {
    why: 'one list of ports for the database, its router and its backup Jobs, of which each listens on some',
    found: 'comparison',
    signs: [
      database(0, 3306, 6446, 6447, 6448, 6449, 33060),
      database(1, 3306, 33060, 33061),
      database(2, 3306, 6446, 6447, 6448, 6449, 33060),
      database(3, 3306, 33060, 33061),
    ],
  },
  {
    why: 'backup Jobs have the label of the database, and Jobs are not scraped',
    found: 'comparison',
    signs: [database(4, 15090)],
  },
  {
    why: 'the default backend of NGINX has the label by which the auth proxy knows the controller',
    found: 'comparison',
    signs: [
      {
        kind: 'opens',
        rule: 'verrazzano-system/verrazzano-authproxy ingress[0]',
        ports: [8775, 8776, 8777],
        from: 'verrazzano-ingress-nginx/ingress-controller-ingress-nginx-defaultbackend',
      },
    ],
  },
  {
    why: 'all pods of the Jaeger operator have the label app=jaeger, and not all of them call',
    found: 'comparison',
    signs: [
      { kind: 'opens', rule: 'verrazzano-monitoring/vmi-system-prometheus ingress[1]', ports: [9090] },
      { kind: 'opens', rule: 'verrazzano-system/verrazzano-authproxy ingress[2]', ports: [8775] },
    ],
  },
  {
    why: 'the Prometheus adapter reads metrics of Prometheus, whose policy does not name it',
    found: 'comparison',
    signs: [{ kind: 'closes', from: 'verrazzano-monitoring/prometheus-adapter', to: PROMETHEUS, ports: [9090] }],
  },
  {
    why: 'the policy of istiod names neither all parts of Thanos nor the scheduled backups of MySQL, which have sidecars',
    found: 'comparison',
    signs: [
      { kind: 'closes', from: 'verrazzano-monitoring/thanos-receive', to: ISTIOD, ports: [15012] },
      { kind: 'closes', from: 'verrazzano-monitoring/thanos-bucketweb', to: ISTIOD, ports: [15012] },
      { kind: 'closes', from: 'keycloak/mysql-backup-schedule', to: ISTIOD, ports: [15012] },
    ],
  },
  {
    why: 'replicas of the receiver of Thanos do not reach each other',
    found: 'comparison',
    signs: [
      {
        kind: 'closes',
        from: 'verrazzano-monitoring/thanos-receive',
        to: 'verrazzano-monitoring/thanos-receive',
        ports: [19291],
      },
    ],
  },
];
