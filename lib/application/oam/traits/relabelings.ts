import type { Fields } from '../object';

/** What decides which pods an endpoint scrapes. */
export interface RelabelSettings {
  /** Name of the cluster, for the label `verrazzano_cluster`. */
  readonly cluster: string;
  /** Annotations of pods that switch scraping on, and give port and path. */
  readonly annotations: 'prometheus.io' | 'verrazzano.io';
  /** Place of the endpoint among those of its trait. */
  readonly index: number;
  /** Pod labels that must have these values, as Prometheus names them. */
  readonly keep: Readonly<Record<string, string>>;
}

/** Pod annotations as Prometheus names them. */
function annotationLabels({ annotations, index }: RelabelSettings): { enabled: string; path: string; port: string } {
  const prefix = '__meta_kubernetes_pod_annotation_';
  if (annotations === 'prometheus.io') {
    const of = (name: string): string => `${prefix}prometheus_io_${name}`;
    return { enabled: of('scrape'), path: of('path'), port: of('port') };
  }
  const suffix = index === 0 ? '' : String(index);
  const of = (name: string): string => `${prefix}verrazzano_io_metrics${name}${suffix}`;
  return { enabled: of('Enabled'), path: of('Path'), port: of('Port') };
}

/**
 * The relabelings of an endpoint of a ServiceMonitor. Source: application-operator, internal/metrics/service_monitor.go.
 * @param settings - what decides
 */
export function relabelings(settings: RelabelSettings): Fields[] {
  return [
    ...common(settings),
    {
      action: 'replace',
      regex: ';(.*)',
      replacement: '$1',
      separator: ';',
      sourceLabels: ['application', 'app'],
      targetLabel: 'application',
    },
  ];
}

/**
 * The same as entries of `relabel_configs` in a configuration of Prometheus, which end one rule earlier.
 * @param settings - what decides
 */
export function relabelConfigs(settings: RelabelSettings): Fields[] {
  return common(settings).map((each, index) => {
    const { sourceLabels, targetLabel, ...rest } = each;
    return {
      ...rest,
      ...(sourceLabels !== undefined && { source_labels: sourceLabels }),
      ...(index === 0 && { source_labels: null }),
      ...(targetLabel !== undefined && { target_label: targetLabel }),
    };
  });
}

function common(settings: RelabelSettings): Fields[] {
  const { enabled, path, port } = annotationLabels(settings);
  const keep = Object.entries(settings.keep);
  return [
    { action: 'replace', replacement: settings.cluster, targetLabel: 'verrazzano_cluster' },
    {
      action: 'keep',
      regex: ['true', ...keep.map(([, value]) => value)].join(';'),
      sourceLabels: [enabled, ...keep.map(([label]) => label)],
    },
    { action: 'replace', regex: '(.+)', sourceLabels: [path], targetLabel: '__metrics_path__' },
    {
      action: 'replace',
      regex: '([^:]+)(?::\\d+)?;(\\d+)',
      replacement: '$1:$2',
      sourceLabels: ['__address__', port],
      targetLabel: '__address__',
    },
    {
      action: 'replace',
      regex: '(.*)',
      replacement: '$1',
      sourceLabels: ['__meta_kubernetes_namespace'],
      targetLabel: 'namespace',
    },
    { action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' },
    { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'pod_name' },
    { action: 'labeldrop', regex: '(controller_revision_hash)' },
    { action: 'replace', regex: '.*/(.*)$', replacement: '$1', sourceLabels: ['name'], targetLabel: 'webapp' },
  ];
}
