import { mirroredImage } from '../transforms';
import { imageText } from '../values/image-reference';
import type { Registry } from '../values/registry';
import type { PublishedImage } from './image-values';
import type { Image } from './images';
import { UPSTREAM_REGISTRY } from './images';

/**
 * Reference of an image as a pod names it: `<registry>/<repository>:<tag>`, without a digest, as upstream ships it.
 *
 * Where only the release build knows the tag, the placeholder of the bill of materials is used, such as
 * `VERRAZZANO_AUTHPROXY_TAG`. Source of the rewriting: `pkg/bom/bom.go` at v1.7.2.
 * @param image - the image
 * @param registry - private registry; undefined is upstream's
 */
export function imageReference({ repository, tag }: Image, registry?: Registry): string {
  const path = repository.slice(UPSTREAM_REGISTRY.length + 1);
  const source = { registry: UPSTREAM_REGISTRY, path, tag: tag ?? releaseBuildTag(repository), digest: undefined };
  return imageText(registry === undefined ? source : mirroredImage(source, registry, 'full'));
}

/**
 * Reference of an image of a published chart: in the private registry under its path, where a value sets it.
 * @param image - the image
 * @param registry - private registry; undefined is the public one
 */
export function publishedReference({ reference, values }: PublishedImage, registry?: Registry): string {
  if (registry === undefined || values === undefined) return reference;
  return registry.image(reference.slice(reference.indexOf('/') + 1));
}

/** Source: `platform-operator/verrazzano-bom.json` at v1.7.2. */
function releaseBuildTag(repository: string): string {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return `${name.toUpperCase().replace(/-/g, '_')}_TAG`;
}
