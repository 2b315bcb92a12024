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

/** Programs have few kinds, and ask for their names many times for each object. */
const names = new Map<string, Map<string, string>>();
const groups = new Map<string, string>();
const MAX_KNOWN = 10_000;

/** `ConfigMap`, `Deployment.apps`: how a kind is named in files, messages and sorting. */
export function kindName({ group, kind }: GroupKind): string {
  if (group === '') return kind;
  const known = names.get(group)?.get(kind);
  if (known !== undefined) return known;
  const ofGroup = entryOf(names, group, () => new Map<string, string>());
  return entryOf(ofGroup, kind, () => `${kind}.${group}`);
}

/** The API group of an `apiVersion`: `apps` of `apps/v1`, empty of `v1`. */
export function groupOf(apiVersion: string): string {
  return (
    groups.get(apiVersion) ??
    entryOf(groups, apiVersion, () => apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/'))))
  );
}

function entryOf<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

/** Kinds without repetition, sorted by group and kind. */
export function uniqueKinds(kinds: readonly GroupKind[]): GroupKind[] {
  const byKey = new Map(kinds.map(({ group, kind }) => [`${group}/${kind}`, { group, kind }]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
