import { groupOf, kindOf, namespaceOf, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';

/** Objects that exist in one cluster, by API group, kind, namespace and name. */
export class ExistingObjects {
  private readonly byName = new Map<string, JsonObject>();
  private readonly byKind = new Map<string, JsonObject[]>();

  /** @param objects - the objects; where one occurs twice, the later counts */
  constructor(objects: Iterable<JsonObject> = []) {
    for (const object of objects) this.add(object);
  }

  /** Adds an object, in place of one of the same name. */
  add(object: JsonObject): void {
    const name = textAt(object, 'metadata', 'name') ?? '';
    const kind = `${groupOf(object)}/${kindOf(object)}`;
    const key = keyOf(groupOf(object), kindOf(object), namespaceOf(object), name);
    const before = this.byName.get(key);
    this.byName.set(key, object);
    const others = this.byKind.get(kind) ?? [];
    this.byKind.set(kind, [...others.filter((each) => each !== before), object]);
  }

  /** The object of a name; nothing when it does not exist. */
  get(group: string, kind: string, namespace: string, name: string): JsonObject | undefined {
    return this.byName.get(keyOf(group, kind, namespace, name));
  }

  /** The objects of a kind in the order in which an API server lists them: by namespace and name. */
  list(group: string, kind: string): readonly JsonObject[] {
    const order = (object: JsonObject): string => `${namespaceOf(object)}/${textAt(object, 'metadata', 'name') ?? ''}`;
    return [...(this.byKind.get(`${group}/${kind}`) ?? [])].sort((a, b) =>
      order(a) < order(b) ? -1 : Number(order(a) > order(b)),
    );
  }
}

/** Whether an object has metadata, so that it can be looked up. */
export function isNamed(value: unknown): value is JsonObject {
  return isJsonObject(value) && isJsonObject(value.metadata) && typeof value.metadata.name === 'string';
}

function keyOf(group: string, kind: string, namespace: string, name: string): string {
  return [group, kind, namespace, name].join(' ');
}
