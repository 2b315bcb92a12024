import type { VerrazzanoResource } from '../merge';
import type { Finding } from './types';
import { validateVerrazzano } from './validate';

export type { VerrazzanoResource } from '../merge';
export { clusterFacts, type ClusterFacts } from './cluster-facts';
export type { Finding, Severity, ValidationInput } from './types';
export { validateVerrazzano } from './validate';

/**
 * The findings of the platform operator about a change of a stored resource, such as `profile.resource` before and after.
 * @param before - the stored resource
 * @param after - the new resource
 */
export function validateUpdate(before: VerrazzanoResource, after: VerrazzanoResource): readonly Finding[] {
  return validateVerrazzano({ resource: after, previous: before });
}
