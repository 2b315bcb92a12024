/** A kind of Kubernetes object, of any version. */
export interface GroupKind {
  /** API group; the empty string for the core group. */
  readonly group: string;
  /** Kind, e.g. `ConfigMap`. */
  readonly kind: string;
}

/** Whether the objects of a kind live in namespaces. */
export interface KindScope extends GroupKind {
  /** True for namespaced kinds, false for cluster-scoped ones. */
  readonly namespaced: boolean;
}

/** `ConfigMap`, `Deployment.apps`: how a kind is named in files, messages and sorting. */
export function kindName(kind: GroupKind): string {
  return kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
}

/** The API group of an `apiVersion`: `apps` of `apps/v1`, empty of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/**
 * Whether an API group is one of Kubernetes itself: it has no dot, or ends with `k8s.io`.
 * @param group - the group
 */
export function isKubernetesGroup(group: string): boolean {
  return !group.includes('.') || /(?:^|\.)k8s\.io$/.test(group);
}

/**
 * Kinds of one API group.
 * @param group - the group; empty for the core group
 * @param names - their names
 */
export function kindsOf(group: string, ...names: readonly string[]): GroupKind[] {
  return names.map((kind) => ({ group, kind }));
}

/** Kinds without repetition, sorted by group and kind. */
export function uniqueKinds(kinds: readonly GroupKind[]): GroupKind[] {
  const byKey = new Map(kinds.map(({ group, kind }) => [`${group}/${kind}`, { group, kind }]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
