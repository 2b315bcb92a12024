/** A container image reference, with what it leaves out filled in. */
export interface ImageReference {
  /** Registry host and optional port, such as `quay.io` or `10.0.0.5:5000`; `docker.io` where the reference names none. */
  readonly registry: string;
  /** Path in the registry, such as `library/redis`; one part of Docker Hub is below `library`. */
  readonly path: string;
  /** Tag; undefined when the reference has none. */
  readonly tag: string | undefined;
  /** Digest, such as `sha256:` and 64 hexadecimal digits; undefined when the reference has none. */
  readonly digest: string | undefined;
}

/** What {@link imageReference} accepts, for messages. */
export const IMAGE_REFERENCE = '[<host>[:<port>]/]<lower-case path>[:<tag>][@<algorithm>:<hexadecimal digest>]';

const DOCKER_HUB = 'docker.io';
/** Older name of Docker Hub. */
const LEGACY_DOCKER_HUB = 'index.docker.io';
const OFFICIAL = 'library';

const HOST_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const REGISTRY = new RegExp(`^(?:${HOST_PART}(?:\\.${HOST_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
/** Algorithms of digests, and how many hexadecimal digits each has. */
const DIGEST_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);
const MAX_NAME = 255;
const IDENTIFIER = /^[a-f0-9]{64}$/;

/**
 * Reads an image reference as container runtimes do.
 *
 * The first part is a registry when it has a dot, a colon or an upper-case letter, or is `localhost`.
 * Source: `ParseDockerRef` of distribution/reference (`normalize.go`, `regexp.go`); digests: opencontainers/go-digest.
 * @param text - the reference, such as `redis`, `quay.io/org/app:1.2` or `host:5000/app@sha256:...`
 * @returns the parts, or what is wrong with the text
 */
export function imageReference(text: string): ImageReference | string {
  if (text === '') return 'is empty';
  if (IDENTIFIER.test(text)) return 'is an identifier of 64 hexadecimal digits';
  const { name, tag, digest } = split(text);
  if (tag !== undefined && !TAG.test(tag)) return 'has a malformed tag';
  const wrong = digest === undefined ? undefined : digestProblem(digest);
  if (wrong !== undefined) return wrong;
  const { registry, path } = located(name);
  if (!REGISTRY.test(registry)) return 'has a malformed registry';
  if (!PATH.test(path)) return /[A-Z]/.test(path) ? 'has a path that is not lower-case' : 'has a malformed path';
  if (`${registry}/${path}`.length > MAX_NAME) return `has a name of more than ${MAX_NAME} characters`;
  return { registry, path, tag, digest };
}

/**
 * A reference as text, in full: registry, path, and the digest or else the tag (`latest` where there is neither). A tag
 * beside a digest says nothing to a container runtime and is left out, as `ParseDockerRef` of distribution/reference does.
 * @param reference - the reference
 */
export function imageText({ registry, path, tag, digest }: ImageReference): string {
  return `${registry}/${path}${digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`}`;
}

function split(text: string): { name: string; tag: string | undefined; digest: string | undefined } {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  if (colon < 0) return { name: named, tag: undefined, digest };
  return { name: named.slice(0, colon), tag: named.slice(colon + 1), digest };
}

function located(name: string): { registry: string; path: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isRegistry = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const registry = isRegistry ? first : DOCKER_HUB;
  const path = isRegistry ? name.slice(slash + 1) : name;
  if (registry !== DOCKER_HUB && registry !== LEGACY_DOCKER_HUB) return { registry, path };
  return { registry: DOCKER_HUB, path: path.includes('/') ? path : `${OFFICIAL}/${path}` };
}

function digestProblem(digest: string): string | undefined {
  const colon = digest.indexOf(':');
  const length = DIGEST_LENGTHS.get(digest.slice(0, Math.max(colon, 0)));
  if (length === undefined) return 'has a digest of an unknown algorithm';
  const isValid = digest.length === colon + 1 + length && /^[a-f0-9]+$/.test(digest.slice(colon + 1));
  return isValid ? undefined : 'has a malformed digest';
}
