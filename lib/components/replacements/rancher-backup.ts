import type { Replacement } from '../../definition/replacement';
import { imageAt } from './image-at';

/** Backups of Rancher: its version belongs to that of Rancher. */
export const rancherBackup: Replacement = {
  component: 'rancher-backup',
  status: 'maintained',
  statement: 'maintained, with one line for each minor version of Rancher',
  source:
    'README and tags of github.com/rancher/backup-restore-operator (2026-08); github.com/rancher/charts release-v2.9',
  risk: 'medium',
  installed: '2.1.3',
  charts: [
    {
      name: 'rancher-backup',
      companions: ['rancher-backup-crd'],
      kind: 'helm',
      repository: 'https://charts.rancher.io',
      releases: [
        '2.1.3-5 3.0.0',
        '3.1.0: 102.0.0+up3.1.0',
        '3.1.1: 102.0.1+up3.1.1',
        '3.1.2: 102.0.2+up3.1.2',
        '3.1.3: 102.0.3+up3.1.3',
        '3.1.4: 102.0.4+up3.1.4',
        '4.0.0: 103.0.0+up4.0.0',
        '4.0.1: 103.0.1+up4.0.1',
        '4.0.2: 103.0.2+up4.0.2',
        '4.0.3: 103.0.3+up4.0.3',
        '4.0.4: 103.0.4+up4.0.4',
        '5.0.0: 104.0.0+up5.0.0',
        '5.0.1: 104.0.1+up5.0.1',
        '5.0.2: 104.0.2+up5.0.2',
      ],
      source: 'branches release-v2.7 to release-v2.9 of rancher/charts',
      licence: 'Apache-2.0',
    },
  ],
  // The operator that the release runs is 3.1.0, by a chart of earlier number.
  closest: '102.0.0+up3.1.0',
  newest: '104.0.2+up5.0.2',
  beyond: 'operators 6 to 11 exist for Rancher 2.10 to 2.15, but no available source has their charts',
  keeps: [{ value: 'release rancher-backup in cattle-resources-system', keeps: 'the selector and the names' }],
  values: [{ since: 'adoption', remove: ['image.imagePullSecrets', 'psp'] }],
  variants: [
    {
      since: 'adoption',
      pullSecretValues: [],
      unreachedAccounts: { 'rancher-backup': 'patched', 'rancher-backup-patch-sa': 'recreated' },
    },
    {
      since: 'chart 2.1.4',
      pullSecretValues: ['imagePullSecrets[0].name'],
      unreachedAccounts: { 'rancher-backup-patch-sa': 'recreated' },
      images: {
        'docker.io/rancher/backup-restore-operator:v{app}': imageAt('image'),
        'docker.io/rancher/kubectl': imageAt('global.kubectl'),
      },
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'hook',
      level: 'warning',
      what: 'Job rancher-backup-patch-sa is a hook whose name contains the revision, which is always 1 in Argo CD',
      fix: 'delete the hook before it is created (BeforeHookCreation)',
    },
    {
      since: 'chart 102.0.0',
      kind: 'crd',
      level: 'warning',
      what: 'the CRDs are in a separate chart, rancher-backup-crd, of the same version',
      fix: 'upgrade rancher-backup-crd first',
    },
  ],
  kubernetes: [{ since: 'chart 104.0.2', range: '>=1.23', by: 'chart' }],
  needs: [
    { since: 'app 4.0.0', component: 'rancher', range: '>=2.8', why: 'operator 4 is for Rancher 2.8' },
    { since: 'app 5.0.0', component: 'rancher', range: '>=2.9', why: 'operator 5 is for Rancher 2.9' },
  ],
  avoid: [
    {
      range: '>=2.1.3 <102.0.0',
      why: 'it always creates PodSecurityPolicies, which Kubernetes 1.25 removed, and its operator is older than that of the release, 3.1.0',
      fix: 'go to 102.0.0+up3.1.0 or later, which creates them only with global.cattle.psp.enabled',
      source:
        'templates/psp.yaml and hardened.yaml of rancher/charts at release-v2.9; verrazzano-bom.json of Verrazzano 1.7.2',
    },
  ],
  instead: 'nothing: remove it together with Rancher',
};
