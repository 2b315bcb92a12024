import { INJECT } from '../values/injection-labels';
import type { CallDefinition, EgressKnowledge, ExternalCallDefinition, ServedDefinition } from './call-definition';
import type { Creator } from './creator';
import type { ComponentDefinition } from './definition';
import type { WorkloadDefinition } from './workload-definition';
import type { MeshState, NamespaceName } from './namespaces';
import { namespaceDefinition } from './namespaces';

/** Labels that change with versions or do not identify pods; selectors leave them out. */
const NOT_SELECTED: ReadonlySet<string> = new Set([INJECT, 'app.kubernetes.io/version']);

/** A port of a workload, with defaults filled in. */
export interface Port {
  /** Key in the definition. */
  readonly key: string;
  /** Name of the container port; undefined when it has none. */
  readonly name: string | undefined;
  /** Number. */
  readonly port: number;
  /** Transport protocol. */
  readonly protocol: 'TCP' | 'UDP';
  /** Whether the container declares it. */
  readonly declared: boolean;
}

/** A workload, with defaults filled in. */
export interface Workload {
  /** Name of the object that creates the pods. */
  readonly name: string;
  /** Kind of that object. */
  readonly kind: NonNullable<WorkloadDefinition['kind']>;
  /** Namespace of the pods. */
  readonly namespace: NamespaceName;
  /** Number of pods in the prod profile; undefined for kinds that have none. */
  readonly replicas: number | undefined;
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels that select the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Labels whose keys alone select the pods, besides `selector`. */
  readonly selectorKeys: readonly string[];
  /** Annotations of the pods. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Service account; undefined when not known. */
  readonly serviceAccount: string | undefined;
  /** Ports. */
  readonly ports: readonly Port[];
  /** Whether the pods use the network of their node. */
  readonly hostNetwork: boolean;
  /** What creates it. */
  readonly createdBy: Creator;
  /** Whether it is missing from the manifests of a default installation. */
  readonly atRunTime: boolean;
  /** Role of the cluster that it runs on; undefined is any. */
  readonly onlyOn: 'admin' | 'managed' | undefined;
  /** Declared destinations of its pods inside the cluster. */
  readonly calls: readonly CallDefinition[];
  /** Destinations of its pods beyond the cluster. */
  readonly external: readonly ExternalCallDefinition[];
  /** Ports that Prometheus scrapes once a chart value is true: key of the port, to the value. */
  readonly scrapedWhen: Readonly<Record<string, string>>;
  /** Whether its pods are proxies of the mesh themselves. */
  readonly gateway: boolean;
  /** How its pods connect to the API server; undefined is never. */
  readonly apiServer: 'direct' | 'sidecar' | undefined;
  /** Whether its pods look up names. */
  readonly dns: boolean;
  /** Sources that may reach it, besides workloads of the platform and callers of webhooks. */
  readonly serves: readonly ServedDefinition[];
  /** Ports at which its own pods reach each other: keys, or numbers where the definition lacks them; `all` is every port. */
  readonly peerPorts: ReadonlyArray<string | number> | 'all';
  /** How well its destinations are known. */
  readonly egress: EgressKnowledge;
}

/** Workloads of definitions, which never change: flows, policies, images and checks all read them. */
const RESOLVED = new WeakMap<ComponentDefinition, readonly Workload[]>();

/**
 * The workloads of a component, with defaults filled in.
 * @param definition - the component
 */
export function workloadsOf(definition: ComponentDefinition): readonly Workload[] {
  const known = RESOLVED.get(definition);
  if (known !== undefined) return known;
  const workloads = Object.entries(definition.workloads ?? {}).map(([name, facts]) => resolve(definition, name, facts));
  RESOLVED.set(definition, workloads);
  return workloads;
}

/**
 * Whether the pods of a workload get a sidecar.
 * @param workload - the workload
 * @param mesh - whether sidecars are injected at all
 */
export function inMesh(workload: Workload, mesh: MeshState = {}): boolean {
  if (mesh.injection === false || workload.hostNetwork) return false;
  const injected = workload.labels[INJECT] ?? workload.annotations[INJECT];
  return injected === undefined ? namespaceDefinition(workload.namespace).injected === true : injected === 'true';
}

function resolve(definition: ComponentDefinition, name: string, facts: WorkloadDefinition): Workload {
  const kind = facts.kind ?? 'Deployment';
  const createdBy = facts.createdBy ?? definition.createdBy ?? 'chart';
  const own = facts.labels ?? jobLabels(name, facts);
  const labels = {
    ...own,
    ...(createdBy === 'chart' && facts.chartLabels !== false && chartLabels(definition)),
  };
  const selected = facts.selector ?? Object.keys(own).filter((key) => !NOT_SELECTED.has(key));
  return {
    name,
    kind,
    namespace: facts.namespace ?? definition.namespace,
    replicas: kind === 'Deployment' || kind === 'StatefulSet' ? (facts.replicas ?? 1) : undefined,
    labels,
    selector: pick(labels, selected),
    selectorKeys: facts.selectorKeys ?? [],
    annotations: facts.annotations ?? {},
    serviceAccount: serviceAccountOf(name, facts),
    ports: Object.entries(facts.ports ?? {}).map(([key, port]) => resolvePort(key, port)),
    hostNetwork: facts.hostNetwork === true,
    createdBy,
    atRunTime: facts.atRunTime === true,
    onlyOn: facts.onlyOn,
    ...traffic(facts),
  };
}

function traffic(facts: WorkloadDefinition) {
  return {
    calls: facts.calls ?? [],
    external: facts.external ?? [],
    scrapedWhen: facts.scrapedWhen ?? {},
    gateway: facts.gateway === true,
    apiServer: facts.apiServer,
    dns: facts.dns !== false,
    serves: facts.serves ?? [],
    peerPorts: facts.peerPorts ?? [],
    egress: facts.egress ?? 'proven',
  };
}

/** Kubernetes labels the pods of a Job with its name. */
function jobLabels(name: string, { kind, selectorKeys }: WorkloadDefinition): Readonly<Record<string, string>> {
  return kind === 'Job' && selectorKeys === undefined ? { 'job-name': name } : {};
}

function serviceAccountOf(name: string, { serviceAccount }: WorkloadDefinition): string | undefined {
  return serviceAccount === null ? undefined : (serviceAccount ?? name);
}

function chartLabels({ chart, chartLabels: labels }: ComponentDefinition): Record<string, string> {
  if (chart === undefined || labels === undefined) return {};
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, value(chart)]));
}

function resolvePort(key: string, facts: NonNullable<WorkloadDefinition['ports']>[string]): Port {
  const port = typeof facts === 'number' ? { port: facts } : facts;
  const declared = port.undeclared !== true;
  return {
    key,
    name: declared && port.unnamed !== true ? (port.name ?? key) : undefined,
    port: port.port,
    protocol: port.protocol ?? 'TCP',
    declared,
  };
}

/**
 * Some labels of a pod.
 * @param labels - its labels
 * @param keys - which of them; one that the pod lacks is left out
 */
export function pick(labels: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])));
}
