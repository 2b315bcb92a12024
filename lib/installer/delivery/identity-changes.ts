import { INJECT } from '../../values/injection-labels';
import { isDeepStrictEqual } from 'util';
import type { ChartFacts } from '../../charts';
import { ingressNGINX, istio, prometheusOperator } from '../../components';
import type { ComponentDefinition } from '../../definition/definition';
import { inMesh, workloadsOf } from '../../definition/workload';
import { isJsonObject, listOf, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { IDENTITY_VALUES, type IdentityChange } from './identity-values';

/** A value that changes what policies, callers and Services know of a component. */
export interface IdentityValue {
  /** Path of the value. */
  readonly path: string;
  /** The value, as text. */
  readonly value: string;
  /** What it changes. */
  readonly change: IdentityChange;
  /** The value of the release, where it has one. */
  readonly allowed?: string;
  /** The port of the release that it changes. */
  readonly port?: number;
}

/** Values by which charts name objects, and with them what policies and Services select. */
const NAMES: ReadonlySet<string> = new Set(['fullnameOverride', 'nameOverride', 'namespaceOverride', 'instance_name']);

/** Labels and annotations of pods, with those of the values file by which pods have no sidecar. */
const POD_METADATA = /(^|\.)(pod_?(labels|annotations)|customLabels|extraLabels)$|^labels$/i;

/** Values of annotations and labels with which Istio injects a sidecar. */
const INJECTED: ReadonlySet<string> = new Set(['true', 'yes', 'y', 'on']);

/**
 * Values of a chart that change a name, a selector, a port, a ServiceAccount, a webhook or the place in the mesh of what it makes.
 * @param values - values above those of the chart and its files
 * @param definition - the component
 * @param facts - what values are computed from
 */
export function chartChanges(
  values: JsonObject,
  definition: ComponentDefinition,
  facts: ChartFacts,
): readonly IdentityValue[] {
  const known = tableChanges(values, definition, facts);
  const paths = new Set(known.map(({ path }) => path));
  return [...known, ...namingValues(values, '', definition).filter(({ path }) => !paths.has(path))];
}

/**
 * Values of the table that differ from those of the release.
 * @param values - values above those of the chart and its files
 * @param definition - the component
 * @param facts - what values are computed from
 */
export function tableChanges(
  values: JsonObject,
  definition: ComponentDefinition,
  facts: ChartFacts,
): readonly IdentityValue[] {
  return Object.entries(valuesOf(definition, facts)).flatMap(([change, paths]) =>
    Object.entries(paths).flatMap(([path, release]): readonly IdentityValue[] => {
      const value = statedValue(values, path.split('.'));
      if (change === 'labels') return isJsonObject(value) ? selectorLabels(path, value, definition) : [];
      if (value === undefined || isSame(value, release)) return [];
      if (change === 'account' && isAccountOf(value, definition)) return [];
      const allowed = release === '' ? {} : { allowed: JSON.stringify(release) };
      const port = typeof release === 'number' ? { port: release } : {};
      return [{ path, value: plainText(value), change: change as IdentityChange, ...allowed, ...port }];
    }),
  );
}

type IdentityTable = Readonly<Partial<Record<IdentityChange, Readonly<Record<string, JsonValue>>>>>;

/** Values that the platform operator computes, by component. */
const COMPUTED: Readonly<Record<string, (facts: ChartFacts) => IdentityTable>> = {
  [ingressNGINX.name]: ({ ingressClass }) => ({ class: { 'controller.ingressClassResource.name': ingressClass } }),
  // Without sidecars it serves its webhooks without TLS.
  [prometheusOperator.name]: ({ isOn }) => ({ ports: { 'prometheusOperator.tls.enabled': isOn(istio.name) } }),
};

function tableOf(component: string): IdentityTable {
  return Object.hasOwn(IDENTITY_VALUES, component) ? (IDENTITY_VALUES[component] ?? {}) : {};
}

/** The values of the table, and those that are computed. */
function valuesOf({ name }: ComponentDefinition, facts: ChartFacts): IdentityTable {
  const table = tableOf(name);
  const own = Object.hasOwn(COMPUTED, name) ? Object.entries(COMPUTED[name]?.(facts) ?? {}) : [];
  const merged = own.map(([change, paths]) => [change, { ...table[change as IdentityChange], ...paths }] as const);
  return { ...table, ...Object.fromEntries(merged) };
}

/** The value at a path; null where it, or an object around it, is taken away. */
function statedValue(values: JsonObject, [key = '', ...rest]: readonly string[]): JsonValue | undefined {
  const value = valueAtPath(values, [key]);
  if (rest.length === 0 || value === undefined || value === null) return value;
  return isJsonObject(value) ? statedValue(value, rest) : undefined;
}

/** Helm takes null as no value at all; what a list has besides the items of the release changes nothing of these. */
function isSame(value: JsonValue, release: JsonValue): boolean {
  if (value === null) return ['""', 'false', '{}'].includes(JSON.stringify(release));
  if (!Array.isArray(release)) return plainText(value) === plainText(release);
  return listOf(release).every((item) => listOf(value).some((one) => isDeepStrictEqual(one, item)));
}

/**
 * A value as `--set` would have it.
 * @param value - the value
 */
export function plainText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isAccountOf(value: JsonValue, definition: ComponentDefinition): boolean {
  return workloadsOf(definition).some(({ serviceAccount }) => serviceAccount === value);
}

function namingValues(value: JsonValue | undefined, path: string, definition: ComponentDefinition): IdentityValue[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (inner === undefined) return [];
    if (key === INJECT || (inner === null && POD_METADATA.test(at))) return injection(at, inner, definition);
    if (typeof inner === 'string' && inner !== '') return naming(at, key, inner, definition);
    const labels = key === 'podLabels' && isJsonObject(inner) ? selectorLabels(at, inner, definition) : [];
    return [...labels, ...namingValues(inner, at, definition)];
  });
}

