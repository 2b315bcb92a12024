import { isDeepStrictEqual } from 'util';
import { canonicalJson } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject, listOf, textOf } from '../../values/json';
import { secretsInObject, withoutSecrets } from '../../gitops/secrets';
import { identity, objectText, type CheckedObject, type SourceObject } from '../checked-object';
import { withFolderClusters } from '../folder-clusters';
import { annotationsOf, type Inventory } from '../inventory';
import { accessReasons, cutReasons } from './access-risks';
import { RISK_LEVELS, RISK_ORDER, type Change, type FieldChange, type ObjectPair, type Reason } from './change';
import { openedConnections } from './connections';
import { actsWithNoMore, keepsToken } from './account-roles';
import { diffFields, withInner } from './diff-fields';
import { withEffectiveContexts } from './effective-contexts';
import { hashedSuccessors } from './hashed-names';
import { addedPolicyReasons } from './mesh-risks';
import { immutableDifferences } from '../../gitops/kinds/immutable-fields';
import { keptDefaults } from '../../gitops/kinds/kept-defaults';
import { serverFields } from '../../gitops/kinds/server-fields';
import { fieldReasons } from './field-risks';
import { PODS } from './field-row';
import { isApplication } from '../scopes';
import { refusedUpdates } from './refused-updates';
import { prunedReasons } from './pruned-fields';
import { keptSelection } from './kept-selections';
import { isKept, removalReasons } from './removal-risks';
import { addsUnasked } from './selecting-labels';
import { inventoriesOf, namespaceReasons } from './stated-namespaces';
import { usersAmong, type UsersOf } from './users-of';
import { pushTo } from '../../values/push-to';
import { LAST_APPLIED } from '../../values/names';

/** Fields that an API server or a controller writes. */
const WRITTEN = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink', 'managedFields'];
/**
 * What differs between two sets of objects, the greatest risk first.
 * @param before - the objects before
 * @param after - the objects after
 */
export function diffObjects(before: readonly SourceObject[], after: readonly SourceObject[]): Change[] {
  const [first = [], second = []] = withFolderClusters([before, after]);
  const [old, now] = inventoriesOf(first, second);
  const [byKey, nowByKey] = [indexed(old.objects), indexed(now.objects)];
  const removed = [...byKey].filter(([key]) => !nowByKey.has(key)).map(([, each]) => each);
  const added = [...nowByKey].filter(([key]) => !byKey.has(key)).map(([, each]) => each);
  const pairs = [...byKey].flatMap(([key, each]): ObjectPair[] => {
    const other = nowByKey.get(key);
    if (other === undefined || isDeepStrictEqual(each.object, other.object)) return [];
    const facts = serverFields(each.group, each.kind);
    const fields = diffFields(...withSources(content(each.object), content(other.object)), facts);
    return fields.length === 0 ? [] : [{ before: each, after: other, fields }];
  });
  const same = matched(removed, added);
  const [gone, come] = [new Set(same.map(([each]) => each)), new Set(same.map(([, each]) => each))];
  const usersOf = usersAmong(now.objects);
  const refused = refusedUpdates(now);
  const isUnasked = addsUnasked(old, now);
  const successors = hashedSuccessors(
    removed.filter((each) => !gone.has(each)),
    added.filter((each) => !come.has(each)),
    usersOf,
  );
  for (const [each, other] of successors) {
    gone.add(each);
    come.add(other);
  }
  const touched = [...removed, ...added, ...pairs.map((pair) => pair.after)];
  const changes = [
    ...same.map(([each, other]) => renamed(each, other)),
    ...successors.map(([each, other]) => succeeded(each, other, usersOf)),
    ...removed.filter((each) => !gone.has(each)).map(removedChange),
    ...added.filter((each) => !come.has(each)).map((each) => addedChange(each, old.objects)),
    ...pairs.map((pair) => {
      const { fields, reasons } = keptSelection(pair, old, now);
      const isSame = sameAccount(pair, old, now);
      const risky = riskyFields({ ...pair, fields }, (field) => isSame(field.path) || isUnasked(field));
      return changedChange(pair, [...refused(pair), ...reasons, ...risky], usersOf);
    }),
    ...openedConnections(
      old,
      now,
      (scope, is) => touched.some((each) => each.scope === scope && is(each.kind)),
      clusterText,
    ),
  ];
  return changes.sort(compareChanges);
}

/** The greatest risk first; then by cluster and object. */
function compareChanges(a: Change, b: Change): number {
  return (
    RISK_ORDER.indexOf(a.risk) - RISK_ORDER.indexOf(b.risk) ||
    compare(a.cluster, b.cluster) ||
    compare(a.object, b.object) ||
    compare(a.kind, b.kind)
  );
}

