import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { AirgapImages, edited, mirroredImage } from '../transforms';
import { imageReference, imageText } from '../values/image-reference';
import { valueAtPath } from '../values/path';
import type { Registry } from '../values/registry';
import type { FoundationUnit } from './foundation-part';

/**
 * A delivery unit whose images come from a private registry, in which they keep their paths.
 * @param unit - the unit
 * @param registry - the registry
 */
export function fromRegistry(unit: FoundationUnit, registry: Registry): FoundationUnit {
  const { props, objects, images = [] } = unit;
  const { kustomization } = props;
  return {
    ...unit,
    ...(kustomization !== undefined && {
      props: {
        ...props,
        kustomization: { ...kustomization, images: images.map((name) => ({ name, newName: nameIn(registry, name) })) },
      },
    }),
    objects: objects.map((object) => objectFrom(object, unit, registry)),
  };
}

function objectFrom(
  object: KubernetesManifest,
  { imageFields = {} }: FoundationUnit,
  registry: Registry,
): KubernetesManifest {
  const result = new AirgapImages({ registry, imagePath: 'full' }).rewrite(object);
  const path = imageFields[object.kind];
  const image = path === undefined ? undefined : valueAtPath(result, path);
  const source = typeof image === 'string' ? imageReference(image) : undefined;
  if (path === undefined || source === undefined || typeof source === 'string') return result;
  return edited(result, [{ path, value: imageText(mirroredImage(source, registry, 'full')) }]);
}

function nameIn(registry: Registry, name: string): string {
  const source = imageReference(name);
  if (typeof source === 'string') throw new Error(`the image ${name} ${source}`);
  const target = mirroredImage(source, registry, 'full');
  return `${target.registry}/${target.path}`;
}
