import { pushTo } from './push-to';

/** Items of lists by their keys. The groups of a list are made once, when the first of them is asked for; the list must not change. */
export class GroupedBy<Item> {
  private readonly known = new WeakMap<readonly Item[], ReadonlyMap<string, readonly Item[]>>();

  /** @param keysOf - the keys of an item, each once */
  constructor(private readonly keysOf: (item: Item) => Iterable<string>) {}

  /**
   * The items of a list that have a key, in their order.
   * @param list - the list
   * @param key - the key
   */
  of(list: readonly Item[], key: string): readonly Item[] {
    const groups = this.known.get(list) ?? this.grouped(list);
    return groups.get(key) ?? [];
  }

  private grouped(list: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
    const groups = new Map<string, Item[]>();
    for (const item of list) for (const key of this.keysOf(item)) pushTo(groups, key, item);
    this.known.set(list, groups);
    return groups;
  }
}
