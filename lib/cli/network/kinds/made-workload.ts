import type { WorkloadDefinition } from '../../../definition/workload-definition';
import { objectAt, textAt, textsAt } from '../../../connectivity/manifest';
import type { JsonObject, JsonValue } from '../../../values/json';

/** A workload that a controller makes. */
export interface MadeWorkload {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Spec of its pods: `containers`, `serviceAccountName`, `hostNetwork`. */
  readonly pod: JsonObject;
}

/**
 * A workload in the namespace of the object that it is made for.
 * @param owner - that object
 * @param workload - what is made
 */
export function madeWorkload(owner: JsonObject, { kind, name, labels, pod }: MadeWorkload): JsonObject {
  const namespace = textAt(owner, 'metadata', 'namespace') ?? 'default';
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: { template: { metadata: { labels, annotations: textsAt(owner, 'metadata', 'annotations') }, spec: pod } },
  };
}

/**
 * Spec of pods with the ports of a definition.
 * @param ports - the ports of the definition; those that no container declares are left out
 * @param serviceAccount - the service account
 * @param names - other names of the ports
 */
export function podOf(
  ports: WorkloadDefinition['ports'],
  serviceAccount: string | undefined,
  names: Readonly<Record<string, string>> = {},
): JsonObject {
  const containerPorts = Object.entries(ports ?? {}).flatMap(([key, value]): JsonValue[] => {
    if (typeof value === 'number') return [{ name: names[key] ?? key, containerPort: value }];
    if (value.undeclared === true) return [];
    const { port, name = key, protocol = 'TCP' } = value;
    return [{ name: names[key] ?? name, containerPort: port, protocol }];
  });
  return {
    containers: [{ name: 'main', ports: containerPorts }],
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
  };
}

/**
 * Text of a field of `spec`.
 * @param object - the object
 * @param path - the field
 */
export function specText(object: JsonObject, ...path: string[]): string | undefined {
  return textAt(objectAt(object, 'spec'), ...path);
}
