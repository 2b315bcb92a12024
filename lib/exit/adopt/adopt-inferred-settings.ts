import { isDeepStrictEqual } from 'util';
import { canonicalJson, listAt, objectAt, textAt, valueAt } from '../../connectivity/manifest';
import {
  fluentd,
  grafana as grafanaDefinition,
  ingressNGINX,
  mysql as mysqlDefinition,
  opensearchOperator,
  prometheusOperator,
  verrazzanoMonitoringOperator,
} from '../../components';
import { GRAFANA } from '../../installer/delivery/objects/grafana-values';
import { specField } from '../../definition/enablement';
import { GRAFANA_STORAGE } from '../../installer/delivery/objects/grafana-facts';
import { isIpv4Address } from '../../values/addresses';
import { canonicalQuantity } from '../../values/canonical-quantity';
import { isJsonObject, listOf, type JsonObject, type JsonValue } from '../../values/json';
import type { Dump, DumpObject } from '../dump/dump';
import { fluentdOfChart } from './adopt-inferred-fluentd';
import { grafanaOfChart, grafanaOfInstance } from './adopt-inferred-grafana';

/** Settings that resources of operators show, as fields of a Verrazzano resource. */
export interface InferredSettings {
  /** Fields of `spec` beside components. */
  readonly spec: JsonObject;
  /** Sections of `spec.components`. */
  readonly components: Readonly<Record<string, JsonObject>>;
}

/**
 * Groups of nodes that a profile has and OpenSearch lacks: a resource cannot leave them out.
 * @param dump - the dump
 * @param profile - what the profile sets
 */
export function lackedNodes(dump: Dump, profile: JsonObject): number {
  const [cluster] = dump.list('OpenSearchCluster');
  if (cluster === undefined) return 0;
  const found = listAt(cluster, 'spec', 'nodePools').map((pool) => textAt(pool, 'component'));
  return usualNodes(profile).filter(({ name }) => !found.includes(name as string)).length;
}

/** Name of the template of claims that is written. */
const TEMPLATE = 'verrazzano-storage';

/**
 * Settings that the resources of OpenSearch, MySQL and Grafana show, where a dump holds no Verrazzano resource. What equals the profile
 * is among them too.
 * @param dump - the dump
 * @param profile - what the profile of the platform sets
 * @param values - values of charts that something delivers, by component
 */
export function inferredSettings(
  dump: Dump,
  profile: JsonObject,
  values: ReadonlyMap<string, JsonObject> = new Map(),
): InferredSettings {
  const first = (kind: string, namespace: string): DumpObject | undefined =>
    dump.list(kind).find((one) => textAt(one, 'metadata', 'namespace') === namespace && isJsonObject(one.spec));
  const search = first('OpenSearchCluster', opensearchOperator.namespace);
  const grafana = first('VerrazzanoMonitoringInstance', verrazzanoMonitoringOperator.namespace);
  const [grafanaValues, fluentdValues] = [grafanaDefinition, fluentd].map(({ name }) => values.get(name));
  const mysql = first('InnoDBCluster', mysqlDefinition.namespace);
  const storage = sizeOf(dump, grafana, mysql) ?? sizeInCharts(values);
  const isUsual = storage === GRAFANA_STORAGE && profile.defaultVolumeSource === undefined;
  return {
    spec: storage === undefined || isUsual ? {} : storageOf(storage),
    components: {
      ...(search !== undefined && {
        opensearch: { ...nodesOf(search, profile, isUsual ? undefined : storage), ...pluginsOf(search, 'general') },
        opensearchDashboards: { ...numberAt(search, 'replicas', 'dashboards'), ...pluginsOf(search, 'dashboards') },
      }),
      ...(grafana !== undefined && { grafana: grafanaOfInstance(grafana) }),
      ...(grafana === undefined && grafanaValues !== undefined && { grafana: grafanaOfChart(grafanaValues) }),
      ...(fluentdValues !== undefined && { fluentd: fluentdOfChart(fluentdValues) }),
      ...ingressSettings(dump),
      ...(mysql !== undefined && { keycloak: { mysql: mysqlSettings(mysql, profile) } }),
    },
  };
}

/** Size of the volumes of components that do not state their own; empty without volumes, undefined where nothing shows it. */
function sizeOf(dump: Dump, instance: DumpObject | undefined, mysql: DumpObject | undefined): string | undefined {
  if (instance !== undefined) return textAt(instance, 'spec', 'grafana', 'storage', 'size') ?? '';
  const claim = dump.find('PersistentVolumeClaim', grafanaDefinition.namespace, GRAFANA);
  const template = objectAt(mysql, 'spec', 'datadirVolumeClaimTemplate');
  return [objectAt(claim, 'spec'), template]
    .map((one) => textAt(one, 'resources', 'requests', 'storage'))
    .find((size) => size !== undefined);
}

/** The same by the values of Prometheus, or of Grafana without a volume. */
function sizeInCharts(values: ReadonlyMap<string, JsonObject>): string | undefined {
  const prometheus = valueAt(values.get(prometheusOperator.name), 'prometheus', 'prometheusSpec');
  const claim = objectAt(prometheus, 'storageSpec', 'volumeClaimTemplate', 'spec');
  const size = textAt(claim, 'resources', 'requests', 'storage');
  const isWithout = isJsonObject(prometheus) && prometheus.storageSpec === undefined;
  const hasNone = valueAt(values.get(grafanaDefinition.name), 'persistence', 'enabled') === false;
  return size ?? (isWithout || hasNone ? '' : undefined);
}

