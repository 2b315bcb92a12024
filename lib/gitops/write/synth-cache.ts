import { RenderCache } from '../render/render-cache';
import { cacheFileOf, readCache, writeCache } from './cache-file';
import { codeDigest } from './code-digest';
import { FileStates } from './file-states';

/** The cache of one synthesis. */
export class SynthCache {
  private readonly file: string | undefined;
  private code = '';
  private opened: { readonly groups: RenderCache; readonly files: FileStates } | undefined;

  /**
   * @param outdir - the output folder
   * @param isUsed - whether there is a cache at all
   */
  constructor(outdir: string, isUsed: boolean) {
    this.file = isUsed ? cacheFileOf(outdir) : undefined;
  }

  /** Reads what the last synthesis has left; undefined where there is no place for it. */
  open(): RenderCache | undefined {
    if (this.file === undefined) return undefined;
    this.code = codeDigest();
    const { groups, files } = readCache(this.file, this.code);
    this.opened = { groups: new RenderCache(groups), files: new FileStates(files) };
    return this.opened.groups;
  }

  /** What is known of the files of the output; undefined where the cache is not open. */
  get states(): FileStates | undefined {
    return this.opened?.files;
  }

  /**
   * Leaves for the next synthesis what this one has checked and written, where that is something new.
   * @param isPartial - whether only some clusters were rendered
   */
  save(isPartial: boolean): void {
    if (this.file === undefined || this.opened === undefined) return;
    const { groups, files } = this.opened;
    if (!groups.isChanged(isPartial) && !files.isChanged(isPartial)) return;
    writeCache(this.file, this.code, { groups: groups.left(isPartial), files: files.left(isPartial) });
  }
}
