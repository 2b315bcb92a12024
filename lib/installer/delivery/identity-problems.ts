import type { ComponentDefinition } from '../../definition/definition';
import type { Platform } from '../../definition/platform';
import { istio } from '../../components';
import { workloadsOf } from '../../definition/workload';
import { platformFlows, type Flow, type FlowEnd } from '../../network/flows';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';
import type { Problem } from '../../values/problem';
import type { DeliveryPlan } from './delivery-plan';
import { IDENTITY_VALUES, type IdentityChange } from './identity-values';
import type { PartChart } from './part';

/** Values by which charts name objects, and with them what policies and Services select. */
const NAMES: ReadonlySet<string> = new Set(['fullnameOverride', 'nameOverride', 'namespaceOverride', 'instance_name']);

/** Values that may be stated all the same: they are those of the values files of the release. */
const UPSTREAM: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  keycloak: { fullnameOverride: 'keycloak', nameOverride: 'keycloak' },
  'kiali-server': { 'deployment.instance_name': 'vmi-system-kiali' },
};

/** A value of a chart that names something. */
interface NamingValue {
  readonly path: string;
  readonly value: string;
  /** What it changes. */
  readonly changes: string;
  /** The value of the release, where it has one. */
  readonly allowed?: string;
  /** The port of the release that it changes. */
  readonly port?: number;
}

/** What a value changes, as text. */
const CHANGES: Readonly<Record<IdentityChange, string>> = {
  names: 'the names and selectors of its objects',
  ports: 'a port of its pods or Services',
  account: 'the ServiceAccount of its pods',
  selector: 'what its workloads and Services select',
  service: 'which Services it has',
  webhook: 'its webhooks, which the API server calls',
  host: 'the network of its pods, to which no policy applies',
  labels: 'a label that selects its pods',
};

/**
 * Chart values that change a name, a selector or a ServiceAccount on which flows of the platform depend.
 * @param plan - the plan
 * @param platform - the profile
 */
export function identityProblems({ components }: DeliveryPlan, platform: Platform): readonly Problem[] {
  const found = components.flatMap(({ definition, main }) =>
    main.flatMap(({ chart }) =>
      (chart === undefined ? [] : ownNaming(chart, definition)).map((value) => ({ definition, ...value })),
    ),
  );
  if (found.length === 0) return [];
  const flows = platformFlows(platform);
  return found.map(({ definition, path, value, changes, allowed, port }) => {
    const flow = brokenFlow(flows, definition, port);
    const broken = flow === undefined ? '' : `, on which flow ${flowText(flow)} depends`;
    return {
      what: `chart value ${path} of component ${definition.name} changes ${changes}${broken}`,
      got: value,
      allowed: allowed ?? UPSTREAM[definition.name]?.[path] ?? 'the value of the release',
      fix: 'leave it out',
    };
  });
}

function ownNaming({ chart, values }: PartChart, definition: ComponentDefinition): readonly NamingValue[] {
  if (definition.name !== istio.name) {
    const known = tableValues(values, definition);
    const paths = new Set(known.map(({ path }) => path));
    return [...known, ...namingValues(values, '', definition).filter(({ path }) => !paths.has(path))];
  }
  // All charts of Istio have the revision; that of istiod is enough to name it once.
  return [...(chart.name === 'istiod' ? revisionOf(values) : []), ...gatewayNaming(values, definition)];
}

/** Values of the table that differ from those of the release. */
function tableValues(values: JsonObject, definition: ComponentDefinition): readonly NamingValue[] {
  const table = Object.hasOwn(IDENTITY_VALUES, definition.name) ? IDENTITY_VALUES[definition.name] : {};
  return Object.entries(table ?? {}).flatMap(([change, paths]) =>
    Object.entries(paths).flatMap(([path, release]): readonly NamingValue[] => {
      const value = valueAtPath(values, path.split('.'));
      if (change === 'labels') return isJsonObject(value) ? selectorLabels(path, value, definition) : [];
      // Helm takes null as no value of the user, and what is unset as empty.
      if (value === undefined || value === null || plainText(value) === plainText(release)) return [];
      if (change === 'account' && isAccountOf(value, definition)) return [];
      const allowed = release === '' ? {} : { allowed: JSON.stringify(release) };
      const port = typeof release === 'number' ? { port: release } : {};
      const changes = CHANGES[change as IdentityChange];
      return [{ path, value: plainText(value), changes, ...allowed, ...port }];
    }),
  );
}

