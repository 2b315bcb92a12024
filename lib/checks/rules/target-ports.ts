import { listAt, textAt } from '../../connectivity/manifest';
import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { ContainerPort, Pods } from '../context';
import type { Found } from '../finding';

/**
 * Target ports of a Service that none of its pods has. A name leads nowhere then; a number leads to whatever listens, declared or not.
 * @param object - the Service; others have no findings
 * @param selected - the pods that it selects
 */
export function portFindings(object: CheckedObject, selected: readonly Pods[]): Found[] {
  if (object.group !== '' || object.kind !== 'Service') return [];
  const own = selected.filter(({ owner }) => owner.root === object.root);
  const pods = own.length > 0 ? own : selected;
  if (pods.some(({ owner }) => owner.uncertain !== undefined)) return [];
  const ports = pods.flatMap((each) => each.ports);
  return listAt(object.object, 'spec', 'ports').flatMap((port, index) => {
    const path = ['spec', 'ports', index];
    return portFinding(port, ports).map((found) => ({
      ...found,
      at: object,
      path: isJsonObject(port) && port.targetPort !== undefined ? [...path, 'targetPort'] : [...path, 'port'],
    }));
  });
}

function portFinding(port: JsonValue, ports: readonly ContainerPort[]): Array<Omit<Found, 'at' | 'path'>> {
  if (!isJsonObject(port)) return [];
  const protocol = textAt(port, 'protocol') ?? 'TCP';
  const target = port.targetPort ?? port.port;
  const alike = ports.filter((each) => each.protocol === protocol);
  const known = [...new Set(alike.flatMap((each) => (typeof target === 'string' ? each.name : each.number) ?? []))];
  const isNumber = typeof target === 'number';
  if (!isNumber && typeof target !== 'string') return [];
  // Pods that declare no ports at all say nothing of those that they listen on.
  if (known.includes(target) || (isNumber && known.length === 0)) return [];
  const what = isNumber ? 'declares' : 'has';
  const isOther = ports.some((each) => (isNumber ? each.number : each.name) === target);
  return [
    {
      rule: 'dangling-reference',
      severity: isNumber ? 'info' : 'error',
      message: `refers to the port ${target}${isOther ? ` of ${protocol}` : ''}, which no container of its pods ${what}`,
      got: target,
      ...(known.length > 0 && { allowed: known.join(', ') }),
      fix: 'correct the one or the other',
    },
  ];
}
