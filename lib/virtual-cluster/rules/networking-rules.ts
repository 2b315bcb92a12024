import { isJsonObject, type JsonObject } from '../../values/json';
import type { Problem } from '../../values/problem';
import { isSet, type ChartValues, scalarText } from '../values/chart-values';
import { DNS_LABEL, isDnsLabel } from '../../values/names';

/** Services that are replicated, and names that are resolved elsewhere. */
export function networkingProblems(values: ChartValues): Problem[] {
  return [...replicationProblems(values), ...resolutionProblems(values)];
}

const REPLICATED = 'networking.replicateServices';

function replicationProblems(values: ChartValues): Problem[] {
  return [
    ...values
      .list(`${REPLICATED}.toHost`)
      .flatMap((item, index) => toHostProblems(item, `${REPLICATED}.toHost[${index}]`)),
    ...values
      .list(`${REPLICATED}.fromHost`)
      .flatMap((item, index) => fromHostProblems(item, `${REPLICATED}.fromHost[${index}]`)),
  ];
}

type Form = 'name' | 'namespaced' | 'either';

const FORMS: Readonly<Record<Form, string>> = {
  name: 'the name of a Service in the namespace of the virtual cluster, without a namespace',
  namespaced: 'NAMESPACE/NAME',
  either: 'NAMESPACE/NAME, or NAME in the namespace of the virtual cluster',
};

function toHostProblems(item: unknown, at: string): Problem[] {
  if (!isJsonObject(item)) return [];
  return [...formProblem(item, 'from', 'namespaced', at), ...formProblem(item, 'to', 'name', at)];
}

function fromHostProblems(item: unknown, at: string): Problem[] {
  if (!isJsonObject(item)) return [];
  return [...formProblem(item, 'from', 'either', at), ...formProblem(item, 'to', 'namespaced', at)];
}

function formProblem(item: JsonObject, field: string, form: Form, at: string): Problem[] {
  const value = item[field];
  const parts = typeof value === 'string' ? value.split('/') : [];
  const lengths = { name: [1], namespaced: [2], either: [1, 2] }[form];
  if (lengths.includes(parts.length) && parts.every((part) => part !== '')) return [];
  return [{ at: `${at}.${field}`, what: 'does not name a Service in this way', got: value, allowed: FORMS[form] }];
}

const SOURCES = ['hostname', 'service', 'namespace'];
const TARGETS = ['hostname', 'ip', 'hostService', 'hostNamespace', 'vClusterService'];

function resolutionProblems(values: ChartValues): Problem[] {
  return values.list('networking.resolveDNS').flatMap((rule, index) => {
    if (!isJsonObject(rule)) return [];
    const at = `networking.resolveDNS[${index}]`;
    const target = isJsonObject(rule.target) ? rule.target : {};
    return [
      ...exactlyOne(rule, SOURCES, at),
      ...exactlyOne(target, TARGETS, `${at}.target`),
      ...partsProblem(rule.service, 2, 'NAMESPACE/NAME', `${at}.service`),
      ...partsProblem(target.hostService, 2, 'NAMESPACE/NAME', `${at}.target.hostService`),
      ...partsProblem(
        target.vClusterService,
        4,
        'HOST-NAMESPACE/VIRTUAL-CLUSTER/NAMESPACE/NAME',
        `${at}.target.vClusterService`,
      ),
      ...namespaceProblems(rule, target, at),
      ...wildcardProblems(rule, target, at),
    ];
  });
}

function exactlyOne(object: JsonObject, fields: readonly string[], at: string): Problem[] {
  const used = fields.filter((field) => isSet(object[field]));
  if (used.length === 1) return [];
  const what = used.length === 0 ? 'states none of these fields' : 'states more than one of these fields';
  return [{ at, what, got: used, allowed: `exactly one of ${fields.join(', ')}` }];
}

function partsProblem(value: unknown, count: number, allowed: string, at: string): Problem[] {
  if (typeof value !== 'string' || value === '' || value.split('/').length === count) return [];
  return [{ at, what: 'has the wrong number of parts', got: value, allowed }];
}

function namespaceProblems(rule: JsonObject, target: JsonObject, at: string): Problem[] {
  if (isSet(rule.namespace) === isSet(target.hostNamespace)) return [];
  const what = isSet(rule.namespace)
    ? 'resolves a namespace to something that is not one'
    : 'resolves to a namespace of the host what is not a namespace';
  return [{ at, what, got: rule, allowed: 'namespace with target.hostNamespace, and neither without the other' }];
}

function wildcardProblems(rule: JsonObject, target: JsonObject, at: string): Problem[] {
  const [from, to] = [scalarText(rule.hostname), scalarText(target.hostname)];
  const one = 'at most one *, at the beginning or the end';
  const problems: Problem[] = [];
  if (!isWildcardFree(from) && !isEdgeWildcard(from)) {
    problems.push({ at: `${at}.hostname`, what: 'has a wildcard in the wrong place', got: from, allowed: one });
  }
  if (!isWildcardFree(to) && !isEdgeWildcard(to)) {
    problems.push({ at: `${at}.target.hostname`, what: 'has a wildcard in the wrong place', got: to, allowed: one });
  }
  if (!isWildcardFree(from) && isWildcardFree(to)) {
    const allowed = 'a target.hostname with a wildcard too';
    problems.push({ at: `${at}.target`, what: 'has no wildcard, but the host name has one', got: target, allowed });
  }
  return problems;
}

function isWildcardFree(name: string): boolean {
  return !name.includes('*');
}

function isEdgeWildcard(name: string): boolean {
  return name.split('*').length === 2 && (name.startsWith('*') || name.endsWith('*'));
}

/**
 * What is wrong with the name or the namespace of a virtual cluster.
 * @param name - its name
 * @param namespace - its namespace on the host
 */
export function nameProblems(name: string, namespace: string): Problem[] {
  const problems: Problem[] = [];
  if (!/^[a-z]([-a-z0-9]{0,51}[a-z0-9])?$/.test(name)) {
    const allowed = '1 to 53 characters of a-z, 0-9 and -, a letter first and no - last: Services are named after it';
    problems.push({ at: 'name', what: 'cannot be the name of a virtual cluster', got: name, allowed });
  }
  if (!isDnsLabel(namespace)) {
    problems.push({ at: 'namespace', what: 'cannot be the name of a namespace', got: namespace, allowed: DNS_LABEL });
  }
  return problems;
}
