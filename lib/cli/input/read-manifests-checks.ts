import { isInstallFile } from '../../checks/checked-object';
import { isAdminPolicy, readAdminPolicy } from '../../connectivity/admin-policy';
import { decisiveJson } from '../../connectivity/decisive';
import { groupOf, objectName, textAt, valueAt } from '../../connectivity/manifest';
import { podPath } from '../../connectivity/pod-kinds';
import { isWorkload } from '../../connectivity/pod-template';
import { readPolicy } from '../../connectivity/policy';
import { isNetworkPolicy, isOtherPolicy } from '../../connectivity/read-policies';
import { carriesUnknownPods } from '../../connectivity/unknown-pods';
import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { Problem } from '../../values/problem';
import { InputError } from './input-error';
import type { FileManifest } from './read-manifests';
import { labelFindings, nameFindings, ownSelectorFindings } from './read-manifests-names';
import { policyFields } from './read-manifests-policy';
import { portFindings } from './read-manifests-ports';

/** Kinds that decide about connectivity, besides policies and kinds that bring pods. */
const KINDS: ReadonlySet<string> = new Set(['Ingress', 'Namespace', 'Node', 'Service']);

/** API groups of these kinds, those that they had before included. Other groups have kinds of the same names. */
const GROUPS: readonly string[] = ['', 'extensions', 'networking.k8s.io'];

const LABELS: readonly string[] = ['metadata', 'labels'];
const SERVICE_SELECTOR: readonly string[] = ['spec', 'selector'];

/** A warning about an object, of the shape of those of the evaluator. */
export interface ManifestWarning {
  /** What it is. */
  readonly kind: 'unknown-field';
  /** The input is evaluated all the same. */
  readonly severity: 'warning';
  /** The object: `Kind namespace/name`. */
  readonly object: string;
  /** What is wrong, with the place inside the object. */
  readonly message: string;
}

const REFUSED = 'correct it: the API server would refuse the object';

/**
 * Whether an object of this kind decides about connectivity. Others are ignored.
 * @param manifest - the object
 */
export function isRelevant({ object }: FileManifest): boolean {
  if (KINDS.has(object.kind) && GROUPS.includes(groupOf(object))) return true;
  return (
    isPolicy(object) ||
    isAdminPolicy(object) ||
    isOtherPolicy(object) ||
    isWorkload(object) ||
    carriesUnknownPods(object)
  );
}

/**
 * What makes answers about manifests wrong: objects that the API server would refuse, and objects of which there are two
 * that differ. Rules of policies are not read: see {@link policyProblems}.
 * @param manifests - the objects that decide
 */
export function manifestProblems(manifests: readonly FileManifest[]): InputError[] {
  return [...manifests.filter(isRelevant).flatMap(objectProblems), ...duplicates(manifests)].map(
    (problem) => new InputError(problem),
  );
}

/**
 * What the API server would refuse in policies whose fields have the right types.
 * @param manifests - the objects that decide
 */
export function policyProblems(manifests: readonly FileManifest[]): InputError[] {
  return manifests.flatMap(({ file, object }) => {
    const at = `${file}: ${nameOf(object)}`;
    if (fieldProblems(at, object).length > 0) return [];
    return problemsOfPolicy(object).map((what) => new InputError({ at, what: `spec.${what}`, fix: REFUSED }));
  });
}

/**
 * Fields of NetworkPolicies that the API server drops silently.
 * @param manifests - all objects
 */
export function manifestWarnings(manifests: readonly FileManifest[]): ManifestWarning[] {
  const policies = manifests.filter(({ object }) => isPolicy(object));
  return policies.flatMap(({ object }) =>
    policyFields(object.spec).unknown.map((message) => ({
      kind: 'unknown-field',
      severity: 'warning',
      object: objectName(object),
      message,
    })),
  );
}

function isPolicy(object: FileManifest['object']): boolean {
  return isNetworkPolicy(object);
}

function objectProblems({ file, object }: FileManifest): Problem[] {
  const at = `${file}: ${nameOf(object)}`;
  const broken = identityProblems(at, object);
  if (broken.length > 0) return broken;
  // Of kinds that only bring pods, nothing is read.
  if (!isWorkload(object) && carriesUnknownPods(object)) return [];
  const ofLabels = labelPaths(object).flatMap((path) => labelFindings(object, path));
  const findings = [
    ...nameFindings(object),
    ...ofLabels,
    // Labels that are wrong themselves are the root cause.
    ...(ofLabels.length > 0 ? [] : ownSelectorFindings(object)),
    ...(isWorkload(object) ? portFindings(object) : []).map((what) => ({ what, fix: REFUSED })),
  ];
  return [...findings.map((finding) => ({ at, ...finding })), ...fieldProblems(at, object)];
}

/** Paths of the labels that selectors are compared with, and of those in a selector. */
function labelPaths(object: FileManifest['object']): ReadonlyArray<readonly string[]> {
  if (object.kind === 'Service') return [LABELS, SERVICE_SELECTOR];
  const pod = isWorkload(object) ? podPath(object.kind) : [];
  return pod.length === 0 ? [LABELS] : [LABELS, [...pod, ...LABELS]];
}

function fieldProblems(at: string, object: FileManifest['object']): Problem[] {
  const spec = valueAt(object, 'spec');
  if (!isPolicy(object) || (spec !== undefined && !isJsonObject(spec))) return [];
  return policyFields(spec).wrong.map((what) => ({ at, what, fix: REFUSED }));
}

function problemsOfPolicy(object: JsonObject): readonly string[] {
  if (isNetworkPolicy(object)) return readPolicy(object).problems;
  return isAdminPolicy(object) ? readAdminPolicy(object, () => []).problems : [];
}

function identityProblems(at: string, object: JsonObject): Problem[] {
  const namespace = valueAt(object, 'metadata', 'namespace');
  const spec = valueAt(object, 'spec');
  const named = textAt(object, 'metadata', 'name') ?? textAt(object, 'metadata', 'generateName');
  const problems: Array<Problem | false> = [
    textAt(object, 'apiVersion') === undefined && { at, what: 'has no apiVersion', fix: REFUSED },
    named === undefined && !isInstallFile(object) && { at, what: 'has no name', fix: REFUSED },
    namespace !== undefined &&
      typeof namespace !== 'string' && { at, what: 'metadata.namespace is not a string', got: namespace, fix: REFUSED },
    spec !== undefined && !isJsonObject(spec) && { at, what: 'spec is not an object', got: typeof spec, fix: REFUSED },
  ];
  return problems.filter((problem) => problem !== false);
}

function duplicates(manifests: readonly FileManifest[]): Problem[] {
  const known = new Map<string, FileManifest>();
  return manifests.flatMap(({ file, object }) => {
    // Objects with generated names never collide.
    if (textAt(object, 'metadata', 'name') === undefined) return [];
    const key = [groupOf(object), nameOf(object)].join(' ');
    const first = known.get(key);
    known.set(key, first ?? { file, object });
    if (first === undefined || decisiveJson(first.object) === decisiveJson(object)) return [];
    const what = `${nameOf(object)} is a duplicate`;
    return [
      {
        at: file,
        what,
        got: `also in ${first.file}, but different`,
        allowed: 'each object once',
        fix: 'leave out one of them',
      },
    ];
  });
}

function nameOf(object: JsonObject): string {
  return textAt(object, 'metadata', 'name') === undefined
    ? `${textAt(object, 'kind') ?? ''} (no name)`
    : objectName(object);
}