function indexed(objects: readonly CheckedObject[]): Map<string, CheckedObject> {
  const named = objects.filter(({ name }) => name !== '');
  return new Map(
    named.map((each) => [
      [each.scope, identity(each.group, each.kind, each.namespace, each.name)].join('\u0000'),
      each,
    ]),
  );
}

/** An object without what an API server writes. */
function content(object: JsonObject): JsonObject {
  const { metadata, status: _, ...rest } = object;
  if (!isJsonObject(metadata)) return object;
  const { annotations, ...others } = metadata;
  const kept = isJsonObject(annotations) ? Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED) : [];
  const own = Object.entries(others).filter(([key]) => !WRITTEN.includes(key));
  const fields = kept.length > 0 ? [...own, ['annotations', Object.fromEntries(kept)] as const] : own;
  return { ...rest, metadata: Object.fromEntries(fields) };
}

/** Two Applications of Argo CD that state their source in the same way: one source is a list of one. */
function withSources(before: JsonObject, after: JsonObject): readonly [JsonObject, JsonObject] {
  const isListed = ({ spec }: JsonObject): boolean => isJsonObject(spec) && spec.sources !== undefined;
  if (!isApplication(before) || !isApplication(after) || isListed(before) === isListed(after)) return [before, after];
  const listed = (object: JsonObject): JsonObject => {
    const { spec } = object;
    if (!isJsonObject(spec) || isListed(object)) return object;
    const { source, ...rest } = spec;
    return source === undefined ? object : { ...object, spec: { ...rest, sources: [source] } };
  };
  return [listed(before), listed(after)];
}

/** Objects that were renamed, or moved to another cluster: the same content apart from their name. */
function matched(
  removed: readonly CheckedObject[],
  added: readonly CheckedObject[],
): Array<readonly [CheckedObject, CheckedObject]> {
  const free = new Map<string, CheckedObject[]>();
  const kinds = new Set(removed.map(kindKey));
  const candidates = added.filter((each) => kinds.has(kindKey(each)));
  for (const each of candidates) pushTo(free, withoutName(each), each);
  const others = new Set(candidates.map(kindKey));
  return removed.flatMap((each) => {
    if (!others.has(kindKey(each))) return [];
    const same = free.get(withoutName(each)) ?? [];
    const best = same.find(({ name }) => name === each.name) ?? same[0];
    if (best === undefined) return [];
    same.splice(same.indexOf(best), 1);
    return [[each, best] as const];
  });
}

function kindKey({ group, kind }: CheckedObject): string {
  return `${group}/${kind}`;
}

function withoutName({ object, name, group, kind }: CheckedObject): string {
  const { metadata, ...rest } = content(object);
  const { name: _, namespace: _namespace, ...others } = isJsonObject(metadata) ? metadata : {};
  const text = canonicalJson({ ...rest, metadata: others });
  return [group, kind, text.split(JSON.stringify(name)).join('"\u0000"')].join(' ');
}

function renamed(before: CheckedObject, after: CheckedObject): Change {
  const isMoved = before.scope !== after.scope;
  const reasons = removedReasons(before).map(({ risk, text }): Reason => {
    const known =
      risk === 'data-loss' || risk === 'rollout'
        ? text
        : 'the object of the old name is deleted, and one of the new name is created';
    return {
      risk,
      text: isMoved && risk === 'removal' ? 'it is deleted in one cluster and created in the other' : known,
    };
  });
  const from = isMoved ? `cluster ${clusterText(before.scope) || '(none)'}` : objectText(before);
  return {
    ...change(isMoved ? 'moved' : 'renamed', after, [...reasons, ...accessReasons(undefined, after.object)]),
    from,
  };
}

/** An object whose name follows its content: its pods read the new one, and are replaced for it. */
function succeeded(before: CheckedObject, after: CheckedObject, usersOf: UsersOf): Change {
  const fields = diffFields(content(before.object), content(after.object), serverFields(after.group, after.kind));
  const shown = fields.filter(({ path }) => path !== 'metadata.name').map((field) => hidden([before, after], field));
  const reasons = [...rolls(after, fields, usersOf), { risk: 'change', text: 'differs' } as const];
  return { ...change('changed', after, reasons), from: objectText(before), fields: shown };
}

/** A kustomization is no object of a cluster: what it built may be there all the same. */
function removedReasons(object: CheckedObject): readonly Reason[] {
  if (object.group !== 'kustomize.config.k8s.io') return removalReasons(object);
  return [{ risk: 'rollout', text: 'what kustomize built from it is not compared' }];
}

