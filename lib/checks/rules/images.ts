import { IMAGE_REFERENCE, imageReference } from '../../values/image-reference';
import { CONTAINER_LISTS } from '../../values/container-lists';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { podTemplateOf } from '../pods';
import { textMatches, type Match } from '../walk';

/**
 * Images that no container runtime can read as a reference: the API server takes them, and their pods wait with the reason `InvalidImageName`.
 * Source: `pkg/kubelet/images/image_manager.go` of Kubernetes.
 */
export function imageFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const template = podTemplateOf(object);
    if (template === undefined) return [];
    return CONTAINER_LISTS.flatMap((list) =>
      textMatches(template.spec, `${list}[].image`, [...template.path, 'spec']),
    ).flatMap((image) => imageFinding(object, image));
  });
}

/** How a development tool of Go marks what it builds, and replaces before it applies. Source: documentation of ko. */
const KO = 'ko://';

function imageFinding(at: CheckedObject, { value, path }: Match & { readonly value: string }): Found[] {
  const base = { at, path, got: value };
  if (value.startsWith(KO)) {
    const message = 'is the path of a program that ko builds and fills in, so that the image is not checked';
    return [{ ...base, rule: 'filled-in-later', severity: 'info', message, fix: 'check what `ko resolve` prints' }];
  }
  const problem = imageReference(value);
  // Spaces at the ends are refused by the API server already.
  if (typeof problem !== 'string' || value !== value.trim()) return [];
  return [
    {
      ...base,
      rule: 'invalid-image',
      severity: 'error',
      message: `${problem}, so that no container runtime can pull it`,
      allowed: IMAGE_REFERENCE,
      fix: 'correct the reference',
    },
  ];
}
