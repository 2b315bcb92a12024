import { listAt, textAt } from '../../connectivity/manifest';
import type { CheckedObject } from '../checked-object';
import { annotationsOf, type Inventory } from '../inventory';
import { CLOUD_IDENTITY } from './account-fields';
import type { ObjectPair } from './change';

const ACCOUNT = /\.serviceAccount(?:Name)?$/;

/**
 * Whether the pods of an object act as a ServiceAccount that is new, and that no binding and no cloud gives anything to.
 * @param pair - the object before and after
 * @param before - all objects before
 * @param after - all objects after
 */
export function actsWithoutRoles({ after: object, fields }: ObjectPair, before: Inventory, after: Inventory): boolean {
  const names = new Set(fields.filter(({ path }) => ACCOUNT.test(path)).map((field) => field.after));
  const [name, ...others] = names;
  if (typeof name !== 'string' || others.length > 0) return false;
  const is = (each: CheckedObject): boolean =>
    each.kind === 'ServiceAccount' && each.group === '' && each.name === name && isBeside(each, object);
  const account = after.objects.find(is);
  if (account === undefined || before.objects.some(is)) return false;
  if (Object.keys(annotationsOf(account.object)).some((key) => CLOUD_IDENTITY.test(key))) return false;
  return !after.objects.some((each) => each.scope === object.scope && binds(each, account));
}

function isBeside(each: CheckedObject, other: CheckedObject): boolean {
  return each.scope === other.scope && each.namespace === other.namespace;
}

function binds(binding: CheckedObject, account: CheckedObject): boolean {
  if (!/^(?:Cluster)?RoleBinding$/.test(binding.kind)) return false;
  return listAt(binding.object, 'subjects').some(
    (subject) =>
      textAt(subject, 'kind') === 'ServiceAccount' &&
      textAt(subject, 'name') === account.name &&
      (textAt(subject, 'namespace') ?? binding.namespace) === account.namespace,
  );
}
