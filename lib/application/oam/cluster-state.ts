import { isDeepStrictEqual } from 'util';
import {
  copyOf,
  groupOf,
  itemsAt,
  nameOf,
  namespaceOf,
  referenceTo,
  type KubeObject,
  type ObjectReference,
  labelsOf,
  textAt,
} from './object';
import { LAST_APPLIED } from '../../values/names';

/** Kinds whose objects, as owners, mean that release 1.7.2 made the owned object for an OAM application. */
const OAM_GROUPS: readonly string[] = ['core.oam.dev', 'oam.verrazzano.io'];

/** Metadata that an API server writes, and that no manifest should hold. */
const SERVER_METADATA = [
  'creationTimestamp',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** The objects of a cluster while an application is translated: those that were read, and those that are made of them. */
export class OamClusterState {
  private readonly objects = new Map<string, KubeObject>();
  private readonly written = new Set<string>();
  private readonly gone: ObjectReference[] = [];

  /** @param objects - objects of the cluster; a later one replaces an earlier one of the same name */
  constructor(objects: readonly KubeObject[]) {
    for (const object of objects) this.objects.set(keyOf(referenceTo(object)), copyOf(object));
  }

  /** The objects that were made or changed, in the order in which they were written, without what only a server writes. */
  get result(): readonly KubeObject[] {
    return [...this.written]
      .map((key) => this.objects.get(key))
      .filter(isPresent)
      .map(manifestOf);
  }

  /** What names the objects that were made or changed. */
  get writtenKeys(): ReadonlySet<string> {
    return this.written;
  }

  /** What names an object among all others. */
  keyOf(reference: ObjectReference): string {
    return keyOf(reference);
  }

  /** What was deleted. */
  get deleted(): readonly ObjectReference[] {
    return this.gone;
  }

  /**
   * An object, as it is now; changes to it count only when it is written.
   * @param group - API group, empty for the core group
   * @param kind - kind
   * @param namespace - namespace; empty for kinds that have none
   * @param name - name
   */
  get(group: string, kind: string, namespace: string, name: string): KubeObject | undefined {
    const found = this.objects.get(keyOf({ group, kind, namespace, name }));
    return found === undefined ? undefined : copyOf(found);
  }

  /**
   * All objects of a kind.
   * @param group - API group, empty for the core group
   * @param kind - kind
   * @param namespace - only those of this namespace
   */
  list(group: string, kind: string, namespace?: string): KubeObject[] {
    return [...this.objects.values()]
      .filter((object) => object.kind === kind && groupOf(object.apiVersion) === group)
      .filter((object) => namespace === undefined || namespaceOf(object) === namespace)
      .map(copyOf);
  }

  /** Whether an object was made or changed. */
  isWritten(object: KubeObject): boolean {
    return this.written.has(keyOf(referenceTo(object)));
  }

  /** Writes an object; it is part of the result. */
  write(object: KubeObject): void {
    const key = keyOf(referenceTo(object));
    this.objects.set(key, copyOf(object));
    this.written.add(key);
  }

  /** Adds an object that is not part of the result, such as a Component that a wrapper brings. */
  hold(object: KubeObject): void {
    this.objects.set(keyOf(referenceTo(object)), copyOf(object));
  }

  /** Writes an object unless it is there. One that this release made before is part of the result as it is. */
  writeIfAbsent(object: KubeObject): void {
    const key = keyOf(referenceTo(object));
    const there = this.objects.get(key);
    if (there === undefined) this.write(object);
    else if (isTakenOver(there, object)) this.written.add(key);
  }

  /** Writes an object if it differs from what is there, or was made by this release before. */
  writeIfChanged(object: KubeObject): void {
    const there = this.objects.get(keyOf(referenceTo(object)));
    const isSame = there !== undefined && isDeepStrictEqual(manifestOf(there), manifestOf(object));
    if (!isSame || isTakenOver(there, object)) this.write(object);
  }

  /** Deletes an object. */
  delete(object: KubeObject): void {
    const reference = referenceTo(object);
    this.objects.delete(keyOf(reference));
    this.written.delete(keyOf(reference));
    this.gone.push(reference);
  }
}

/**
 * An object as a manifest: without its status and what only a server writes.
 * @param object - the object
 */
export function manifestOf(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = copyOf(object);
  const { metadata } = rest;
  for (const key of SERVER_METADATA) delete metadata[key];
  if (metadata.annotations !== undefined) {
    delete metadata.annotations[LAST_APPLIED];
    if (Object.keys(metadata.annotations).length === 0) delete metadata.annotations;
  }
  return rest;
}

/** Whether a live object is one that this release, or an earlier translation, made as the given one. */
function isTakenOver(there: KubeObject, object: KubeObject): boolean {
  if (isOfApplication(there)) return true;
  const [labels, found] = [Object.entries(labelsOf(object)), labelsOf(there)];
  const isLive = textAt(there, 'metadata', 'uid') !== undefined;
  return isLive && labels.length > 0 && labels.every(([key, value]) => found[key] === value);
}

/** Whether an object of OAM owns it, which is so for live objects that this release made. */
export function isOfApplication(object: KubeObject): boolean {
  return itemsAt(object, 'metadata', 'ownerReferences').some(
    ({ apiVersion }) => typeof apiVersion === 'string' && OAM_GROUPS.includes(groupOf(apiVersion)),
  );
}

/**
 * Whether an object is owned by another, by uid or, where uids are not known, by kind and name.
 * @param object - the object
 * @param owner - the owner
 * @param uid - uid of the owner, where it is known
 */
export function isOwnedBy(object: KubeObject, owner: KubeObject, uid?: string): boolean {
  return itemsAt(object, 'metadata', 'ownerReferences').some(
    (each) => (uid !== undefined && each.uid === uid) || (each.kind === owner.kind && each.name === nameOf(owner)),
  );
}

function keyOf({ group, kind, namespace, name }: ObjectReference): string {
  return [group, kind, namespace, name].join(' ');
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
