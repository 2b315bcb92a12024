import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import { withDefaults } from '../schema/defaults';
import type { SchemaNode } from '../schema/schema-node';
import { withinTime } from '../within-time';
import { celDuration, celTime, prepareProgram } from './environment';
import { evaluateRule } from './evaluate-rule';
import type { CelRule } from './rule';
import { listTypesOf } from './typed-lists';
import { celValue, type TypedValues } from './values';

/** A rule that an object breaks. */
export interface BrokenRule {
  /** The field that it is about. */
  readonly path: Path;
  /** What the API server says. */
  readonly message: string;
  /** The value that has the rule. */
  readonly value: JsonValue;
}

/** What the rules of a schema say of an object. */
export interface RuleResults {
  readonly broken: readonly BrokenRule[];
  /** Rules that are not evaluated, and why. */
  readonly open: ReadonlyMap<CelRule, string>;
}

/** How long the rules of an object may take, and from when on they count as slow; those of published definitions take less than a millisecond. */
const LIMIT = { object: 250, slow: 50, allSlow: 1000 } as const;

/** How deep an object is read. */
const MAX_DEPTH = 100;

const TYPED: TypedValues = { duration: celDuration, time: celTime };

const TOO_SLOW = 'takes too long';

/** Evaluates the rules of many objects, and leaves out those that would take too long. */
export class RuleEvaluator {
  private readonly slow = new Set<CelRule>();
  private lost = 0;

  /**
   * Evaluates the rules of a schema for a new object.
   * @param object - the object, which fits the schema otherwise
   * @param schema - schema of its kind
   */
  evaluate(object: JsonObject, schema: SchemaNode): RuleResults {
    const whole = withDefaults(object, schema);
    prepare(schema, 0);
    for (;;) {
      let run = new Run(() => false);
      const { result, milliseconds } = withinTime(LIMIT.object, () => {
        run = new Run((rule) => this.slow.has(rule) || this.lost > LIMIT.allSlow);
        run.walk(whole, { ...schema, embedded: true }, []);
      });
      this.lost += Math.max(0, milliseconds - LIMIT.slow);
      if (result !== undefined || run.current === undefined) return run;
      this.slow.add(run.current);
    }
  }
}

const prepared = new WeakSet<SchemaNode>();

/** Reads the rules of a schema once, which is not the time that objects take. */
function prepare(schema: SchemaNode, depth: number): void {
  if (depth > MAX_DEPTH || prepared.has(schema) || !hasRules(schema)) return;
  prepared.add(schema);
  for (const { rule, messageExpression } of schema.rules ?? []) {
    prepareProgram(rule, listTypesOf(schema));
    if (messageExpression !== undefined) prepareProgram(messageExpression);
  }
  for (const part of [...Object.values(schema.properties ?? {}), schema.items, schema.additional]) {
    if (part !== undefined) prepare(part, depth + 1);
  }
}

/** A rule and the value that has it. */
interface RuleCase {
  readonly rule: CelRule;
  readonly self: unknown;
  readonly schema: SchemaNode;
  readonly value: JsonValue;
  readonly path: Path;
}

class Run implements RuleResults {
  readonly broken: BrokenRule[] = [];
  readonly open = new Map<CelRule, string>();
  current: CelRule | undefined;

  constructor(private readonly isSlow: (rule: CelRule) => boolean) {}

  /** Rules of a schema hold for values that are there. */
  walk(value: JsonValue, schema: SchemaNode, path: Path): void {
    if (value === null || path.length > MAX_DEPTH || !hasRules(schema)) return;
    const { rules = [], properties = {}, additional, items } = schema;
    if (rules.length > 0) {
      const self = celValue(value, schema, TYPED);
      for (const rule of rules) this.test({ rule, self, schema, value, path });
    }
    if (Array.isArray(value)) {
      if (items === undefined) return;
      (value as readonly JsonValue[]).forEach((item, index) => this.walk(item, items, [...path, index]));
    } else if (isJsonObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        const own = Object.hasOwn(properties, name) ? properties[name] : additional;
        if (own !== undefined && inner !== undefined) this.walk(inner, own, [...path, name]);
      }
    }
  }

  private test({ rule, self, schema, value, path }: RuleCase): void {
    if (this.open.has(rule)) return;
    if (this.isSlow(rule)) return void this.open.set(rule, TOO_SLOW);
    this.current = rule;
    const result = evaluateRule(rule, self, schema);
    if (result === true) return;
    if ('open' in result) this.open.set(rule, result.open);
    else this.broken.push({ path: [...path, ...result.path], message: result.message, value });
  }
}

const known = new WeakMap<SchemaNode, boolean>();

/**
 * Whether a schema, or one inside of it, has rules.
 * @param schema - the schema
 */
export function hasRules(schema: SchemaNode, depth = 0): boolean {
  const before = known.get(schema);
  if (before !== undefined || depth > MAX_DEPTH) return before ?? false;
  // A schema that contains itself has no more rules inside.
  known.set(schema, false);
  const parts = [...Object.values(schema.properties ?? {}), schema.items, schema.additional];
  const found = schema.rules !== undefined || parts.some((part) => part !== undefined && hasRules(part, depth + 1));
  known.set(schema, found);
  return found;
}
