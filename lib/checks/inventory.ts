import type { JsonObject } from '../values/json';
import { isJsonObject } from '../values/json';
import { textAt } from '../connectivity/manifest';
import { makesPods } from '../connectivity/pod-kinds';
import type { CheckedObject, SourceObject } from './checked-object';
import { groupVersion, identity } from './checked-object';
import { CustomKinds, nativeKinds } from './schema/known-kinds';
import type { Deliveries } from './scopes';
import { deliveriesOf, deliveryOf, OWN_CLUSTER } from './scopes';

/** All objects of the input, each with its cluster, namespace and what else is known. */
export class Inventory {
  readonly objects: readonly CheckedObject[];
  readonly custom: CustomKinds;
  readonly deliveries: Deliveries;
  private readonly byIdentity = new Map<string, CheckedObject[]>();
  private readonly byKind = new Map<string, CheckedObject[]>();

  /**
   * @param sources - the objects
   * @param definitions - CustomResourceDefinitions beside them
   * @param namespace - the namespace of objects that state none
   */
  constructor(
    sources: readonly SourceObject[],
    definitions: readonly JsonObject[] = [],
    private readonly namespace = 'default',
  ) {
    this.custom = new CustomKinds([...definitions, ...sources.map(({ object }) => object)]);
    this.deliveries = deliveriesOf(sources);
    this.objects = sources.map((source) => this.checked(source));
    for (const each of this.objects) {
      const { scope, group, kind, namespace, name } = each;
      add(this.byKind, `${scope}\u0000${group}/${kind}`, each);
      if (name !== '') add(this.byIdentity, `${scope}\u0000${identity(group, kind, namespace, name)}`, each);
    }
  }

  /** Clusters of the input. */
  get scopes(): readonly string[] {
    return [...new Set(this.objects.map(({ scope }) => scope))];
  }

  /** The objects of a kind in a cluster. */
  ofKind(scope: string, group: string, kind: string): readonly CheckedObject[] {
    return this.byKind.get(`${scope}\u0000${group}/${kind}`) ?? [];
  }

  /** The objects of a name in a cluster; several only where one is a duplicate. */
  named(
    scope: string,
    group: string,
    kind: string,
    namespace: string | undefined,
    name: string,
  ): readonly CheckedObject[] {
    const at = (where: string | undefined): readonly CheckedObject[] =>
      this.byIdentity.get(`${scope}\u0000${identity(group, kind, where, name)}`) ?? [];
    const found = at(namespace);
    if (found.length > 0 || namespace === undefined) return found;
    // Objects that state no namespace are applied to one that the command line names; those of unknown kinds may have one.
    const unstated = namespace === 'default' ? [] : at('default').filter(({ isStated }) => !isStated);
    return [...unstated, ...at(undefined).filter(({ namespaced }) => namespaced === undefined)];
  }

  /** Whether objects of a kind are in namespaces; undefined where that is not known. */
  isNamespaced(group: string, kind: string, version?: string): boolean | undefined {
    return (
      nativeScope(group, kind) ??
      this.custom.isNamespaced(group, kind, version) ??
      (makesPods(group, kind) ? true : undefined)
    );
  }

  private checked(source: SourceObject): CheckedObject {
    const { object, file, deliveredFrom } = source;
    const [group, version] = groupVersion(object);
    const kind = textAt(object, 'kind') ?? '';
    const delivery = deliveryOf(deliveredFrom, this.deliveries) ?? deliveryOf(file, this.deliveries);
    const stated = textAt(object, 'metadata', 'namespace');
    const namespaced = this.isNamespaced(group, kind, version);
    const inNamespace = namespaced ?? stated !== undefined;
    return {
      ...source,
      group,
      version,
      kind,
      namespaced,
      name: textAt(object, 'metadata', 'name') ?? '',
      namespace: inNamespace ? (stated ?? delivery?.namespace ?? this.namespace) : undefined,
      isStated: stated !== undefined || delivery?.namespace !== undefined,
      scope: scopeText(source, delivery?.cluster),
      unit: delivery?.application ?? source.unit ?? '',
    };
  }
}

/** Name of a cluster within what it belongs to: the known one, or that of the Application. */
export function scopeText(
  { apart, root, cluster }: Pick<SourceObject, 'apart' | 'root' | 'cluster'>,
  delivered: string = OWN_CLUSTER,
): string {
  return `${apart ? root : ''}\u0000${cluster ?? delivered}`;
}

/** Kinds of groups that no known version of Kubernetes serves any more. */
const OLD_KINDS: ReadonlyMap<string, boolean> = new Map(
  ['DaemonSet', 'Deployment', 'Ingress', 'NetworkPolicy', 'ReplicaSet'].map((kind) => [`extensions/${kind}`, true]),
);

/** Whether objects of a kind of Kubernetes are in namespaces; undefined for other kinds. */
export function nativeScope(group: string, kind: string): boolean | undefined {
  return nativeScopes().get(`${group}/${kind}`) ?? OLD_KINDS.get(`${group}/${kind}`);
}

let scopes: ReadonlyMap<string, boolean> | undefined;

function nativeScopes(): ReadonlyMap<string, boolean> {
  scopes ??= new Map(
    [...nativeKinds()].map(([key, { namespaced }]) => {
      const [group = '', , kind = ''] = key.split('/');
      return [`${group}/${kind}`, namespaced];
    }),
  );
  return scopes;
}

function add(map: Map<string, CheckedObject[]>, key: string, value: CheckedObject): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Labels of an object; values that are not texts are left out. */
export function labelsOf(object: JsonObject | undefined): Record<string, string> {
  const labels = isJsonObject(object?.metadata) ? object.metadata.labels : undefined;
  if (!isJsonObject(labels)) return {};
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Annotations of an object; values that are not texts are left out. */
export function annotationsOf(object: JsonObject): Record<string, string> {
  const annotations = isJsonObject(object.metadata) ? object.metadata.annotations : undefined;
  if (!isJsonObject(annotations)) return {};
  return Object.fromEntries(
    Object.entries(annotations).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
