import type { JsonObject, JsonValue } from '../../values/json';
import { GroupedBy } from '../../values/grouped-by';
import { isJsonObject } from '../../values/json';
import { listAt } from '../../connectivity/manifest';
import type { CheckedObject } from '../checked-object';
import type { CheckContext, Pods } from '../context';
import type { Found } from '../finding';
import { portFindings } from './target-ports';
import type { Path } from '../../values/path';
import { valueAtPath } from '../../values/path';
import { podTemplateOf } from '../pods';
import { matches } from '../walk';

type Labels = Readonly<Record<string, string>>;

/** Selectors of pods in the namespace of the object, by `group/kind`. Map selectors are those of Services. */
const POD_SELECTORS: Readonly<Record<string, readonly string[]>> = {
  '/Service': ['spec.selector'],
  'policy/PodDisruptionBudget': ['spec.selector'],
  'networking.istio.io/Gateway': ['spec.selector'],
  'networking.istio.io/Sidecar': ['spec.workloadSelector.labels'],
  'networking.istio.io/EnvoyFilter': ['spec.workloadSelector.labels'],
  'networking.istio.io/ProxyConfig': ['spec.selector'],
  'telemetry.istio.io/Telemetry': ['spec.selector'],
  'extensions.istio.io/WasmPlugin': ['spec.selector'],
  'security.istio.io/AuthorizationPolicy': ['spec.selector'],
  'security.istio.io/PeerAuthentication': ['spec.selector'],
  'security.istio.io/RequestAuthentication': ['spec.selector'],
};

/** Kinds whose selector must fit the labels of their own template, or the API server refuses them. */
const OWN_SELECTOR = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Selectors that match no pod, or not even the template beside them. */
export function selectorFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => [
    ...ownSelector(object),
    ...podSelectors(object, context),
    ...placementSelectors(object, context),
  ]);
}

/**
 * Whether labels fit a selector: `matchLabels` and `matchExpressions`, or a map of labels as Services have.
 * @param selector - the selector
 * @param labels - the labels
 */
export function selects(selector: JsonObject, labels: Labels): boolean {
  const expressions = isMapOfLabels(selector) ? [] : listAt(selector, 'matchExpressions');
  return (
    pairsOf(selector).every(([key, value]) => labels[key] === value) &&
    expressions.every((each) => expression(each, labels))
  );
}

function isMapOfLabels({ matchLabels, matchExpressions }: JsonObject): boolean {
  return matchLabels === undefined && matchExpressions === undefined;
}

/** Labels that a selector wants, and their values. */
function pairsOf(selector: JsonObject): Array<[string, JsonValue | undefined]> {
  const { matchLabels } = selector;
  return Object.entries(isMapOfLabels(selector) ? selector : isJsonObject(matchLabels) ? matchLabels : {});
}

/** Whether some of the pods of an object fit a selector. */
function selectsSome(selector: JsonObject, { variants }: Pods): boolean {
  return variants.some((labels) => selects(selector, labels));
}

/** Keys of the labels that something has. */
export function labelKeys(labels: Labels): string[] {
  return Object.entries(labels).map((pair) => JSON.stringify(pair));
}

/**
 * Those of many items that have the rarest label which a selector wants; others cannot fit it.
 * @param selector - the selector
 * @param all - the items
 * @param byLabel - groups them by their labels
 */
export function nearSelector<Item>(
  selector: JsonObject,
  all: readonly Item[],
  byLabel: GroupedBy<Item>,
): readonly Item[] {
  return pairsOf(selector)
    .map((pair) => byLabel.of(all, JSON.stringify(pair)))
    .reduce((least, each) => (each.length < least.length ? each : least), all);
}

const BY_LABEL = new GroupedBy<Pods>(({ variants }) => new Set(variants.flatMap(labelKeys)));

/**
 * Those of many pods that fit a selector.
 * @param selector - the selector
 * @param pods - the pods
 */
export function selectedPods(selector: JsonObject, pods: readonly Pods[]): readonly Pods[] {
  return nearSelector(selector, pods, BY_LABEL).filter((each) => selectsSome(selector, each));
}

function expression(value: JsonValue, labels: Labels): boolean {
  if (!isJsonObject(value) || typeof value.key !== 'string') return true;
  const own = Object.hasOwn(labels, value.key) ? labels[value.key] : undefined;
  const values = listAt(value, 'values');
  switch (value.operator) {
    case 'In':
      return own !== undefined && values.includes(own);
    case 'NotIn':
      return own === undefined || !values.includes(own);
    case 'Exists':
      return own !== undefined;
    case 'DoesNotExist':
      return own === undefined;
    default:
      return true;
  }
}

/** Where pods say which other pods of their namespace they keep to, or keep away from. */
const PLACEMENT = [
  'topologySpreadConstraints[]',
  'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[]',
  'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[]',
];

