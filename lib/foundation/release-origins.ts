import type { ExplainedDocument, FieldOrigin, FieldPath } from '../gitops/provenance/field-origin';
import { optionOrigin } from '../gitops/provenance/option-origin';
import { rewrittenBy } from '../gitops/render/manifest-rewriter';
import type { ManifestTransform } from '../transforms';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';

/** A rule by which the objects of a release are rewritten. */
export interface ReleaseRule {
  /** The option that asks for it. */
  readonly option: string;
  /** The rule. */
  readonly transform: ManifestTransform;
}

/** A release, and where its objects come from. */
export interface StatedRelease {
  /** The options. */
  readonly props: object;
  /** Path of the construct. */
  readonly of: string;
  /** The rules, in order. */
  readonly rules: readonly ReleaseRule[];
  /** The object of a file as the vendor states it; undefined for one that no file holds. */
  sourceOf(
    content: JsonObject,
  ): { readonly file: string; readonly url?: string; readonly object: JsonObject } | undefined;
}

/**
 * Origins of the fields of an object of a release: the file, and the options by which fields are rewritten.
 * @param document - the object
 * @param release - the release
 */
export function releaseOrigins({ content }: ExplainedDocument, release: StatedRelease): readonly FieldOrigin[] {
  const { props, of, rules } = release;
  const namespace = optionOrigin(['metadata', 'name'], { props, of }, 'namespace', 'the id of the construct');
  const source = release.sourceOf(content);
  if (source === undefined) return [namespace];
  let object = source.object;
  const rewritten = rules.map(({ option, transform }) => {
    const before = object;
    object = rewrittenBy([transform], before);
    return changedPaths(before, object).map((at): FieldOrigin => ({
      at,
      kind: 'option',
      text: option,
      of,
      option: [option],
    }));
  });
  const isNamespaced = isJsonObject(source.object.metadata) && source.object.metadata.namespace !== undefined;
  const file = { kind: 'option', text: `files: ${source.file}`, of, option: ['files'], source: source.url } as const;
  return [
    // The last rule has the last word.
    ...rewritten.reverse().flat(),
    ...(isNamespaced ? [] : [{ ...namespace, at: ['metadata', 'namespace'] }]),
    ...Object.keys(source.object).map((key) => ({ ...file, at: [key] })),
  ];
}

/** Fields that are new or have another value. */
function changedPaths(before: JsonValue | undefined, after: JsonValue | undefined, at: FieldPath = []): FieldPath[] {
  if (before === after) return [];
  if (isJsonObject(before) && isJsonObject(after))
    return Object.keys(after).flatMap((key) => changedPaths(before[key], after[key], [...at, key]));
  if (!Array.isArray(before) || !Array.isArray(after)) return [at];
  return (after as readonly JsonValue[]).flatMap((each, i) =>
    changedPaths((before as readonly JsonValue[])[i], each, [...at, i]),
  );
}
