import { isLiteralCredential, keyClass } from './credential-keys';

/** Whether a string may hold an assignment that is asked for: most texts do not. */
export const ASSIGNMENT_HINT = /pass|pwd|secret|token|key|credential/i;

/** Whether {@link credentialAssignments} or {@link optionKeys} may find something in a string. */
export function mayAssign(text: string): boolean {
  return ASSIGNMENT_HINT.test(text) && /[=:\s]/.test(text);
}

/** A line that assigns: `KEY=value`, `key: value`, `export KEY="value"`, `-Dkey=value`. Bounded, so that time is linear. */
const LINE =
  /^[\s-]*(?:(?:export|set|local|ENV|ARG)\s+)?(?:-D)?(["']?)(?<key>[A-Za-z_][\w.-]{0,100})\1(?<sign>\s{0,4}(?::=|=|:)\s{0,20})(?<value>\S.*)$/;

/** An option of a command line with its value. */
const OPTION =
  /(?<![\w-])--?(?<key>[A-Za-z][\w.-]{0,80}?)(?:=|\s{1,4})(?:"(?<double>[^"\n]{1,512})"|'(?<single>[^'\n]{1,512})'|(?<plain>[^\s"'-][^\s"']{0,512}))/g;

/** Longer lines are data and not assignments. */
const MAX_LINE = 4096;

/** A literal credential in a string. */
export interface Assignment {
  /** The key. */
  readonly key: string;
  /** Number of the line, from 1. */
  readonly line: number;
}

/**
 * Literal credentials that lines of a string assign to keys: environment files, properties, ini files, options of commands.
 * Comments are ignored, and so is code, in which a value is an expression.
 * @param text - any text
 */
export function credentialAssignments(text: string): Assignment[] {
  if (!ASSIGNMENT_HINT.test(text)) return [];
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    if (line.length > MAX_LINE || !ASSIGNMENT_HINT.test(line) || /^\s*(?:#|\/\/|;|\*|<!--)/.test(line)) return [];
    const keys = [assignedKey(line), ...optionKeys(line)].filter((key) => key !== undefined);
    return [...new Set(keys)].map((key) => ({ key, line: index + 1 }));
  });
}

/** Whether an option of a command, such as `--password=x`, has a literal credential. */
export function optionKeys(line: string): string[] {
  if (!ASSIGNMENT_HINT.test(line)) return [];
  return [...line.matchAll(OPTION)].flatMap(({ groups = {} }) => {
    const { key = '', double, single, plain } = groups;
    if (keyClass(key) !== 'credential') return [];
    return isLiteralCredential(key, double ?? single ?? plain ?? '') ? [key] : [];
  });
}

function assignedKey(line: string): string | undefined {
  const { key = '', sign = '', value = '' } = LINE.exec(line)?.groups ?? {};
  if (key === '' || keyClass(key) === 'other') return undefined;
  const literal = literalOf(value, sign);
  return literal !== undefined && isLiteralCredential(key, literal) ? key : undefined;
}

/** What is assigned where that is a literal; undefined for expressions. */
function literalOf(value: string, sign: string): string | undefined {
  const quoted = /^(?<quote>["'])(?<text>.*?)\k<quote>\s*[,;]?\s*(?:#.*)?$/.exec(value)?.groups?.text;
  if (quoted !== undefined) return quoted;
  const plain = value.replace(/\s+#.*$/, '').trimEnd();
  if (!/^[^\s()[\]{}<>"'`;,|]+$/.test(plain)) return undefined;
  // With blanks around it, an identifier or a member of an object is an expression of a program.
  if (/^\s+:?=/.test(sign) && /^[A-Za-z_]+(?:\.[A-Za-z_]\w*)*$/.test(plain)) return undefined;
  return /^\w+(?:\.\w+)+$/.test(plain) && /^[A-Za-z_]/.test(plain) && !/\d/.test(plain) ? undefined : plain;
}
