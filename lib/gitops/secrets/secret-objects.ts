import { isJsonObject, type JsonObject } from '../../values/json';

/** Fields of a Secret that hold its content. */
export const SECRET_CONTENT: readonly string[] = ['data', 'stringData'];

/** Kind and name of an object. */
export interface ObjectName {
  /** Kind. */
  readonly kind: string;
  /** `metadata.name`, or `(no name)`. */
  readonly name: string;
}

/**
 * Kind and name of an object that has a kind; undefined for everything else.
 * @param object - an object
 * @param inherited - its kind where it is left out, as in items of a SecretList
 */
export function objectName(object: JsonObject, inherited?: string): ObjectName | undefined {
  const kind = typeof object.kind === 'string' ? object.kind.trim() : inherited;
  const { apiVersion, metadata } = object;
  if (kind === undefined || kind === '' || (typeof apiVersion !== 'string' && !isJsonObject(metadata)))
    return undefined;
  const name = isJsonObject(metadata) ? (metadata.name ?? metadata.generateName) : undefined;
  return { kind, name: typeof name === 'string' ? name : '(no name)' };
}

/**
 * Whether an object is a Secret of Kubernetes, whether or not it has content. Blanks around `apiVersion` and `kind`, and an
 * `apiVersion` that is left out, do not hide it.
 * @param object - an object
 * @param inherited - its kind where it is left out
 */
export function isSecret(object: JsonObject, inherited?: string): boolean {
  const kind = typeof object.kind === 'string' ? object.kind.trim() : inherited;
  const apiVersion = typeof object.apiVersion === 'string' ? object.apiVersion.trim() : '';
  return kind?.toLowerCase() === 'secret' && (apiVersion === '' || /^(?:core\/)?v\d\w*$/i.test(apiVersion));
}

/**
 * Whether a Secret, or a patch of one, has content.
 * @param object - the Secret
 */
export function hasContent({ data, stringData }: JsonObject): boolean {
  return [data, stringData].some((each) =>
    isJsonObject(each) ? Object.keys(each).length > 0 : each !== undefined && each !== null && each !== '',
  );
}

const GENERATOR_FIELDS = ['literals', 'files', 'envs', 'env', 'kvSources'];

/**
 * Whether an object makes Secrets of content beside it: the SecretGenerator of kustomize, and a Kustomization with a
 * `secretGenerator`. Source: kustomize, `types.SecretArgs`.
 * @param object - an object
 */
export function generatesSecrets(object: JsonObject): boolean {
  const kind = typeof object.kind === 'string' ? object.kind.trim() : '';
  if (kind === 'SecretGenerator') return hasSources(object);
  const { secretGenerator } = object;
  return Array.isArray(secretGenerator) && secretGenerator.some((each) => isJsonObject(each) && hasSources(each));
}

function hasSources(object: JsonObject): boolean {
  return GENERATOR_FIELDS.some((field) => {
    const value = object[field];
    return Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value !== '';
  });
}
