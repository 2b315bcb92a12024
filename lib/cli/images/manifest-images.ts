import { VERRAZZANO_GROUP } from '../../definition/verrazzano-api';
import { AirgapImages, imagesIn, manifestGroup, manifestName, manifestsIn } from '../../transforms';
import { IMAGE_REFERENCE, imageReference, imageText } from '../../values/image-reference';
import { pathText } from '../../values/path';
import { compare } from '../../values/compare';
import type { JsonObject } from '../../values/json';
import type { Problem } from '../../values/problem';
import type { Registry } from '../../values/registry';
import { readManifests, type FileManifest } from '../input/read-manifests';

/** An image that the pods of manifests pull. */
export interface ManifestImage {
  /** Where pods pull it from: in full, or in the private registry. */
  readonly reference: string;
  /** The reference in full, as the manifests have it. */
  readonly source: string;
  /** Objects whose pods pull it, sorted. */
  readonly objects: readonly string[];
}

/** The images of manifests. */
export interface ManifestImages {
  /** Sorted by reference, each once. */
  readonly images: readonly ManifestImage[];
  /** References that no container runtime takes. */
  readonly problems: readonly Problem[];
  /** What pulls more images than pods in the manifests. */
  readonly notes: readonly string[];
}

/**
 * Whether a file holds a Verrazzano resource.
 * @param file - path of a file
 * @throws InputError when it is refused
 */
export function holdsVerrazzano(file: string): boolean {
  return objectsIn(file).some(({ object }) => isVerrazzano(object));
}

/**
 * Images that the pods in manifests pull.
 * @param path - a file or a folder
 * @param registry - private registry, in which images keep their paths; undefined for the images as they are
 * @throws InputError when a file is refused
 */
export function manifestImages(path: string, registry: Registry | undefined): ManifestImages {
  const rewriter = registry && new AirgapImages({ registry, imagePath: 'full' });
  const problems: Problem[] = [];
  const users = new Map<string, Set<string>>();
  const objects = objectsIn(path);
  for (const { file, object } of objects) {
    const at = `${file}: ${manifestName(object)}`;
    for (const { path: place, value } of imagesIn(object)) {
      const source = typeof value === 'string' ? imageReference(value) : 'is not a string';
      if (typeof source === 'string') {
        problems.push({ at, what: `${pathText(place)} ${source}`, got: value, allowed: IMAGE_REFERENCE });
      } else {
        const text = imageText(source);
        users.set(text, (users.get(text) ?? new Set()).add(manifestName(object)));
      }
    }
    if (rewriter !== undefined && problems.length === 0) rewriter.resultFor(object);
  }
  const targets = new Map(rewriter?.list.map(({ source, target }) => [source, target]));
  const images = [...users].map(([source, names]) => {
    return { reference: targets.get(source) ?? source, source, objects: [...names].sort() };
  });
  return { images: images.sort((a, b) => compare(a.reference, b.reference)), problems, notes: notesOf(objects) };
}

function objectsIn(path: string): FileManifest[] {
  const { manifests } = readManifests(path, { files: 0, bytes: 0, values: 0 });
  return manifests.flatMap(({ file, object }) =>
    manifestsIn(object).map(({ manifest }) => ({ file, object: manifest as FileManifest['object'] })),
  );
}

function isVerrazzano(object: JsonObject): boolean {
  return object.kind === 'Verrazzano' && manifestGroup(object) === VERRAZZANO_GROUP;
}

function notesOf(objects: readonly FileManifest[]): string[] {
  const resources = objects.filter(({ object }) => isVerrazzano(object)).map(({ file }) => file);
  return [...new Set(resources)].map(
    (file) => `note: the components of ${file} pull more images; cdk8s-verrazzano images ${file} lists them`,
  );
}
