import type { NamespaceName } from '../../definition/namespaces';
import type { Platform } from '../../definition/platform';
import type { Flow } from '../flows';
import { workloadKey } from './selectors';

/** Namespaces where another controller keeps a policy that allows everything, so that other policies have no effect. */
const OPENED: ReadonlyArray<{ readonly namespace: NamespaceName; readonly role?: Platform['role'] }> = [
  // Fleet creates default-allow-all beside its agent, and creates it again (rancher/fleet at v0.7.1: pkg/agent/manifest.go).
  { namespace: 'cattle-fleet-local-system', role: 'admin' },
  { namespace: 'cattle-fleet-system', role: 'managed' },
];

/**
 * Workloads whose flows upstream's policies refuse, besides those that the definitions mark: the policy of istiod names its
 * clients one by one and lacks some that run on request, and that of Thanos lacks the port for writing.
 */
const REFUSED: ReadonlySet<string> = new Set(['istio-system/istiod', 'verrazzano-monitoring/thanos-receive']);

/**
 * Whether a policy of upstream refuses a flow, or may do so.
 * @param flow - the flow
 */
export function isRefusedUpstream({ to, kind, refusedUpstream }: Flow): boolean {
  if (to.kind !== 'workload') return false;
  return kind === 'user' || refusedUpstream !== undefined || REFUSED.has(workloadKey(to.workload));
}

/**
 * Whether policies in a namespace have no effect, because one that neither the platform nor the library owns allows everything.
 * @param namespace - the namespace
 * @param role - which kind of cluster it is
 */
export function isOpenedByOthers(namespace: NamespaceName, role: Platform['role']): boolean {
  return OPENED.some((one) => one.namespace === namespace && (one.role ?? role) === role);
}
