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
 * Objects that an earlier synthesis has checked and written: one that is the same is neither checked nor written again, since both
 * follow from its content alone.
 */
export class RenderCache {
  private readonly used = new Set<string>();
  private hasNew = false;

  /** @param known - what an earlier synthesis wrote, by key */
  constructor(private readonly known = new Map<string, Rendering>()) {}

  /**
   * Key of an object: a digest of everything that its file follows from.
   * @param manifest - the object
   * @param context - what else the checks and the file depend on
   * @param isData - whether it is known to have no functions
   * @returns undefined for an object that JSON cannot express exactly
   */
  keyOf(manifest: Manifest, context: string, isData: boolean): string | undefined {
    if (!isData && !isExact(manifest)) return undefined;
    let json: string;
    try {
      json = JSON.stringify(manifest);
    } catch {
      return undefined; // such as a bigint
    }
    return INEXACT.test(json) && !isExact(manifest) ? undefined : sha256(`${context}\n${json}`);
  }

  /** What is known of an object; undefined where nothing is. */
  get(key: string): Rendering | undefined {
    const found = this.known.get(key);
    if (found !== undefined) this.used.add(key);
    return found;
  }

  /** Remembers an object without problems. */
  put(key: string, rendering: Rendering): void {
    this.known.set(key, rendering);
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
  left(isPartial: boolean): ReadonlyMap<string, Rendering> {
    return isPartial ? this.known : new Map([...this.known].filter(([key]) => this.used.has(key)));
  }
}

/** JSON leaves functions out. */
function isExact(value: unknown): boolean {
  if (typeof value === 'object') return value === null || Object.values(value).every(isExact);
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  return typeof value === 'string' || typeof value === 'boolean' || value === undefined;
}
