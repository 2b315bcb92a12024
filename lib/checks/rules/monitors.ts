import { listAt, textAt } from '../../connectivity/manifest';
import { GroupedBy } from '../../values/grouped-by';
import { isJsonObject, type JsonObject } from '../../values/json';
import { valueAtPath } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext, Pods } from '../context';
import type { Found } from '../finding';
import { labelsOf } from '../inventory';
import { textMatches } from '../walk';
import { isEverything, labelKeys, nearSelector, selectedPods, selects } from './selectors';

/** ServiceMonitors that select no Service, and monitors whose ports nothing has that they select. Source: API reference of the Prometheus operator. */
export function monitorFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => {
    if (object.group !== 'monitoring.coreos.com') return [];
    if (object.kind === 'ServiceMonitor') return serviceMonitor(object, context);
    return object.kind === 'PodMonitor' ? podMonitor(object, context) : [];
  });
}

/** The namespaces that a monitor looks into: its own by default, those that it names, or all. */
function namespacesOf({ object, namespace }: CheckedObject): 'all' | ReadonlyArray<string | undefined> {
  const selector = valueAtPath(object, ['spec', 'namespaceSelector']);
  if (!isJsonObject(selector)) return [namespace];
  if (selector.any === true) return 'all';
  const names = listAt(selector, 'matchNames').filter((name) => typeof name === 'string');
  return names.length > 0 ? names : [namespace];
}

function isIn(namespaces: ReturnType<typeof namespacesOf>, namespace: string | undefined): boolean {
  return namespaces === 'all' || namespaces.includes(namespace);
}

function namespacesText(namespaces: ReturnType<typeof namespacesOf>): string {
  if (namespaces === 'all') return 'in any namespace';
  return `in ${namespaces.length === 1 ? 'namespace' : 'namespaces'} ${namespaces.join(', ')}`;
}

function selectorOf({ object }: CheckedObject): JsonObject | undefined {
  const selector = valueAtPath(object, ['spec', 'selector']);
  return isJsonObject(selector) && !isEverything(selector) ? selector : undefined;
}

/** Services by their labels. */
const BY_LABEL = new GroupedBy<CheckedObject>(({ object }) => labelKeys(labelsOf(object)));

function serviceMonitor(object: CheckedObject, context: CheckContext): Found[] {
  const selector = selectorOf(object);
  if (selector === undefined) return [];
  const namespaces = namespacesOf(object);
  const services = context.inventory.ofKind(object.scope, '', 'Service');
  const selected = nearSelector(selector, services, BY_LABEL).filter(
    (each) => isIn(namespaces, each.namespace) && selects(selector, labelsOf(each.object)),
  );
  if (selected.length === 0) {
    const near = services.filter(({ namespace }) => isIn(namespaces, namespace));
    return [unmatched(object, context, 'Service', near)];
  }
  const ports = selected.flatMap((each) => listAt(each.object, 'spec', 'ports').map((port) => textAt(port, 'name')));
  return missingPorts(object, 'spec.endpoints[].port', 'Service', { owners: selected, ports });
}

function podMonitor(object: CheckedObject, context: CheckContext): Found[] {
  const selector = selectorOf(object);
  if (selector === undefined) return [];
  const namespaces = namespacesOf(object);
  const isNear = (each: Pods): boolean => isIn(namespaces, each.namespace);
  const selected = selectedPods(selector, context.pods(object.scope)).filter(isNear);
  const ownersOf = (some: readonly Pods[]): readonly CheckedObject[] => some.map(({ owner }) => owner);
  if (selected.length === 0) {
    return [unmatched(object, context, 'pod', ownersOf(context.pods(object.scope).filter(isNear)))];
  }
  const ports = selected.flatMap((each) => each.ports.map(({ name }) => name));
  return missingPorts(object, 'spec.podMetricsEndpoints[].port', 'pod', { owners: ownersOf(selected), ports });
}

/** Where nothing of the kind is there, or something may bring more, it is not decided. */
function unmatched(object: CheckedObject, context: CheckContext, what: string, all: readonly CheckedObject[]): Found {
  const namespaces = namespacesOf(object);
  const provided = context.provided(object.scope);
  const isOpen = namespaces === 'all' || namespaces.some((name) => provided.openedBy(name) !== undefined);
  const isDecided = all.length > 0 && !isOpen && all.every(({ uncertain }) => uncertain === undefined);
  return {
    rule: 'unmatched-selector',
    severity: isDecided ? 'warning' : 'info',
    at: object,
    path: ['spec', 'selector'],
    message: `matches no ${what}${isDecided ? '' : ' of the input'} ${namespacesText(namespaces)}`,
    got: selectorOf(object) ?? {},
    fix: `make the selector and the labels of the ${what} agree`,
  };
}

function missingPorts(
  object: CheckedObject,
  pattern: string,
  what: string,
  {
    owners,
    ports: names,
  }: { readonly owners: readonly CheckedObject[]; readonly ports: ReadonlyArray<string | undefined> },
): Found[] {
  if (owners.some(({ uncertain }) => uncertain !== undefined)) return [];
  const known = [...new Set(names.filter((name) => name !== undefined))].join(', ');
  return textMatches(object.object, pattern)
    .filter(({ value }) => !names.includes(value))
    .map(({ path, value }) => ({
      rule: 'dangling-reference',
      severity: 'warning',
      at: object,
      path,
      message: `refers to the port ${value}, which no ${what} has that it selects`,
      got: value,
      ...(known !== '' && { allowed: known }),
      fix: 'correct the one or the other; a port is meant by its name',
    }));
}
