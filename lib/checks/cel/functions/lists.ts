import { Optional } from '../library';
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

/** Durations of the library are added by a function. */
interface Addable {
  readonly addDuration: (other: unknown) => Addable;
}

function sum(list: List): unknown {
  const items = [...list] as Array<number | Addable>;
  if (items.length === 0) return 0n;
  return items.reduce((total, item) =>
    typeof total === 'object' ? total.addDuration(item) : total + (item as number),
  );
}

function compareItems(a: Item, b: Item): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function slice(list: List, start: bigint, end: bigint): Item[] {
  const items = [...list];
  const isWithin = start >= 0n && end <= items.length && start <= end;
  if (!isWithin) throw new CelInputError(`cannot slice(${start}, ${end}), the list has ${items.length} items`);
  return items.slice(Number(start), Number(end));
}

/** Items that are maps or lists are compared by their content, which is not done here. */
function plainItems(list: List): Item[] {
  const items = [...list];
  if (items.some((item) => typeof item === 'object' && item !== null)) throw new Error('such items are not compared');
  return items;
}

function range(count: bigint): bigint[] {
  if (count > 1_000_000n) throw new Error('the range is too long');
  return Array.from({ length: Math.max(0, Number(count)) }, (_, at) => BigInt(at));
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
  'list.slice(int, int): list': slice,
  'list.sort(): list': (list: List) => plainItems(list).sort(compareItems),
  'list.distinct(): list': (list: List) => [...new Set(plainItems(list))],
  'list.reverse(): list': (list: List) => [...list].reverse(),
  'list.first(): optional<dyn>': (list: List) => Optional.of([...list][0]),
  'list.last(): optional<dyn>': (list: List) => Optional.of([...list].at(-1)),
  'kubernetes.Lists.range(int): list<int>': (_: unknown, count: bigint) => range(count),
  'kubernetes.Sets.contains(list, list): bool': (_: unknown, a: List, b: List) => containsAll(a, b),
  'kubernetes.Sets.equivalent(list, list): bool': (_: unknown, a: List, b: List) =>
    containsAll(a, b) && containsAll(b, a),
  'kubernetes.Sets.intersects(list, list): bool': (_: unknown, a: List, b: List) => {
    const items = new Set(a);
    return [...b].some((item) => items.has(item));
  },
};

/** Holds `lists.range`. */
export class Lists {}

/** Holds the functions of sets, as `sets.contains`. */
export class Sets {}
