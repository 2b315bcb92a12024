import type { FunctionTable } from './function-table';
import { CelInputError } from './function-table';

type Item = bigint | number | string | boolean | Date | object;
type List = readonly Item[] | ReadonlySet<Item>;

function first(list: List, pick: (a: Item, b: Item) => boolean, name: string): Item {
  const items = [...list];
  if (items.length === 0) throw new CelInputError(`${name} called on empty list`);
  return items.reduce((best, item) => (pick(item, best) ? item : best));
}

function index(at: number): bigint {
  return BigInt(at);
}

function sum(list: List): unknown {
  const items = [...list] as number[];
  return items.length === 0 ? 0n : items.reduce((total, item) => total + item);
}

function isSorted(list: List): boolean {
  const items = [...list];
  return items.every((item, at) => at === 0 || (items[at - 1] as Item) <= item);
}

function containsAll(list: List, other: List): boolean {
  const items = new Set(list);
  return [...other].every((item) => items.has(item));
}

/** Functions of lists. Source: apiserver, `pkg/cel/library/lists.go`; cel-go, `ext/sets.go`. */
export const LIST_FUNCTIONS: FunctionTable = {
  'list.isSorted(): bool': isSorted,
  'list.sum(): dyn': sum,
  'list.min(): dyn': (list: List) => first(list, (a, b) => a < b, 'min'),
  'list.max(): dyn': (list: List) => first(list, (a, b) => a > b, 'max'),
  'list.indexOf(dyn): int': (list: List, item: Item) => index([...list].indexOf(item)),
  'list.lastIndexOf(dyn): int': (list: List, item: Item) => index([...list].lastIndexOf(item)),
  'kubernetes.Sets.contains(list, list): bool': (_: unknown, a: List, b: List) => containsAll(a, b),
  'kubernetes.Sets.equivalent(list, list): bool': (_: unknown, a: List, b: List) =>
    containsAll(a, b) && containsAll(b, a),
  'kubernetes.Sets.intersects(list, list): bool': (_: unknown, a: List, b: List) => {
    const items = new Set(a);
    return [...b].some((item) => items.has(item));
  },
};

/** Holds the functions of sets, as `sets.contains`. */
export class Sets {}
