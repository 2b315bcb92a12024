import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import { Registry } from '../values/registry';
import type { Edit } from './edit';
import { pathText } from '../values/path';
import type { ImageReference } from '../values/image-reference';
import { imageReference, imageText, IMAGE_REFERENCE } from '../values/image-reference';
import { imagesIn } from './images-in';
import { ManifestTransform, type TransformResult } from './manifest-transform';
import { mirroredImage, type ImagePath } from './mirrored-image';
import { requireShape } from '../values/shape/require-shape';

/** Properties of {@link AirgapImages}. */
export interface AirgapImagesProps {
  /** The registry that has copies of the images, with the path in front of their names. */
  readonly registry: Registry;
  /**
   * What is kept of the path of an image: `name` makes `<registry>/web:1` of `quay.io/acme/web:1`, and `full` makes
   * `<registry>/acme/web:1`.
   * @default 'name'
   */
  readonly imagePath?: ImagePath;
  /**
   * Images that stay as they are. `*` matches any characters; a pattern is compared with the full repository, such as
   * `docker.io/library/redis`, and with the reference as it is written.
   * @default - none
   */
  readonly except?: readonly string[];
}

/** An image that is to be copied. */
export interface MirroredImage {
  /** Where it comes from, in full. */
  readonly source: string;
  /** Where pods pull it from. */
  readonly target: string;
}

/**
 * Lets every pod pull its images from a private registry: those of containers, init containers, ephemeral containers and
 * image volumes in any PodSpec of any kind.
 *
 * What a reference leaves out is filled in (`docker.io/library`, tag `latest`), a tag beside a digest is left out, and
 * the registry takes the place of the host. Images that are in the registry already, below its path, are left as they are.
 *
 * Problems: a reference that no container runtime takes, and two different images that would get one name.
 *
 * Source: Replicated's documentation, Architecture, case 1; the rule for paths is that of KOTS (`pkg/image`).
 */
export class AirgapImages extends ManifestTransform {
  private readonly props: Required<AirgapImagesProps>;
  private readonly except: readonly RegExp[];
  /** Target to source of all images that were rewritten. */
  private readonly sources = new Map<string, string>();

  /**
   * @param props - the registry and what is left alone
   * @throws Error when a container runtime would not take the registry for one, or a pattern is empty
   */
  constructor(props: AirgapImagesProps) {
    requireShape('AirgapImagesProps', props, 'AirgapImages');
    super();
    const { registry, imagePath = 'name', except = [] } = props;
    this.props = { registry, imagePath, except };
    throwProblems([...registryProblems(registry), ...exceptProblems(except)], 'AirgapImages');
    this.except = except.map(patternOf);
  }

  /** The images that were rewritten so far, sorted by source: what has to be copied to the registry. */
  get list(): readonly MirroredImage[] {
    const images = [...this.sources].map(([target, source]) => ({ source, target }));
    return images.sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  }

  /** {@inheritDoc ManifestTransform.resultFor} @internal */
  override resultFor(manifest: JsonObject): TransformResult {
    const problems: Problem[] = [];
    const edits = imagesIn(manifest).flatMap(({ path, value }): Edit[] => {
      const target = this.rewritten(pathText(path), value, problems);
      return target === undefined || target === value ? [] : [{ path, value: target }];
    });
    return { edits, problems };
  }

  /** The reference that takes the place of another; undefined where that stays, or is a problem. */
  private rewritten(at: string, value: JsonValue, problems: Problem[]): string | undefined {
    const bad = (what: string): undefined => {
      const got = isJsonObject(value) ? 'an object' : value;
      problems.push({ what: `${at} ${what}`, got, allowed: IMAGE_REFERENCE, fix: 'correct the image' });
    };
    if (typeof value !== 'string') return bad('is not a string');
    const source = imageReference(value);
    if (typeof source === 'string') return bad(source);
    if (this.isKept(value, source)) return undefined;
    const target = mirroredImage(source, this.props.registry, this.props.imagePath);
    const [text, full] = [imageText(target), imageText(source)];
    if (typeof imageReference(text) === 'string') {
      const fix = 'choose a shorter repository, or list the image in except';
      problems.push({ what: `${at} gets a name that is too long`, got: value, fix });
      return undefined;
    }
    const known = this.sources.get(text) ?? full;
    if (known !== full && target.digest === undefined) {
      const keep = this.props.imagePath === 'full' ? '' : "keep full paths (imagePath 'full'), or ";
      const fix = `${keep}list one of them in except`;
      problems.push({ what: `${at} and another image get the name ${text}`, got: `${full} and ${known}`, fix });
      return undefined;
    }
    this.sources.set(text, known);
    return text;
  }

  private isKept(text: string, { registry, path }: ImageReference): boolean {
    const repository = `${registry}/${path}`;
    const { registry: host, repository: prefix } = this.props.registry;
    const isThere = registry === host && (prefix === undefined || path.startsWith(`${prefix}/`));
    return isThere || this.except.some((pattern) => pattern.test(text) || pattern.test(repository));
  }
}

/**
 * A registry as one text, such as `registry.example.com:5000/mirror`.
 * @param text - host, optional port, optional path
 * @throws Error when it is malformed
 */
export function registryOf(text: string): Registry {
  const slash = text.indexOf('/');
  return slash < 0
    ? Registry.private({ registry: text })
    : Registry.private({ registry: text.slice(0, slash), repository: text.slice(slash + 1) });
}

/** A host without a dot or a port is taken for a path of Docker Hub. */
function registryProblems({ registry, repository }: Registry): Problem[] {
  const name = [registry, repository, 'image'].filter((part) => part !== undefined).join('/');
  const read = imageReference(name);
  if (typeof read !== 'string' && read.registry === registry) return [];
  const what =
    typeof read === 'string' ? `registry ${read}` : 'container runtimes read the registry as a path of Docker Hub';
  return [{ what, got: registry, allowed: 'a host with a dot or a port, or localhost', fix: 'add the port' }];
}

function exceptProblems(except: readonly string[]): Problem[] {
  return except
    .filter((pattern) => pattern.trim() === '')
    .map((got) => ({ what: 'a pattern of except is empty', got, fix: 'leave it out' }));
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
