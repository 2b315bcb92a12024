import { manifestOf } from '../cluster-state';
import { GROUP, RESTART_VERSION } from '../names';
import { annotationsOf, madeFields, nameOf, namespaceOf, textAt, type KubeObject } from '../object';
import type { Translation } from '../translation';

const ACTION = 'verrazzano.io/lifecycle-action';

/** Annotation of a Domain that remembers how its servers started before it was stopped. */
const LAST_POLICY = 'verrazzano-io/last-server-start-policy';

/** Names of start policies, which differ between versions of the Domain. */
const POLICIES = {
  v8: { never: 'NEVER', ifNeeded: 'IF_NEEDED' },
  later: { never: 'Never', ifNeeded: 'IfNeeded' },
} as const;

/**
 * Starts, stops or restarts a Domain that exists, as annotations of its application ask for. At a Domain that is new they have no effect.
 * Source: application-operator, setDomainLifecycleFields.
 * @param domain - the Domain as it will be; it is changed
 * @param workload - the workload object
 * @param translation - what is worked on
 */
export function applyLifecycle(domain: KubeObject, workload: KubeObject, { state }: Translation): void {
  const [namespace, name] = [namespaceOf(domain), nameOf(domain)];
  const there = state.get(GROUP.weblogic, 'Domain', namespace, name);
  if (there === undefined) return;
  domain.metadata = manifestOf(there).metadata;
  const live = state.get(GROUP.verrazzano, workload.kind, namespace, nameOf(workload));
  const done = (field: string): string => (live === undefined ? undefined : textAt(live, 'status', field)) ?? '';
  const { [ACTION]: action = '', [RESTART_VERSION]: version = '' } = annotationsOf(workload);
  const spec = madeFields(domain, 'spec');
  if (action !== '' && action !== done('lastLifecycleAction')) {
    if (action.toLowerCase() === 'start') return start(domain);
    if (action.toLowerCase() === 'stop') return stop(domain);
  }
  if (version !== '' && version !== done('lastRestartVersion')) spec.restartVersion = version;
  if (live === undefined) return;
  keep(domain, there);
  if (action.toLowerCase() === 'stop') stop(domain);
}

/** What earlier actions did to the live Domain stays. */
function keep(domain: KubeObject, there: KubeObject): void {
  const spec = madeFields(domain, 'spec');
  for (const field of ['serverStartPolicy', 'restartVersion']) {
    const kept = textAt(there, 'spec', field);
    if (kept !== undefined && spec[field] === undefined) spec[field] = kept;
  }
}

function policiesOf({ apiVersion }: KubeObject): { readonly never: string; readonly ifNeeded: string } {
  return apiVersion === 'weblogic.oracle/v8' ? POLICIES.v8 : POLICIES.later;
}

function stop(domain: KubeObject): void {
  const { never, ifNeeded } = policiesOf(domain);
  const spec = madeFields(domain, 'spec');
  const policy = textAt(spec, 'serverStartPolicy') ?? '';
  if (policy === never) return;
  domain.metadata.annotations = { ...annotationsOf(domain), [LAST_POLICY]: policy === '' ? ifNeeded : policy };
  spec.serverStartPolicy = never;
}

function start(domain: KubeObject): void {
  const last = annotationsOf(domain)[LAST_POLICY];
  madeFields(domain, 'spec').serverStartPolicy = last ?? policiesOf(domain).ifNeeded;
}
