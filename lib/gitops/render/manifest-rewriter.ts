import type { IResolver } from 'cdk8s';
import type { JsonObject } from '../../values/json';

/**
 * A resolver of cdk8s that rewrites whole objects. `GitOpsApp` calls `rewrite` on the data of each object after its JSON
 * patches, so that these are rewritten too and fields that are null stay.
 */
export interface ManifestRewriter extends IResolver {
  /**
   * The object as it shall be; the same object when nothing changes.
   * @param manifest - plain data; it is not changed
   * @throws Error that says what is wrong with the object
   */
  rewrite(manifest: JsonObject): JsonObject;
}

/**
 * Tells whether a resolver rewrites whole objects.
 * @param resolver - any resolver
 */
export function isManifestRewriter(resolver: IResolver): resolver is ManifestRewriter {
  return 'rewrite' in resolver && typeof resolver.rewrite === 'function';
}

/** One rewriter may make what another rewrites, such as a container with an image; each settles at once. */
const MAX_ROUNDS = 8;

/**
 * What several rewriters make of an object, whatever their order: each is called until none changes anything.
 * @param rewriters - the rewriters, each idempotent
 * @param manifest - plain data
 * @throws Error as the rewriters do, and when they undo each other's work
 */
export function rewrittenBy(rewriters: readonly ManifestRewriter[], manifest: JsonObject): JsonObject {
  let current = manifest;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = rewriters.reduce((value, rewriter) => rewriter.rewrite(value), current);
    if (next === current) return current;
    current = next;
  }
  throw new Error(`two resolvers undo each other's work; got ${rewriters.length} resolvers; leave one of them out`);
}