function naming(path: string, key: string, value: string, definition: ComponentDefinition): IdentityValue[] {
  if (isOfRelease(path, value, definition)) return [];
  if (NAMES.has(key)) return [{ path, value, change: 'names' }];
  const isAccount = key === 'serviceAccountName' || /(^|\.)serviceAccount\.name$/.test(path);
  return isAccount && !isAccountOf(value, definition) ? [{ path, value, change: 'account' }] : [];
}

/** Whether the table has the value: the release names something by it. */
function isOfRelease(path: string, value: string, { name }: ComponentDefinition): boolean {
  return Object.values(tableOf(name)).some((paths) => Object.hasOwn(paths, path) && paths[path] === value);
}

/** Whether pods have a sidecar decides by which identity others know them. */
function injection(path: string, value: JsonValue, definition: ComponentDefinition): IdentityValue[] {
  const workloads = workloadsOf(definition).filter(({ createdBy }) => createdBy === 'chart');
  const text = value === null ? '' : plainText(value).toLowerCase();
  // Without a value the namespace decides.
  const isInjected =
    text === ''
      ? workloads.map((one) => inMesh({ ...one, labels: {}, annotations: {} }))
      : workloads.map(() => INJECTED.has(text));
  const isKept = workloads.some((one, at) => inMesh(one) === isInjected[at]);
  return workloads.length === 0 || isKept ? [] : [{ path, value: plainText(value), change: 'mesh' }];
}

/** Labels that replace one by which workloads of a component are selected. */
function selectorLabels(path: string, labels: JsonObject, definition: ComponentDefinition): IdentityValue[] {
  const selectors = workloadsOf(definition).map(({ selector }) => selector);
  return Object.entries(labels)
    .filter(
      ([key, value]) => selectors.some((one) => one[key] !== undefined) && !selectors.some((one) => one[key] === value),
    )
    .map(([key, value]) => ({ path: `${path}.${key}`, value: plainText(value ?? null), change: 'labels' }));
}
