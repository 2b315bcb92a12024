import type { Expansion } from '../../../connectivity';
import { listAt, objectAt, textAt, valueAt } from '../../../connectivity/manifest';
import { CLUSTERS_GROUP } from '../../../resource/multicluster/names';
import type { JsonObject, JsonValue } from '../../../values/json';

/**
 * A VerrazzanoProject makes its namespaces, and NetworkPolicies in them, in the clusters of its placement. Source:
 * `syncVerrazzanoProject` and `createOrUpdateNetworkPolicies` of Verrazzano's application operator.
 */
export const PROJECT: Expansion = {
  group: CLUSTERS_GROUP,
  kind: 'VerrazzanoProject',
  objectsOf: (project) => {
    const template = objectAt(project, 'spec', 'template');
    return [
      ...listAt(template, 'namespaces').map((each) => ({ ...made(each), apiVersion: 'v1', kind: 'Namespace' })),
      ...listAt(template, 'networkPolicies').map((each) => ({
        ...made(each),
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
      })),
    ].filter((object) => textAt(object, 'metadata', 'name') !== undefined);
  },
};

function made(template: JsonValue): JsonObject {
  return { metadata: objectAt(template, 'metadata'), spec: valueAt(template, 'spec') ?? {} };
}
