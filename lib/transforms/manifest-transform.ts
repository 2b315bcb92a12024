import type { IResolver, ResolutionContext } from 'cdk8s';
import type { ManifestRewriter } from '../gitops/render/manifest-rewriter';
import { settled } from '../gitops/render/object-data';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import type { Edit } from './edit';
import { edited } from './edit';
import { manifestName, manifestsIn } from './manifests';

/** What a transform does to an object. */
export interface TransformResult {
  /** What it changes; none when the object is as it should be. */
  readonly edits: readonly Edit[];
  /** What is wrong with the object, without a place; nothing is changed then. */
  readonly problems: readonly Problem[];
}

/**
 * A rule by which objects of Kubernetes are rewritten. It works as a resolver of any cdk8s app, on plain data, and on YAML
 * text with its comments. Each rule is idempotent, and none reads what another one writes, so that their order does not matter.
 *
 * ```ts
 * import { App, Chart } from 'cdk8s';
 * import { StorageClassName } from 'cdk8s-verrazzano';
 *
 * const app = new App({ resolvers: [new StorageClassName({ storageClass: 'rook-ceph-block' })] });
 * new Chart(app, 'shop');
 * app.synth();
 * ```
 *
 * In a plain app of cdk8s a transform sees an object before its JSON patches, in a `GitOpsApp` after them.
 */
export abstract class ManifestTransform implements ManifestRewriter, IResolver {
  /**
   * What the rule changes in one object.
   * @param manifest - the object, not a List
   * @internal
   */
  abstract resultFor(manifest: JsonObject): TransformResult;

  /**
   * What the rule changes in a document: an object, or a List of objects.
   * @param document - plain data; a value that is not an object of Kubernetes is left as it is
   * @returns edits with paths from the document, and problems that name the object
   * @internal
   */
  resultIn(document: JsonValue): TransformResult {
    const results = manifestsIn(document).map(({ path, manifest }) => {
      const { edits, problems } = this.resultFor(manifest);
      return {
        edits: edits.map((edit) => ({ ...edit, path: [...path, ...edit.path] })),
        problems: problems.map((problem) => ({ ...problem, what: `${manifestName(manifest)}: ${problem.what}` })),
      };
    });
    return {
      edits: results.flatMap(({ edits }) => edits),
      problems: results.flatMap(({ problems }) => problems),
    };
  }

  /**
   * The rewritten document; the same value when nothing changes.
   * @param manifest - plain data, which is not changed
   * @throws Error that lists every problem, each with the object and the field
   */
  rewrite<T extends JsonValue>(manifest: T): T {
    const { edits, problems } = this.resultIn(manifest);
    throwProblems(problems);
    return edits.length === 0 ? manifest : edited(manifest, edits);
  }

  /**
   * What cdk8s calls for every value of an object; the rule takes the object as a whole.
   * @param context - the value
   * @throws Error as {@link rewrite} does
   */
  resolve(context: ResolutionContext): void {
    if (context.key.length > 0 || !isJsonObject(context.value)) return;
    const manifest = settled(context.value) as JsonObject;
    const result = this.rewrite(manifest);
    if (result !== manifest) context.replaceValue(result);
  }
}
