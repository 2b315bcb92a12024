import { Chart, App } from 'cdk8s';
import {
  Cni,
  DevProfile,
  ManagedClusterProfile,
  NoneProfile,
  ProdProfile,
  type Profile,
  type ProfileProps,
} from '../../../lib';
import { COMPONENTS } from '../../../lib/components/registry';
import { servicesOf } from '../../../lib/definition/service';
import { workloadsOf } from '../../../lib/definition/workload';
import { scrapeMonitors } from '../../../lib/ingress/scraping';
import { everything } from '../../support/flows';

interface Endpoint {
  readonly port?: string;
  readonly targetPort?: string;
  readonly path: string;
  readonly scheme: string;
  readonly tlsConfig?: { readonly caFile?: string };
  readonly relabelings: ReadonlyArray<{
    readonly action: string;
    readonly sourceLabels?: string[];
    readonly regex?: string;
  }>;
}

interface Monitor {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly namespaceSelector: { readonly any?: boolean; readonly matchNames?: readonly string[] };
    readonly endpoints?: readonly Endpoint[];
    readonly podMetricsEndpoints?: readonly Endpoint[];
  };
}

const profile = (
  type: new (scope: Chart, id: string, props: ProfileProps) => Profile,
  props: ProfileProps = {},
): Profile =>
  new type(new Chart(new App(), 'chart'), 'verrazzano', {
    kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard' },
    ...props,
  });

const monitorsOf = (platform: Profile): Monitor[] => scrapeMonitors(platform) as unknown as Monitor[];

const find = (platform: Profile, name: string): Monitor | undefined =>
  monitorsOf(platform).find(({ metadata }) => metadata.name === name);

const PROFILES = {
  dev: profile(DevProfile),
  prod: profile(ProdProfile),
  managed: profile(ManagedClusterProfile),
  everything: everything(),
};

/** `<namespace>:<port>` of everything that a monitor leads to, read from the definitions as Prometheus would from a cluster. */
function reached({ kind, spec }: Monitor): string[] {
  const { any, matchNames = [] } = spec.namespaceSelector;
  if (any === true) return [];
  const services = COMPONENTS.flatMap(servicesOf).filter(({ namespace }) => matchNames.includes(namespace));
  const workloads = COMPONENTS.flatMap(workloadsOf).filter(({ namespace }) => matchNames.includes(namespace));
  const behind = (labels: Readonly<Record<string, string>>): typeof workloads =>
    workloads.filter((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value));
  const containerPorts = (labels: Readonly<Record<string, string>>, name?: string): number[] =>
    behind(labels).flatMap(({ ports }) => ports.filter((one) => one.name === name).map(({ port }) => port));
  if (kind === 'PodMonitor') {
    return (spec.podMetricsEndpoints ?? []).flatMap(({ port }) =>
      containerPorts(spec.selector.matchLabels ?? {}, port).map((number) => `${matchNames[0]}:${number}`),
    );
  }
  return (spec.endpoints ?? []).flatMap(({ port, targetPort, relabelings }) => {
    const keep = relabelings.find(({ action }) => action === 'keep');
    expect(keep?.sourceLabels).toEqual(['__meta_kubernetes_service_name']);
    return services
      .filter(({ name }) => new RegExp(`^(?:${keep?.regex ?? ''})$`).test(name))
      .flatMap(({ namespace, selector = {}, ports }) => {
        const numbers =
          port === undefined
            ? containerPorts(selector, targetPort)
            : ports.filter(({ name }) => name === port).map(({ target }) => target);
        return numbers.map((number) => `${namespace}:${number}`);
      });
  });
}

describe.each(Object.entries(PROFILES))('%s', (_, platform) => {
  const monitors = monitorsOf(platform);

  test('monitors lead to the ports that the flows of scraping name', () => {
    const flows = platform.flows.filter(({ kind, to }) => kind === 'scrape' && to.kind === 'workload');
    const wanted = flows.flatMap(({ to, ports }) =>
      to.kind === 'workload' && ports !== 'all' ? ports.map(({ port }) => `${to.workload.namespace}:${port}`) : [],
    );
    const known = new Set([
      ...monitors.flatMap(reached),
      // One PodMonitor has all proxies, and the operator's pods are not among the components.
      ...wanted.filter((place) => place.endsWith(':15090') || place === 'verrazzano-install:9100'),
    ]);
    expect(monitors.length).toBeGreaterThan(0);
    expect([...new Set(wanted)].filter((place) => !known.has(place))).toEqual([]);
    const beyond = ['kube-system', 'verrazzano-install'];
    expect(
      [...known].filter((place) => !wanted.includes(place) && !beyond.some((name) => place.startsWith(name))),
    ).toEqual([]);
  });

  test('names are unique in their namespace', () => {
    const names = monitors.map(({ kind, metadata }) => `${metadata.namespace}/${kind}/${metadata.name}`);
    expect(names).toEqual([...new Set(names)].sort());
  });
});

test('a target in the mesh is scraped with the certificates of Istio, and without Istio by HTTP', () => {
  const without = profile(ProdProfile, { components: { istio: { injectionEnabled: false } } });
  for (const name of ['authproxy', 'fluentd', 'verrazzano-monitoring-operator']) {
    const [inside] = find(PROFILES.prod, name)?.spec.endpoints ?? [];
    const [outside] = find(without, name)?.spec.endpoints ?? [];
    expect(inside).toMatchObject({ scheme: 'https', tlsConfig: { certFile: '/etc/istio-certs/cert-chain.pem' } });
    expect(outside).toMatchObject({ scheme: 'http' });
    expect(outside?.tlsConfig).toBeUndefined();
  }
});

test('what sidecars do not take is scraped by HTTP', () => {
  expect(find(PROFILES.prod, 'nginx-ingress-controller')?.spec.podMetricsEndpoints?.[0]?.scheme).toBe('http');
  expect(find(PROFILES.prod, 'prometheus-operator-kube-p-prometheus')?.spec.endpoints?.[0]?.scheme).toBe('http');
  expect(find(PROFILES.prod, 'envoy-stats')?.spec.podMetricsEndpoints?.[0]?.scheme).toBe('http');
});

test('HTTPS of the target itself stays when there is no mesh', () => {
  const without = profile(ProdProfile, { components: { istio: { injectionEnabled: false } } });
  const [endpoint] = find(without, 'opensearch')?.spec.endpoints ?? [];
  expect(endpoint).toMatchObject({ scheme: 'https', path: '/_prometheus/metrics' });
});

test('a component that is off has no monitor', () => {
  expect(find(PROFILES.prod, 'velero')).toBeUndefined();
  expect(find(PROFILES.everything, 'velero')).toBeDefined();
});

test('without Prometheus nothing is scraped', () => {
  expect(scrapeMonitors(profile(NoneProfile))).toEqual([]);
  expect(scrapeMonitors(profile(ProdProfile, { components: { prometheus: { enabled: false } } }))).toEqual([]);
});
