import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { HELM_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { VeleroValues } from './values/velero-values';
import { objectStorage } from '../definition/external-calls';

/** Destinations of both kinds of pods. */
const TRAFFIC = {
  apiServer: 'direct',
  egress: 'documented',
  external: [
    objectStorage('a BackupStorageLocation exists', { ifBlocked: 'backup and restore fail' }),
    { what: 'instance metadata', hosts: ['169.254.169.254'], ports: [80], when: 'no credentials are configured' },
  ],
} as const;

/**
 * Backs up and restores objects and volumes.
 */
export const velero = defineComponent({
  name: 'velero',
  source: 'platform-operator/controllers/verrazzano/component/velero',
  specKey: 'velero',
  category: Category.BACKUP_AND_RESTORE,
  namespace: 'verrazzano-backup',
  chart: chartOf('velero'),
  chartLabels: HELM_LABELS,
  valuesFile: 'velero-override-static-values.yaml',
  enabledWhenUnset: false,
  after: ['verrazzano-network-policies'],
  namespaces: ['verrazzano-backup'],
  images: ['velero', 'velero-plugin-for-aws', 'velero-restic-restore-helper'],
  workloads: {
    restic: {
      kind: 'DaemonSet',
      labels: { name: 'restic', 'app.kubernetes.io/name': 'velero', 'app.kubernetes.io/instance': 'velero' },
      selector: ['name'],
      annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' },
      serviceAccount: 'velero-server',
      ...TRAFFIC,
    },
    velero: {
      labels: { name: 'velero', 'app.kubernetes.io/name': 'velero', 'app.kubernetes.io/instance': 'velero' },
      selector: ['app.kubernetes.io/instance', 'app.kubernetes.io/name'],
      annotations: {
        'traffic.sidecar.istio.io/excludeOutboundPorts': '443',
        'prometheus.io/path': '/metrics',
        'prometheus.io/port': '8085',
        'prometheus.io/scrape': 'true',
      },
      serviceAccount: 'velero-server',
      ports: { 'http-monitoring': 8085 },
      ...TRAFFIC,
    },
  },
  services: {
    velero: { selector: ['name', 'app.kubernetes.io/name', 'app.kubernetes.io/instance'], ports: ['http-monitoring'] },
  },
  scrapeTargets: {
    velero: {
      namespace: 'verrazzano-backup',
      port: 'http-monitoring',
      refusedUpstream: 'its policy opens 15090 only',
    },
  },
  crds: {
    names: {
      'velero.io': [
        'backups',
        'backupstoragelocations',
        'deletebackuprequests',
        'downloadrequests',
        'podvolumebackups',
        'podvolumerestores',
        'resticrepositories',
        'restores',
        'schedules',
        'serverstatusrequests',
        'volumesnapshotlocations',
      ],
    },
  },
});

/** Options of Velero. */
export type VeleroProps = ChartProps<VeleroValues>;

/** Velero, as part of a profile. */
export class Velero extends Component<typeof velero, VeleroProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: VeleroProps = {}) {
    super(scope, velero, props);
  }
}