/** Service of the ingress controller. */
export const INGRESS_SERVICE =
  'ingress-controller-ingress-nginx-controller' satisfies keyof typeof ingressNGINX.services;

/**
 * Address of the Service of the ingress controller, as the platform operator finds it.
 * @param dump - the dump
 * @returns undefined where there is none, or a host takes its place
 */
export function ingressAddress(dump: Dump): string | undefined {
  const service = dump.find('Service', ingressNGINX.namespace, INGRESS_SERVICE);
  const [external] = listAt(service, 'spec', 'externalIPs');
  const [balancer] = listAt(service, 'status', 'loadBalancer', 'ingress');
  const address = typeof external === 'string' ? external : textAt(balancer, 'ip');
  return address === undefined || !isIpv4Address(address) ? undefined : address;
}

/** Service and addresses of the ingress controller. */
function ingressSettings(dump: Dump): Record<string, JsonObject> {
  const service = dump.find('Service', ingressNGINX.namespace, INGRESS_SERVICE);
  const addresses = listAt(service, 'spec', 'externalIPs');
  const values = { controller: { service: { externalIPs: [...addresses] } } };
  const settings = {
    ...(textAt(service, 'spec', 'type') === 'NodePort' && { type: 'NodePort' }),
    ...(addresses.length > 0 && { overrides: [{ values }] }),
  };
  return Object.keys(settings).length === 0 ? {} : { ingressNGINX: settings };
}

/** Its volumes are those of every component that does not state its own. */
function storageOf(size: string): JsonObject {
  if (size === '') return { defaultVolumeSource: { emptyDir: {} } };
  const template = { metadata: { name: TEMPLATE }, spec: { resources: { requests: { storage: size } } } };
  return {
    defaultVolumeSource: { persistentVolumeClaim: { claimName: TEMPLATE } },
    volumeClaimSpecTemplates: [template],
  };
}

/** Nothing where the groups are those of the profile. */
function nodesOf(cluster: DumpObject, profile: JsonObject, size: string | undefined): JsonObject {
  const nodes = listAt(cluster, 'spec', 'nodePools')
    .filter(isJsonObject)
    .map((pool) => nodeOf(pool, size));
  const usual = usualNodes(profile);
  const sorted = (groups: readonly JsonObject[]): string[] => groups.map((one) => canonicalJson(measured(one))).sort();
  return isDeepStrictEqual(sorted(nodes), sorted(usual)) ? {} : { nodes };
}

function usualNodes(profile: JsonObject): readonly JsonObject[] {
  return listOf(specField(profile, 'opensearch', 'nodes')).filter(isJsonObject);
}

/** Without the size that claims have anyway. */
function nodeOf(pool: JsonObject, size: string | undefined): JsonObject {
  const { component, diskSize, resources, jvm, roles } = pool;
  return {
    name: component ?? '',
    replicas: pool.replicas ?? 0,
    roles: roles ?? [],
    ...(typeof diskSize === 'string' && diskSize !== size && { storage: { size: diskSize } }),
    ...(isJsonObject(resources) && { resources }),
    ...(typeof jvm === 'string' && { javaOpts: jvm }),
  };
}

/** The same quantity has several texts. */
function measured({ resources, storage, ...node }: JsonObject): JsonObject {
  const quantity = (value: JsonValue | undefined): JsonValue =>
    typeof value === 'string' ? (canonicalQuantity(value) ?? value) : (value ?? null);
  return {
    ...node,
    size: quantity(valueAt(storage, 'size')),
    memory: quantity(valueAt(resources, 'requests', 'memory')),
    resources: { ...objectAt(resources), requests: null },
  };
}

function pluginsOf(cluster: DumpObject, section: string): JsonObject {
  const list = listAt(cluster, 'spec', section, 'pluginsList');
  return list.length === 0 ? {} : { plugins: { enabled: true, installList: [...list] } };
}

function numberAt(object: DumpObject, key: string, ...path: string[]): JsonObject {
  const value = valueAt(object, 'spec', ...path, key);
  return typeof value === 'number' ? { [key]: value } : {};
}

/** Servers and routers, by values of its chart, where the profile has others. */
function mysqlSettings(cluster: DumpObject, profile: JsonObject): JsonObject {
  const found = { serverInstances: ['instances'], routerInstances: ['router', 'instances'] };
  const stated = listOf(specField(profile, 'keycloak', 'mysql', 'overrides')).filter(isJsonObject);
  const values = Object.entries(found).flatMap(([key, path]): Array<[string, JsonValue]> => {
    const runs = valueAt(cluster, 'spec', ...path);
    const wanted = stated.map((one) => valueAt(one, 'values', key)).find((one) => one !== undefined);
    return typeof runs === 'number' && runs !== wanted ? [[key, runs]] : [];
  });
  return values.length === 0 ? {} : { overrides: [{ values: Object.fromEntries(values) }] };
}
