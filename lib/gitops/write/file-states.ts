/** What the system says of a regular file. */
export interface Stated {
  /** Bytes. */
  readonly size: number;
  /** Number of the file in its file system. */
  readonly ino: number;
  /** Time of the last change of its content, in milliseconds. */
  readonly mtimeMs: number;
  /** Time of the last change of the file itself, in milliseconds. */
  readonly ctimeMs: number;
}

/** What the system reported of a regular file when its content was known. */
export interface FileState extends Stated {
  /** SHA-256 of the content, in hexadecimal digits. */
  readonly hash: string;
}

/**
 * Files of an output folder that need not be read again: those of which the system says the same as when their content was known. As in the index of
 * Git, what has changed so late that a later change could have the same time is not remembered; all times are those of the file system.
 * Source: Documentation/technical/racy-git.txt of Git.
 */
export class FileStates {
  private readonly seen = new Map<string, FileState>();
  private hasNew = false;

  /** @param known - what an earlier run has left, by path below the output folder */
  constructor(private readonly known: ReadonlyMap<string, FileState> = new Map()) {}

  /**
   * Whether a file has a content, as far as that is known without reading it.
   * @param path - below the output folder
   * @param hash - of the content
   * @param stated - what the system says of it now
   */
  has(path: string, hash: string, stated: Stated): boolean {
    const known = this.known.get(path);
    if (known?.hash !== hash || !isSame(known, stated)) return false;
    this.seen.set(path, known);
    return true;
  }

  /**
   * Remembers what a file holds, unless it has changed at a time or later.
   * @param path - below the output folder
   * @param hash - of its content
   * @param stated - what the system reported of it before it was read, or after it was written
   * @param before - a time of the file system, in milliseconds
   */
  remember(path: string, hash: string, { size, ino, mtimeMs, ctimeMs }: Stated, before: number): void {
    if (Math.max(mtimeMs, ctimeMs) >= before) return;
    this.seen.set(path, { hash, size, ino, mtimeMs, ctimeMs });
    this.hasNew = true;
  }

  /**
   * Whether the next run needs to know something else than this one knew.
   * @param isPartial - whether only a part of the files was looked at
   */
  isChanged(isPartial: boolean): boolean {
    return this.hasNew || (!isPartial && this.seen.size < this.known.size);
  }

  /**
   * What the next run needs to know.
   * @param isPartial - whether only a part of the files was looked at
   */
  left(isPartial: boolean): ReadonlyMap<string, FileState> {
    return isPartial ? new Map([...this.known, ...this.seen]) : this.seen;
  }
}

function isSame(known: Stated, { size, ino, mtimeMs, ctimeMs }: Stated): boolean {
  return known.size === size && known.ino === ino && known.mtimeMs === mtimeMs && known.ctimeMs === ctimeMs;
}
