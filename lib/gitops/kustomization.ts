import { parseAllDocuments } from 'yaml';
import { problem } from './problem';

/** Image that a kustomization replaces. Source: kustomize `types.Image`. */
export interface KustomizationImage {
  /** Image name as it stands in the resources, without tag. */
  readonly name: string;
  /** Other name. @default - kept */
  readonly newName?: string;
  /** Other tag. @default - kept */
  readonly newTag?: string;
  /** Digest in place of a tag, `sha256:...`. @default - none */
  readonly digest?: string;
}

/** Patch of a kustomization. Source: kustomize `types.Patch`. */
export interface KustomizationPatch {
  /** Strategic merge patch or JSON 6902 patch, as YAML text. @default - none */
  readonly patch?: string;
  /** Name of a file of the kustomization that holds the patch. @default - none */
  readonly path?: string;
  /** Objects it applies to. @default - the object that the patch names */
  readonly target?: {
    readonly group?: string;
    readonly version?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
    /** As in `kubectl -l`. */
    readonly labelSelector?: string;
  };
}

/** Content of a delivery unit that Argo CD builds with kustomize. */
export interface Kustomization {
  /** URLs, or names of `files`. At least one. */
  readonly resources: readonly string[];
  /** Images to replace. @default - none */
  readonly images?: readonly KustomizationImage[];
  /** Patches, in the order in which they are applied. @default - none */
  readonly patches?: readonly KustomizationPatch[];
  /** Files beside `kustomization.yaml`: name without folder to content. @default - none */
  readonly files?: Readonly<Record<string, string>>;
}

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const SELF = /^kustomization(\.ya?ml)?$/i;

/**
 * Checks a kustomization: file names, files that are named but missing or the other way round, secrets in files.
 *
 * @param path - construct path of the delivery unit
 * @param allowedSecrets - names of Secrets that may be in files
 * @returns messages
 */
export function kustomizationProblems(path: string, k: Kustomization, allowedSecrets: readonly string[]): string[] {
  const found: string[] = [];
  const files = Object.keys(k.files ?? {}).sort();
  for (const name of files) {
    if (!FILE_NAME.test(name) || SELF.test(name)) {
      const allowed = 'letters, digits, . _ -, no folder, not kustomization.yaml';
      found.push(problem(path, { what: 'the kustomization has a file name that cannot be used', got: name, allowed }));
    }
    found.push(...secretsIn(path, name, k.files?.[name] ?? '', allowedSecrets));
  }
  if (k.resources.length === 0) {
    found.push(problem(path, { what: 'the kustomization has no resources', fix: 'name a URL or a file' }));
  }
  const references = [...k.resources, ...(k.patches ?? []).flatMap((patch) => patch.path ?? [])];
  for (const name of references) {
    if (isRemote(name) || files.includes(name)) continue;
    found.push(
      problem(path, {
        what: 'the kustomization names a file that it does not have',
        got: name,
        allowed: files.length === 0 ? 'URLs' : `URLs, ${files.join(', ')}`,
        fix: 'add it to files',
      }),
    );
  }
  return found;
}

/** The document `kustomization.yaml`. */
export function kustomizationDocument(k: Kustomization): Record<string, unknown> {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [...k.resources],
    ...(k.images?.length ? { images: k.images } : {}),
    ...(k.patches?.length ? { patches: k.patches } : {}),
  };
}

function isRemote(resource: string): boolean {
  return /^[a-z]+:\/\//.test(resource) || /^git@/.test(resource) || /^github\.com\//.test(resource);
}

function secretsIn(path: string, file: string, content: string, allowed: readonly string[]): string[] {
  if (!/\.(ya?ml|json)$/.test(file)) return [];
  return parseAllDocuments(content).flatMap((document) => {
    if (document.errors.length > 0) {
      return [
        problem(path, { what: `the file ${file} of the kustomization is no YAML: ${document.errors[0]?.message}` }),
      ];
    }
    const value: unknown = document.toJS();
    const name = secretName(value);
    if (name === undefined || allowed.includes(name)) return [];
    return [
      problem(path, { what: `the file ${file} of the kustomization holds the Secret ${name}`, fix: NO_SECRET_FIX }),
    ];
  });
}

/** What to do about a Secret with content. */
export const NO_SECRET_FIX =
  'create it outside of Git and announce it with addRequiredSecret(); if it holds no credentials, list it in allowSecrets with a reason';

/** Name of a manifest that is a Secret with content; undefined for everything else. */
export function secretName(manifest: unknown): string | undefined {
  if (typeof manifest !== 'object' || manifest === null) return undefined;
  const { apiVersion, kind, metadata, data, stringData } = manifest as Record<string, unknown>;
  if (apiVersion !== 'v1' || kind !== 'Secret' || !(hasKeys(data) || hasKeys(stringData))) return undefined;
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata ? String(metadata.name) : '(no name)';
}

function hasKeys(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
