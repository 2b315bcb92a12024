import { sha256 } from '../output/sums';
import type { Manifest } from './rendered-object';

/** What is known of an object that was written, where nothing was wrong with it. */
export interface Rendering {
  /** SHA-256 of its file, in hexadecimal digits. */
  readonly hash: string;
  /** Whether fields were dropped from the object. */
  readonly isCut: boolean;
}

/** A number that JSON has another form for than YAML: it writes null for what is not finite, and 0 for the negative zero. */
const INEXACT = /null|[:[,]0[,}\]]/;

/**
 * Groups of objects that an earlier synthesis has checked and written: objects that are the same are neither checked nor written again, since both
 * follow from their content alone. One digest for a group takes a fraction of the time of one for each object.
 */
export class RenderCache {
  private readonly used = new Set<string>();
  private hasNew = false;

  /** @param known - what an earlier synthesis wrote, by key of the group, in order of its objects */
  constructor(private readonly known = new Map<string, readonly Rendering[]>()) {}

  /**
   * Key of a group of objects: a digest of everything that their files follow from.
   * @param manifests - the objects
   * @param context - what else the checks and the files depend on, as data
   * @param isData - whether the objects are known to have no functions
   * @returns undefined for objects that JSON cannot express exactly
   */
  keyOf(manifests: readonly Manifest[], context: unknown, isData: boolean): string | undefined {
    if (!isData && !isExact(manifests)) return undefined;
    let json: string;
    try {
      json = JSON.stringify(manifests);
    } catch {
      return undefined; // such as a bigint
    }
    return INEXACT.test(json) && !isExact(manifests) ? undefined : sha256(`${JSON.stringify(context)}\n${json}`);
  }

  /** What is known of the objects of a group; undefined where nothing is. */
  get(key: string): readonly Rendering[] | undefined {
    const found = this.known.get(key);
    if (found !== undefined) this.used.add(key);
    return found;
  }

  /** Remembers a group of objects without problems. */
  put(key: string, renderings: readonly Rendering[]): void {
    this.known.set(key, renderings);
    this.used.add(key);
    this.hasNew = true;
  }

  /**
   * Whether the next synthesis needs to know something else than this one knew.
   * @param isPartial - whether only a part of the objects was rendered
   */
  isChanged(isPartial: boolean): boolean {
    return this.hasNew || (!isPartial && this.used.size < this.known.size);
  }

  /**
   * What the next synthesis needs to know.
   * @param isPartial - whether only a part of the objects was rendered
   */
  left(isPartial: boolean): ReadonlyMap<string, readonly Rendering[]> {
    return isPartial ? this.known : new Map([...this.known].filter(([key]) => this.used.has(key)));
  }
}

/** JSON leaves functions out. */
function isExact(value: unknown): boolean {
  if (typeof value === 'object') return value === null || Object.values(value).every(isExact);
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  return typeof value === 'string' || typeof value === 'boolean' || value === undefined;
}
