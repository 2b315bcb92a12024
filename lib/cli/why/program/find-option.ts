import type {
  CallExpression,
  Expression,
  FunctionLikeDeclaration,
  Identifier,
  Node,
  ObjectLiteralElementLike,
  ObjectLiteralExpression,
} from 'typescript';
import type { Call } from './call-at';
import { declarationOf } from './find-declaration';
import type { Program, Source } from './program';

/** A call in a program. */
export interface CallIn {
  /** The call. */
  readonly call: Call;
  /** The file with it. */
  readonly source: Source;
  /** The program. */
  readonly program: Program;
}

/** How far an option is written in a program. */
export interface FoundOption {
  /** How many keys of its path are found. */
  readonly depth: number;
  /** The key that is found last. */
  readonly name: Node;
  /** The value behind it. */
  readonly value: Node;
  /** The file with both. */
  readonly source: Source;
  /** Whether the value is made by a call. */
  readonly isComputed: boolean;
}

/** How many values are looked at for one option at most: constants that name each other twice would have more than any time allows. */
const MAX_STEPS = 500;

/** A function, and a call of it. */
interface Entry {
  readonly of: FunctionLikeDeclaration;
  readonly call: Call;
  readonly source: Source;
}

/** Text that a template has at its ends at least, to be found by it. */
const SHORTEST_TEMPLATE = 3;

/** Where an expression is looked at: the file, and the functions around it with their calls, from the inside to the outside. */
interface Frame {
  readonly program: Program;
  readonly source: Source;
  readonly entries: readonly Entry[];
  /** How many values are still looked at, counted for all frames of one option together. */
  readonly steps: { left: number };
}

/**
 * Where an option of a call is written: literals, spreads, constants, imports, parameters and results of functions are followed.
 * @param call - the call, whose last argument with the option counts
 * @param path - the option; empty for the call itself
 * @param callers - the calls around it, from the inside to the outside
 */
export function findOption(call: CallIn, path: readonly string[], callers: readonly CallIn[]): FoundOption {
  const calls = [call, ...callers];
  const entries = callers.flatMap((caller, index) => {
    const inner = calls[index];
    const of = inner && functionAround(inner.call, inner.source);
    return of === undefined ? [] : [{ of, call: caller.call, source: caller.source }];
  });
  const frame = { program: call.program, source: call.source, entries, steps: { left: MAX_STEPS } };
  const own = { depth: 0, name: call.call, value: call.call, source: call.source, isComputed: false };
  return inArguments(call.call, path, own, frame);
}

/**
 * Literals with a value, and templates that may make it, in what is written behind an option.
 * @param found - the option
 * @param value - the value; texts that are numbers or flags match those too
 */
export function valuesIn({ value: root, source }: FoundOption, value: unknown): Node[] {
  const { ts } = source;
  const text = String(value);
  if (!['string', 'number', 'boolean', 'bigint'].includes(typeof value) || text === '') return [];
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) {
      if (node.text === text) found.push(node);
    } else if (ts.isTemplateExpression(node)) {
      const tail = node.templateSpans.at(-1)?.literal.text ?? '';
      const isLike = text.startsWith(node.head.text) && text.endsWith(tail);
      if (isLike && `${node.head.text}${tail}`.length >= SHORTEST_TEMPLATE) found.push(node);
    } else if (
      node.kind === (text === 'true' ? ts.SyntaxKind.TrueKeyword : text === 'false' ? ts.SyntaxKind.FalseKeyword : -1)
    ) {
      found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function inArguments(call: Call, path: readonly string[], found: FoundOption, frame: Frame): FoundOption {
  return deepest(
    found,
    [...(call.arguments ?? [])].reverse().map((argument) => () => inValue(argument, path, found, frame)),
  );
}

/** The deepest of several; of equals the first. */
function deepest(found: FoundOption, candidates: ReadonlyArray<() => FoundOption>): FoundOption {
  return candidates.map((each) => each()).reduce((best, each) => (each.depth > best.depth ? each : best), found);
}

function inValue(value: Expression, path: readonly string[], found: FoundOption, frame: Frame): FoundOption {
  const { ts } = frame.source;
  if (path.length === 0 || frame.steps.left-- <= 0) return found;
  if (ts.isObjectLiteralExpression(value)) return inObject(value, path, found, frame);
  if (ts.isArrayLiteralExpression(value)) {
    const [key = '', ...below] = path;
    const item = /^\d+$/.test(key) ? value.elements[Number(key)] : undefined;
    if (item === undefined) return found;
    return inValue(
      item,
      below,
      { ...found, depth: found.depth + 1, name: item, value: item, source: frame.source },
      frame,
    );
  }
  if (ts.isIdentifier(value)) return inName(value, path, found, frame);
  if (ts.isPropertyAccessExpression(value)) {
    const inner = inValue(value.expression, [value.name.text, ...path], { ...found, depth: found.depth - 1 }, frame);
    return inner.depth > found.depth ? inner : found;
  }
  if (ts.isCallExpression(value)) {
    const result = inResult(value, path, found, frame);
    return result.depth > found.depth ? result : inArguments(value, path, { ...found, isComputed: true }, frame);
  }
  return deepest(
    found,
    partsOf(value, frame.source).map((part) => () => inValue(part, path, found, frame)),
  );
}

/** Expressions of which one is the value. */
function partsOf(value: Expression, { ts }: Source): readonly Expression[] {
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) {
    return [value.expression];
  }
  if (ts.isNonNullExpression(value)) return [value.expression];
  if (ts.isConditionalExpression(value)) return [value.whenTrue, value.whenFalse];
  return ts.isBinaryExpression(value) ? [value.right, value.left] : [];
}