function removedChange(object: CheckedObject): Change {
  const reasons = [...removedReasons(object), ...accessReasons(object.object, undefined)];
  const kept = isKept(object)
    ? [{ risk: 'removal', text: 'Argo CD does not prune it: it stays in the cluster' } as const]
    : [];
  return change('removed', object, [...reasons, ...kept]);
}

const EXPOSING =
  /^(?:networking\.k8s\.io\/Ingress|route\.openshift\.io\/Route|networking\.istio\.io\/Gateway|gateway\.networking\.k8s\.io\/(?:Gateway|(?:HTTP|GRPC|TLS|TCP|UDP)Route))$/;

function addedChange(object: CheckedObject, before: readonly CheckedObject[]): Change {
  const key = `${object.group}/${object.kind}`;
  const spec = isJsonObject(object.object.spec) ? object.object.spec : {};
  const isOutside =
    EXPOSING.test(key) ||
    (key === '/Service' && ['LoadBalancer', 'NodePort'].includes(textOf(spec.type))) ||
    (key === 'networking.istio.io/VirtualService' && listOf(spec.gateways).some((each) => each !== 'mesh'));
  const exposure = isOutside
    ? [{ risk: 'exposure', text: 'accepts traffic from outside of the cluster' } as const]
    : [];
  return change('added', object, [
    ...accessReasons(undefined, object.object),
    ...addedPolicyReasons(object, before),
    ...admissionReasons(key, object.object),
    ...privileges(key, object.object),
    ...exposure,
    { risk: 'addition', text: 'is new' },
  ]);
}

/** What a new webhook refuses. */
function admissionReasons(kind: string, object: JsonObject): Reason[] {
  if (!kind.startsWith('admissionregistration.k8s.io/')) return [];
  return fieldReasons(kind, diffFields({ webhooks: [] }, { webhooks: object.webhooks ?? [] })).filter(
    ({ risk }) => risk === 'removal',
  );
}

