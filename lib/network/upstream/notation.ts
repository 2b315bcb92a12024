import type { ComponentDefinition } from '../../definition/definition';
import { NAMESPACE_LABEL } from '../../definition/namespaces';
import { workloadsOf } from '../../definition/workload';
import type { JsonObject } from '../../values/json';

/** Label selector: a string is one value, a list matches any of its values. */
export type LabelValues = Readonly<Record<string, string | readonly string[]>>;

/** Pods by the name of their namespace and their labels. */
export interface PodNotation {
  /** Name of the namespace. */
  readonly namespace: string;
  /** Labels of the pods; none selects every pod. */
  readonly labels: LabelValues;
}

/** Pods of a workload that a definition declares. */
export interface DeclaredPods extends PodNotation {
  /**
   * Number of one of its ports.
   * @param key - key of the port in the definition
   * @throws Error when the definition has no such port
   */
  readonly port: (key: string) => number;
}

/** One item of `from`. */
export interface UpstreamPeer {
  /**
   * Labels of namespaces.
   * @default - the namespace of the policy
   */
  readonly namespaces?: LabelValues;
  /**
   * Labels of pods.
   * @default - every pod
   */
  readonly pods?: LabelValues;
  /**
   * Component without which upstream leaves the item out.
   * @default - it is always there
   */
  readonly when?: string;
}

/** One rule for ingress. */
export interface UpstreamIngressRule {
  /** * Who may.
   */
  readonly from?: readonly UpstreamPeer[];
  /**
   * Ports of the selected pods; a number is a TCP port.
   * @default - every port
   */
  readonly ports?: ReadonlyArray<number | `${number}/UDP`>;
  /**
   * Component without which upstream leaves the rule out.
   * @default - it is always there
   */
  readonly when?: string;
}

/** Facts that decide which policies upstream creates. */
export interface UpstreamSwitches {
  /** Whether a component runs. */
  readonly isOn: (component: string) => boolean;
  /** `spec` of the effective resource. */
  readonly spec: JsonObject;
  /** Value `argocd.enabled` of the chart. */
  readonly argocd: boolean;
}

/** A NetworkPolicy of upstream. */
export interface UpstreamPolicy {
  /** Name of the policy; its namespace is that of the pods. */
  readonly name: string;
  /** Pods that it selects. */
  readonly selects: PodNotation;
  /** Component that brings it, or another condition. */
  readonly when: string | ((switches: UpstreamSwitches) => boolean);
  /**
   * Rules for ingress.
   * @default - none: all ingress is denied
   */
  readonly ingress?: readonly UpstreamIngressRule[];
  /** It also selects for egress, and allows all of it. */
  readonly allEgress?: true;
}

/**
 * Pods of a workload, by some of the labels that its definition declares.
 * @param definition - the component
 * @param workload - name of the workload
 * @param keys - keys of the labels
 * @throws Error when the definition lacks the workload or a label
 */
export function podsOf(definition: ComponentDefinition, workload: string, ...keys: readonly string[]): DeclaredPods {
  const found = workloadsOf(definition).find(({ name }) => name === workload);
  if (found === undefined) throw new Error(`[${definition.key}] has no such workload; got ${workload}`);
  const { namespace, labels, ports } = found;
  const missing = keys.find((key) => labels[key] === undefined);
  if (missing !== undefined) throw new Error(`[${definition.key}] ${workload} has no label; got ${missing}`);
  return {
    namespace,
    labels: Object.fromEntries(keys.map((key) => [key, labels[key] ?? ''])),
    port: (key) => {
      const port = ports.find((one) => one.key === key)?.port;
      if (port === undefined) throw new Error(`[${definition.key}] ${workload} has no port; got ${key}`);
      return port;
    },
  };
}

/** Pods of one namespace: both conditions in one item, so that both must hold. */
export function from({ namespace, labels }: PodNotation, when?: string): UpstreamPeer {
  return { namespaces: { [NAMESPACE_LABEL]: namespace }, pods: labels, ...(when !== undefined && { when }) };
}

/** Every pod of a namespace. */
export function fromNamespace(namespace: string): UpstreamPeer {
  return { namespaces: { [NAMESPACE_LABEL]: namespace } };
}

/** Pods with such labels in the namespace of the policy. */
export function fromOwn({ labels }: Pick<PodNotation, 'labels'>): UpstreamPeer {
  return { pods: labels };
}

/**
 * Two peers where one was meant: every pod of the namespace of the pods, and pods with their labels in the namespace of the
 * policy (O-01 to O-05).
 */
export function fromEither(pods: PodNotation): readonly UpstreamPeer[] {
  return [fromNamespace(pods.namespace), fromOwn(pods)];
}
