import { prometheusOperator } from '../../components';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import type { Platform } from '../../definition/platform';
import { compare } from '../../values/compare';
import { ENVOY_METRICS, ROLES } from '../../network/flows/roles';
import type { JsonObject, JsonValue } from '../../values/json';
import { endpoint, relabelings } from './endpoints';
import type { NamedTarget, ScrapedPort } from './scraped-ports';
import { scrapedPorts } from './scraped-ports';
import { MONITORS_API } from '../../definition/owned-objects';

/** Default namespace of monitors. */
const NAMESPACE = prometheusOperator.namespace;

/** Value of label `release` that Prometheus selects, of ServiceMonitors and PodMonitors alike. */
const RELEASE = prometheusOperator.name;

/**
 * The monitors of a platform: one ServiceMonitor or PodMonitor for each scrape target of running components, ordered by
 * namespace, kind and name. HTTPS with the certificates of Istio where a sidecar answers, otherwise HTTP, or HTTPS where the
 * target itself serves it. Names, namespaces and labels are upstream's, so that the objects of a running installation are
 * adopted.
 *
 * None while Prometheus or its operator is off. `metricRelabelings` for dashboards come with the charts.
 *
 * Source: `platform-operator/thirdparty/manifests/prometheus-operator` and the charts of the components at v1.7.2.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function scrapeMonitors(platform: Platform): readonly KubernetesManifest[] {
  if (!platform.isEnabled(ROLES.metrics) || !platform.isEnabled('prometheus-operator')) return [];
  return platform.runningComponents
    .flatMap((definition) =>
      Object.entries(definition.scrapeTargets ?? {}).map(([name, facts]) => ({ definition, name, facts })),
    )
    .flatMap((target) => monitorOf(platform, target))
    .sort((a, b) => compare(placeOf(a), placeOf(b)));
}

function monitorOf(platform: Platform, target: NamedTarget): readonly KubernetesManifest[] {
  const { name, facts } = target;
  const { kind = 'ServiceMonitor', port } = facts;
  // A Secret holds plain scrape jobs: those of the user and of managed clusters.
  if (kind === 'Secret' || port === undefined) return [];
  const spec = facts.in === null ? everyProxy(target) : specOf(kind, target, ports(platform, target, port));
  if (spec === undefined) return [];
  return [
    {
      apiVersion: MONITORS_API,
      kind,
      metadata: {
        name,
        namespace: facts.namespace ?? NAMESPACE,
        labels: { release: facts.release ?? RELEASE },
      },
      spec,
    },
  ];
}

function specOf(kind: string, target: NamedTarget, found: readonly ScrapedPort[]): JsonObject | undefined {
  const [first] = found;
  if (first === undefined) return undefined;
  return kind === 'PodMonitor' ? podMonitor(target, first) : serviceMonitor(target, found);
}

/** What Prometheus calls at its own address does not pass a sidecar. */
function ports(platform: Platform, target: NamedTarget, port: string): readonly ScrapedPort[] {
  const found = scrapedPorts(platform, target, port);
  const isItself = target.definition.name === ROLES.metrics;
  return isItself ? found.map((one) => ({ ...one, behindSidecar: false })) : found;
}

function serviceMonitor({ facts }: NamedTarget, found: readonly ScrapedPort[]): JsonObject {
  const groups = new Map<string, ScrapedPort[]>();
  for (const one of found) {
    const key = JSON.stringify([one.field, one.behindSidecar]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const endpoints = [...groups.values()].flatMap((group) => endpointsOf(facts, group));
  return { selector: {}, namespaceSelector: namespaces(found), endpoints };
}

function endpointsOf(facts: NamedTarget['facts'], group: readonly ScrapedPort[]): readonly JsonObject[] {
  const [first] = group;
  if (first === undefined) return [];
  const services = distinct(group.flatMap(({ service }) => service ?? []));
  return pathsOf(facts).map((path) => endpoint(facts, first, path, services));
}

function podMonitor({ facts }: NamedTarget, found: ScrapedPort): JsonObject {
  // A PodMonitor finds ports by their names in the container.
  const field = { port: facts.port ?? '' };
  return {
    selector: { matchLabels: { ...found.workload?.selector } },
    namespaceSelector: namespaces([found]),
    podMetricsEndpoints: pathsOf(facts).map((path) => endpoint(facts, { ...found, field }, path, [])),
  };
}

/** Sidecars and gateways of every namespace, users' applications included, at a port that no sidecar intercepts. */
function everyProxy({ facts }: NamedTarget): JsonObject {
  const all: JsonObject = { selector: {}, namespaceSelector: { any: true } };
  const keep: JsonObject[] = [
    { action: 'keep', sourceLabels: ['__meta_kubernetes_pod_container_port_number'], regex: `${ENVOY_METRICS.port}` },
    { action: 'drop', sourceLabels: ['__meta_kubernetes_pod_phase'], regex: 'Succeeded' },
  ];
  const points = pathsOf(facts).map((path): JsonValue => ({
    path,
    scheme: 'http',
    enableHttp2: false,
    relabelings: [...keep, ...relabelings(facts)],
  }));
  return { ...all, podMetricsEndpoints: points };
}

function pathsOf({ paths = ['/metrics'] }: NamedTarget['facts']): readonly string[] {
  return paths;
}

function namespaces(found: readonly ScrapedPort[]): JsonObject {
  return { matchNames: distinct(found.map(({ namespace }) => namespace)) };
}

function placeOf({ kind, metadata }: KubernetesManifest): string {
  return `${metadata.namespace ?? ''}/${kind}/${metadata.name}`;
}

function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)].sort(compare);
}
