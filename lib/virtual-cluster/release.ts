import type { JsonObject, JsonValue } from '../values/json';
import { entriesOf, isSet, type ChartValues, scalarText } from './values/chart-values';
import { goNumber } from '../values/yaml/go-yaml';

/** The release of vCluster whose objects are made: the newest in which all that its architecture page says is true. */
export const VCLUSTER_VERSION = '0.24.2';

/** Name and version of the chart, as its label has them. */
export const CHART = `vcluster-${VCLUSTER_VERSION}`;

/** The version of the host that Helm assumes where it knows none. */
export const DEFAULT_HOST_VERSION = '1.31.0';

/** What the objects of one virtual cluster are made of. */
export interface Release {
  /** Name of the virtual cluster. */
  readonly name: string;
  /** Its namespace on the host. */
  readonly namespace: string;
  /** Its values, defaults included. */
  readonly values: ChartValues;
  /** Version of Kubernetes on the host: `1.31.0`. */
  readonly hostVersion: string;
}

/** The distributions of Kubernetes. */
export type Distribution = 'k8s' | 'k3s' | 'k0s';

/** The distribution that runs; `k8s` where none is enabled. */
export function distributionOf(values: ChartValues): Distribution {
  const named = (['k3s', 'k0s', 'k8s'] as const).find((name) => values.has(`controlPlane.distro.${name}.enabled`));
  return named ?? 'k8s';
}

/** Where the API server stores objects, in the words of the annotation that vCluster keeps on its Secret. */
export type Store = 'embedded-database' | 'external-database' | 'embedded-etcd' | 'external-etcd';

/** The store in use; `external-etcd` is the etcd that is deployed beside the control plane. */
export function storeOf(values: ChartValues): Store {
  const store = 'controlPlane.backingStore';
  if (values.has(`${store}.etcd.embedded.enabled`)) return 'embedded-etcd';
  if (values.has(`${store}.etcd.deploy.enabled`)) return 'external-etcd';
  if (values.has(`${store}.database.embedded.enabled`)) return 'embedded-database';
  return values.has(`${store}.database.external.enabled`) ? 'external-database' : 'embedded-database';
}

/** Whether etcd is deployed beside the control plane: also while its data moves into the control plane. */
export function hasEtcdPods(values: ChartValues): boolean {
  const etcd = 'controlPlane.backingStore.etcd';
  const moves = values.has(`${etcd}.embedded.enabled`) && values.has(`${etcd}.embedded.migrateFromDeployedEtcd`);
  return values.has(`${etcd}.deploy.enabled`) || moves;
}

/** Whether the control plane runs elsewhere, so that only what serves workloads is made here. */
export function isHeadless(values: ChartValues): boolean {
  return values.has('experimental.isolatedControlPlane.headless');
}

/** Whether the data of the control plane is on a claim of its own. */
export function hasClaim(values: ChartValues): boolean {
  const persistence = 'controlPlane.statefulSet.persistence';
  if (values.has(`${persistence}.volumeClaimTemplates`)) return true;
  const enabled = values.text(`${persistence}.volumeClaim.enabled`);
  return enabled === 'true' || (enabled === 'auto' && ['embedded-database', 'embedded-etcd'].includes(storeOf(values)));
}

/** The kind of workload that the control plane is. */
export function workloadKind(values: ChartValues): 'StatefulSet' | 'Deployment' {
  return hasClaim(values) || values.has('controlPlane.backingStore.etcd.embedded.enabled')
    ? 'StatefulSet'
    : 'Deployment';
}

/** Name of the ServiceAccount of the control plane. */
export function serviceAccountOf({ name, values }: Release): string {
  return values.text('controlPlane.advanced.serviceAccount.name') || `vc-${name}`;
}

/**
 * An image as a reference.
 * @param values - the values, for the registry that replaces all others
 * @param image - registry, repository and tag
 */
export function imageOf(values: ChartValues, image: { registry: string; repository: string; tag: string }): string {
  const registry = values.text('controlPlane.advanced.defaultImageRegistry') || image.registry;
  return `${registry === '' ? '' : `${registry}/`}${image.repository}:${image.tag}`;
}

/**
 * The labels of an object of the chart.
 * @param release - the virtual cluster
 * @param more - labels that the values add or replace
 * @param app - what the object belongs to
 */
export function labelsOf(release: Release, more: JsonObject = {}, app = 'vcluster'): JsonObject {
  return { app, chart: CHART, release: release.name, heritage: 'Helm', ...more };
}

/**
 * Annotations of an object: its own and those of all objects, the first list wins; undefined where there are none.
 * @param lists - the lists
 */
export function annotationsOf(...lists: readonly JsonObject[]): JsonObject | undefined {
  const merged: Record<string, JsonValue | undefined> = {};
  for (const list of lists) {
    for (const [key, value] of Object.entries(list)) if (!isSet(merged[key])) merged[key] = value;
  }
  return Object.keys(merged).length === 0 ? undefined : merged;
}

/** Annotations that every object of the chart has. */
export function globalAnnotations({ values }: Release): JsonObject {
  return values.table('controlPlane.advanced.globalMetadata.annotations');
}

/**
 * Metadata of an object in the namespace of the release.
 * @param release - the virtual cluster
 * @param name - name of the object
 * @param parts - labels, annotations and another namespace
 */
export function metadataOf(
  release: Release,
  name: string,
  parts: { labels?: JsonObject; annotations?: JsonObject; namespace?: string } = {},
): JsonObject {
  const { labels = labelsOf(release), annotations = annotationsOf(globalAnnotations(release)) } = parts;
  return { name, namespace: parts.namespace ?? release.namespace, labels, annotations };
}

/**
 * Fields whose values count as set, so that a condition need not be written for each.
 * @param fields - the fields
 */
export function setFields(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isSet(value)));
}

/**
 * Values as texts, as quantities are written; null where there are none.
 * @param value - an object
 */
export function quantities(value: JsonValue | undefined): JsonObject | null {
  const entries = entriesOf(value);
  return entries.length === 0 ? null : Object.fromEntries(entries.map(([key, amount]) => [key, printed(amount)]));
}

/** A value as Go prints it in a template, where all numbers are floats. */
export function printed(value: JsonValue): string {
  return typeof value === 'number' ? goNumber(value, 6) : scalarText(value);
}