/** A value as `--set` would have it. */
function plainText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isAccountOf(value: JsonValue, definition: ComponentDefinition): boolean {
  return workloadsOf(definition).some(({ serviceAccount }) => serviceAccount === value);
}

/** With a revision, istiod and the labels that inject sidecars have other names. */
function revisionOf({ revision }: JsonObject): readonly NamingValue[] {
  if (typeof revision !== 'string' || revision === '') return [];
  return [{ path: 'revision', value: revision, changes: 'the name of istiod and what injects sidecars' }];
}

/** Labels by which gateways are selected. */
function gatewayNaming({ gateways }: JsonObject, definition: ComponentDefinition): readonly NamingValue[] {
  return Object.entries(isJsonObject(gateways) ? gateways : {}).flatMap(([name, gateway]) => {
    const workload = workloadsOf(definition).find((one) => one.name === name);
    // A chart with a name is for one more gateway.
    if (workload === undefined || !isJsonObject(gateway) || gateway.name !== undefined) return [];
    const path = `gateways.${name}`;
    const labels = isJsonObject(gateway.labels) ? gateway.labels : {};
    const other = Object.entries(labels).filter(
      ([key, value]) => workload.selector[key] !== undefined && workload.selector[key] !== value,
    );
    return other.map(([key, value]) => ({
      path: `${path}.labels.${key}`,
      value: JSON.stringify(value),
      changes: CHANGES.labels,
    }));
  });
}

function namingValues(value: JsonValue | undefined, path: string, definition: ComponentDefinition): NamingValue[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof inner === 'string' && inner !== '') return naming(at, key, inner, definition);
    if (key === 'podLabels' && isJsonObject(inner)) return selectorLabels(at, inner, definition);
    return namingValues(inner, at, definition);
  });
}

function naming(path: string, key: string, value: string, definition: ComponentDefinition): NamingValue[] {
  if (UPSTREAM[definition.name]?.[path] === value) return [];
  if (NAMES.has(key)) return [{ path, value, changes: CHANGES.names }];
  const isAccount = key === 'serviceAccountName' || /(^|\.)serviceAccount\.name$/.test(path);
  return isAccount && !isAccountOf(value, definition) ? [{ path, value, changes: CHANGES.account }] : [];
}

function selectorLabels(path: string, labels: object, definition: ComponentDefinition): NamingValue[] {
  const selectors = workloadsOf(definition).map(({ selector }) => selector);
  return Object.entries(labels)
    .filter(
      ([key, value]) => selectors.some((one) => one[key] !== undefined) && !selectors.some((one) => one[key] === value),
    )
    .map(([key, value]) => ({
      path: `${path}.${key}`,
      value: String(value),
      changes: CHANGES.labels,
    }));
}

/** A flow of a component, first one to a port that changes. */
function brokenFlow(
  flows: readonly Flow[],
  definition: ComponentDefinition,
  port: number | undefined,
): Flow | undefined {
  const own = flows.filter(({ from, to }) => isOf(from, definition) || isOf(to, definition));
  const hasPort = ({ to, ports }: Flow): boolean =>
    isOf(to, definition) && ports !== 'all' && ports.some((one) => one.port === port);
  return own.find(hasPort) ?? own[0];
}

function isOf(end: FlowEnd, { name }: ComponentDefinition): boolean {
  return end.kind === 'workload' && end.component === name;
}

function flowText({ from, to, ports }: Flow): string {
  const text = (end: FlowEnd): string => (end.kind === 'workload' ? end.workload.name : end.kind);
  const port = ports === 'all' ? undefined : ports[0]?.port;
  return `${text(from)} -> ${text(to)}${port === undefined ? '' : `:${port}`}`;
}
