import type { BillOfMaterialsEntry, ImageFacts } from './bill-of-materials';
import { BILL_OF_MATERIALS } from './bill-of-materials';

/** Name of an image in the bill of materials. */
export type ImageName = {
  [Part in keyof typeof BILL_OF_MATERIALS]: keyof (typeof BILL_OF_MATERIALS)[Part]['images'];
}[keyof typeof BILL_OF_MATERIALS];

/** Where upstream publishes the images. */
export const UPSTREAM_REGISTRY = 'ghcr.io';

/** An image of the platform. */
export interface Image {
  /** Registry, repository and name, such as `ghcr.io/verrazzano/grafana`. */
  readonly repository: string;
  /** Tag; undefined when only the release build knows it. */
  readonly tag: string | undefined;
  /** Part of the bill of materials that it belongs to. */
  readonly part: string;
  /** Version of that part; undefined when it has none. */
  readonly version: string | undefined;
}

const IMAGES: ReadonlyMap<string, Image> = new Map(
  Object.entries<BillOfMaterialsEntry>(BILL_OF_MATERIALS).flatMap(([part, entry]) =>
    Object.entries(entry.images).map(([key, facts]) => [key, resolve(part, entry, key, facts)] as const),
  ),
);

/**
 * An image, as the bill of materials gives it.
 * @param name - name of the image
 */
export function imageOf(name: ImageName): Image {
  const image = IMAGES.get(name);
  if (image === undefined) throw new Error(`unknown image; got ${name}; allowed ${[...IMAGES.keys()].join(', ')}`);
  return image;
}

/**
 * Tag of an image that the bill of materials knows.
 * @param name - name of the image
 * @throws Error when only the release build knows it
 */
export function tagOf(name: ImageName): string {
  const { tag } = imageOf(name);
  if (tag === undefined) throw new Error(`the tag of ${name} is set by the release build and not known`);
  return tag;
}

function resolve(part: string, entry: BillOfMaterialsEntry, key: string, facts: string | null | ImageFacts): Image {
  const own: ImageFacts = typeof facts === 'object' && facts !== null ? facts : { tag: facts };
  return {
    repository: [UPSTREAM_REGISTRY, own.repository ?? entry.repository ?? 'verrazzano', own.image ?? key].join('/'),
    tag: own.tag ?? undefined,
    part,
    version: entry.version,
  };
}
