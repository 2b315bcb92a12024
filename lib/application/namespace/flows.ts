import { istio, prometheus } from '../../components';
import type { ComponentDefinition } from '../../definition/definition';
import { workloadsOf } from '../../definition/workload';
import type { TargetPods } from './target';

/** Traffic into pods of a namespace. */
export interface ApplicationFlow {
  /** Who opens connections. */
  readonly from: FlowSource;
  /** The pods. */
  readonly to: TargetPods;
  /** Their TCP ports. */
  readonly ports: readonly number[] | 'all';
  /** Purpose. */
  readonly reason: string;
}

/** Who opens connections: pods, or addresses outside of the cluster. */
export type FlowSource =
  | { readonly kind: 'pods'; readonly pods: TargetPods }
  | { readonly kind: 'addresses'; readonly name: string; readonly cidrs: readonly string[] };

/** The ingress gateway, which routes requests of clients to applications. */
export const INGRESS_GATEWAY = platformPods(istio, 'istio-ingressgateway');

/** The Prometheus of the platform. */
export const PROMETHEUS = platformPods(prometheus, 'prometheus-prometheus-operator-kube-p-prometheus');

/**
 * The pods of a workload of the platform.
 * @param definition - its component
 * @param name - its name
 */
export function platformPods(definition: ComponentDefinition, name: string): TargetPods {
  const found = workloadsOf(definition).find((workload) => workload.name === name);
  if (found === undefined) throw new Error(`[${definition.name}] has no workload ${name}`);
  return {
    name,
    namespace: found.namespace,
    namespaceLabels: {},
    selector: found.selector,
    labels: found.labels,
    ports: [],
    serviceAccount: found.serviceAccount,
  };
}
