import type { IConstruct } from 'constructs';
import type { Platform } from '../../definition/platform';
import { clusterRoleOf } from '../../definition/platform';
import type { Problem } from '../../values/problem';
import { unlessRefused } from '../../resource/unless-refused';
import type { Registration } from './registration';

/** A managed cluster, as far as problems follow from it. */
interface ManagedEnd extends IConstruct {
  readonly clusterName: string;
  readonly admin: (IConstruct & { readonly clusterName: string; readonly platform: Platform | undefined }) | undefined;
  readonly platform: Platform | undefined;
  readonly registration: Registration | undefined;
  readonly isBeforeAdmin: boolean;
}

/** Name under which every cluster knows itself while it is not registered, and Rancher its own one. */
const RESERVED = 'local';

/** Whether it has Rancher is a setting of the admin cluster. */
function rancherProblems(admin: Platform | undefined, rancher: boolean | undefined): Problem[] {
  if (rancher === undefined || admin === undefined) return [];
  const got = unlessRefused(rancher, () => admin.isEnabled('rancher'));
  if (got === rancher) return [];
  const what = 'registration.rancher is not what the admin cluster says';
  return [{ what, got: rancher, allowed: String(got), fix: 'leave it out: it follows from admin' }];
}

/**
 * Problems of a managed cluster with its admin cluster.
 * @param cluster - the managed cluster
 * @param rancher - what its registration states about Rancher
 */
export function managedProblems(cluster: ManagedEnd, rancher?: boolean): readonly Problem[] {
  const { admin, clusterName, platform, registration } = cluster;
  const reserved =
    clusterName === RESERVED
      ? [
          {
            what: 'the name is reserved for a cluster that is not registered',
            got: RESERVED,
            allowed: 'any other name',
            fix: 'rename the cluster',
          },
        ]
      : [];
  if (admin === undefined) return reserved;
  if (clusterRoleOf(admin) !== 'admin') {
    return [
      ...reserved,
      {
        what: 'admin is not an admin cluster, and a managed cluster manages no others',
        got: admin.node.path,
        allowed: 'an AdminCluster',
      },
    ];
  }
  if (admin.node.root !== cluster.node.root) {
    const what = 'the admin cluster is in another app, and both halves of a registration belong to one output';
    return [...reserved, { what, got: admin.node.path, allowed: 'an AdminCluster of the same app' }];
  }
  const hasNoProfile = admin.platform === undefined;
  return [
    ...reserved,
    ...rancherProblems(admin.platform, rancher),
    ...(hasNoProfile
      ? [
          {
            what: 'the admin cluster has no profile, from which the registration follows',
            got: admin.clusterName,
            fix: `give ${admin.node.path} a ProdProfile or DevProfile`,
          },
        ]
      : []),
    ...(cluster.isBeforeAdmin && registration?.facts?.isOperated === false
      ? [
          {
            what: 'its profile is constructed before that of the admin cluster, whose addresses the values of its charts need',
            fix: 'construct the profile of the admin cluster first',
          },
        ]
      : []),
    ...(platform === undefined && !hasNoProfile && registration?.facts?.way === 'declared'
      ? [
          {
            what: 'the managed cluster has no profile, from which the addresses of its metrics follow',
            fix: 'give it a ManagedClusterProfile',
          },
        ]
      : []),
  ];
}
