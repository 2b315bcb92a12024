import type { Registry } from '../values/registry';
import type { ImageReference } from '../values/image-reference';

/** Which part of the path of an image is kept in a private registry: its last part, or all of it. */
export type ImagePath = 'name' | 'full';

/**
 * An image in a private registry; tag and digest stay.
 * @param source - the image
 * @param registry - the registry that has a copy of it
 * @param imagePath - what is kept of its path
 */
export function mirroredImage(source: ImageReference, registry: Registry, imagePath: ImagePath): ImageReference {
  const { path, tag, digest } = source;
  const kept = imagePath === 'full' ? path : path.slice(path.lastIndexOf('/') + 1);
  const prefix = registry.repository === undefined ? '' : `${registry.repository}/`;
  return { registry: registry.registry, path: `${prefix}${kept}`, tag, digest };
}
