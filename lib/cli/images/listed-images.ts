import type { ComponentDefinition } from '../../definition/definition';
import { imageNames, imageReference } from '../../definition/image-references';
import { imageOf, type Image, type ImageName } from '../../definition/images';
import { COMPONENTS } from '../../components';
import { compare } from '../../values/compare';
import type { ProfileName } from '../../resource/merge';
import type { Registry } from '../../values/registry';
import { enabledInProfile } from '../profiles';

/** An image that the components of a profile pull. */
export interface ListedImage {
  /** Its name in the bill of materials. */
  readonly name: ImageName;
  /** What the bill of materials says about it. */
  readonly image: Image;
  /** How a pod names it. */
  readonly reference: string;
  /** How a pod names it in upstream's registry. */
  readonly upstream: string;
  /** Enabled components that pull it, in the order of the platform operator's registry. */
  readonly components: readonly ComponentDefinition[];
}

/**
 * Components that a profile enables when nothing else is said, in the order of the platform operator's registry.
 * @param profile - the profile
 */
export function enabledComponents(profile: ProfileName): ComponentDefinition[] {
  const names = enabledInProfile(profile);
  return COMPONENTS.filter(({ name }) => names.has(name));
}

/**
 * Images that components pull, sorted by reference.
 * @param enabled - the components
 * @param registry - private registry; undefined is upstream's
 */
export function listedImages(enabled: readonly ComponentDefinition[], registry: Registry | undefined): ListedImage[] {
  const images = imageNames(enabled).map((name) => {
    const image = imageOf(name);
    const components = enabled.filter((definition) => definition.images.includes(name));
    return { name, image, reference: imageReference(image, registry), upstream: imageReference(image), components };
  });
  return images.sort((a, b) => compare(a.reference, b.reference));
}
