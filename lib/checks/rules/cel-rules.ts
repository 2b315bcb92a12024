import { counted } from '../../values/counted';
import { kindText } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { kindKey } from '../schema/known-kinds';

/**
 * Kinds whose definition in the input has rules in CEL, once each: nothing here evaluates those. They need the functions that the
 * API server adds to CEL (`quantity`, `url`, `ip`, `cidr`, `format`), and an evaluation without them would be wrong silently.
 */
export function celRuleFindings({ inventory }: CheckContext): Found[] {
  const first = new Map<string, Found>();
  for (const at of inventory.objects) {
    const { group, version, kind } = at;
    const amount = inventory.custom.find(group, version, kind)?.celRules ?? 0;
    const key = kindKey(group, version, kind);
    if (amount === 0 || first.has(key)) continue;
    first.set(key, {
      rule: 'cel-rule',
      severity: 'info',
      at,
      path: ['kind'],
      message: `has a definition with ${counted(amount, 'rule')} in CEL, which are not evaluated; reported once for ${kindText(group, kind)}`,
      fix: 'ask an API server: kubectl apply --dry-run=server',
    });
  }
  return [...first.values()];
}
