import { GitOpsCluster } from '../../gitops/gitops-cluster';
import { explainFields } from '../../gitops/provenance/field-origin';
import { componentOrigins } from './component-origins';
import { flowOrigins } from './flow-origins';
import { operatorOrigins } from './operator-origins';
import { resourceOrigins } from './resource-origins';
import type { Subject } from './subject';

/**
 * Registers what explains the output of a cluster by the profile on it.
 * @param subject - the profile
 */
export function explainProfile(subject: Subject): void {
  const cluster = GitOpsCluster.of(subject.profile);
  if (cluster === undefined) return;
  explainFields(cluster, (document) => [
    ...operatorOrigins(document, subject),
    ...resourceOrigins(document.content, subject),
    ...flowOrigins(document.content, subject),
    ...componentOrigins(document, subject),
  ]);
}
