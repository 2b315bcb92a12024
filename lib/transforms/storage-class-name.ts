import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { DNS_SUBDOMAIN, isDnsSubdomain } from '../values/names';
import { throwProblems } from '../values/problem';
import type { Edit } from './edit';
import type { Path } from '../values/path';
import { ManifestTransform, type TransformResult } from './manifest-transform';
import { manifestGroup } from './manifests';
import { partsOf } from './pod-specs';
import { requireShape } from '../values/shape/require-shape';

/** Which claims get the class: all of them, or those that name none. */
export type ClaimsWithClass = 'all' | 'unset';

/** Properties of {@link StorageClassName}. */
export interface StorageClassNameProps {
  /** Name of the StorageClass. */
  readonly storageClass: string;
  /**
   * Which claims get it. A claim names a class by `storageClassName`, also by an empty one, and by the annotation
   * `volume.beta.kubernetes.io/storage-class`.
   * @default 'all'
   */
  readonly claims?: ClaimsWithClass;
}

/** The annotation that came before the field; where a claim has it, it wins. */
const ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/**
 * Gives every PersistentVolumeClaim and claim template its StorageClass: claims, `volumeClaimTemplates` of StatefulSets and
 * custom resources, `volumeClaimTemplate` of custom resources and of ephemeral volumes.
 *
 * `spec.storageClassName` is set, and the annotation of earlier versions where it exists.
 *
 * Source: Replicated's documentation, Architecture, case 3; Kubernetes, `GetPersistentVolumeClaimClass`.
 */
export class StorageClassName extends ManifestTransform {
  /**
   * @param props - the class and which claims get it
   * @throws Error when the name is malformed
   */
  constructor(private readonly props: StorageClassNameProps) {
    requireShape('StorageClassNameProps', props, 'StorageClassName');
    super();
    const got = props.storageClass;
    if (!isDnsSubdomain(got)) {
      throwProblems([{ at: 'StorageClassName', what: 'storageClass is not valid', got, allowed: DNS_SUBDOMAIN }]);
    }
  }

  /** {@inheritDoc ManifestTransform.resultFor} @internal */
  override resultFor(manifest: JsonObject): TransformResult {
    return { edits: claimsIn(manifest).flatMap(({ path, claim }) => this.editsOf(path, claim)), problems: [] };
  }

  private editsOf(path: Path, claim: JsonObject): Edit[] {
    const { storageClass, claims = 'all' } = this.props;
    const spec = isJsonObject(claim.spec) ? claim.spec : {};
    const metadata = isJsonObject(claim.metadata) ? claim.metadata : {};
    const annotations = isJsonObject(metadata.annotations) ? metadata.annotations : {};
    const [inField, inAnnotation] = [spec.storageClassName ?? undefined, annotations[ANNOTATION] ?? undefined];
    if (claims === 'unset' && (inField !== undefined || inAnnotation !== undefined)) return [];
    return [
      ...(inField === storageClass ? [] : [{ path: [...path, 'spec', 'storageClassName'], value: storageClass }]),
      ...(inAnnotation === undefined || inAnnotation === storageClass
        ? []
        : [{ path: [...path, 'metadata', 'annotations', ANNOTATION], value: storageClass }]),
    ];
  }
}

function claimsIn(manifest: JsonObject): { readonly path: Path; readonly claim: JsonObject }[] {
  return partsOf(manifest).flatMap(({ path, value }) => {
    const isClaim = value.kind === 'PersistentVolumeClaim' && manifestGroup(value) === '';
    // Items of a list of templates may say their kind; they are found with the list.
    const isItem = typeof path.at(-1) === 'number' && path.at(-2) === 'volumeClaimTemplates';
    const templates = value.volumeClaimTemplates;
    const items = Array.isArray(templates) ? (templates as readonly JsonValue[]) : [];
    return [
      ...(isClaim && !isItem ? [{ path, claim: value }] : []),
      ...items.flatMap((item, index) => template(item, [...path, 'volumeClaimTemplates', index])),
      ...template(value.volumeClaimTemplate, [...path, 'volumeClaimTemplate']),
    ];
  });
}

function template(value: JsonValue | undefined, path: Path): { readonly path: Path; readonly claim: JsonObject }[] {
  return isJsonObject(value) && isJsonObject(value.spec) ? [{ path, claim: value }] : [];
}
