import { groupOf, kindOf, objectAt, textsAt, valueAt } from '../../connectivity/manifest';
import { readSelector, selects } from '../../connectivity/selector';
import type { JsonObject } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain, labelProblems } from '../../values/names';
import type { Problem } from '../../values/problem';

/** What is wrong, and what is right. */
export type NameProblem = Pick<Problem, 'what' | 'got' | 'allowed' | 'fix'>;

/** Kinds whose names are a DNS label. Source: `ValidateNamespaceName` and `ValidateServiceName` of Kubernetes. */
const LABEL_NAMES: ReadonlySet<string> = new Set(['Namespace', 'Service']);

/** Kinds whose selector must select their own template. Source: `pkg/apis/apps/validation` of Kubernetes. */
const SELECTING: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']);

/** Text of a template engine that is still to be replaced. */
const TEMPLATE = /\$\{|\{\{/;

const RENDER = 'render the template before';

/**
 * What the API server would refuse of the name and namespace of an object.
 * @param object - the object
 */
export function nameFindings(object: JsonObject): NameProblem[] {
  const { name, namespace } = objectAt(object, 'metadata');
  const isLabel = LABEL_NAMES.has(kindOf(object)) && groupOf(object) === '';
  const isName = isLabel ? isDnsLabel : isDnsSubdomain;
  const findings: Array<NameProblem | false> = [
    typeof name === 'string' &&
      name !== '' &&
      !isName(name) && { what: 'metadata.name is not valid', got: name, allowed: isLabel ? DNS_LABEL : DNS_SUBDOMAIN },
    typeof namespace === 'string' &&
      namespace !== '' &&
      !isDnsLabel(namespace) && { what: 'metadata.namespace is not valid', got: namespace, allowed: DNS_LABEL },
  ];
  return findings.filter((finding) => finding !== false).map(withFix);
}

/**
 * What the API server would refuse of labels, or of a selector of a Service.
 * @param object - the object
 * @param path - where they are
 */
export function labelFindings(object: JsonObject, path: readonly string[]): NameProblem[] {
  const place = path.join('.');
  const labels = valueAt(object, ...path);
  if (labels !== undefined && !isJsonObject(labels)) return [withFix({ what: `${place} is not an object` })];
  const members = objectAt(object, ...path);
  const others = Object.entries(members).filter(([, value]) => typeof value !== 'string');
  if (others.length > 0) {
    return others.map(([key, got]) => ({ what: `${place}.${key} is not a string`, got, fix: 'quote the value' }));
  }
  return labelProblems(place, members).map(withFix);
}

/**
 * A selector that does not select the template beside it.
 * @param object - the object
 */
export function ownSelectorFindings(object: JsonObject): NameProblem[] {
  const selector = valueAt(object, 'spec', 'selector');
  if (!SELECTING.has(kindOf(object)) || groupOf(object) !== 'apps' || selector === undefined) return [];
  const problems: string[] = [];
  const read = readSelector(selector, 'spec.selector', problems);
  if (problems.length > 0) return problems.map((what) => withFix({ what }));
  if (selects(read, textsAt(object, 'spec', 'template', 'metadata', 'labels'))) return [];
  return [withFix({ what: 'spec.selector does not select spec.template.metadata.labels', got: read.text })];
}

function withFix(finding: Omit<NameProblem, 'fix'>): NameProblem {
  const isTemplate = typeof finding.got === 'string' && TEMPLATE.test(finding.got);
  return { ...finding, fix: isTemplate ? RENDER : 'correct it: the API server would refuse the object' };
}
