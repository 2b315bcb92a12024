import type { JsonValue } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';

/** What to do about what the API server refuses. */
export const FIX = 'correct it: the API server would refuse the object';

/**
 * A value that the API server refuses.
 * @param at - the object
 * @param path - the field
 * @param message - what is wrong with it
 * @param got - the value
 * @param allowed - what is allowed in its place
 */
export function refused(at: CheckedObject, path: Path, message: string, got?: JsonValue, allowed?: string): Found {
  return {
    rule: 'invalid-value',
    severity: 'error',
    at,
    path,
    message,
    fix: FIX,
    ...(got !== undefined && { got }),
    ...(allowed !== undefined && { allowed }),
  };
}

/**
 * A field without which the API server refuses an object.
 * @param at - the object
 * @param path - the field
 * @param message - when it is required
 */
export function missing(at: CheckedObject, path: Path, message = 'is required and missing'): Found {
  return { rule: 'missing-field', severity: 'error', at, path, message, fix: 'add it' };
}
