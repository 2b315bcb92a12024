import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { kindText, type CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { labelsOf } from '../inventory';
import { referencesOf } from '../references';
import type { Reference } from '../references/reference';
import { targetsOf } from './dangling';
import { selects } from './selectors';
import { NAMESPACE_NAME } from '../../values/names';

const GROUP = 'gateway.networking.k8s.io';

/**
 * Routes and Gateways that name objects of other namespaces which do not permit it. Source: the Gateway API, ReferenceGrant and `allowedRoutes`.
 */
export function gatewayGrantFindings(context: CheckContext): Found[] {
  return context.inventory.objects
    .filter(({ group }) => group === GROUP)
    .flatMap((object) =>
      referencesOf(object)
        .filter(({ namespace }) => namespace !== undefined && namespace !== object.namespace)
        .flatMap((reference) =>
          reference.kind.kind === 'Gateway' ? attachment(reference, context) : grant(reference, context),
        ),
    );
}

/** A Service or Secret in another namespace is used only if a ReferenceGrant beside it says so; meshes have rules of their own. */
function grant(reference: Reference, context: CheckContext): Found[] {
  const { from, kind, namespace, name } = reference;
  if (listAt(from.object, 'spec', 'parentRefs').some((each) => textAt(each, 'kind') === 'Service')) return [];
  const grants = context.inventory
    .ofKind(from.scope, GROUP, 'ReferenceGrant')
    .filter((each) => each.namespace === namespace);
  const isGranted = grants.some(
    ({ object }) =>
      listAt(object, 'spec', 'from').some(
        (each) =>
          textAt(each, 'group') === from.group &&
          textAt(each, 'kind') === from.kind &&
          textAt(each, 'namespace') === from.namespace,
      ) &&
      listAt(object, 'spec', 'to').some(
        (each) =>
          (textAt(each, 'group') ?? '') === kind.group &&
          textAt(each, 'kind') === kind.kind &&
          (textAt(each, 'name') ?? name) === name,
      ),
  );
  // A target that is missing itself is found with other references.
  if (isGranted || targetsOf(context, reference).length === 0) return [];
  const what = `${kindText(kind.group, kind.kind)} ${namespace}/${name}`;
  return [denied(reference, context, `refers to ${what}, which no ReferenceGrant of that namespace permits`)];
}

/** A Gateway takes routes of its own namespace, unless its listeners say more. */
function attachment(reference: Reference, context: CheckContext): Found[] {
  const { from, namespace, name, listener } = reference;
  const gateways = targetsOf(context, reference);
  const listeners = gateways
    .flatMap(({ object }) => listAt(object, 'spec', 'listeners'))
    .filter((each) => listener === undefined || textAt(each, 'name') === listener);
  if (listeners.length === 0 || listeners.some((each) => takes(each, from, context))) return [];
  return [
    denied(reference, context, `refers to Gateway ${namespace}/${name}, which takes no routes of this namespace`),
  ];
}

function takes(listener: JsonValue, from: CheckedObject, context: CheckContext): boolean {
  const namespaces = objectAt(listener, 'allowedRoutes', 'namespaces');
  if (namespaces.from === 'All') return true;
  if (namespaces.from !== 'Selector') return false;
  const [own] = context.inventory.named(from.scope, '', 'Namespace', undefined, from.namespace ?? '');
  // The labels of a namespace that is not in the input are not known.
  if (own === undefined) return true;
  const selector: JsonObject = isJsonObject(namespaces.selector) ? namespaces.selector : {};
  return selects(selector, { [NAMESPACE_NAME]: own.name, ...labelsOf(own.object) });
}

function denied({ from, path, namespace, name }: Reference, context: CheckContext, message: string): Found {
  const opener = context.provided(from.scope).openedBy(namespace);
  return {
    rule: 'dangling-reference',
    severity: opener === undefined ? 'warning' : 'info',
    at: from,
    path,
    message: opener === undefined ? message : `${message} in the input; ${opener} may bring one`,
    got: name,
    fix: 'permit it in the other namespace, or move one of them',
  };
}
