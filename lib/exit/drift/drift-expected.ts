import { verrazzanoPlatformOperator } from '../../components';
import type { ComponentDefinition } from '../../definition/definition';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { ownedObjectsOf, type OwnedObject } from '../../definition/owned-objects';
import { servicesOf, type ComponentService } from '../../definition/service';
import { workloadsOf, type Workload } from '../../definition/workload';
import { upstreamPolicies } from '../../network/upstream';
import { ownedByOperator } from '../../profile/owned-by-operator';
import type { Profile } from '../../profile/profile';
import { textAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import type { Statement } from './drift-manifest';
import { statedObjects } from './drift-manifests';

/** An object that a cluster has when a program is applied, with the facts that are known of it. */
export interface ExpectedObject {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly component: string;
  /** Whether a default installation may lack it. */
  readonly optional: boolean;
  readonly workload?: Workload;
  readonly service?: ComponentService;
  readonly policy?: JsonObject;
  /** What the program states of it, beyond a workload, Service or policy. */
  readonly stated?: Statement;
}

/**
 * Everything that is known by name of what a platform makes in a cluster.
 * @param platform - the platform
 */
export function expectedObjects(platform: Profile): ReadonlyMap<string, ExpectedObject> {
  const definitions = platform.runningComponents;
  const details = detailsOf(definitions);
  const owned: readonly OwnedObject[] = platform.hasOperator
    ? [
        ...ownedByOperator(platform),
        ...(definitions.includes(verrazzanoPlatformOperator) ? ownedObjectsOf(verrazzanoPlatformOperator) : []),
      ]
    : ownedByDelivered(definitions);
  const onlyOn = excludedWorkloads(definitions, platform.role);
  const policies = new Map<string, JsonObject>();
  for (const policy of platform.hasOperator ? upstreamPolicies(platform) : []) {
    policies.set(
      expectedKey('NetworkPolicy', textAt(policy, 'metadata', 'namespace'), textAt(policy, 'metadata', 'name') ?? ''),
      policy,
    );
  }
  const statements = statedObjects(platform);
  const stated = new Map(statements.map((one) => [keyOfManifest(one.manifest), one] as const));
  const expected = new Map<string, ExpectedObject>();
  for (const { kind, namespace, name, component, optional } of owned) {
    const key = expectedKey(kind, namespace, name);
    if (onlyOn.has(key)) continue;
    const policy = policies.get(key);
    const statement = stated.get(key);
    expected.set(key, {
      kind,
      namespace,
      name,
      component,
      optional,
      ...details.get(key),
      ...(policy && { policy }),
      ...(statement && { stated: statement }),
    });
  }
  // What is known by more than its name; that it is missing is told by what it is for, or by the program that writes it.
  const optional = platform.hasOperator;
  for (const { manifest, component, whole } of statements) {
    const { namespace, name } = manifest.metadata;
    const key = keyOfManifest(manifest);
    if (expected.has(key) || onlyOn.has(key)) continue;
    expected.set(key, { kind: manifest.kind, namespace, name, component, optional, stated: { manifest, whole } });
  }
  return expected;
}

/** What charts, and the operators that they install, make; the program writes the rest. */
function ownedByDelivered(definitions: readonly ComponentDefinition[]): readonly OwnedObject[] {
  return definitions.flatMap(ownedObjectsOf).filter(({ createdBy }) => createdBy !== 'operator');
}

/** Key of an object: kind, namespace and name. */
export function expectedKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

function keyOfManifest({ kind, metadata }: KubernetesManifest): string {
  return expectedKey(kind, metadata.namespace, metadata.name);
}

function detailsOf(definitions: readonly ComponentDefinition[]): ReadonlyMap<string, Partial<ExpectedObject>> {
  const details = new Map<string, Partial<ExpectedObject>>();
  for (const definition of definitions) {
    for (const workload of workloadsOf(definition)) {
      details.set(expectedKey(workload.kind, workload.namespace, workload.name), { workload });
    }
    for (const service of servicesOf(definition)) {
      details.set(expectedKey('Service', service.namespace, service.name), { service });
    }
  }
  return details;
}

/** Workloads of the other role, and the accounts that only they use. */
function excludedWorkloads(definitions: readonly ComponentDefinition[], role: Profile['role']): ReadonlySet<string> {
  const all = definitions.flatMap(workloadsOf).filter(({ onlyOn }) => onlyOn !== undefined && onlyOn !== role);
  return new Set(all.map(({ kind, namespace, name }) => expectedKey(kind, namespace, name)));
}
