/** What was found: an object that is a Secret, something with the form of a credential, or a literal under a key for one. */
export type SecretRule = 'secret' | 'generator' | 'pattern' | 'literal' | 'unreadable';

/** A secret in what is to be written. It never has the value. */
export interface SecretFinding {
  /** Which rule finds it. */
  readonly rule: SecretRule;
  /** Kind of the nearest object around it that has one, `File` in a string that is not an object. */
  readonly kind: string;
  /** Name of that object; name of the file for `File`. */
  readonly name: string;
  /** Where it is in the object, such as `data.password` or `line 3`; empty for the object itself. */
  readonly at: string;
  /** What it is, as the rest of a sentence about the object. */
  readonly what: string;
}

/** Something that may be written although it looks like a secret. */
export interface AllowedSecret {
  /** `metadata.name` of the object; name of the file for kind `File`. */
  readonly name: string;
  /**
   * Kind of the object. `File` is a string that is not an object: a file of a kustomization, or a host file.
   * @default 'Secret'
   */
  readonly kind?: string;
  /**
   * Where in the object, as the error says it; `*` ends a path that covers everything below.
   * @default - for a Secret that it has content, which is still searched for credentials; for others everything
   */
  readonly field?: string;
  /** Why this is not a secret; printed in the README of the cluster. */
  readonly reason: string;
}

/**
 * Whether a finding is allowed.
 * @param finding - the finding
 * @param allowed - what may be written
 */
export function isAllowed({ rule, kind, name, at }: SecretFinding, allowed: readonly AllowedSecret[]): boolean {
  return allowed.some((entry) => {
    const { kind: entryKind = 'Secret', field } = entry;
    if (entry.name !== name || entryKind !== kind) return false;
    if (field === undefined) return kind !== 'Secret' || rule === 'secret';
    return field.endsWith('*') ? at.startsWith(field.slice(0, -1)) : at === field;
  });
}
