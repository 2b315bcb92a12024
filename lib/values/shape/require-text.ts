import { throwProblems } from '../problem';
import { shapeProblems } from './shape-problems';

/**
 * Refuses parameters of a factory that are not strings.
 * @param parameters - the parameters by name
 * @param at - name of the factory
 * @throws Error that lists every wrong value
 */
export function requireText(parameters: Readonly<Record<string, unknown>>, at: string): void {
  throwProblems(
    Object.entries(parameters).flatMap(([name, value]) => shapeProblems('string', value, name)),
    at,
  );
}
