import { objectAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { Path } from '../../values/path';
import { expressionProblem } from '../cel/expression-problem';
import { typeOfExpression, type TypedExpression } from '../cel/expression-type';
import { typeOfSchema, typeText, type CelType } from '../cel/static-type';
import { LAST_WITHOUT, newerPart } from '../cel/newer-functions';
import { unknownField } from '../cel/unknown-field';
import type { CheckedObject } from '../checked-object';
import type { CheckContext, Minors } from '../context';
import type { Found } from '../finding';
import { matches, textMatches, type Match } from '../walk';
import { FIX, refused } from './refused';
import { WEBHOOKS } from './webhooks';

/** `group/Kind`, where its expressions are, and their variables. */
type ExpressionRow = readonly [kinds: RegExp, patterns: readonly string[], names: readonly string[]];

const REQUEST = ['object', 'oldObject', 'request', 'authorizer'];

/** Source: `k8s.io/apiserver/pkg/admission/plugin/cel` and `pkg/apis/admissionregistration/validation` of Kubernetes. */
const ROWS: readonly ExpressionRow[] = [
  [WEBHOOKS, ['webhooks[].matchConditions[].expression'], REQUEST],
  [
    /^admissionregistration\.k8s\.io\/ValidatingAdmissionPolicy$/,
    [
      'spec.matchConditions[].expression',
      'spec.variables[].expression',
      'spec.validations[].expression',
      'spec.validations[].messageExpression',
      'spec.auditAnnotations[].valueExpression',
    ],
    [...REQUEST, 'namespaceObject', 'params', 'variables'],
  ],
];

const DEFINITION = /^apiextensions\.k8s\.io\/CustomResourceDefinition$/;

/** Expressions in CEL that the API server refuses: webhooks, admission policies, and definitions whose rules cannot be read. */
export function celExpressionFindings({ inventory, minors }: CheckContext): Found[] {
  return inventory.objects.flatMap((at) => {
    const kind = `${at.group}/${at.kind}`;
    if (DEFINITION.test(kind)) return definitionFindings(at, minors);
    const rows = ROWS.filter(([kinds]) => kinds.test(kind));
    return rows.flatMap(([, patterns, names]) =>
      patterns
        .flatMap((pattern) => textMatches(at.object, pattern))
        .flatMap(({ path, value }) => {
          const found = expressionFindings(at, path, value, names);
          const ofTypes = found.length > 0 ? found : typeFindings(at, path, value, new Map());
          return ofTypes.length > 0 ? ofTypes : newerFindings(at, path, value, minors);
        }),
    );
  });
}

function definitionFindings(at: CheckedObject, minors: Minors): Found[] {
  return matches(at.object, 'spec.versions[].schema.openAPIV3Schema')
    .flatMap(({ value, path }) => rulesBelow(value, path))
    .flatMap((rule) => [
      ...textFindings(at, rule),
      ...['rule', 'messageExpression'].flatMap((field) =>
        textMatches(rule.value, field, rule.path).flatMap(({ path, value }) => {
          const found = expressionFindings(at, path, value, ['self', 'oldSelf']);
          const inFields = found.length > 0 ? found : fieldFindings(at, path, value, rule.parent);
          const ofTypes = inFields.length > 0 ? inFields : typeFindings(at, path, value, variablesOf(rule));
          return ofTypes.length > 0 ? ofTypes : newerFindings(at, path, value, minors);
        }),
      ),
    ]);
}

/** Forms of the other texts of a rule. Source: apiextensions, `validateXValidations`. */
const TEXTS: ReadonlyArray<readonly [field: string, test: (text: string) => boolean, what: string]> = [
  ['rule', (text) => text.trim() !== '', 'is empty'],
  ['message', (text) => text === '' || text.trim() !== '', 'is blank'],
  ['message', (text) => !/[\n\r]/.test(text), 'has line breaks'],
  ['messageExpression', (text) => text === '' || text.trim() !== '', 'is blank'],
  ['fieldPath', (text) => text === '' || /^[.[]/.test(text), 'is not a path, such as .field'],
];

function textFindings(at: CheckedObject, rule: Match): Found[] {
  return TEXTS.flatMap(([field, test, what]) =>
    matches(rule.value, field, rule.path)
      .filter(({ value }) => typeof value === 'string' && !test(value))
      .map(({ path, value }) => refused(at, path, what, value)),
  );
}

/** Both have the type of the schema, unless the old one may be missing. */
function variablesOf({ value, parent }: Match): ReadonlyMap<string, CelType> {
  const type = typeOfSchema(parent);
  const isOptional = isJsonObject(value) && value.optionalOldSelf === true;
  if (type === undefined) return new Map();
  return new Map([['self', type], ...(isOptional ? [] : [['oldSelf', type] as const])]);
}

/** Fields whose expressions give a string; those of others give a bool, but for variables, which give anything. */
const GIVES: Readonly<Record<string, CelType['kind']>> = {
  rule: 'bool',
  expression: 'bool',
  messageExpression: 'string',
  valueExpression: 'string',
};

/** Operations that no value of the types has, and results of another type. */
function typeFindings(at: CheckedObject, path: Path, source: string, variables: ReadonlyMap<string, CelType>): Found[] {
  const { fault, type } = typed(source, variables);
  const isVariable = path.includes('variables');
  const wanted = isVariable ? undefined : GIVES[String(path[path.length - 1])];
  const isOther = wanted !== undefined && type !== undefined && type.kind !== wanted;
  const isNull = type?.kind === 'null' && path[path.length - 1] === 'valueExpression';
  const what = fault ?? (isOther && !isNull ? `its result is ${typeText(type)}` : undefined);
  if (what === undefined) return [];
  const message = `is not an expression that the API server takes: ${what}`;
  const allowed =
    fault === undefined && wanted !== undefined
      ? { allowed: `an expression in CEL that gives ${typeText({ kind: wanted })}` }
      : {};
  return [{ rule: 'cel-rule', severity: 'error', at, path, message, got: source, ...allowed, fix: FIX }];
}

/** What the oldest version of Kubernetes does not know. */
function newerFindings(at: CheckedObject, path: Path, source: string, { oldest }: Minors): Found[] {
  const part = oldest > LAST_WITHOUT ? undefined : newerPart(source);
  if (part === undefined) return [];
  const message = `has ${part}, which Kubernetes 1.${LAST_WITHOUT} and older refuse in a new expression`;
  const fix = 'write it without, or narrow `--kubernetes`';
  return [{ rule: 'cel-rule', severity: 'warning', at, path, message, got: source, fix }];
}

/** What cannot be read here has no types. */
function typed(source: string, variables: ReadonlyMap<string, CelType>): TypedExpression {
  try {
    return typeOfExpression(source, variables);
  } catch {
    return { type: undefined };
  }
}

function fieldFindings(at: CheckedObject, path: Path, source: string, schema: JsonObject): Found[] {
  const field = unknownField(source, schema);
  if (field === undefined) return [];
  const known = Object.keys(objectAt(schema, 'properties'));
  return [
    {
      rule: 'cel-rule',
      severity: 'error',
      at,
      path,
      message: `uses ${field}, which the schema does not have`,
      got: source,
      ...(known.length > 0 && { allowed: `fields of the schema, such as ${known.slice(0, MOST_NAMED).join(', ')}` }),
      fix: FIX,
    },
  ];
}

/** How many fields of a schema a message names. */
const MOST_NAMED = 5;

/** The rules of a schema and of its parts, wherever they are. */
function rulesBelow(schema: JsonValue, path: Path): Match[] {
  const found: Match[] = [];
  const left: Array<readonly [JsonValue, Path]> = [[schema, path]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [value, at] = next;
    if (Array.isArray(value)) {
      (value as readonly JsonValue[]).forEach((item, index) => left.push([item, [...at, index]]));
    } else if (isJsonObject(value)) {
      for (const match of matches(value, 'x-kubernetes-validations[]', at)) found.push(match);
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'object' && inner !== null) left.push([inner, [...at, key]]);
      }
    }
  }
  return found;
}

function expressionFindings(at: CheckedObject, path: Path, source: string, names: readonly string[]): Found[] {
  const problem = source.trim() === '' ? undefined : expressionProblem(source, names);
  if (problem === undefined) return [];
  const allowed = `an expression in CEL with the variables ${names.join(', ')}`;
  return [
    {
      rule: 'cel-rule',
      severity: 'error',
      at,
      path,
      message: `is not an expression that the API server takes: ${problem}`,
      got: source,
      allowed,
      fix: FIX,
    },
  ];
}
