import type { FindingText } from '../finding';
import { asText, itemsAt, textAt, type Value } from '../object';

/** Lists that the API server merges by a key, so that an applied object may not hold one key twice. */
const KEYS = { containers: 'name', initContainers: 'name', imagePullSecrets: 'name', volumes: 'name' } as const;

/**
 * What occurs twice in a pod spec where server-side apply accepts it once: containers, volumes, pull secrets, mount paths,
 * variables, ports.
 * @param spec - the pod spec
 * @returns a description; nothing when there is no such thing
 */
export function doubledKey(spec: Value): string | undefined {
  const lists = Object.entries(KEYS).map(([list, key]) => doubled(spec, list, [key]));
  const inner = itemsAt(spec, 'containers').flatMap((container) => [
    doubled(container, 'volumeMounts', ['mountPath']),
    doubled(container, 'env', ['name']),
    doubled(container, 'ports', ['containerPort', 'protocol']),
  ]);
  return [...lists, ...inner].find((each) => each !== undefined);
}

function doubled(value: Value, list: string, keys: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const item of itemsAt(value, list)) {
    const key = keys
      .map((each) => (each === 'protocol' ? (textAt(item, each) ?? 'TCP') : asText(item[each])))
      .join('/');
    if (seen.has(key)) return `${list}: ${key} twice`;
    seen.add(key);
  }
  return undefined;
}

/**
 * What occurs twice among the ports of a Service.
 * @param spec - `spec` of the Service
 */
export function doubledServicePort(spec: Value): string | undefined {
  return doubled(spec, 'ports', ['port', 'protocol']);
}

/** That a Service without ports is refused. */
export function portlessService(where: string): FindingText {
  return {
    what: 'would yield a Service without ports, which the API server refuses; it is left out',
    got: `no ports of ${where}`,
    fix: 'add a port to the container',
  };
}
