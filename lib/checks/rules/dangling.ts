import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { listAt, textAt } from '../../connectivity/manifest';
import type { CheckedObject } from '../checked-object';
import { kindText } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { referencesOf } from '../references';
import { isExternal, keysOf } from '../references/provided';
import type { Reference } from '../references/reference';
import { valueAtPath } from '../../values/path';

const HINT = 'add it, correct the name, or declare it external';

/** References to objects, keys and ports that nothing provides. */
export function danglingReferences(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) =>
    referencesOf(object).flatMap((reference) => {
      const targets = targetsOf(context, reference);
      if (targets.length > 0) return missingPart(reference, targets);
      return isProvided(context, reference) ? [] : [dangling(context, reference)];
    }),
  );
}

/** The objects that a reference leads to. */
export function targetsOf(
  { inventory }: CheckContext,
  { from, kind, namespace, name }: Reference,
): readonly CheckedObject[] {
  const { group, kind: wanted, namespaced } = kind;
  const isKnown = !namespaced || namespace !== undefined;
  const all = isKnown
    ? inventory.named(from.scope, group, wanted, namespace, name)
    : inventory.ofKind(from.scope, group, wanted).filter((each) => each.name === name);
  return nearest(from, all);
}

/** Of alternatives, such as those of several kustomizations, the ones that are applied together with the object that refers. */
export function nearest({ root }: CheckedObject, all: readonly CheckedObject[]): readonly CheckedObject[] {
  const own = all.filter((each) => each.root === root);
  return own.length > 0 ? own : all;
}

function isProvided(context: CheckContext, { from, kind, namespace, name }: Reference): boolean {
  const target = { group: kind.group, kind: kind.kind, namespace, name };
  return isExternal(context.externals, target) || context.provided(from.scope).makes(kind.kind, namespace, name);
}

function dangling(context: CheckContext, reference: Reference): Found {
  const { from, path, kind, namespace, name, severity } = reference;
  const opener = context.provided(from.scope).openedBy(namespace, kind.kind);
  const elsewhere = opener === undefined ? undecided(context, reference) : `; ${opener} may bring it`;
  const what = `${kindText(kind.group, kind.kind)} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  const near = nearName(context, from.scope, kind, namespace, name);
  return {
    rule: 'dangling-reference',
    severity: elsewhere === undefined ? severity : 'info',
    at: from,
    path,
    message: `refers to ${what}, which ${elsewhere === undefined ? 'nothing provides' : `is not in the input${elsewhere}`}`,
    got: name,
    ...(near === undefined ? {} : { allowed: near }),
    fix: HINT,
  };
}

/** Why it is not known whether a target is missing; undefined where it is. One of that name in another namespace is probably meant. */
function undecided(
  { inventory }: CheckContext,
  { from, kind, namespace, name, knownBy }: Reference,
): string | undefined {
  if (knownBy === undefined) return undefined;
  const others = inventory.ofKind(from.scope, kind.group, kind.kind);
  if (knownBy === 'kind') return others.length > 0 ? undefined : `, and no other ${kind.kind} is`;
  const isHere = others.some((each) => each.namespace === namespace || each.name === name);
  return isHere ? undefined : `, and no other ${kind.kind} of namespace ${namespace ?? ''} is`;
}

function nearName(
  { inventory }: CheckContext,
  scope: string,
  { group, kind }: Reference['kind'],
  namespace: string | undefined,
  name: string,
): string | undefined {
  const all = inventory.ofKind(scope, group, kind);
  const names = new Set(all.filter((each) => each.namespace === namespace).map((each) => each.name));
  if (names.size > 0) return [...names].slice(0, 10).join(', ');
  const elsewhere = all.find((each) => each.name === name);
  return elsewhere === undefined ? undefined : `${elsewhere.namespace}/${name} (another namespace)`;
}

/** A key that the ConfigMap or Secret does not have, a port that the Service, or a listener that the Gateway does not have. */
function missingPart(reference: Reference, targets: readonly CheckedObject[]): Found[] {
  if (targets.some(({ uncertain }) => uncertain !== undefined)) return [];
  if (reference.key !== undefined) return missingKey(reference, reference.key, targets);
  if (reference.listener !== undefined) return missingListener(reference, reference.listener, targets);
  return reference.port === undefined ? [] : missingPort(reference, reference.port, targets);
}

function missingKey(reference: Reference, key: string, targets: readonly CheckedObject[]): Found[] {
  const keys = targets.map(({ object }) => keysOf(object));
  if (keys.some((each) => each === undefined || each.has(key) || each.size === 0)) return [];
  return [part(reference, `key ${key}`, key, [...(keys[0] ?? [])])];
}

function missingListener(reference: Reference, listener: string, targets: readonly CheckedObject[]): Found[] {
  const names = targets.flatMap(({ object }) =>
    listAt(object, 'spec', 'listeners').map((each) => textAt(each, 'name')),
  );
  if (names.includes(listener)) return [];
  return [part(reference, `listener ${listener}`, listener, names)];
}

function missingPort(reference: Reference, port: string | number, targets: readonly CheckedObject[]): Found[] {
  const isExternalName = targets.some(({ object }) => valueAtPath(object, ['spec', 'type']) === 'ExternalName');
  const ports = targets.flatMap(({ object }) => listAt(object, 'spec', 'ports'));
  if (isExternalName || ports.some((each) => hasPort(each, port))) return [];
  return [part(reference, `port ${port}`, port, ports.map(portText))];
}

function part(
  { from, path, kind, name, partPath = path }: Reference,
  what: string,
  got: JsonValue,
  allowed: ReadonlyArray<string | undefined>,
): Found {
  // A port may have a default; then the name of the Service is all that is written.
  const at = valueAtPath(from.object, partPath) === undefined ? path : partPath;
  const known = [...new Set(allowed)].join(', ');
  return {
    rule: 'dangling-reference',
    severity: 'error',
    at: from,
    path: at,
    message: `refers to the ${what}, which ${kind.kind} ${name} does not have`,
    got,
    ...(known === '' ? {} : { allowed: known }),
    fix: 'correct the one or the other',
  };
}

function hasPort(port: JsonValue, wanted: string | number): boolean {
  return isJsonObject(port) && (port.port === wanted || port.name === wanted);
}

function portText(port: JsonValue): string {
  if (!isJsonObject(port)) return '';
  const number = JSON.stringify(port.port);
  return typeof port.name === 'string' ? `${number} (${port.name})` : number;
}
