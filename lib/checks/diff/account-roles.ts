import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { GroupedBy } from '../../values/grouped-by';
import type { CheckedObject } from '../checked-object';
import { annotationsOf, type Inventory } from '../inventory';
import { podTemplateOf } from '../pods';
import { CLOUD_IDENTITY } from './account-fields';
import type { ObjectPair } from './change';

const ACCOUNT = /\.serviceAccount(?:Name)?$/;

/**
 * Whether the pods of an object act as a ServiceAccount that is new, and that no binding and no cloud gives anything which the account before
 * did not have.
 * @param pair - the object before and after
 * @param before - all objects before
 * @param after - all objects after
 */
export function actsWithNoMore(
  { before: was, after: object, fields }: ObjectPair,
  before: Inventory,
  after: Inventory,
): boolean {
  const names = new Set(fields.filter(({ path }) => ACCOUNT.test(path)).map((field) => field.after));
  const [name, ...others] = names;
  if (typeof name !== 'string' || others.length > 0) return false;
  const { scope, namespace } = object;
  const find = (inventory: Inventory): CheckedObject | undefined =>
    inventory.named(scope, '', 'ServiceAccount', namespace, name)[0];
  const account = find(after);
  if (account === undefined || find(before) !== undefined) return false;
  if (Object.keys(annotationsOf(account.object)).some((key) => CLOUD_IDENTITY.test(key))) return false;
  const old = new Set(rolesOf(before, was, accountName(was)));
  return rolesOf(after, account, name).every((role) => old.has(role));
}

/** The roles that bindings give to an account of the namespace of an object. */
function rolesOf(inventory: Inventory, { scope, namespace }: CheckedObject, name: string): string[] {
  return ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) => {
    const bindings = inventory.ofKind(scope, 'rbac.authorization.k8s.io', kind);
    return BY_ACCOUNT.of(bindings, accountKey(namespace, name)).map((each) => {
      const role = objectAt(each.object, 'roleRef');
      return JSON.stringify([kind, each.namespace, role.kind, role.name]);
    });
  });
}

/** The account that the pods of an object act as. */
function accountName(object: CheckedObject): string {
  const { serviceAccountName, serviceAccount } = podTemplateOf(object)?.spec ?? {};
  return String([serviceAccountName, serviceAccount].find((each) => typeof each === 'string') ?? 'default');
}

/**
 * Whether the pods of an object get a token of their ServiceAccount as they did, whether they or the account say so.
 * @param pair - the object before and after
 * @param before - all objects before
 * @param after - all objects after
 */
export function keepsToken(pair: ObjectPair, before: Inventory, after: Inventory): boolean {
  return getsToken(pair.before, before) === getsToken(pair.after, after);
}

/** What the pod says counts, then what the account says. Source: tasks of Kubernetes, Configure Service Accounts for Pods. */
function getsToken(object: CheckedObject, inventory: Inventory): boolean {
  const { automountServiceAccountToken } = podTemplateOf(object)?.spec ?? {};
  if (typeof automountServiceAccountToken === 'boolean') return automountServiceAccountToken;
  const [account] = inventory.named(object.scope, '', 'ServiceAccount', object.namespace, accountName(object));
  return account?.object.automountServiceAccountToken !== false;
}

/** Bindings by the ServiceAccounts that they give something to. */
const BY_ACCOUNT = new GroupedBy<CheckedObject>(
  ({ object, namespace }) =>
    new Set(
      listAt(object, 'subjects')
        .filter((subject) => textAt(subject, 'kind') === 'ServiceAccount')
        .map((subject) => accountKey(textAt(subject, 'namespace') ?? namespace, textAt(subject, 'name'))),
    ),
);

function accountKey(namespace: string | undefined, name: string | undefined): string {
  return JSON.stringify([namespace, name]);
}
