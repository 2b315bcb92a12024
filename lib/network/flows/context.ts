import type { ComponentDefinition } from '../../definition/definition';
import type { MeshState } from '../../definition/namespaces';
import type { Platform, PlatformAdmin } from '../../definition/platform';
import type { ComponentService } from '../../definition/service';
import { servicesOf } from '../../definition/service';
import type { Workload } from '../../definition/workload';
import { workloadsOf } from '../../definition/workload';
import type { JsonObject } from '../../values/json';
import { flowPort, plainPort } from './draft';
import type { FlowPort, WorkloadEnd } from './flow';

/** Which kind of cluster of a multicluster topology it is; a cluster on its own counts as an admin cluster. */
export type ClusterRole = 'admin' | 'managed';

/** Facts from which flows are derived. */
export interface FlowFacts {
  /** Definitions of the enabled components, with those that the installer or the registration of the cluster adds. */
  readonly definitions: readonly ComponentDefinition[];
  /** Whether sidecars are injected. */
  readonly mesh: MeshState;
  /** `spec` of the effective resource. */
  readonly spec: JsonObject;
  /** Which kind of cluster it is. */
  readonly role: ClusterRole;
  /** The admin cluster of a managed cluster. @default - not known */
  readonly admin?: PlatformAdmin | undefined;
}

/** One workload of a component. */
export interface ComponentWorkload {
  /** The component. */
  readonly definition: ComponentDefinition;
  /** The workload, with its declared facts. */
  readonly workload: Workload;
  /** The workload as an end of a flow. */
  readonly end: WorkloadEnd;
}

/** Facts, prepared for the derivations. */
export interface FlowContext extends FlowFacts {
  /** Workloads that run on this kind of cluster. */
  readonly parts: readonly ComponentWorkload[];
  /** Whether a component is enabled. */
  isOn(component: string): boolean;
  /** Workloads of a component that run on this kind of cluster; none when it is not enabled. */
  partsOf(component: string): readonly ComponentWorkload[];
}

/**
 * Facts from which the flows of a platform are derived.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function flowFacts(platform: Platform): FlowFacts {
  const { runningComponents: definitions, mesh, role, effective, admin } = platform;
  return { definitions, mesh, role, spec: effective.spec, admin };
}

/**
 * Prepares facts for the derivations.
 * @param facts - facts from which flows are derived
 */
export function flowContext(facts: FlowFacts): FlowContext {
  const parts = facts.definitions.flatMap((definition) => partsOn(definition, facts.role));
  const enabled = new Set(facts.definitions.map(({ name }) => name));
  return {
    ...facts,
    parts,
    isOn: (component) => enabled.has(component),
    partsOf: (component) => parts.filter(({ definition }) => definition.name === component),
  };
}

function partsOn(definition: ComponentDefinition, role: ClusterRole): readonly ComponentWorkload[] {
  return workloadsOf(definition)
    .filter(({ onlyOn }) => onlyOn === undefined || onlyOn === role)
    .map((workload) => ({ definition, workload, end: { kind: 'workload', component: definition.name, workload } }));
}

/**
 * Whether pods run until they are stopped, and not only until their work is done.
 * @param part - the workload
 */
export function isLasting({ workload }: ComponentWorkload): boolean {
  return workload.kind !== 'Job' && workload.kind !== 'CronJob';
}

/**
 * A Service and the workloads behind it; undefined when the component has no such Service.
 * @param context - all facts
 * @param component - the component
 * @param name - name of the Service
 */
export function serviceOf(
  context: FlowContext,
  component: string,
  name: string,
): { readonly service: ComponentService; readonly parts: readonly ComponentWorkload[] } | undefined {
  const definition = context.definitions.find((one) => one.name === component);
  const service = definition && servicesOf(definition).find((one) => one.name === name);
  return service && { service, parts: context.partsOf(component).filter((part) => isBehind(part, service)) };
}

/**
 * Whether a Service selects the pods of a workload.
 * @param part - the workload
 * @param service - the Service
 */
export function isBehind({ workload }: ComponentWorkload, { selector, namespace }: ComponentService): boolean {
  if (selector === undefined || workload.namespace !== namespace) return false;
  return Object.entries(selector).every(([key, value]) => workload.labels[key] === value);
}

/**
 * A port of a workload by its number; one that the definition lacks has no name.
 * @param part - the workload
 * @param port - the number
 */
export function portAt({ workload }: ComponentWorkload, port: number): FlowPort {
  const found = workload.ports.find((one) => one.port === port);
  return found === undefined ? plainPort(port) : flowPort(found);
}
