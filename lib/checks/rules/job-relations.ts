import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import type { JsonValue } from '../../values/json';
import { isDnsLabel } from '../../values/names';
import { valueAtPath, type Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { nativePodTemplateOf } from '../pods';
import { matches, textMatches } from '../walk';
import { refused } from './refused';

/**
 * What the API server refuses in Jobs because fields contradict each other. Source: validation of Kubernetes, `pkg/apis/batch/validation`.
 * @param object - a Job or CronJob
 */
export function jobRelations(object: CheckedObject): Found[] {
  return [...exitCodes(object), ...(object.kind === 'Job' ? indexedName(object) : [])];
}

/** A rule about exit codes names a container of the pod. */
function exitCodes(object: CheckedObject): Found[] {
  const template = nativePodTemplateOf(object);
  if (template === undefined) return [];
  const names = ['containers', 'initContainers'].flatMap((list) =>
    listAt(template.spec, list).map((container) => textAt(container, 'name')),
  );
  const [job, base] = [template.path.slice(0, -1), 'podFailurePolicy.rules[].onExitCodes.containerName'];
  const containers = textMatches(valueAtPath(object.object, job), base, job).flatMap(({ value, path }): Found[] =>
    names.includes(value) ? [] : [refused(object, path, 'is not a container of the pod', value, names.join(', '))],
  );
  const rules = matches(valueAtPath(object.object, job), 'podFailurePolicy.rules[].onExitCodes', job);
  return [...containers, ...rules.flatMap(({ value, path }) => codesInOrder(object, value, path))];
}

/** Source: `validatePodFailurePolicyRuleOnExitCodes`. */
function codesInOrder(object: CheckedObject, rule: JsonValue, path: Path): Found[] {
  const codes = listAt(rule, 'values').filter((code): code is number => typeof code === 'number');
  const at = [...path, 'values'];
  if (textAt(rule, 'operator') === 'In' && codes.includes(0)) return [refused(object, at, 'has 0, which is success')];
  if (codes.every((code, index) => index === 0 || code > (codes[index - 1] ?? 0))) return [];
  return [refused(object, at, 'is not in ascending order, each code once', codes)];
}

/** The pods of an indexed Job are named after it. Source: `validateJobSpec`. */
function indexedName(object: CheckedObject): Found[] {
  const { completionMode, completions } = objectAt(object.object, 'spec');
  if (completionMode !== 'Indexed' || typeof completions !== 'number') return [];
  if (isDnsLabel(`${object.name}-${completions - 1}`)) return [];
  const message = `is no name of an indexed Job, whose pods are named like ${object.name}-${completions - 1}`;
  return [refused(object, ['metadata', 'name'], message, object.name, 'a DNS-1123 label of at most 63 characters')];
}
