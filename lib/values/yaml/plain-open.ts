import { MAX_NESTING } from './plain-visitor';

/** The maps and lists that a line is in. */
export class OpenNodes {
  /** Whether the last line has a key or a dash whose value may be a map or a list on the next lines; so may a document. */
  isKeyAlone = true;
  private readonly columns: number[] = [];
  private readonly areLists: boolean[] = [];

  get depth(): number {
    return this.columns.length;
  }

  /** Whether there is none yet. */
  get isEmpty(): boolean {
    return this.columns.length === 0;
  }

  /** Column of the innermost. */
  get column(): number {
    return this.columns.at(-1) ?? -1;
  }

  /**
   * Closes what ends before a field or an item, and opens what begins with it.
   * @param column - of its first character
   * @param isItem - whether that is a dash
   * @param isFirst - whether it is the first of its line: what follows a dash is in a map or list of its own
   * @returns false where it fits to nothing
   */
  enter(column: number, isItem: boolean, isFirst: boolean): boolean {
    return isFirst ? this.align(column, isItem) : this.open(column, isItem);
  }

  private align(column: number, isItem: boolean): boolean {
    if (this.isEmpty) return this.isKeyAlone && column === 0 && this.open(column, isItem);
    while (this.column > column || (this.column === column && this.isList && !isItem)) this.close();
    if (this.column === column && this.isList === isItem) return true;
    // The dashes of a list may be in the column of its key.
    const isDeeper = this.column < column || (this.column === column && isItem);
    return this.isKeyAlone && isDeeper && this.open(column, isItem);
  }

  private get isList(): boolean {
    return this.areLists.at(-1) === true;
  }

  private open(column: number, isList: boolean): boolean {
    if (this.depth >= MAX_NESTING) return false;
    this.columns.push(column);
    this.areLists.push(isList);
    return true;
  }

  private close(): void {
    this.columns.pop();
    this.areLists.pop();
    this.isKeyAlone = false;
  }
}
