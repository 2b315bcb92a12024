import type { JsonValue } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';

/** What to do about what the API server refuses. */
export const FIX = 'correct it: the API server would refuse the object';

/** Groups of the objects that the webhook of istiod validates. Source: chart `istiod` of Istio 1.19.3, ValidatingWebhookConfiguration. */
const ISTIO: readonly string[] = [
  'networking.istio.io',
  'security.istio.io',
  'telemetry.istio.io',
  'extensions.istio.io',
];

/**
 * Whether the webhook of istiod validates an object.
 * @param object - the object
 */
export function isOfIstio({ group }: Pick<CheckedObject, 'group'>): boolean {
  return ISTIO.includes(group);
}

/**
 * A value that the API server refuses, or for it the webhook of istiod.
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
    fix: isOfIstio(at) ? forIstio('correct it') : FIX,
    ...(got !== undefined && { got }),
    ...(allowed !== undefined && { allowed }),
  };
}

/**
 * A field without which the API server, or for it the webhook of istiod, refuses an object.
 * @param at - the object
 * @param path - the field
 * @param message - when it is required
 */
export function missing(at: CheckedObject, path: Path, message = 'is required and missing'): Found {
  const fix = isOfIstio(at) ? forIstio('add it') : 'add it';
  return { rule: 'missing-field', severity: 'error', at, path, message, fix };
}

/**
 * A field with which the API server, or for it the webhook of istiod, refuses an object.
 * @param at - the object
 * @param path - the field
 * @param message - when it is not allowed
 */
export function unwanted(at: CheckedObject, path: Path, message: string): Found {
  return { ...refused(at, path, message), fix: isOfIstio(at) ? forIstio('remove it') : 'remove it' };
}

function forIstio(fix: string): string {
  return `${fix}: the webhook of istiod would refuse the object`;
}

/**
 * A value that the webhook of istiod takes with a warning.
 * @param at - the object
 * @param path - the field
 * @param message - what is wrong with it
 * @param got - the value
 */
export function warned(at: CheckedObject, path: Path, message: string, got?: JsonValue): Found {
  const fix = 'correct it: the webhook of istiod takes the object with a warning';
  return { ...refused(at, path, message, got), severity: 'warning', fix };
}
