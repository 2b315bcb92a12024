import { listAt, objectAt, textAt, textsAt } from '../../../connectivity/manifest';
import { groupVersion } from '../../../checks/checked-object';
import { matches } from '../../../checks/walk';
import { isJsonObject, type JsonObject } from '../../../values/json';
import { withValueAt } from '../../../values/path';

type Labels = Readonly<Record<string, string>>;

/** Labels that a kustomization adds, and to what beside the metadata. */
interface AddedLabels {
  readonly labels: Labels;
  readonly selectors: boolean;
  readonly templates: boolean;
}

/** Where labels go, in patterns of `matches`; those that are made where they are missing have no lists. */
interface LabelPlaces {
  readonly selectors: readonly string[];
  readonly templates: readonly string[];
  /** Selectors that are changed only where they are there. */
  readonly present: readonly string[];
}

const TEMPLATE = 'spec.template.metadata.labels';
const IN_POD = [
  'topologySpreadConstraints[].labelSelector.matchLabels',
  ...['podAffinity', 'podAntiAffinity'].flatMap((field) => [
    `affinity.${field}.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.labelSelector.matchLabels`,
    `affinity.${field}.requiredDuringSchedulingIgnoredDuringExecution[].labelSelector.matchLabels`,
  ]),
].map((pattern) => `spec.template.spec.${pattern}`);

const WORKLOAD: LabelPlaces = { selectors: ['spec.selector.matchLabels'], templates: [TEMPLATE], present: IN_POD };

/** By `group/kind`. Source: kustomize, `api/internal/konfig/builtinpluginconsts/commonlabels.go`. */
const PLACES: Readonly<Record<string, LabelPlaces>> = {
  'apps/Deployment': WORKLOAD,
  'apps/StatefulSet': WORKLOAD,
  'apps/DaemonSet': { ...WORKLOAD, present: [] },
  'apps/ReplicaSet': { ...WORKLOAD, present: [] },
  '/ReplicationController': { selectors: ['spec.selector'], templates: [TEMPLATE], present: [] },
  '/Service': { selectors: ['spec.selector'], templates: [], present: [] },
  'batch/Job': { selectors: [], templates: [TEMPLATE], present: ['spec.selector.matchLabels'] },
  'batch/CronJob': {
    selectors: [],
    templates: ['spec.jobTemplate.metadata.labels', `spec.jobTemplate.${TEMPLATE}`],
    present: ['spec.jobTemplate.spec.selector.matchLabels'],
  },
  'policy/PodDisruptionBudget': { selectors: [], templates: [], present: ['spec.selector.matchLabels'] },
  'networking.k8s.io/NetworkPolicy': {
    selectors: [],
    templates: [],
    present: ['podSelector', 'ingress[].from[].podSelector', 'egress[].to[].podSelector'].map(
      (pattern) => `spec.${pattern}.matchLabels`,
    ),
  },
};

/**
 * An object with the labels of a kustomization.
 * @param object - the object
 * @param kustomization - the kustomization
 */
export function labelled(object: JsonObject, kustomization: JsonObject): JsonObject {
  return labelsOf(kustomization).reduce(withLabels, object);
}

function labelsOf(kustomization: JsonObject): AddedLabels[] {
  const listed = listAt(kustomization, 'labels').map((each): AddedLabels => {
    const { includeSelectors, includeTemplates } = isJsonObject(each) ? each : {};
    const selectors = includeSelectors === true;
    return { labels: textsAt(each, 'pairs'), selectors, templates: selectors || includeTemplates === true };
  });
  return [...listed, { labels: textsAt(kustomization, 'commonLabels'), selectors: true, templates: true }].filter(
    ({ labels }) => Object.keys(labels).length > 0,
  );
}

function withLabels(object: JsonObject, { labels, selectors, templates }: AddedLabels): JsonObject {
  const places = PLACES[`${groupVersion(object)[0]}/${textAt(object, 'kind')}`];
  const made = [
    'metadata.labels',
    ...(selectors ? (places?.selectors ?? []) : []),
    ...(templates ? (places?.templates ?? []) : []),
  ];
  const whole = made.reduce((all, place) => {
    const path = place.split('.');
    return withValueAt(all, path, { ...objectAt(all, ...path), ...labels });
  }, object);
  return selectors ? withClaims(inPresent(whole, places?.present ?? [], labels), labels) : whole;
}

/** A StatefulSet with the labels in its templates of claims. */
function withClaims(object: JsonObject, labels: Labels): JsonObject {
  const claims = listAt(object, 'spec', 'volumeClaimTemplates');
  if (claims.length === 0 || object.kind !== 'StatefulSet') return object;
  const path = ['metadata', 'labels'];
  const labelled = claims.map((claim) =>
    isJsonObject(claim) ? withValueAt(claim, path, { ...objectAt(claim, ...path), ...labels }) : claim,
  );
  return withValueAt(object, ['spec', 'volumeClaimTemplates'], labelled);
}

function inPresent(object: JsonObject, patterns: readonly string[], labels: Labels): JsonObject {
  if (!patterns.some((pattern) => matches(object, pattern).length > 0)) return object;
  const copy = structuredClone(object);
  for (const { value } of patterns.flatMap((pattern) => matches(copy, pattern))) {
    if (isJsonObject(value)) Object.assign(value, labels);
  }
  return copy;
}
