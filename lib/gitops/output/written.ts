import { messageOf } from '../problem';
import type { Problem } from '../../values/problem';
import { readYaml } from './read-yaml';
import { yamlText } from './yaml';

/** A document, and the values that do not read back from it as intended. */
export interface Written {
  /** The YAML document. */
  readonly text: string;
  /** Whether all scalars are of forms that read back, which no number is that is not finite. */
  readonly isProven: boolean;
  /** Differences between the value and what the text reads as by YAML 1.1; empty when there are none. */
  readonly problems: readonly Problem[];
}

/**
 * Writes a document and reads it back by the rules of YAML 1.1 (go-yaml), unless it has only scalars that are known to read back.
 * @param value - plain data, as for `toYaml`
 */
export function writtenYaml(value: unknown): Written {
  const { text, isProven } = yamlText(value);
  if (isProven) return { text, isProven, problems: [] };
  try {
    const read = readYaml(text);
    return { text, isProven, problems: isSame(value, read) ? [] : differences(value, read, '') };
  } catch (error) {
    const fix = 'use another string or number there';
    return {
      text,
      isProven,
      problems: [{ what: `the object cannot be written as YAML 1.1: ${messageOf(error)}`, fix }],
    };
  }
}

/** Whether a value reads back without differences; faster than collecting the differences with their places. */
function isSame(meant: unknown, read: unknown): boolean {
  if (typeof meant === 'string') return meant === read;
  if (typeof meant !== 'object' || meant === null) return differences(meant, read, '').length === 0;
  if (typeof read !== 'object' || read === null || Array.isArray(meant) !== Array.isArray(read)) return false;
  if (Array.isArray(meant)) {
    const items = read as readonly unknown[];
    return meant.length === items.length && meant.every((item, index) => isSame(item, items[index]));
  }
  const [fields, others] = [meant as Record<string, unknown>, read as Record<string, unknown>];
  let count = 0;
  for (const key of Object.keys(fields)) {
    if (fields[key] === undefined) continue;
    count++;
    if (!Object.hasOwn(others, key) || !isSame(fields[key], others[key])) return false;
  }
  return count === Object.keys(others).length;
}

function differences(meant: unknown, read: unknown, pointer: string): Problem[] {
  if (typeof meant === 'object' && meant !== null) return differencesOfParts(meant, read, pointer);
  if (typeof meant === 'number') return numberDifferences(meant, read, pointer);
  const value = typeof meant === 'bigint' && Number.isSafeInteger(read) ? BigInt(read as number) : read;
  return (meant ?? null) === value ? [] : [different(meant, pointer)];
}

function differencesOfParts(meant: object, read: unknown, pointer: string): Problem[] {
  const isList = Array.isArray(meant);
  if (typeof read !== 'object' || read === null || isList !== Array.isArray(read)) return [different(meant, pointer)];
  const found: Problem[] = [];
  const [fields, others] = [meant as Record<string, unknown>, read as Record<string, unknown>];
  let count = 0;
  for (const key of Object.keys(fields)) {
    if (!isList && fields[key] === undefined) continue;
    count++;
    const part = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Object.hasOwn(others, key)) found.push(different(fields[key], part));
    else for (const each of differences(fields[key], others[key], part)) found.push(each);
  }
  return count === Object.keys(others).length ? found : [...found, different(meant, pointer)];
}

function numberDifferences(meant: number, read: unknown, pointer: string): Problem[] {
  if (Number.isInteger(meant) && !Number.isSafeInteger(meant) && Math.abs(meant) < 1e21) {
    return [
      {
        what: `the number at ${shown(pointer)} is an integer that JavaScript rounds`,
        got: meant,
        allowed: `integers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}, or a bigint of 64 bits`,
        fix: 'write it as a bigint, such as 9223372036854775807n',
      },
    ];
  }
  return meant === read || (Number.isNaN(meant) && Number.isNaN(read)) ? [] : [different(meant, pointer)];
}

/** Values are not repeated, since they may be secret. */
function different(meant: unknown, pointer: string): Problem {
  return {
    what: `the value at ${shown(pointer)} does not read back from the YAML that is written`,
    got: Array.isArray(meant) ? 'a list' : meant === null ? 'null' : `a value of type ${typeof meant}`,
    allowed: 'lists, maps, numbers, booleans, null, and strings without unpaired surrogates',
    fix: 'use another value there',
  };
}

function shown(pointer: string): string {
  const escape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return pointer.replace(/[\p{C}\u2028\u2029]/gu, escape) || '/';
}
