import { groupOf, kindOf, namespaceOf, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import type { Finding, Severity } from '../rules/types';
import { nameProblems } from '../rules/names';
import { MULTICLUSTER_ADVICE } from './advice';
import { ExistingObjects } from './existing-objects';
import { MANAGED_CLUSTER_RULES } from './managed-cluster-rules';
import { CLUSTERS_GROUP, CLUSTERS_V1ALPHA1 } from './names';
import { PLACEMENT_RULES } from './placement-rules';
import { QUICK_CREATE_RULES } from './quick-create-rules';
import { MULTICLUSTER_SCHEMAS } from './schema/kinds';
import { metadataProblems } from './schema/object-metadata';
import { schemaProblems, unknownField, type SchemaFound } from '../schema/schema-problems';
import { embeddedProblems, templateProblems } from './template-problems';
import type { AdmissionContext, AdmissionRule, MulticlusterFinding, MulticlusterInput } from './types';
import { NAMESPACE_LABEL } from '../../definition/namespaces';

const CLUSTER_OPERATOR_KINDS = ['VerrazzanoManagedCluster', 'OCNEOCIQuickCreate', 'OKEQuickCreate'];
const TOP_LEVEL = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];
const RULES: readonly AdmissionRule[] = [...MANAGED_CLUSTER_RULES, ...PLACEMENT_RULES, ...QUICK_CREATE_RULES];

/** Whether admission of an object is known: a kind of `clusters.verrazzano.io` that release 1.7.2 has. */
export function isMulticlusterObject(object: JsonObject): boolean {
  return groupOf(object) === CLUSTERS_GROUP && MULTICLUSTER_SCHEMAS.has(kindOf(object));
}

/**
 * Checks a VerrazzanoManagedCluster, VerrazzanoProject, MultiCluster wrapper or quick-create resource as the API server and the webhooks of
 * release 1.7.2 do, offline. The findings are in the order of their checks; nothing is thrown for bad values. Where the schema refuses an
 * object, the webhook is not asked, as in a cluster.
 * @param input - the object; what exists
 */
export function validateMulticluster(input: MulticlusterInput): readonly MulticlusterFinding[] {
  const context = contextOf(input);
  const { kind, namespace, name, object } = context;
  const schema = apiServerProblems(object, kind);
  const isRefused = schema.some(({ rule }) => rule !== 'unknown-field');
  const admission = isRefused || isLeftOut(context) ? [] : webhookFindings(context);
  return [
    ...schema.map(({ rule, ...found }) => ({ rule: `schema.${rule}`, severity: 'error' as const, ...found })),
    ...admission,
  ].map((finding) => ({ object: `${kind} ${namespace}/${name}`, ...finding }));
}

function contextOf(input: MulticlusterInput): AdmissionContext {
  const { object, previous, cluster, unknownKinds = [], beside, before, expected = [] } = input;
  const sources = [cluster, beside].filter((each) => each !== undefined);
  const [kind, namespace, name] = [kindOf(object), namespaceOf(object), textAt(object, 'metadata', 'name') ?? ''];
  const old = previous ?? cluster?.get(groupOf(object), kind, namespace, name);
  const merged = (all: readonly ExistingObjects[], group: string, of: string): readonly JsonObject[] => {
    const [first, ...more] = all.map((each) => each.list(group, of)).filter((found) => found.length > 0);
    if (first === undefined || more.length === 0) return first ?? [];
    return new ExistingObjects([first, ...more].flat()).list(group, of);
  };
  return {
    kind,
    namespace,
    name,
    object,
    ...(old !== undefined && { previous: old }),
    isKnown: (of) => cluster !== undefined && !unknownKinds.includes(of),
    isExpected: (...parts) => expected.includes(`${parts[0]} ${parts[1]}/${parts[2]}`),
    find: (...key) => sources.map((each) => each.get(...key)).find((found) => found !== undefined),
    all: (...key) => merged(sources, ...key),
    stored: (...key) => cluster?.list(...key) ?? [],
    earlier: (...key) =>
      merged(
        [cluster, before].filter((each) => each !== undefined),
        ...key,
      ),
  };
}

function apiServerProblems(object: JsonObject, kind: string): SchemaFound[] {
  const { spec: schema, specRequired } = MULTICLUSTER_SCHEMAS.get(kind) ?? {};
  const spec = object.spec ?? undefined;
  const missing = { path: 'spec', message: 'spec is required and missing', fix: 'add spec' };
  const version = textAt(object, 'apiVersion') ?? '';
  return [
    ...(version === CLUSTERS_V1ALPHA1 ? [] : [unknownVersion(version)]),
    ...metadataProblems(object.metadata, 'metadata'),
    ...nameProblems(object.metadata),
    ...(spec === undefined && specRequired === true ? [{ rule: 'required' as const, ...missing }] : []),
    ...Object.keys(object)
      .filter((key) => !TOP_LEVEL.includes(key))
      .map((key) => unknownField(key, key, TOP_LEVEL)),
    ...(spec === undefined || schema === undefined ? [] : schemaProblems(spec, schema, 'spec')),
    ...embeddedProblems(object),
  ];
}

function unknownVersion(value: string): SchemaFound {
  const message = `is not a version of this kind; allowed ${CLUSTERS_V1ALPHA1}`;
  return { rule: 'type', path: 'apiVersion', value, message, fix: `write ${CLUSTERS_V1ALPHA1}` };
}

/** The webhooks are not asked about namespaces with this label. */
function isLeftOut(context: AdmissionContext): boolean {
  const namespace = context.find('', 'Namespace', 'default', context.namespace);
  return textsAt(namespace, 'metadata', 'labels')[NAMESPACE_LABEL] === 'kube-system';
}

function webhookFindings(context: AdmissionContext): Finding[] {
  const unreadable = templateProblems(context);
  if (unreadable.length > 0) {
    return unreadable.map(({ rule: _, ...found }) => ({ rule: 'webhook.decode', severity: 'error', ...found }));
  }
  const isDeleted = valueAt(context.object, 'metadata', 'deletionTimestamp') !== undefined;
  // The webhooks of the application operator let pass what is being deleted.
  if (isDeleted && !CLUSTER_OPERATOR_KINDS.includes(context.kind)) return [];
  return [...applied(RULES, 'error', context), ...applied(MULTICLUSTER_ADVICE, 'warning', context)];
}

function applied(rules: readonly AdmissionRule[], severity: Severity, context: AdmissionContext): Finding[] {
  const operation = context.previous === undefined ? 'create' : 'update';
  const own = rules.filter(
    ({ kinds, on }) => (kinds as readonly string[]).includes(context.kind) && (on === undefined || on === operation),
  );
  return own.flatMap(({ id, check }) =>
    check(context).map(({ absent, ...found }) => ({
      rule: id,
      severity: absent !== undefined && !context.isKnown(absent) ? 'assumption' : severity,
      ...found,
    })),
  );
}
