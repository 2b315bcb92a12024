import { isCelNode } from './cel-node';
import { expressionNodes } from './expression-nodes';

/** Names that every expression has: types, and what functions begin with. Source: cel-go, and `k8s.io/apiserver/pkg/cel/library`. */
const EVERYWHERE: ReadonlySet<string> = new Set(
  'bool bytes double duration dyn int list map null_type string timestamp type uint'
    .split(' ')
    .concat(
      'base64 cel cidr format google ip isURL lists math net optional optional_type quantity sets strings url'.split(
        ' ',
      ),
    ),
);

/** Macros whose first arguments are names of their own. */
const BINDING: ReadonlySet<string> = new Set(
  'all exists exists_one existsOne map filter sortBy optMap optFlatMap transformList transformMap transformMapEntry bind'.split(
    ' ',
  ),
);

/** What the library does not read and the API server may: messages such as `Object{}`, names in backticks, and those that begin with a dot. */
const UNREAD = /`|[\w.]\s*\{|(?:^|[^\w.)\]}"'\s])\s*\.\s*[A-Za-z_]/;

/** Errors of the library that are not about the expression. */
const OTHER_ERRORS: readonly unknown[] = ['limit_exceeded', 'reserved_identifier'];

/**
 * What is wrong with the text of an expression: it cannot be read, or it has a name that nothing has.
 * @param source - the expression
 * @param names - its variables
 * @returns undefined where nothing is, and where that is not known here
 */
export function expressionProblem(source: string, names: readonly string[]): string | undefined {
  if (UNREAD.test(source)) return undefined;
  try {
    const found = namesIn(source);
    const unknown = [...found.used].find((name) => !found.bound.has(name) && !isKnown(name, names));
    return unknown === undefined ? undefined : `nothing has the name ${unknown}`;
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    if (typeof code !== 'string' || OTHER_ERRORS.includes(code)) return undefined;
    return String(message).split('\n')[0];
  }
}

function isKnown(name: string, names: readonly string[]): boolean {
  return EVERYWHERE.has(name) || names.includes(name);
}

/** Names in an expression, and those that macros give to their items, wherever they hold. */
interface Names {
  readonly used: Set<string>;
  readonly bound: Set<string>;
}

function namesIn(source: string): Names {
  const names: Names = { used: new Set(), bound: new Set() };
  for (const { op, args } of expressionNodes(source)) {
    if (op === 'id') names.used.add(String(args));
    if (op === 'rcall') for (const name of boundBy(args)) names.bound.add(name);
  }
  return names;
}

/** Names that a macro gives: all of its arguments that are names, but for the last, which is what it does with them. */
function boundBy(args: unknown): string[] {
  const [macro, , list] = args as readonly [unknown, unknown, unknown];
  if (!BINDING.has(String(macro)) || !Array.isArray(list)) return [];
  return (list as readonly unknown[])
    .slice(0, -1)
    .flatMap((each) => (isCelNode(each) && each.op === 'id' ? [String(each.args)] : []));
}