/** Later properties win over earlier ones. */
function inObject(
  object: ObjectLiteralExpression,
  path: readonly string[],
  found: FoundOption,
  frame: Frame,
): FoundOption {
  for (const property of [...object.properties].reverse()) {
    const inner = inProperty(property, path, found, frame);
    if (inner.depth > found.depth) return inner;
  }
  return found;
}

function inProperty(
  property: ObjectLiteralElementLike,
  path: readonly string[],
  found: FoundOption,
  frame: Frame,
): FoundOption {
  const { source } = frame;
  const { ts } = source;
  const [key = '', ...below] = path;
  if (ts.isSpreadAssignment(property)) return inValue(property.expression, path, found, frame);
  const { name } = property;
  const isNamed =
    (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) && name.text === key;
  if (!isNamed) return found;
  const value = ts.isPropertyAssignment(property) ? property.initializer : name;
  const isComputed = ts.isPropertyAssignment(property) && ts.isCallExpression(property.initializer);
  const own = { depth: found.depth + 1, name, value, source, isComputed };
  if (ts.isPropertyAssignment(property)) return inValue(property.initializer, below, own, frame);
  return ts.isShorthandPropertyAssignment(property) ? inName(property.name, below, own, frame) : own;
}

function inName(name: Identifier, path: readonly string[], found: FoundOption, frame: Frame): FoundOption {
  const declared = declarationOf(name, frame.source, frame.program);
  if (declared?.kind === 'value') {
    const start = { ...found, depth: found.depth - declared.path.length };
    const inner = inValue(declared.value, [...declared.path, ...path], start, { ...frame, source: declared.source });
    return inner.depth > found.depth ? inner : found;
  }
  if (declared?.kind !== 'parameter') return found;
  const index = frame.entries.findIndex(({ of }) => of === declared.of);
  const entry = frame.entries[index];
  const args = entry?.call.arguments ?? [];
  const argument = args[declared.index];
  // A function that is itself an argument gets what the called one passes.
  if (entry === undefined || argument === undefined || args.some((each) => each === (declared.of as Node)))
    return found;
  const start = { ...found, depth: found.depth - declared.path.length };
  const outside = { ...frame, source: entry.source, entries: frame.entries.slice(index + 1) };
  const inner = inValue(argument, [...declared.path, ...path], start, outside);
  return inner.depth > found.depth ? inner : found;
}

/** What a function of the program returns. */
function inResult(call: CallExpression, path: readonly string[], found: FoundOption, frame: Frame): FoundOption {
  const { expression: callee } = call;
  if (!frame.source.ts.isIdentifier(callee)) return found;
  const declared = declarationOf(callee, frame.source, frame.program);
  if (declared?.kind !== 'function') return found;
  // A call of a function inside itself adds no more than its arguments.
  if (frame.entries.some(({ of }) => of === declared.of)) return found;
  const entry = { of: declared.of, call, source: frame.source };
  const inside = { ...frame, source: declared.source, entries: [entry, ...frame.entries] };
  return deepest(
    found,
    resultsOf(declared.of, declared.source).map((each) => () => inValue(each, path, found, inside)),
  );
}

function functionAround(node: Node, source: Source): FunctionLikeDeclaration | undefined {
  const around = node.parent as Node | undefined;
  if (around === undefined) return undefined;
  return source.ts.isFunctionLike(around) ? (around as FunctionLikeDeclaration) : functionAround(around, source);
}

function resultsOf({ body }: FunctionLikeDeclaration, { ts }: Source): readonly Expression[] {
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: Expression[] = [];
  const visit = (node: Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}
