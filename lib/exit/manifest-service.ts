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
  const [old, now] = [portsOf(before), portsOf(after)];
  const leadsElsewhere = (from: string, to: string): boolean =>
    from !== to && numberOf(from, before, pods.before) !== numberOf(to, after, pods.after);
  const more = [...now.keys()].filter((number) => !old.has(number));
  const finding = findingOf(after);
  return [
    ...[...old].flatMap(([number, port]) => portFindings(number, port, now.get(number), { finding, leadsElsewhere })),
    ...(more.length > 0
      ? [finding('note', 'port', `gets ports ${more.join(', ')}`, 'allow access to them only if they are used')]
      : []),
    ...selectorFindings(selectorOf(before), selectorOf(after), finding),
  ];
}

/** What findings about a port need to know of its Service. */
interface ServiceFacts {
  readonly finding: ReturnType<typeof findingOf>;
  /** Whether two targets are different ports of the pods. */
  readonly leadsElsewhere: (from: string, to: string) => boolean;
}

function portFindings(
  number: string,
  before: ServicePort,
  after: ServicePort | undefined,
  { finding, leadsElsewhere }: ServiceFacts,
): ObjectFinding[] {
  if (after === undefined) {
    const fix = 'add a Service with the old port, or change all its clients';
    return [finding('error', 'port', `port ${number} is removed`, fix)];
  }
  if (leadsElsewhere(before.target, after.target)) {
    const what = `port ${number} leads to ${after.target} instead of ${before.target}`;
    return [finding('warning', 'port', what, 'NetworkPolicies name the port of the pods: update them')];
  }
  if (after.name === before.name) return [];
  const what = `port ${number} is called ${after.name || 'nothing'} instead of ${before.name || 'nothing'}`;
  const fix = 'update monitors and Ingresses that name it; Istio derives the protocol from it';
  return [finding('warning', 'port', what, fix)];
}

function selectorFindings(before: string, after: string, finding: ServiceFacts['finding']): ObjectFinding[] {
  if (before === after) return [];
  const what = `selects ${after} instead of ${before}`;
  return [finding('warning', 'object', what, 'check that pods of both versions carry these labels')];
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
