import { throwProblems } from '../problem';
import { shapeProblems } from './shape-problems';
import type { ShapeName } from './shapes';

/**
 * Refuses input that is not of its TypeScript type. Programs often run without a type check, and with data from files; a wrong value
 * would have no effect there, or be an error of something else.
 * @param name - the TypeScript type
 * @param value - the input
 * @param at - construct path, or name of the factory
 * @param parameter - name of the parameter
 * @throws Error that lists every wrong value
 */
export function requireShape(name: ShapeName, value: unknown, at: string, parameter = 'props'): void {
  throwProblems(shapeProblems({ ref: name }, value, parameter), at);
}
