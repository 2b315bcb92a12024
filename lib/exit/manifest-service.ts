import { compare } from '../values/compare';
import { isJsonObject, objectOf, type JsonObject, type JsonValue } from '../values/json';
import { valueAt } from '../connectivity/manifest';
import { scalarText, type PodFacts } from './manifest-pod';
import { findingOf, type ObjectFinding } from './object-finding';

/**
 * Findings about a Service that changes: who calls it, and what its endpoints are.
 * @param before - the Service before
 * @param after - the Service after
 * @param pods - the pods that are known on both sides: a name and its number are the same target
 */
export function serviceFindings(
  before: JsonObject,
  after: JsonObject,
  pods: { readonly before: readonly PodFacts[]; readonly after: readonly PodFacts[] },
): ObjectFinding[] {
  const finding = findingOf(after);
  const [old, now] = [portsOf(before), portsOf(after)];
  const found: ObjectFinding[] = [];
  for (const [number, port] of old) {
    const other = now.get(number);
    if (other === undefined) {
      found.push(
        finding(
          'error',
          'port',
          `port ${number} is removed`,
          'add a Service with the old port, or change all its clients',
        ),
      );
    } else if (
      other.target !== port.target &&
      numberOf(port.target, before, pods.before) !== numberOf(other.target, after, pods.after)
    ) {
      const what = `port ${number} leads to ${other.target} instead of ${port.target}`;
      found.push(finding('warning', 'port', what, 'NetworkPolicies name the port of the pods: update them'));
    } else if (other.name !== port.name) {
      const what = `port ${number} is called ${other.name || 'nothing'} instead of ${port.name || 'nothing'}`;
      found.push(
        finding(
          'warning',
          'port',
          what,
          'update monitors and Ingresses that name it; Istio derives the protocol from it',
        ),
      );
    }
  }
  const more = [...now.keys()].filter((number) => !old.has(number));
  if (more.length > 0)
    found.push(finding('note', 'port', `gets ports ${more.join(', ')}`, 'allow access to them only if they are used'));
  const selectors = [before, after].map((service) => selectorOf(service));
  if (selectors[0] !== selectors[1]) {
    found.push(
      finding(
        'warning',
        'object',
        `selects ${selectors[1] ?? ''} instead of ${selectors[0] ?? ''}`,
        'check that pods of both versions carry these labels',
      ),
    );
  }
  return found;
}

/** Number of a target: a name by the pods that the Service selects, where all of them agree. */
function numberOf(target: string, service: JsonObject, pods: readonly PodFacts[]): string {
  const wanted = Object.entries(objectOf(valueAt(service, 'spec', 'selector')));
  const namespace = scalarText(service, 'metadata', 'namespace') || 'default';
  const selected = pods.filter(
    ({ labels, serviceAccount }) =>
      serviceAccount.startsWith(`${namespace}/`) &&
      wanted.length > 0 &&
      wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value),
  );
  const named = selected.flatMap(({ ports }) => ports.filter((port) => port.startsWith(`${target} `)));
  const numbers = new Set(named.map((port) => port.slice(target.length + 1).replace(/\/.*/, '')));
  const [only] = numbers;
  return numbers.size === 1 && only !== undefined ? only : target;
}

interface ServicePort {
  readonly name: string;
  readonly target: string;
}

function portsOf(service: JsonObject): Map<string, ServicePort> {
  const ports = valueAt(service, 'spec', 'ports');
  const found = (Array.isArray(ports) ? (ports as readonly JsonValue[]) : []).filter(isJsonObject);
  return new Map(
    found.map((port) => {
      const [number, protocol] = [scalarText(port, 'port'), scalarText(port, 'protocol') || 'TCP'];
      return [
        `${number}/${protocol}`,
        { name: scalarText(port, 'name'), target: scalarText(port, 'targetPort') || number },
      ];
    }),
  );
}

function selectorOf(service: JsonObject): string {
  const selector = valueAt(service, 'spec', 'selector');
  const labels = Object.entries(isJsonObject(selector) ? selector : {}).sort(([a], [b]) => compare(a, b));
  return (
    labels.map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(',') ||
    'nothing'
  );
}
