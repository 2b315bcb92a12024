import type { ChangeKind, ChangeLevel } from '../definition/replacement-change';
import type { JsonObject } from '../values/json';
import type { HopFinding } from '../definition/hop/hop-finding';
import { scalarText } from './manifest-pod';

const SOURCE = 'validation of the Kubernetes API server';

/** A finding about one object. */
export interface ObjectFinding extends HopFinding {
  /** The object, as `Kind namespace/name`. */
  readonly object: string;
}

/**
 * Makes findings about one object.
 * @param object - the object
 */
export function findingOf(object: JsonObject) {
  return (level: ChangeLevel, kind: ChangeKind, what: string, fix: string): ObjectFinding => ({
    object: nameOf(object),
    level,
    kind,
    what: `${nameOf(object)}: ${what}`,
    fix,
    source: SOURCE,
  });
}

function nameOf(object: JsonObject): string {
  const namespace = scalarText(object, 'metadata', 'namespace');
  return `${scalarText(object, 'kind')} ${namespace === '' ? '' : `${namespace}/`}${scalarText(object, 'metadata', 'name')}`;
}
