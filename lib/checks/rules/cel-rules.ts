import type { JsonValue } from '../../values/json';
import { counted } from '../../values/counted';
import { kindText, type CheckedObject } from '../checked-object';
import type { BrokenRule, RuleResults } from '../cel/evaluate-rules';
import { hasRules, RuleEvaluator } from '../cel/evaluate-rules';
import type { CelRule } from '../cel/rule';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { kindKey } from '../schema/known-kinds';
import { isRefusal } from '../schema/schema-problem';
import { fittingKind } from './schema';

/** What rules in CEL refuse; and those that are not evaluated, once for each kind. */
export function celRuleFindings(context: CheckContext): Found[] {
  const evaluator = new RuleEvaluator();
  const open = new Map<string, OpenRules>();
  const broken = context.inventory.objects.flatMap((at) => {
    const results = resultsOf(at, context, evaluator);
    if (results === undefined) return [];
    const key = kindKey(at.group, at.version, at.kind);
    const known = open.get(key) ?? { at, reasons: new Map<CelRule, string>() };
    for (const [rule, reason] of results.open) known.reasons.set(rule, reason);
    open.set(key, known);
    return results.broken.map((each) => brokenFound(at, each));
  });
  return [...broken, ...[...open.values()].filter(({ reasons }) => reasons.size > 0).map(openFound)];
}

/** The API server evaluates the rules for what the schema takes otherwise. */
function resultsOf(at: CheckedObject, context: CheckContext, evaluator: RuleEvaluator): RuleResults | undefined {
  const all = context.inventory.custom.all(at.group, at.version, at.kind);
  if (all.length === 0) return undefined;
  const { custom, problems } = fittingKind(at, all, context);
  if (!hasRules(custom.schema) || problems.some(isRefusal)) return undefined;
  // A status that is a subresource is dropped from what is created.
  const { status: _, ...others } = at.object;
  return evaluator.evaluate(custom.hasStatus ? others : at.object, custom.schema);
}

/** Rules of a kind that are not evaluated, with why, and the first object of that kind. */
interface OpenRules {
  readonly at: CheckedObject;
  readonly reasons: Map<CelRule, string>;
}

function brokenFound(at: CheckedObject, { path, message, value }: BrokenRule): Found {
  return {
    rule: 'cel-rule',
    severity: 'error',
    at,
    path,
    message: `is refused by a rule of its definition: ${message}`,
    fix: 'change it, or what the rule compares it with',
    ...shown(value),
  };
}

function shown(value: JsonValue): { readonly got?: JsonValue } {
  return typeof value === 'object' ? {} : { got: value };
}

/** How many rules a finding names, and how much of each. */
const MAX_NAMED = 3;
const MAX_SHOWN = 80;

function shortText(rule: string): string {
  const text = rule.trim();
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}

function openFound({ at, reasons }: OpenRules): Found {
  const first = [...reasons].slice(0, MAX_NAMED);
  const named = first.map(([{ rule }, reason]) => `${shortText(rule)} (${reason})`);
  const more = reasons.size > MAX_NAMED ? [`${reasons.size - MAX_NAMED} more`] : [];
  const what = reasons.size === 1 ? 'is' : 'are';
  return {
    rule: 'cel-rule',
    severity: 'info',
    at,
    path: ['kind'],
    message: `has a definition with ${counted(reasons.size, 'rule')} in CEL that ${what} not evaluated: ${[...named, ...more].join(', ')}; reported once for ${kindText(at.group, at.kind)}`,
    fix: 'ask an API server: kubectl apply --dry-run=server',
  };
}
