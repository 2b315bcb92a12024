import { wellKnownKinds } from '../checks/schema/known-kinds';
import { KUBERNETES_KINDS } from '../gitops/kinds/builtin-kinds';
import { kindName } from '../gitops/kinds/kind-scope';

/** Kinds that the operators of charts define at run time, so that no definition of them is known. */
const DEFINED_AT_RUN_TIME = ['ClusterKopfPeering.zalando.org'];

/** Kinds whose objects are in no namespace, as `<kind>.<group>`: those of Kubernetes, and of the charts. */
export const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  ...[...KUBERNETES_KINDS, ...wellKnownKinds()].filter(({ namespaced }) => !namespaced).map(kindName),
  ...DEFINED_AT_RUN_TIME,
]);
