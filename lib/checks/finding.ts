import type { JsonValue } from '../values/json';
import type { CheckedObject } from './checked-object';
import type { Path } from '../values/path';

/** `error`: refused, dropped or broken; `warning`: probably not meant; `info`: cannot be decided from the input. */
export type FindingSeverity = 'error' | 'warning' | 'info';

/** The rules, and what each finds. */
export const CHECK_RULES = {
  'unreadable-file': 'a file that cannot be read as YAML or JSON, or an object without kind, apiVersion or name',
  'unknown-field': 'a field that the schema does not have: the API server drops or refuses it',
  'invalid-value': 'a value that the schema or the API server refuses',
  'missing-field': 'a required field that is missing',
  'unknown-kind': 'a kind whose schema is not known, so that it is not checked',
  'cel-rule': 'a kind whose definition has rules in CEL, which are not evaluated',
  'removed-api': 'an API version that a supported version of Kubernetes does not serve',
  'deprecated-api': 'an API version that is served and deprecated',
  'dropped-field': 'a field that the API server replaces or drops, such as status',
  'duplicate-object': 'two objects of one kind, namespace and name',
  'invalid-name': 'a name, label or annotation that the API server refuses',
  'too-large': 'an object, annotation or name beyond a limit of Kubernetes',
  'dangling-reference': 'a reference to an object, key or port that nothing provides',
  'unmatched-selector': 'a selector that matches nothing',
  'sync-wave': 'an object that waits for one of a later wave or hook phase of Argo CD',
  'argo-cd': 'a setting of Argo CD that is not valid',
  'app-project': 'something that the AppProject of an Application does not permit',
  secret: 'a secret, or something with the form of one, in a manifest',
  'certificate-authority': 'an authority whose key changes, or a copy of its certificate that no program refreshes',
  connectivity: 'a policy that has no effect, or not the one that was probably meant',
  'unused-allowance': 'an entry of the allow-list that matches no finding',
} as const;

/** Name of a rule. */
export type CheckRule = keyof typeof CHECK_RULES;

/** Something that a rule finds. */
export interface CheckFinding {
  /** The rule. */
  readonly rule: CheckRule;
  /** How bad it is. */
  readonly severity: FindingSeverity;
  /** The file; empty where there is none. */
  readonly file: string;
  /** Line in the file, from 1; undefined where it is not known. */
  readonly line?: number;
  /** The object, as `Kind.group namespace/name`; empty for a file that has none. */
  readonly object: string;
  /** Path of the field in the object; empty for the object itself. */
  readonly field: string;
  /** What is wrong, as the rest of a sentence about the field. */
  readonly message: string;
  /** The value. */
  readonly got?: JsonValue;
  /** What is allowed. */
  readonly allowed?: string;
  /** What to do. */
  readonly fix: string;
}

/** A finding before it has a place in a file. */
export interface Found extends Omit<CheckFinding, 'file' | 'line' | 'object' | 'field'> {
  /** The object. */
  readonly at: CheckedObject;
  /** Path in the object. */
  readonly path: Path;
}
