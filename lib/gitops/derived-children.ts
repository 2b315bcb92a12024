import type { IConstruct } from 'constructs';

/**
 * Children of a construct that are derived from something else when the tree is read, once for each change: by a synthesis, by
 * `node.children` or `node.tryFindChild`, or by {@link DerivedChildren.refresh}.
 */
export class DerivedChildren {
  private changed = true;

  /**
   * @param construct - whose children are derived
   * @param derive - adds and removes the children; it may read them
   */
  constructor(
    construct: IConstruct,
    private readonly derive: () => void,
  ) {
    const { node } = construct;
    const original = Object.getPrototypeOf(node) as typeof node;
    Object.defineProperties(node, {
      children: {
        get: () => {
          this.refresh();
          return Reflect.get<typeof node, 'children'>(original, 'children', node);
        },
      },
      tryFindChild: {
        value: (id: string) => {
          this.refresh();
          return original.tryFindChild.call(node, id);
        },
      },
    });
  }

  /** Says that what the children follow from has changed. */
  invalidate(): void {
    this.changed = true;
  }

  /** Derives the children if something has changed since the last time. Whatever the derivation throws is thrown at each attempt. */
  refresh(): void {
    if (!this.changed) return;
    this.changed = false;
    try {
      this.derive();
    } catch (error) {
      this.changed = true;
      throw error;
    }
  }
}
