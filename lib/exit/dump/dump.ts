import { groupOf, textAt } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import type { JsonObject } from '../../values/json';
import { isClusterScoped } from './dump-scope';
import { neededFields } from './dump-needed';
import { dumpObjects, type DumpContent, type DumpFile, type FoundObject, type OtherValue } from './dump-objects';
import { safeObject } from './dump-safe';

/** An object of a dump; credentials in it are hidden. */
export interface DumpObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Kinds that say nothing about an installation and make up much of a dump. */
const UNUSED: ReadonlySet<string> = new Set(['ControllerRevision', 'EndpointSlice', 'Endpoints', 'Event', 'Lease']);

/** Versions of an object that differ, of which the last one counts. */
export interface Superseded {
  /** `Kind namespace/name`. */
  readonly object: string;
  readonly file: string;
  /** Whether their uids differ: the object was created again, or they are of two clusters. */
  readonly isOther: boolean;
}

/** What was read of a running cluster. Incomplete, as dumps are: {@link Dump.covers} says what absence proves. */
export class Dump {
  /** Every object once, ordered by kind, namespace and name. */
  readonly objects: readonly DumpObject[];
  /** Objects that were read twice with different content; the one with the higher `resourceVersion` counts, else the first. */
  readonly superseded: readonly Superseded[];
  /** Files with items whose kind neither they nor their names say, and how many there are. */
  readonly unknown: ReadonlyMap<string, number>;
  /** Files with objects whose kind, name or namespace no API server stores, and how many there are. */
  readonly invalid: ReadonlyMap<string, number>;
  /** Documents that are not objects of Kubernetes, with the names of their files. */
  readonly others: readonly OtherValue[];
  private readonly byKey = new Map<string, DumpObject>();
  private readonly byKind = new Map<string, DumpObject[]>();
  private readonly listed: ReadonlySet<string>;

  /** @param files - the files, parsed */
  constructor(files: readonly DumpFile[]) {
    const content = dumpObjects(files);
    this.superseded = this.index(content.objects.filter(({ object }) => !UNUSED.has(object.kind)));
    this.objects = [...this.byKey].sort(([a], [b]) => compare(a, b)).map(([, object]) => object);
    for (const object of this.objects) {
      const named = this.byKind.get(object.kind);
      if (named === undefined) this.byKind.set(object.kind, [object]);
      else named.push(object);
    }
    this.unknown = content.unknown;
    this.invalid = content.invalid;
    this.others = content.others;
    this.listed = coverage(content);
  }

  /**
   * Objects of a kind.
   * @param kind - the kind
   * @param group - API group, empty for the core group; any group unless given
   */
  list(kind: string, group?: string): readonly DumpObject[] {
    const all = this.byKind.get(kind) ?? [];
    return group === undefined ? all : all.filter((object) => groupOf(object) === group);
  }

  /**
   * One object.
   * @param kind - the kind
   * @param namespace - its namespace; undefined for kinds that have none
   * @param name - its name
   */
  find(kind: string, namespace: string | undefined, name: string): DumpObject | undefined {
    return this.list(kind).find(
      (object) =>
        textAt(object, 'metadata', 'name') === name &&
        (namespace === undefined || textAt(object, 'metadata', 'namespace') === namespace),
    );
  }

  /**
   * Whether the dump lists all objects of a kind in a namespace, so that one that it lacks does not exist.
   * @param kind - the kind
   * @param namespace - the namespace; undefined for kinds that have none
   */
  covers(kind: string, namespace: string | undefined): boolean {
    return this.listed.has(`${kind}/*`) || this.listed.has(`${kind}/${namespace ?? ''}`);
  }

  private index(found: readonly FoundObject[]): Superseded[] {
    return found.flatMap(({ file, object: read }) => {
      const object = safeObject(neededFields(read)) as DumpObject;
      const key = keyOf(object);
      const before = this.byKey.get(key);
      const newer = before === undefined || versionOf(object) > versionOf(before);
      if (newer) this.byKey.set(key, object);
      if (before === undefined || JSON.stringify(before) === JSON.stringify(object)) return [];
      const [uid, earlier] = [textAt(object, 'metadata', 'uid'), textAt(before, 'metadata', 'uid')];
      const isOther = uid !== undefined && earlier !== undefined && uid !== earlier;
      return [{ object: describeObject(object), file, isOther }];
    });
  }
}

/** An object for messages: `Kind namespace/name`, or `Kind name` without namespace. */
export function describeObject(object: JsonObject): string {
  const [kind, namespace] = [textAt(object, 'kind') ?? '', textAt(object, 'metadata', 'namespace')];
  const name = textAt(object, 'metadata', 'name') ?? '(no name)';
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** Versions of one API group are the same objects. */
function keyOf(object: DumpObject): string {
  const namespace = isClusterScoped(object) ? '' : (textAt(object, 'metadata', 'namespace') ?? '');
  return [object.kind, namespace, textAt(object, 'metadata', 'name') ?? '', groupOf(object)].join(' ');
}

function versionOf(object: DumpObject): number {
  const version = Number(textAt(object, 'metadata', 'resourceVersion'));
  return Number.isFinite(version) ? version : 0;
}

/** `kind/namespace` of what lists cover, `kind/*` where one list reaches over several namespaces. */
function coverage({ objects, emptyLists }: DumpContent): ReadonlySet<string> {
  const namespaces = new Map<string, Set<string>>();
  for (const { object, list } of objects) {
    if (list === undefined) continue;
    const key = `${list}/${object.kind}`;
    const before = namespaces.get(key) ?? new Set<string>();
    namespaces.set(key, before.add(isClusterScoped(object) ? '' : (textAt(object, 'metadata', 'namespace') ?? '')));
  }
  const covered = new Set<string>();
  for (const [key, found] of namespaces) {
    const kind = key.slice(key.indexOf('/') + 1);
    if (found.size > 1) covered.add(`${kind}/*`);
    for (const namespace of found) covered.add(`${kind}/${namespace}`);
  }
  for (const { file, kind } of emptyLists) covered.add(`${kind}/${folderOf(file) ?? '*'}`);
  return covered;
}

/** Namespace by the folder of a file in a bug report; undefined outside of one. */
function folderOf(file: string): string | undefined {
  const folders = file.split(/[\\/]/);
  const at = folders.lastIndexOf('cluster-snapshot');
  return at >= 0 && folders.length === at + 3 ? folders[at + 1] : undefined;
}
