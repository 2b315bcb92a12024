import type { JsonObject } from '../../values/json';
import { CUSTOM_KINDS, CUSTOM_NODES } from './data/custom';
import { KUBERNETES_KINDS, KUBERNETES_MINORS, KUBERNETES_NODES } from './data/kubernetes';
import { definedKinds, type DefinedKind } from './definitions';
import { SchemaPool } from './pool';
import type { SchemaNode } from './schema-node';

/** Minor versions of Kubernetes 1 whose schemas are known, ascending. */
export const KNOWN_MINORS: readonly number[] = KUBERNETES_MINORS.split(' ').map(Number);

/** Name of a version of a kind: group, version and kind. */
export function kindKey(group: string, version: string, kind: string): string {
  return `${group}/${version}/${kind}`;
}

/** A version of a kind that Kubernetes serves, in some of its versions. */
export interface NativeKind {
  readonly namespaced: boolean;
  /** Index of the schema by minor version; absent where it is not served. */
  readonly nodes: ReadonlyMap<number, number>;
}

let pools: { readonly kubernetes: SchemaPool; readonly custom: SchemaPool } | undefined;

function pool(name: 'kubernetes' | 'custom'): SchemaPool {
  pools ??= { kubernetes: new SchemaPool(KUBERNETES_NODES), custom: new SchemaPool(CUSTOM_NODES) };
  return pools[name];
}

let native: ReadonlyMap<string, NativeKind> | undefined;

/** The kinds of Kubernetes by {@link kindKey}. */
export function nativeKinds(): ReadonlyMap<string, NativeKind> {
  native ??= new Map(
    KUBERNETES_KINDS.split('\n').map((line) => {
      const [group = '', version = '', kind = '', scope, ...changes] = line.split(' ');
      return [
        kindKey(group === '-' ? '' : group, version, kind),
        { namespaced: scope === 'namespaced', nodes: nodesOf(changes) },
      ];
    }),
  );
  return native;
}

function nodesOf(changes: readonly string[]): Map<number, number> {
  const at = new Map(changes.map((change) => change.split(':') as [string, string]));
  const nodes = new Map<number, number>();
  let now: string | undefined;
  for (const minor of KNOWN_MINORS) {
    now = at.get(String(minor)) ?? now;
    if (now !== undefined && now !== '-') nodes.set(minor, Number(now));
  }
  return nodes;
}

/** Schema of a kind of Kubernetes in a version of it; undefined where that does not serve it. */
export function nativeSchema(key: string, minor: number): SchemaNode | undefined {
  const index = nativeKinds().get(key)?.nodes.get(minor);
  return index === undefined ? undefined : pool('kubernetes').node(index);
}

/** Schema of the metadata of every object. */
export function metadataSchema(minor: number): SchemaNode {
  return nativeSchema(kindKey('', 'v1', 'ConfigMap'), minor)?.properties?.metadata ?? { type: 'any' };
}

/** Well-known custom kinds, each once for all its versions. */
export function wellKnownKinds(): ReadonlyArray<Pick<DefinedKind, 'group' | 'kind' | 'namespaced'>> {
  const all = CUSTOM_KINDS.split('\n').map((line): [string, Pick<DefinedKind, 'group' | 'kind' | 'namespaced'>] => {
    const [group = '', , kind = '', scope] = line.split(' ');
    return [`${group}/${kind}`, { group, kind, namespaced: scope === 'namespaced' }];
  });
  return [...new Map(all).values()];
}

let custom: ReadonlyMap<string, () => DefinedKind> | undefined;

/** Well-known custom kinds whose schema is in this package, by {@link kindKey}. */
function wellKnown(): ReadonlyMap<string, () => DefinedKind> {
  custom ??= new Map(
    CUSTOM_KINDS.split('\n').map((line) => {
      const [group = '', version = '', kind = '', scope, node] = line.split(' ');
      const read = (): DefinedKind => ({
        group,
        version,
        kind,
        namespaced: scope === 'namespaced',
        hasStatus: true,
        schema: pool('custom').node(Number(node)),
      });
      return [kindKey(group, version, kind), read];
    }),
  );
  return custom;
}

/** What is known of a custom kind. */
export interface CustomKind extends DefinedKind {
  /** Whether the definition is in the input; otherwise it is one of this package, which may be older than the one in use. */
  readonly given: boolean;
}

/** Custom kinds: those that definitions in the input define, and the well-known ones. */
export class CustomKinds {
  private readonly given = new Map<string, CustomKind[]>();
  private readonly groupKinds = new Map<string, DefinedKind[]>();

  /** @param objects - all objects; CustomResourceDefinitions among them define kinds */
  constructor(objects: Iterable<JsonObject>) {
    for (const object of objects) {
      for (const defined of definedKinds(object)) {
        // The schema of a definition is read when it is asked for, so that nothing is copied here.
        const given: CustomKind = Object.assign(defined, { given: true });
        listAt(this.given, kindKey(given.group, given.version, given.kind)).unshift(given);
        listAt(this.groupKinds, `${given.group}/${given.kind}`).push(given);
      }
    }
  }

  /** What is known of a version of a kind. */
  find(group: string, version: string, kind: string): CustomKind | undefined {
    return this.all(group, version, kind)[0];
  }

  /**
   * All that is known of a version of a kind: the input may hold its definition in several versions of the product, of which the last comes first.
   */
  all(group: string, version: string, kind: string): readonly CustomKind[] {
    const key = kindKey(group, version, kind);
    const given = this.given.get(key);
    if (given !== undefined) return given;
    // Another version of a kind that the input defines is not served.
    if (this.groupKinds.has(`${group}/${kind}`)) return [];
    const known = wellKnown().get(key)?.();
    return known === undefined ? [] : [{ ...known, given: false }];
  }

  /** The versions that a definition of the input serves of a kind; empty where there is none. */
  versionsOf(group: string, kind: string): readonly string[] {
    return [...new Set((this.groupKinds.get(`${group}/${kind}`) ?? []).map(({ version }) => version))];
  }

  /**
   * Whether objects of a kind are in namespaces; undefined where that is not known. Another version than the well-known ones may be of
   * another definition, as OAM has it of Crossplane and of KubeVela.
   * @param group - its group
   * @param kind - the kind
   * @param version - a version of it; any unless given
   */
  isNamespaced(group: string, kind: string, version?: string): boolean | undefined {
    const given = this.groupKinds.get(`${group}/${kind}`)?.[0];
    if (given !== undefined) return given.namespaced;
    if (version !== undefined) return wellKnown().get(kindKey(group, version, kind))?.().namespaced;
    for (const [key, read] of wellKnown()) {
      if (key.startsWith(`${group}/`) && key.endsWith(`/${kind}`)) return read().namespaced;
    }
    return undefined;
  }
}

function listAt<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
