import type { JsonObject } from '../../values/json';
import { immutableDifferences } from '../../gitops/kinds/immutable-fields';
import { keptDefaults } from '../../gitops/kinds/kept-defaults';
import { serverFields } from '../../gitops/kinds/server-fields';
import { objectText, type CheckedObject } from '../checked-object';
import { annotationsOf, type Inventory } from '../inventory';
import { accessReasons, cutReasons } from './access-risks';
import { actsWithNoMore, keepsToken } from './account-roles';
import type { FieldChange, ObjectPair, Reason } from './change';
import { diffFields, withInner } from './diff-fields';
import { withEffectiveContexts } from './effective-contexts';
import { fieldReasons } from './field-risks';
import { PODS } from './field-row';
import { content } from './object-content';
import { prunedReasons } from './pruned-fields';
import { namespaceReasons } from './stated-namespaces';
import type { UsersOf } from './users-of';

/**
 * Why a changed object matters.
 * @param pair - the object before and after
 * @param risky - what its fields say
 * @param usersOf - who uses a ConfigMap or Secret
 */
export function changedReasons(
  { before, after, fields }: ObjectPair,
  risky: readonly Reason[],
  usersOf: UsersOf,
): Reason[] {
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
  return reasons.filter(({ risk }) => !isHook || risk !== 'immutable');
}

/** Annotations of hooks. Source: documentation of Helm, Chart Hooks; of Argo CD, Sync Phases. */
const HOOKS: readonly string[] = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

/**
 * Risks of fields. Those of pods are about what holds for each container, wherever that is written, and an account that may do nothing is only
 * another name; that pods are replaced follows from what is written.
 */
export function riskyFields({ before, after, fields }: ObjectPair, isSame: (field: FieldChange) => boolean): Reason[] {
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
export function sameAccount(pair: ObjectPair, old: Inventory, now: Inventory): (path: string) => boolean {
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
export function rolls(object: CheckedObject, fields: readonly FieldChange[], usersOf: UsersOf): Reason[] {
  if (object.group !== '' || !['ConfigMap', 'Secret'].includes(object.kind)) return [];
  if (!fields.some(({ path }) => /^(?:data|binaryData|stringData)\b/.test(path))) return [];
  const users = usersOf(object);
  if (users.length === 0) return [];
  // One object may be written in several files.
  const texts = [...new Set(users.map(objectText))];
  const more = texts.length > MAX_USERS ? ` and ${texts.length - MAX_USERS} more` : '';
  return [{ risk: 'rollout', text: `used by ${texts.slice(0, MAX_USERS).join(', ')}${more}` }];
}
