/** Hears of the nodes of a text, in order. */
export interface PlainVisitor {
  /** Whether the text is refused, so that nothing more needs to be heard. */
  readonly isRefused?: boolean;
  /**
   * A document begins that is not empty.
   * @param at - its offset in the text, or one on the same line
   */
  readonly root: (at: number) => void;
  /**
   * A field of a map, or an item of a list.
   * @param depth - how many steps lead to it, from 1
   * @param key - of the field; undefined for an item
   * @param at - offset in the text of the key, or of what the item is
   */
  readonly node: (depth: number, key: string | undefined, at: number) => void;
  /**
   * What the last node is, or the document: not called for maps and lists but empty ones, and where there is nothing.
   * @param written - as it is written after the colon or the dash, with its further lines, and without a comment
   * @param parent - column that its further lines are deeper than
   */
  readonly value?: (written: string, parent: number) => void;
  /** The last node has a name. */
  readonly anchor?: (name: string) => void;
  /** The last node is another one, by its name. */
  readonly alias?: (name: string) => void;
}

/** How many nodes are heard of at most: as many as 32 MiB of what kubectl prints have, of 23 bytes each and more. What has more is left to others. */
export const MAX_NODES = 1_500_000;

/** How deep nodes are in each other at most. Readers refuse what is deeper. */
export const MAX_NESTING = 100;

/** How many nodes may still be heard of. */
export interface NodesLeft {
  nodes: number;
}
