import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import type { JsonObject } from '../../values/json';
import { serviceMonitor } from '../oam/traits/service-monitor';
import { asText, itemsAt, type Fields, type KubeObject } from '../oam/object';
import type { TargetPods } from './target';

/** How pods are scraped. */
export interface ScrapeOptions {
  /** HTTP path. @default /metrics */
  readonly path?: string;
  /** Secret with `username` and `password`. @default - none */
  readonly secret?: string;
}

/** What a ServiceMonitor is made of. */
export interface Scraping extends ScrapeOptions {
  /** The pods. */
  readonly pods: TargetPods;
  /** Their port. */
  readonly port: number;
  /** Their namespace. */
  readonly namespace: string;
  /** Whether it is in the mesh. */
  readonly mesh: boolean;
  /** Name of the cluster in metrics. */
  readonly cluster: string;
}

const KEEP = '__meta_kubernetes_pod_annotation';

/**
 * A ServiceMonitor in the form in which release 1.7.2 makes them, which keeps pods by their labels and needs no annotations.
 * @param scraping - what is scraped
 */
export function scrapeMonitor(scraping: Scraping): KubernetesManifest {
  const { pods, port, namespace, mesh, cluster, path = '/metrics', secret } = scraping;
  const labels = Object.entries(pods.selector).map(([key, value]) => [
    `__meta_kubernetes_pod_label_${key.replace(/[^a-zA-Z0-9]/g, '_')}`,
    value,
  ]);
  const made = serviceMonitor({
    name: pods.name,
    namespace,
    endpoints: 1,
    path,
    https: mesh,
    ...(secret !== undefined && { secret }),
    cluster,
    annotations: 'verrazzano.io',
    keep: Object.fromEntries(labels) as Record<string, string>,
  });
  return withFixedPort(made, port) as unknown as KubernetesManifest;
}

/** Pods are found by labels alone, at the port that is given. */
function withFixedPort(monitor: KubeObject, port: number): JsonObject {
  const [endpoint] = itemsAt(monitor, 'spec', 'endpoints');
  const relabelings = itemsAt(endpoint, 'relabelings').flatMap((rule): Fields[] => {
    const sources = (rule.sourceLabels ?? []) as string[];
    if (rule.action === 'keep') {
      const kept = sources.filter((each) => !each.startsWith(KEEP));
      return [{ ...rule, sourceLabels: kept, regex: asText(rule.regex).replace(/^true;/, '') }];
    }
    if (rule.targetLabel === '__metrics_path__') return [];
    if (rule.targetLabel !== '__address__') return [rule];
    return [{ ...rule, sourceLabels: ['__address__'], regex: '([^:]+)(?::\\d+)?', replacement: `$1:${port}` }];
  });
  return {
    ...monitor,
    spec: { ...(monitor.spec as JsonObject), endpoints: [{ ...endpoint, relabelings }] },
  } as JsonObject;
}
