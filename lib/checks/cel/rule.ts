import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';

/** A rule of `x-kubernetes-validations`. Names and meaning are those of apiextensions.k8s.io/v1, `ValidationRule`. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/**
 * The rules of a schema; what is malformed is left out, since the API server refuses the definition.
 * @param value - `x-kubernetes-validations`
 */
export function celRulesOf(value: JsonValue | undefined): CelRule[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).flatMap((each) => (isJsonObject(each) ? ruleOf(each) : []));
}

function ruleOf({ rule, optionalOldSelf, ...rest }: JsonObject): CelRule[] {
  if (typeof rule !== 'string') return [];
  const texts = (['message', 'messageExpression', 'reason', 'fieldPath'] as const).flatMap((name) => {
    const value = rest[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return [{ rule, ...Object.fromEntries(texts), ...(optionalOldSelf === true && { optionalOldSelf }) }];
}
