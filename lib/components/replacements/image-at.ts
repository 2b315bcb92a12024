import type { ImageValues } from '../../definition/image-values';

/**
 * Chart values of an image that has its registry in its repository.
 * @param path - keys that lead to them, separated by dots
 */
export function imageAt(path: string): ImageValues {
  return { image: `${path}.repository`, tag: `${path}.tag` };
}

/**
 * Chart values of an image whose registry is a value of its own.
 * @param path - keys that lead to them, separated by dots
 */
export function imageWithRegistryAt(path: string): ImageValues {
  return { ...imageAt(path), registry: `${path}.registry` };
}
