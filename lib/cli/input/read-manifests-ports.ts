import { kindOf, listAt, valueAt } from '../../connectivity/manifest';
import { podPath } from '../../connectivity/pod-kinds';
import { isPort, PROTOCOLS } from '../../connectivity/port-set';
import type { JsonObject, JsonValue } from '../../values/json';

/**
 * Container ports that the API server would refuse: they decide what names of ports mean.
 * @param object - an object of a kind that carries pods
 * @returns a sentence for each, with its place
 */
export function portFindings(object: JsonObject): string[] {
  const template = podPath(kindOf(object));
  return ['containers', 'initContainers'].flatMap((field) => {
    const path = [...template, 'spec', field];
    return listAt(object, ...path).flatMap((container, index) =>
      listAt(container, 'ports').flatMap((port, at) => ofPort(port, `${path.join('.')}[${index}].ports[${at}]`)),
    );
  });
}

function ofPort(port: JsonValue, place: string): string[] {
  const number = valueAt(port, 'containerPort');
  const protocol = valueAt(port, 'protocol');
  const name = valueAt(port, 'name');
  const found = [
    !isPort(number) && `${place}.containerPort is not a port: ${JSON.stringify(number ?? null)}; allowed 1-65535`,
    protocol !== undefined &&
      !PROTOCOLS.some((each) => each === protocol) &&
      `${place}.protocol is unknown: ${JSON.stringify(protocol)}; allowed ${PROTOCOLS.join(', ')}`,
    name !== undefined && typeof name !== 'string' && `${place}.name is not a string: ${JSON.stringify(name)}`,
  ];
  return found.filter((sentence) => sentence !== false);
}
