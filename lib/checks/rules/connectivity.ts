import { Connectivity } from '../../connectivity';
import type { WarningKind } from '../../connectivity';
import { inNamespace, type CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import { objectsIn } from '../context';
import type { Found, FindingSeverity } from '../finding';

/** How bad the warnings are; others are found by rules of this room, or say only what is assumed. */
const SEVERITIES: Partial<Record<WarningKind, FindingSeverity>> = {
  'invalid-policy': 'error',
  'rules-without-effect': 'warning',
  'host-bits': 'warning',
  'host-network': 'warning',
  'may-be-refused': 'warning',
  'same-priority': 'warning',
  'named-port-matches-nothing': 'warning',
  'peer-matches-nothing': 'warning',
  'policy-selects-nothing': 'warning',
  'ingress-blocked': 'warning',
};

/** Warnings that only hold where all pods of a namespace are known. */
const NEEDS_PODS: readonly WarningKind[] = [
  'named-port-matches-nothing',
  'peer-matches-nothing',
  'policy-selects-nothing',
];

/** What the evaluation of policies warns about, cluster by cluster. */
export function connectivityFindings(context: CheckContext): Found[] {
  return context.inventory.scopes.flatMap((scope) => {
    const objects = objectsIn(context, scope);
    const policies = objects.filter(({ kind }) => kind.endsWith('NetworkPolicy'));
    if (policies.length === 0) return [];
    const named = new Map(policies.map((policy) => [nameOf(policy), policy]));
    const { warnings } = Connectivity.of(objects.map(inNamespace));
    return warnings.flatMap(({ kind, object, message }) => {
      const severity = SEVERITIES[kind];
      const at = named.get(object);
      if (severity === undefined || at === undefined) return [];
      return [finding(context, at, kind, message, severity)];
    });
  });
}

function finding(
  context: CheckContext,
  at: CheckedObject,
  kind: WarningKind,
  message: string,
  severity: FindingSeverity,
): Found {
  const isUndecided = NEEDS_PODS.includes(kind) && !knowsPods(context, at, message);
  const isSelector = kind === 'policy-selects-nothing' || kind === 'peer-matches-nothing';
  return {
    rule: isSelector ? 'unmatched-selector' : 'connectivity',
    severity: isUndecided ? 'info' : severity,
    at,
    path: pathOf(kind, message),
    message,
    fix: isUndecided
      ? 'check it against the pods of the cluster, which are not all in the input'
      : 'correct the policy',
  };
}

/** The place that a message begins with, such as `ingress[0].from[1]`. */
function pathOf(kind: WarningKind, message: string): Array<string | number> {
  if (kind === 'policy-selects-nothing') return ['spec', 'podSelector'];
  const [, place = ''] = /^((?:ingress|egress|podSelector|policyTypes)[\w.[\]]*)(?:: | is )/.exec(message) ?? [];
  const steps = [...place.matchAll(/\[(\d+)\]|([^.[\]]+)/g)];
  return ['spec', ...steps.map(([, index, name = '']) => (index === undefined ? name : Number(index)))];
}

/** Pods of other namespaces are often in other folders; those of its own namespace are known unless something brings more. */
function knowsPods(context: CheckContext, { scope, namespace }: CheckedObject, message: string): boolean {
  if (/ in namespaces /.test(message) || context.provided(scope).openedBy(namespace) !== undefined) return false;
  return context.podsIn(scope, namespace).length > 0;
}

function nameOf({ kind, namespace, name }: CheckedObject): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
