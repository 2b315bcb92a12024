import { inNamespace } from '../../checks/checked-object';
import type { CheckContext } from '../../checks/context';
import { objectsIn } from '../../checks/context';
import type { Found } from '../../checks/finding';
import { locatedAuthorityFindings } from '../../exit/ca-findings';

/**
 * Certificate authorities whose key changes, or that expire soon, and copies of their certificates that no program refreshes. Nothing of
 * it is refused or broken today, so that none is an error.
 * @param context - the objects
 */
export function authorityRule(context: CheckContext): Found[] {
  return context.inventory.scopes.flatMap((scope) => {
    const checked = new Map(objectsIn(context, scope).map((each) => [inNamespace(each), each] as const));
    return locatedAuthorityFindings([...checked.keys()]).flatMap(({ at, path, finding }): Found[] => {
      const object = checked.get(at);
      if (object === undefined) return [];
      return [
        {
          rule: 'certificate-authority',
          at: object,
          path,
          fix: finding.fix,
          severity: finding.level === 'error' ? 'warning' : 'info',
          message: finding.what.slice(`${finding.object}: `.length),
        },
      ];
    });
  });
}
