import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { RancherBackupValues } from './values/rancher-backup-values';
import { objectStorage } from '../definition/external-calls';

/**
 * Backs up and restores the objects of Rancher.
 */
export const rancherBackup = defineComponent({
  name: 'rancher-backup',
  source: 'platform-operator/controllers/verrazzano/component/rancherbackup',
  specKey: 'rancherBackup',
  category: Category.BACKUP_AND_RESTORE,
  namespace: 'cattle-resources-system',
  chart: chartOf('rancher-backup'),
  valuesFile: 'rancher-backup-override-static-values.yaml',
  enabledWhenUnset: false,
  after: ['verrazzano-network-policies', 'rancher'],
  requires: [
    // without Rancher it has nothing to back up
    'rancher',
  ],
  namespaces: ['cattle-resources-system'],
  images: ['rancher-backup-restore-operator', 'rancher-kubectl'],
  unreachedAccounts: { 'rancher-backup-patch-sa': 'recreated' },
  workloads: {
    'rancher-backup': {
      labels: {
        'app.kubernetes.io/name': 'rancher-backup',
        'app.kubernetes.io/instance': 'rancher-backup',
        'resources.cattle.io/operator': 'backup-restore',
      },
      apiServer: 'direct',
      egress: 'documented',
      external: [
        objectStorage('a Backup or Restore uses it', { ifBlocked: 'Rancher is neither backed up nor restored' }),
      ],
    },
    'rancher-backup-patch-sa': { kind: 'Job', helmHook: true, dns: false, apiServer: 'direct' },
  },
  crds: { by: 'operator', names: { 'resources.cattle.io': ['backups', 'resourcesets', 'restores'] } },
});

/** Options of Rancher Backup. */
export type RancherBackupProps = ChartProps<RancherBackupValues>;

/** Rancher Backup, as part of a profile. */
export class RancherBackup extends Component<typeof rancherBackup, RancherBackupProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: RancherBackupProps = {}) {
    super(scope, rancherBackup, props);
  }
}
