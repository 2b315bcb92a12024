import { canonicalJson, listAt, objectAt, textAt, textsAt } from '../../connectivity/manifest';
import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import { isOfRoot } from '../rules/selectors';
import type { Reason } from './change';

/**
 * What a new policy of the mesh changes for pods that are there.
 * @param added - the new object
 * @param before - the objects before
 */
export function addedPolicyReasons(added: CheckedObject, before: readonly CheckedObject[]): Reason[] {
  if (added.group !== 'security.istio.io') return [];
  if (added.kind === 'PeerAuthentication') return peerReasons(added);
  return added.kind === 'AuthorizationPolicy' ? authorizationReasons(added, before) : [];
}

function peerReasons({ object }: CheckedObject): Reason[] {
  const ports = Object.values(objectAt(object, 'spec', 'portLevelMtls'));
  const modes = [textAt(object, 'spec', 'mtls', 'mode'), ...ports.map((each) => textAt(each, 'mode'))];
  return [
    ...(modes.some((mode) => mode === 'PERMISSIVE' || mode === 'DISABLE')
      ? [{ risk: 'access', text: 'traffic without mutual TLS is accepted' } as const]
      : []),
    ...(modes.includes('STRICT') ? [{ risk: 'removal', text: 'traffic without mutual TLS is refused' } as const] : []),
  ];
}

/** The first policy with ALLOW refuses what it does not permit; each further one permits more. */
function authorizationReasons(added: CheckedObject, before: readonly CheckedObject[]): Reason[] {
  const rules = listAt(added.object, 'spec', 'rules');
  const action = actionOf(added);
  if (action === 'DENY' && rules.length > 0)
    return [{ risk: 'removal', text: 'the requests of its rules are refused' }];
  if (action === 'CUSTOM' && rules.length > 0) {
    return [{ risk: 'removal', text: 'another server decides about the requests of its rules, and may refuse them' }];
  }
  if (action !== 'ALLOW') return [];
  const others = before.filter(
    (each) => each.group === added.group && each.kind === added.kind && actionOf(each) === 'ALLOW',
  );
  if (others.some((other) => selectsAll(other, added))) {
    return rules.length === 0 ? [] : [{ risk: 'access', text: 'permits requests beside those that other policies do' }];
  }
  const isOpen = rules.some((rule) => isJsonObject(rule) && Object.keys(rule).length === 0);
  const text = 'requests that it does not permit are refused: no other policy with ALLOW is about all of its pods';
  return isOpen ? [] : [{ risk: 'removal', text }];
}

function actionOf({ object }: CheckedObject): string {
  return textAt(object, 'spec', 'action') ?? 'ALLOW';
}

/** Whether a policy is about every pod that another one is about. */
function selectsAll(policy: CheckedObject, other: CheckedObject): boolean {
  if (policy.scope !== other.scope) return false;
  if (policy.namespace !== other.namespace && !isOfRoot(policy)) return false;
  const targets = (each: CheckedObject): string =>
    canonicalJson([...listAt(each.object, 'spec', 'targetRefs'), objectAt(each.object, 'spec', 'targetRef')]);
  if (targets(policy) !== targets(other)) return false;
  const [labels, wanted] = [policy, other].map((each) => textsAt(each.object, 'spec', 'selector', 'matchLabels'));
  return Object.entries(labels ?? {}).every(([key, value]) => wanted?.[key] === value);
}
