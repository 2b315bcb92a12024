import { RenderCache } from '../render/render-cache';
import { cacheFileOf, readCache, writeCache } from './cache-file';
import { codeDigest } from './code-digest';

/** The cache of one synthesis. */
export class SynthCache {
  private readonly file: string | undefined;
  private code = '';
  private cache: RenderCache | undefined;

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
    this.cache = new RenderCache(readCache(this.file, this.code));
    return this.cache;
  }

  /**
   * Leaves for the next synthesis what this one has checked and written.
   * @param isPartial - whether only some clusters were rendered
   */
  save(isPartial: boolean): void {
    const objects = this.cache?.changed(isPartial);
    if (this.file !== undefined && objects !== undefined) writeCache(this.file, this.code, objects);
  }
}
