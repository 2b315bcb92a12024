import type { JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { valueAt } from './manifest';
import type { PodSelection } from './policy';
import { EVERYTHING, readSelector } from './selector';

/**
 * Reads a subject or a peer: `namespaces`, or `pods` with a selector of namespaces and one of pods. One that is missing selects
 * everything, as it does for the clients of this API; {@link missingSelectors} names it, because the API server requires both.
 * @param value - the subject or peer
 * @param at - its path, for the problems
 * @param problems - receives what the API server would refuse
 */
export function readSelection(value: JsonValue | undefined, at: string, problems: string[]): PodSelection {
  const namespaces = valueAt(value, 'namespaces');
  const pods = valueAt(value, 'pods');
  if ((namespaces === undefined) === (pods === undefined)) {
    problems.push(`${at} needs exactly one of namespaces, pods`);
  }
  if (pods === undefined) {
    return {
      namespaces: readSelector(namespaces, `${at}.namespaces`, problems),
      pods: EVERYTHING,
    };
  }
  return {
    namespaces: readSelector(valueAt(pods, 'namespaceSelector'), `${at}.pods.namespaceSelector`, problems),
    pods: readSelector(valueAt(pods, 'podSelector'), `${at}.pods.podSelector`, problems),
  };
}

/**
 * The selectors of `pods` that the API server requires and that are missing.
 * @param value - the subject or peer
 * @param at - its path
 */
export function missingSelectors(value: JsonValue | undefined, at: string): string[] {
  const pods = valueAt(value, 'pods');
  if (!isJsonObject(pods)) return [];
  return ['namespaceSelector', 'podSelector']
    .filter((field) => valueAt(pods, field) === undefined)
    .map(
      (field) =>
        `${at}.pods.${field} is missing, which the API server requires; read as empty, so that it selects everything`,
    );
}
