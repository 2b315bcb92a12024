import { FILE_NAME_RULE, isFileName } from './file-name';
import { problem } from './problem';
import type { AllowedSecret, SecretFinding } from './secrets';
import { isAllowed, secretProblem, secretsInObject, secretsInText } from './secrets';

/** Image that a kustomization replaces. Source: kustomize `types.Image`. */
export interface KustomizationImage {
  /** Image name as in the resources, without tag. */
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

const SELF = /^kustomization(\.ya?ml)?$/i;

/**
 * Checks a kustomization: file names, files that are named but missing or the other way round, secrets in files, patches and URLs.
 *
 * @param path - construct path of the delivery unit
 * @param allowed - what looks like a secret and may be in it
 * @returns messages
 */
export function kustomizationProblems(path: string, k: Kustomization, allowed: readonly AllowedSecret[]): string[] {
  const found: string[] = [];
  const files = Object.keys(k.files ?? {}).sort();
  for (const name of files) {
    if (!isFileName(name) || SELF.test(name)) {
      const rule = `${FILE_NAME_RULE}, not kustomization.yaml`;
      const what = 'the kustomization has a file name that cannot be used';
      found.push(problem(path, { what, got: name, allowed: rule }));
    }
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
  for (const text of secretProblems(path, k, allowed)) found.push(text);
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

function secretProblems(path: string, k: Kustomization, allowed: readonly AllowedSecret[]): string[] {
  const named = new Set([...k.resources, ...(k.patches ?? []).flatMap((patch) => patch.path ?? [])]);
  const inFiles = Object.entries(k.files ?? {}).map(([name, text]) => {
    // Kustomize reads every named file as YAML, whatever its extension.
    const isYaml = named.has(name) ? { isYaml: true } : {};
    return [`the file ${name} of the kustomization`, secretsInText(text, { name, ...isYaml })] as const;
  });
  const { files: _, ...rest } = k;
  const own = secretsInObject(rest, { kind: 'File', name: 'kustomization.yaml' });
  const found = [...inFiles, ['the kustomization', [...own, ...patchedSecrets(k)]] as const];
  return found.flatMap(([subject, findings]) =>
    findings
      .filter((finding) => !isAllowed(finding, allowed))
      .map((finding) => problem(path, secretProblem(finding, subject))),
  );
}

/** Patches whose target is a Secret need not say so themselves. */
function patchedSecrets({ patches = [], files = {} }: Kustomization): SecretFinding[] {
  return patches.flatMap(({ patch, path, target }) => {
    if (target?.kind === undefined || !/secret/i.test(target.kind)) return [];
    const text = patch ?? (path === undefined ? undefined : files[path]) ?? '';
    if (!/(?:^|[\s,{"'/])(?:data|stringData)(?:["']?\s*:|\/)/.test(text)) return [];
    if (/\bop\b/.test(text) && !/\bvalue\b/.test(text)) return [];
    const name = target.name ?? '(no name)';
    return [{ rule: 'secret', kind: 'Secret', name, at: '', what: 'gets content from a patch' }];
  });
}
