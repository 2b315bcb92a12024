import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject, listOf, ownMember } from '../../values/json';
import type { Path } from '../../values/path';
import { asStored } from '../schema/defaults';
import type { SchemaNode } from '../schema/schema-node';
import { withinTime } from '../within-time';
import { celDuration, celTime, prepareProgram } from './environment';
import { evaluateRule, isTransition } from './evaluate-rule';
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
    return this.run(object, undefined, schema);
  }

  /**
   * Evaluates the rules of a schema that compare an object with the one that it replaces.
   * @param object - the object, which fits the schema otherwise
   * @param old - the object that it replaces
   * @param schema - schema of its kind
   */
  evaluateUpdate(object: JsonObject, old: JsonObject, schema: SchemaNode): RuleResults {
    return this.run(object, old, schema);
  }

  private run(object: JsonObject, old: JsonObject | undefined, schema: SchemaNode): RuleResults {
    const [whole, before] = [asStored(object, schema), old === undefined ? undefined : asStored(old, schema)];
    prepare(schema, 0);
    for (;;) {
      const isUpdate = old !== undefined;
      let run = new Run(isUpdate, () => false);
      const { result, milliseconds } = withinTime(LIMIT.object, () => {
        run = new Run(isUpdate, (rule) => this.slow.has(rule) || this.lost > LIMIT.allSlow);
        run.walk({ value: whole, schema: { ...schema, embedded: true }, path: [], old: before });
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
  readonly oldSelf: unknown;
}

/** A value, its schema, and what it replaces. */
interface Place {
  readonly value: JsonValue;
  readonly schema: SchemaNode;
  readonly path: Path;
  readonly old?: JsonValue | undefined;
}

class Run implements RuleResults {
  readonly broken: BrokenRule[] = [];
  readonly open = new Map<CelRule, string>();
  current: CelRule | undefined;

  constructor(
    private readonly isUpdate: boolean,
    private readonly isSlow: (rule: CelRule) => boolean,
  ) {}

  /** Rules of a schema hold for values that are there, and those of updates for values that were there. */
  walk(place: Place): void {
    const { value, schema, path, old } = place;
    if (value === null || path.length > MAX_DEPTH || !hasRules(schema)) return;
    if (this.isUpdate && (old ?? null) === null) return;
    this.testAll(place);
    if (Array.isArray(value)) this.walkItems(place, value as readonly JsonValue[]);
    else if (isJsonObject(value)) this.walkMembers(place, value);
  }

  private testAll({ value, schema, path, old }: Place): void {
    const { rules = [] } = schema;
    const asked = this.isUpdate ? rules.filter(isTransition) : rules;
    if (asked.length === 0) return;
    const self = celValue(value, schema, TYPED);
    const oldSelf = old === undefined ? undefined : celValue(old, schema, TYPED);
    for (const rule of asked) this.test({ rule, self, schema, value, path, oldSelf });
  }

  private walkItems({ schema: { items, listKeys = [] }, path, old }: Place, values: readonly JsonValue[]): void {
    // Items are those of the list before by their keys, if at all. Source: apiserver, `pkg/cel/common/maplist.go`.
    if (items === undefined || (this.isUpdate && listKeys.length === 0)) return;
    const known = new Map([...listOf(old)].reverse().map((each) => [itemKey(each, listKeys), each]));
    values.forEach((value, index) => {
      const before = this.isUpdate ? known.get(itemKey(value, listKeys)) : undefined;
      this.walk({ value, schema: items, path: [...path, index], old: before });
    });
  }

  private walkMembers({ schema, path, old }: Place, object: JsonObject): void {
    const { properties = {}, additional } = schema;
    for (const [name, value] of Object.entries(object)) {
      const own = Object.hasOwn(properties, name) ? properties[name] : additional;
      if (own === undefined || value === undefined) continue;
      const before = isJsonObject(old) ? ownMember(old, name) : undefined;
      this.walk({ value, schema: own, path: [...path, name], old: before });
    }
  }

  private test({ rule, self, schema, value, path, oldSelf }: RuleCase): void {
    if (this.open.has(rule)) return;
    if (this.isSlow(rule)) return void this.open.set(rule, TOO_SLOW);
    this.current = rule;
    const result = evaluateRule(rule, self, schema, oldSelf);
    if (result === true) return;
    if ('open' in result) this.open.set(rule, result.open);
    else this.broken.push({ path: [...path, ...result.path], message: result.message, value });
  }
}

/** What tells an item of a list with keys from the others. */
function itemKey(item: JsonValue, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => (isJsonObject(item) ? (ownMember(item, key) ?? null) : item)));
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
