import { CONTAINER_LISTS } from '../../values/container-lists';
import { isJsonList, isJsonObject, listOf, objectOf, textOf, type JsonObject, type JsonValue } from '../../values/json';

/** What a container takes from its pod where it states nothing. Source: API reference of Kubernetes, `SecurityContext`. */
const INHERITED: readonly string[] = ['runAsUser', 'runAsGroup', 'runAsNonRoot', 'seccompProfile', 'seLinuxOptions'];

/** Capabilities of a container that states none. Source: containerd, `defaultUnixCaps` in `pkg/oci/spec.go`; CRI-O gives some of these. */
export const DEFAULT_CAPABILITIES: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/**
 * An object in which each container states what holds for it: what its pod states for all is written at the containers, and capabilities are
 * the list of what it has. So it counts what containers may do, and not where that is written.
 * @param value - an object with pods, or a part of it
 */
export function withEffectiveContexts<Value extends JsonValue>(value: Value): Value {
  if (isJsonList(value)) return value.map(withEffectiveContexts) as unknown as Value;
  if (!isJsonObject(value)) return value;
  if (isJsonList(value.containers)) return podWithContexts(value) as Value;
  const members = Object.entries(value).map(([key, member]) => [key, withEffectiveContexts(member ?? null)] as const);
  return Object.fromEntries(members) as Value;
}

function podWithContexts(pod: JsonObject): JsonObject {
  const entries = Object.entries(objectOf(pod.securityContext));
  const shared = Object.fromEntries(entries.filter(([key]) => INHERITED.includes(key)));
  const own = Object.fromEntries(entries.filter(([key]) => !INHERITED.includes(key)));
  const lists = CONTAINER_LISTS.flatMap((key) => {
    const list = pod[key];
    return isJsonList(list) ? [[key, list.map((each) => containerWithContext(each, shared))] as const] : [];
  });
  const { securityContext: _, ...rest } = pod;
  return { ...rest, ...(Object.keys(own).length > 0 && { securityContext: own }), ...Object.fromEntries(lists) };
}

function containerWithContext(container: JsonValue, shared: JsonObject): JsonValue {
  if (!isJsonObject(container)) return container;
  const own = objectOf(container.securityContext);
  const stated = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
  return {
    ...container,
    securityContext: { ...shared, ...stated, capabilities: capabilitiesOf(objectOf(own.capabilities)) },
  };
}

function capabilitiesOf({ add, drop }: JsonObject): string[] {
  const [added, dropped] = [add, drop].map((list) => listOf(list).map((each) => textOf(each).replace(/^CAP_/, '')));
  const kept =
    dropped?.includes('ALL') === true ? [] : DEFAULT_CAPABILITIES.filter((each) => dropped?.includes(each) !== true);
  return [...new Set([...kept, ...(added ?? [])])].sort();
}
