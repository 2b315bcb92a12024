import { listAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import { valueAtPath } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { labelsOf } from '../inventory';
import { textMatches } from '../walk';
import { isEverything, selects, selectsSome } from './selectors';

/** ServiceMonitors that select no Service, and monitors whose ports nothing has that they select. Source: API reference of the Prometheus operator. */
export function monitorFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => {
    if (object.group !== 'monitoring.coreos.com' || !isHere(object)) return [];
    if (object.kind === 'ServiceMonitor') return serviceMonitor(object, context);
    return object.kind === 'PodMonitor' ? podMonitor(object, context) : [];
  });
}

/** Whether a monitor looks into its own namespace alone, which is the default. */
function isHere({ object }: CheckedObject): boolean {
  const elsewhere = valueAtPath(object, ['spec', 'namespaceSelector']);
  return !isJsonObject(elsewhere) || Object.keys(elsewhere).length === 0;
}

function selectorOf({ object }: CheckedObject): JsonObject | undefined {
  const selector = valueAtPath(object, ['spec', 'selector']);
  return isJsonObject(selector) && !isEverything(selector) ? selector : undefined;
}

function serviceMonitor(object: CheckedObject, context: CheckContext): Found[] {
  const selector = selectorOf(object);
  if (selector === undefined) return [];
  const services = context.inventory
    .ofKind(object.scope, '', 'Service')
    .filter(({ namespace }) => namespace === object.namespace);
  const selected = services.filter((service) => selects(selector, labelsOf(service.object)));
  if (selected.length > 0) {
    const names = selected.flatMap((each) => listAt(each.object, 'spec', 'ports').map((port) => textAt(port, 'name')));
    return missingPorts(object, 'spec.endpoints[].port', 'Service', names);
  }
  const isDecided = services.length > 0 && context.provided(object.scope).openedBy(object.namespace) === undefined;
  return [
    {
      rule: 'unmatched-selector',
      severity: isDecided ? 'warning' : 'info',
      at: object,
      path: ['spec', 'selector'],
      message: `matches no Service${isDecided ? '' : ' of the input'} in namespace ${object.namespace}`,
      got: selector,
      fix: 'make the selector and the labels of the Service agree',
    },
  ];
}

/** A selector that matches no pod is found with those of other kinds. */
function podMonitor(object: CheckedObject, context: CheckContext): Found[] {
  const selector = selectorOf(object);
  if (selector === undefined) return [];
  const pods = context
    .pods(object.scope)
    .filter((each) => each.namespace === object.namespace && selectsSome(selector, each));
  if (pods.length === 0) return [];
  const names = pods.flatMap(({ portNames }) => portNames);
  return missingPorts(object, 'spec.podMetricsEndpoints[].port', 'pod', names);
}

function missingPorts(
  object: CheckedObject,
  pattern: string,
  what: string,
  names: ReadonlyArray<string | undefined>,
): Found[] {
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