/** Selectors of placement that match no pod, not even those that have them. */
function placementSelectors(object: CheckedObject, context: CheckContext): Found[] {
  const template = podTemplateOf(object);
  if (template === undefined) return [];
  const near = context.podsIn(object.scope, object.namespace);
  const opener = context.provided(object.scope).podsBy(object.namespace);
  return PLACEMENT.flatMap((pattern) => matches(template.spec, pattern, [...template.path, 'spec'])).flatMap(
    ({ value, path }) => {
      if (!isJsonObject(value) || value.namespaces !== undefined || value.namespaceSelector !== undefined) return [];
      const { labelSelector: selector } = value;
      if (!isJsonObject(selector) || isEverything(selector)) return [];
      if (selectedPods(selector, near).length > 0) return [];
      return [unmatched(object, [...path, 'labelSelector'], selector, near, opener)];
    },
  );
}

function ownSelector(object: CheckedObject): Found[] {
  const isOld = object.group === '' && object.kind === 'ReplicationController';
  if (!isOld && (object.group !== 'apps' || !OWN_SELECTOR.includes(object.kind))) return [];
  const selector = valueAtPath(object.object, ['spec', 'selector']);
  const template = podTemplateOf(object);
  if (!isJsonObject(selector) || template === undefined) return [];
  const base = { rule: 'unmatched-selector', severity: 'error', at: object, path: ['spec', 'selector'] } as const;
  if (isEverything(selector)) {
    if (isOld) return [];
    return [
      { ...base, message: 'is empty, which the API server refuses', fix: 'select the labels of the pod template' },
    ];
  }
  if (selects(selector, template.labels)) return [];
  const allowed = labelText(template.labels);
  return [
    {
      ...base,
      message: 'does not match the labels of the pod template',
      got: shown(selector),
      allowed,
      fix: 'make them agree',
    },
  ];
}

function podSelectors(object: CheckedObject, context: CheckContext): Found[] {
  const patterns = POD_SELECTORS[`${object.group}/${object.kind}`] ?? [];
  return patterns.flatMap((pattern) => {
    const path = pattern.split('.');
    const selector = valueAtPath(object.object, path);
    if (!isJsonObject(selector) || isEverything(selector)) return [];
    const isAnywhere = object.kind === 'Gateway' || isOfRoot(object);
    // Such pods are most often elsewhere: only pods with labels of the same keys can be meant.
    const keys = Object.keys(selector);
    const near = isAnywhere
      ? context.pods(object.scope).filter(({ labels }) => keys.every((key) => Object.hasOwn(labels, key)))
      : context.podsIn(object.scope, object.namespace);
    const selected = selectedPods(selector, near);
    if (selected.length > 0) return portFindings(object, selected);
    return [
      unmatched(
        object,
        path,
        selector,
        near,
        context.provided(object.scope).podsBy(isAnywhere ? undefined : object.namespace),
      ),
    ];
  });
}

/** The selector of a disruption budget; one that is missing selects nothing, and one that is empty everything. */
export function budgetSelector({ object }: CheckedObject): JsonObject {
  const selector = valueAtPath(object, ['spec', 'selector']);
  if (!isJsonObject(selector)) return { matchExpressions: [{ key: 'none', operator: 'In', values: [] }] };
  return isEverything(selector) ? {} : selector;
}

/**
 * Whether an object of Istio is in its root namespace: it acts on pods in all namespaces, such as those of ingress gateways.
 * Source: API reference of Istio, Workload Selector, and `rootNamespace` of MeshConfig with its default.
 */
export function isOfRoot({ group, namespace }: CheckedObject): boolean {
  return group.endsWith('.istio.io') && namespace === 'istio-system';
}

/** Whether a selector is empty. */
export function isEverything(selector: JsonObject): boolean {
  const parts = [selector.matchLabels, selector.matchExpressions].filter((part) => (part ?? null) !== null);
  const isEmpty = (part: JsonValue | undefined): boolean =>
    typeof part === 'object' && part !== null && Object.keys(part).length === 0;
  const isSelector = 'matchLabels' in selector || 'matchExpressions' in selector;
  return Object.keys(selector).length === 0 || (isSelector && parts.every(isEmpty));
}

/** Where the input has no pods at all in a namespace, or where something brings more, nothing can be decided. */
function unmatched(
  object: CheckedObject,
  path: Path,
  selector: JsonObject,
  near: readonly Pods[],
  opener: string | undefined,
): Found {
  const isKnown = near.every(({ owner }) => owner.uncertain === undefined);
  const isDecided = near.length > 0 && opener === undefined && isKnown;
  const where = object.namespace === undefined ? '' : ` in namespace ${object.namespace}`;
  return {
    rule: 'unmatched-selector',
    severity: isDecided ? 'warning' : 'info',
    at: object,
    path,
    message: isDecided ? `matches no pod${where}` : `matches no pod of the input${where}`,
    got: shown(selector),
    ...(near.length > 0 && {
      allowed: [...new Set(near.map(({ labels }) => labelText(labels)))].slice(0, 5).join(' | '),
    }),
    fix: 'make the selector and the labels of the pods agree',
  };
}

function shown(selector: JsonObject): JsonValue {
  return JSON.parse(JSON.stringify(selector)) as JsonValue;
}

function labelText(labels: Labels): string {
  const texts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return texts.length === 0 ? 'no labels' : texts.join(',');
}
