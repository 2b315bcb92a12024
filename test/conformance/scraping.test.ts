import { scrapeMonitors } from '../../lib/ingress/scraping';
import { everything } from '../support/flows';
import { renderedFiles, renderedObjects } from '../support/rendered';
import { describeShared } from '../support/shared';
import { crdErrors } from './crds';
import { SEED_ROWS, seedTable } from './seed-tables';

interface Endpoint {
  readonly path?: string;
  readonly scheme?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  readonly bearerTokenFile?: string;
  readonly honorLabels?: boolean;
}

interface Monitor {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: Record<string, string> };
  readonly spec: {
    readonly namespaceSelector?: { readonly any?: boolean; readonly matchNames?: readonly string[] };
    readonly endpoints?: readonly Endpoint[];
    readonly podMetricsEndpoints?: readonly Endpoint[];
  };
}

interface PrometheusResource {
  readonly kind: string;
  readonly spec: {
    readonly serviceMonitorSelector: {
      readonly matchExpressions: ReadonlyArray<{ readonly values: readonly string[] }>;
    };
    readonly podMonitorSelector: { readonly matchLabels: Readonly<Record<string, string>> };
  };
}

/** Upstream scrapes it by HTTP although it is in the mesh, where strict mutual TLS refuses that. */
const REFUSED_UPSTREAM = 'velero';

const rendered = <T extends object>(): T[] => renderedFiles().flatMap((file) => renderedObjects<T>(file));

/** What both sides say of a monitor, with the defaults of Kubernetes filled in. */
function essence({ kind, metadata, spec }: Monitor): object {
  const endpoints = spec.endpoints ?? spec.podMetricsEndpoints ?? [];
  return {
    kind,
    name: metadata.name,
    namespace: metadata.namespace,
    release: metadata.labels.release,
    scraped: spec.namespaceSelector ?? { matchNames: [metadata.namespace] },
    endpoints: endpoints.map(({ path = '/metrics', scheme = 'http', tlsConfig, bearerTokenFile, honorLabels }) => ({
      path,
      scheme,
      tlsConfig:
        tlsConfig &&
        JSON.parse(JSON.stringify(tlsConfig, (_, value: unknown) => (value === false ? undefined : value))),
      bearerTokenFile,
      honorLabels,
    })),
  };
}

describeShared('scrape monitors agree with what upstream applies', () => {
  const ours = scrapeMonitors(everything()) as unknown as Monitor[];
  const objects = rendered<Monitor>();
  const upstream = objects.filter(({ kind }) => kind === 'ServiceMonitor' || kind === 'PodMonitor');
  const byName = new Map(ours.map((monitor) => [monitor.metadata.name, monitor]));

  test('each of upstream exists once', () => {
    expect(upstream.length).toBeGreaterThan(25);
    expect(ours.map(({ metadata }) => metadata.name).sort()).toEqual(
      upstream.map(({ metadata }) => metadata.name).sort(),
    );
  });

  test.each(upstream.map((monitor) => [monitor.metadata.name, monitor] as const))('%s', (name, monitor) => {
    const own = byName.get(name);
    if (own === undefined) throw new Error(`no monitor ${name}`);
    if (name === REFUSED_UPSTREAM) {
      expect(essence(monitor)).toMatchObject({ endpoints: [{ scheme: 'http' }] });
      expect(essence(own)).toMatchObject({ endpoints: [{ scheme: 'https' }] });
      return;
    }
    expect(essence(own)).toEqual(essence(monitor));
  });

  test('Prometheus selects each of them', () => {
    const found = (objects as unknown as PrometheusResource[]).find(({ kind }) => kind === 'Prometheus');
    if (found === undefined) throw new Error('no Prometheus');
    const services = found.spec.serviceMonitorSelector.matchExpressions.flatMap(({ values }) => values);
    const pods = Object.values(found.spec.podMonitorSelector.matchLabels);
    for (const { kind, metadata } of ours) {
      expect(kind === 'PodMonitor' ? pods : services).toContain(metadata.labels.release);
    }
  });

  test.each(ours.map((monitor) => [monitor.metadata.name, monitor] as const))('%s is valid', (_, monitor) => {
    expect(crdErrors(monitor)).toEqual([]);
  });
});

/** The monitor of each row of the seed, and the path where a monitor has several. */
const MONITORS: Readonly<Record<string, readonly [name: string, path: string]>> = {
  'cadvisor: Kubernetes metrics': ['prometheus-operator-kube-p-kubelet', '/metrics/cadvisor'],
  'Istiod: Istio control plane metrics': ['pilot', '/metrics'],
  'NGINX Ingress Controller: NGINX metrics': ['nginx-ingress-controller', '/metrics'],
  'Node exporter: Node metrics': ['prometheus-node-exporter', '/metrics'],
  'Prometheus: Prometheus metrics': ['prometheus-operator-kube-p-prometheus', '/metrics'],
};

describeShared('each target of the table of seed 002 has a monitor', () => {
  const ours = scrapeMonitors(everything()) as unknown as Monitor[];
  const rows = seedTable('scraping');

  test('the table is read', () => {
    expect(rows).toHaveLength(SEED_ROWS.scraping);
  });

  test.each(rows.map((cells) => cells.join(': ')))('%s', (row) => {
    const [name, path] = row.endsWith(': Envoy metrics') ? ['envoy-stats', '/stats/prometheus'] : (MONITORS[row] ?? []);
    const monitor = ours.find(({ metadata }) => metadata.name === name);
    const endpoints = monitor?.spec.endpoints ?? monitor?.spec.podMetricsEndpoints ?? [];
    expect(endpoints.map((endpoint) => endpoint.path)).toContain(path);
    if (name === 'envoy-stats') expect(monitor?.spec.namespaceSelector).toEqual({ any: true });
  });
});
