export { ExistingObjects, isNamed } from './existing-objects';
export { CLUSTERS_GROUP, CLUSTERS_V1ALPHA1, LOCAL_CLUSTER, MULTICLUSTER_NAMESPACE } from './names';
export { isMulticlusterObject, validateMulticluster } from './validate-multicluster';
export { deletedByOperators, operatorObjects, type OperatorObject } from './operator-objects';
export { isOfAgent, projectObjects } from './project-objects';
export { clustersOf } from './placement-rules';
