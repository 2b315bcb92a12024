import { FAILSAFE_SCHEMA, load, loadAll, Type, type Schema } from 'js-yaml';
import type { JsonValue } from '../json';
import { kubectlScalar } from './kubectl-scalars';
import { plainValues } from './plain-values';

/** Characters that all readers of YAML take for themselves: no tabs, no line breaks but line feeds, nothing invisible. */
const TEXT = /^[\n\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff]*$/;

/** Where readers of YAML differ, or may do so, in texts of any layout. What is refused needlessly is only read more slowly. */
const UNUSUAL: readonly RegExp[] = [
  // Anchors, aliases, tags, directives, keys of several lines, and what no plain scalar may start with.
  /(?:^|[\s,[{:?-])[&*!%@`?]/,
  // Merge keys.
  /<</,
  // Documents that end, or start on the line of their marker.
  /^(?:\.\.\.|---(?!\n|$))/m,
  // Keys that are null.
  /(?:^|[\s,[{])(?:(?:~|null|Null|NULL) *)?:(?:\s|$)/m,
  /[,[{]\s*:|[,{]\s*(?:~|null|Null|NULL)\s*[,}:]/,
  // Block scalars that say more than how they end, and lines of blanks.
  /(?:^|[\s:-])[|>](?![-+]?\n)/,
  /^ +$/m,
  // Quoted texts of several lines, and what follows a closing quote or bracket at once.
  /(?:^|[\s,[{:-])"(?:[^"\\\n]|\\.)*\\?$/m,
  /(?:^|[\s,[{:-])'(?:[^'\n]|'')*$/m,
  /["'\]}{[,]#/,
  // Lists and maps as keys. The first pattern keeps the last one from looking at a text as often as it has opening braces.
  /(?:\{[^{}]*){65}/,
  /[\]}]\s*:/,
  /\{\s*[{[]|\{[^}]*,\s*[{[]/,
  // Lists in lists, items without a value, and documents that are indented.
  /(?:^|\s)-(?: *$| +-(?:\s|$)|:)/m,
  /^(?:---\n)?(?:#.*\n|\n)* /,
  /\n---\n(?:#.*\n|\n)* /,
];

let schema: Schema | undefined;

/** Plain scalars as kubectl reads them. */
function kubectlSchema(): Schema {
  schema ??= FAILSAFE_SCHEMA.extend({
    implicit: [
      new Type('tag:yaml.org,2002:kubectl', {
        kind: 'scalar',
        resolve: (text: string | null) => text === null || typeof kubectlScalar(text) !== 'string',
        construct: (text: string | null) => (text === null ? null : kubectlScalar(text)),
      }),
    ],
  });
  return schema;
}

/** The value of a text with one field. */
function readText(text: string): JsonValue {
  return (load(text, { schema: kubectlSchema() }) as { readonly k: JsonValue }).k;
}

/**
 * The documents of a text that holds nothing but the YAML which tools write, read several times faster than by a reader that knows where each value
 * is. Whatever it refuses is left to that reader, and its messages.
 * @param text - YAML or JSON
 * @returns undefined where the values, or that there are any, are not certain
 */
export function plainYaml(text: string): readonly JsonValue[] | undefined {
  return certain(text, () => {
    const values = plainValues(text, readText);
    if (values !== undefined || UNUSUAL.some((pattern) => pattern.test(text))) return values;
    return loadAll(text, undefined, { schema: kubectlSchema() }) as JsonValue[];
  });
}

/**
 * The documents of a text in the layout of tools, a field or an item on each line, as kubectl prints it: read in one pass, also where it is large.
 * @param text - YAML
 * @returns undefined for every other text
 */
export function toolYaml(text: string): readonly JsonValue[] | undefined {
  return certain(text, () => plainValues(text, readText));
}

function certain(text: string, read: () => readonly JsonValue[] | undefined): readonly JsonValue[] | undefined {
  try {
    return TEXT.test(text) ? read() : undefined;
  } catch {
    return undefined;
  }
}