/** What pods of a new object may do that the Pod Security Standards restrict. */
function privileges(kind: string, object: JsonObject): Reason[] {
  if (!PODS.test(kind)) return [];
  const { apiVersion, kind: own, metadata } = object;
  const fields = diffFields({ apiVersion, kind: own, metadata }, withEffectiveContexts(object))
    .flatMap(withInner)
    .filter(({ path }) => !/\.serviceAccount(?:Name)?$|\.metadata\.(?:labels\b|annotations$)|istio\.io\//.test(path));
  return fieldReasons(kind, fields).filter(({ risk }) => risk === 'access');
}

function changedChange({ before, after, fields }: ObjectPair, risky: readonly Reason[], usersOf: UsersOf): Change {
  const reasons = [
    ...risky,
    ...accessReasons(before.object, after.object),
    ...cutReasons(before.object, after.object),
    ...immutableReasons(before.object, after.object),
    ...keptReasons(before.object, after.object),
    ...prunedReasons(before.object, after.object),
    ...namespaceReasons(before, after),
    ...rolls(after, fields, usersOf),
    { risk: 'change', text: 'differs' } as const,
  ];
  // A hook is deleted and created again, and never updated.
  const isHook = [before, after].every(({ object }) => HOOKS.some((key) => annotationsOf(object)[key] !== undefined));
  const real = reasons.filter(({ risk }) => !isHook || risk !== 'immutable');
  const shown = fields.map((field) => hidden([before, after], field));
  return { ...change('changed', after, real), fields: shown };
}

/** Annotations of hooks. Source: documentation of Helm, Chart Hooks; of Argo CD, Sync Phases. */
const HOOKS: readonly string[] = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

/**
 * Risks of fields. Those of pods are about what holds for each container, wherever that is written, and an account that may do nothing is only
 * another name; that pods are replaced follows from what is written.
 */
function riskyFields({ before, after, fields }: ObjectPair, isSame: (field: FieldChange) => boolean): Reason[] {
  const key = `${after.group}/${after.kind}`;
  const written = fieldReasons(key, fields.flatMap(withInner));
  if (!PODS.test(key)) return written;
  const [old, now] = [before, after].map(({ object }) => withEffectiveContexts(content(object)));
  const effective = diffFields(old, now, serverFields(after.group, after.kind)).filter((field) => !isSame(field));
  const reasons = [
    ...fieldReasons(key, effective.flatMap(withInner)),
    ...written.filter(({ risk }) => risk === 'rollout'),
  ];
  return reasons.length === 0 && written.length > 0 ? [{ risk: 'rollout', text: 'the pods are replaced' }] : reasons;
}

const ACCOUNT_NAME = /\.serviceAccount(?:Name)?$/;
const TOKEN = /\.automountServiceAccountToken$/;

/** The fields of pods about their account that change nothing: its name, where it may do no more, and its token, where they get it as before. */
function sameAccount(pair: ObjectPair, old: Inventory, now: Inventory): (path: string) => boolean {
  if (!pair.fields.some(({ path }) => ACCOUNT_NAME.test(path) || TOKEN.test(path))) return () => false;
  const [hasNoMore, isToken] = [actsWithNoMore(pair, old, now), keepsToken(pair, old, now)];
  return (path) => (hasNoMore && ACCOUNT_NAME.test(path)) || (isToken && TOKEN.test(path));
}

/** Fields that the API server does not let change. */
function immutableReasons(before: JsonObject, after: JsonObject): Reason[] {
  return immutableDifferences(before, after).map(({ path }) => ({
    risk: 'immutable',
    text: `${path}: is immutable; the object must be deleted and created again`,
  }));
}

/** Defaults that the API server keeps, so that it refuses the change, or that the change has no effect. */
function keptReasons(before: JsonObject, after: JsonObject): Reason[] {
  return keptDefaults(before, after).map(({ path, effect, isRefused, fix }) => ({
    risk: isRefused ? 'immutable' : path.endsWith('.imagePullPolicy') ? 'image' : 'selector',
    text: `${path}: ${effect}; ${fix}`,
  }));
}

/** Users that a reason names. */
const MAX_USERS = 5;

/** Pods that use a ConfigMap or Secret see the new content, or are replaced by what watches it. */
function rolls(object: CheckedObject, fields: readonly FieldChange[], usersOf: UsersOf): Reason[] {
  if (object.group !== '' || !['ConfigMap', 'Secret'].includes(object.kind)) return [];
  if (!fields.some(({ path }) => /^(?:data|binaryData|stringData)\b/.test(path))) return [];
  const users = usersOf(object);
  if (users.length === 0) return [];
  // One object may be written in several files.
  const texts = [...new Set(users.map(objectText))];
  const more = texts.length > MAX_USERS ? ` and ${texts.length - MAX_USERS} more` : '';
  return [{ risk: 'rollout', text: `used by ${texts.slice(0, MAX_USERS).join(', ')}${more}` }];
}

function change(kind: Change['kind'], object: CheckedObject, reasons: readonly Reason[]): Change {
  const unique = [...new Map(reasons.map((each) => [`${each.risk} ${each.text}`, each])).values()];
  const sorted = unique.sort((a, b) => RISK_ORDER.indexOf(a.risk) - RISK_ORDER.indexOf(b.risk));
  const risk = sorted[0]?.risk ?? 'change';
  const plain = sorted.length > 1 ? sorted.filter(({ text }) => text !== 'differs' && text !== 'is new') : sorted;
  return {
    kind,
    object: objectText(object),
    cluster: clusterText(object.scope),
    file: object.file,
    risk,
    level: RISK_LEVELS[risk],
    reasons: plain,
    fields: [],
  };
}

/** The cluster of a scope, and the output that it is part of. */
function clusterText(scope: string): string {
  const [root = '', cluster = ''] = scope.split('\u0000');
  return [root === '.' ? '' : root, cluster].filter((each) => each !== '').join('/');
}

/** Whether a path leads into the content of a Secret: the object itself, a template of Secrets, or a Secret somewhere in an object. */
function isInSecret({ kind, group, object }: CheckedObject, path: string): boolean {
  if (kind === 'Secret' && group === '') return /^(?:data|stringData)\b/.test(path);
  if (!/\.(?:data|stringData)\b/.test(path)) return false;
  const isTemplate = kind.endsWith('Secret') && /\btemplate\.(?:data|stringData)\b/.test(path);
  return isTemplate || secretsInObject(object, { kind, name: '' }).some(({ rule }) => rule === 'secret');
}

/** Contents of Secrets and credentials are not shown, neither of those that come nor of those that go. */
function hidden(sides: readonly CheckedObject[], field: FieldChange): FieldChange {
  const isSecret = sides.some((side) => isInSecret(side, field.path));
  const hide = (value: JsonValue): JsonValue =>
    isSecret ? '(hidden)' : (withoutSecrets(field.path, value) as JsonValue);
  return {
    path: field.path,
    ...(field.before !== undefined && { before: hide(field.before) }),
    ...(field.after !== undefined && { after: hide(field.after) }),
  };
}
