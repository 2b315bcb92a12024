import type { EffectiveImage } from '../../definition/effective-images';
import { effectiveImages } from '../../definition/effective-images';
import { imageReference } from '../../definition/image-references';
import type { Platform } from '../../definition/platform';
import type { Registry } from '../../values/registry';

/** An image that the components of a platform pull. */
export interface ListedImage extends EffectiveImage {
  /** How a pod names it in its public registry; undefined where only an override names it. */
  readonly upstream: string | undefined;
}

/**
 * Images that the enabled components of a platform pull, sorted by reference.
 * @param platform - the platform
 * @param registry - private registry; undefined is upstream's
 * @throws MergeError when the platform operator would refuse the merge
 */
export function listedImages(
  { enabledComponents, effective }: Platform,
  registry: Registry | undefined,
): readonly ListedImage[] {
  return effectiveImages(enabledComponents, effective.spec, registry).map((one) => ({
    ...one,
    upstream: one.published ?? (one.image && imageReference(one.image)),
  }));
}
