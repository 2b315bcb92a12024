import { credentialPatterns } from '../../values/credential-patterns';
import { describeProblem } from '../../values/problem';
import { InputError } from '../../values/input-error';
import type { JsonValue } from '../../values/json';
import { lineOf, parseYaml } from '../../values/yaml/parse-yaml';
import { credentialAssignments } from './assignments';
import type { SecretFinding } from './finding';
import { secretsInObject } from './scan-object';

/** Longer files are not searched, and therefore not written. */
const MAX_FILE = 5 * 1024 * 1024;

/** How a file is read. */
export interface TextContext {
  /** Name of the file, for findings. */
  readonly name: string;
  /** Whether it must be YAML or JSON. @default - it must when its name ends with .yaml, .yml or .json, in any case */
  readonly isYaml?: boolean;
}

/**
 * The secrets in a text file: in its objects where it is YAML or JSON, whatever its extension, else line by line.
 * Comments are searched for texts with the form of a credential.
 * @param text - content of the file
 * @param context - its name
 * @returns findings; one of rule `unreadable` for a file that must be YAML and is not, or whose aliases expand too far
 */
export function secretsInText(text: string, { name, isYaml }: TextContext): SecretFinding[] {
  const owner = { kind: 'File', name };
  if (text.length > MAX_FILE) {
    return [{ rule: 'unreadable', ...owner, at: '', what: `is larger than ${MAX_FILE / 1024 / 1024} MiB` }];
  }
  const isNamedYaml = isYaml ?? /\.(?:ya?ml|json)$/i.test(name);
  const read = documentsOf(name, text);
  if ('problem' in read && isNamedYaml) return [{ rule: 'unreadable', ...owner, at: '', what: read.problem }];
  const documents = 'problem' in read ? [] : read.documents;
  const inObjects = documents.flatMap((document) => secretsInObject(document, owner));
  const isText = documents.every((document) => typeof document !== 'object');
  const known = new Set(inObjects.map(({ what }) => what));
  const inLines = [
    ...credentialPatterns(text).map(({ what, start }) => [`has ${what}`, lineOf(text, start)] as const),
    ...(isText ? credentialAssignments(text) : []).map(
      ({ key, line }) => [`has a literal under ${key}, a key for credentials`, line] as const,
    ),
  ];
  return [
    ...inObjects,
    ...inLines
      .filter(([what]) => !known.has(what))
      .map(([what, line]): SecretFinding => {
        const rule = what.startsWith('has a literal') ? 'literal' : 'pattern';
        return { rule, ...owner, at: `line ${line}`, what };
      }),
  ];
}

/** A message about unreadable text must not contain a value: what follows `got` may be one. */
function documentsOf(
  file: string,
  text: string,
): { readonly documents: readonly JsonValue[] } | { readonly problem: string } {
  try {
    return { documents: parseYaml(file, text) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { what, got, allowed } = error.problem;
    const line = /^line \d+/.exec(String(got))?.[0];
    return {
      problem: describeProblem({
        what: line === undefined ? what : `${what} in ${line}`,
        ...(allowed === undefined ? {} : { allowed }),
      }),
    };
  }
}
