import { isDeepStrictEqual } from 'util';
import { isNode, stringify, visit, type Document, type Node } from 'yaml';
import { InputError } from '../../values/input-error';
import type { JsonValue } from '../../values/json';
import { yamlDocuments } from '../../values/yaml/parse-yaml';
import type { Edit } from '../edit';
import { edited } from '../edit';
import { NOT_SPLICED, spliceOf, type Splice } from './splice';

/** How often a document is read again because edits meet in one place. */
const MAX_ROUNDS = 500;

/** A document of a string and what is to change in it. */
interface Part {
  readonly text: string;
  readonly value: JsonValue;
  readonly edits: readonly Edit[];
  readonly header: string;
}

/**
 * Edits values in a YAML or JSON text. Every character that an edit does not concern stays as it is: comments, order, quotes,
 * blank lines, markers of documents. A string without edits is returned as it is.
 *
 * Only a document in which an anchor or an alias is in the way of an edit is laid out again without them; where a merge key is in
 * the way, only the comment at its head stays.
 * @param file - name of the file, for messages
 * @param text - the text
 * @param editsOf - what is to change in a document
 * @throws InputError when the text is not YAML, as `parseYaml` does
 */
export function editYaml(file: string, text: string, editsOf: (value: JsonValue) => readonly Edit[]): string {
  const documents = yamlDocuments(file, text);
  const edits = documents.map(({ value }) => editsOf(value));
  if (edits.every((each) => each.length === 0)) return text;
  const starts = documents.map(({ document }, index) => (index === 0 ? 0 : document.range[0]));
  return documents
    .map(({ document, value }, index) => {
      const part = text.slice(starts[index], starts[index + 1]);
      const header = headerOf(document, part);
      return editPart(file, { text: part, value, edits: edits[index] ?? [], header });
    })
    .join('');
}

function editPart(file: string, part: Part): string {
  if (part.edits.length === 0) return part.text;
  const expected = edited(part.value, part.edits);
  for (const candidate of [spliced, splicedWithoutAliases, writtenAnew]) {
    const text = candidate(file, part, expected);
    if (text !== undefined && holds(file, text, expected)) return text;
  }
  throw new InputError({
    at: file,
    what: 'cannot be edited',
    got: part.text.split('\n', 1)[0] ?? '',
    allowed: 'YAML as kubectl prints it',
    fix: 'write the document without directives',
  });
}

function holds(file: string, text: string, expected: JsonValue): boolean {
  try {
    const values = yamlDocuments(file, text).map(({ value }) => value);
    return isDeepStrictEqual(values, [expected]);
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** The text with only the edited values changed; undefined where that cannot be done. */
function spliced(file: string, part: Part): string | undefined {
  let text = part.text;
  let pending = part.edits;
  for (let round = 0; pending.length > 0; round++) {
    if (round === MAX_ROUNDS) return undefined;
    const done = oneRound(file, text, pending);
    if (done === undefined) return undefined;
    ({ text, pending } = done);
  }
  return text;
}

/** Edits that meet in one place wait for the next round, in which the text is read again. */
function oneRound(
  file: string,
  text: string,
  pending: readonly Edit[],
): { text: string; pending: readonly Edit[] } | undefined {
  let document: Document.Parsed | undefined;
  try {
    document = yamlDocuments(file, text)[0]?.document;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
  if (document === undefined) return undefined;
  const splices = new Map<unknown, Splice>();
  const starts = new Map<number, unknown>();
  const waiting: Edit[] = [];
  for (const edit of pending) {
    const splice = spliceOf(text, document, edit);
    if (splice === NOT_SPLICED) return undefined;
    const known = splices.get(splice.node);
    const holder = starts.get(splice.start) ?? splice.node;
    const isTaken = holder !== splice.node;
    if (isTaken || (splice.source !== undefined && splices.has(splice.source))) waiting.push(edit);
    else if (known === undefined) {
      splices.set(splice.node, splice);
      starts.set(splice.start, splice.node);
    }
    // Two uses of one anchor that get one value are one edit.
    else if (!splice.replaces || known.insert !== splice.insert) waiting.push(edit);
  }
  return { text: applied(text, [...splices.values()]), pending: waiting };
}

function applied(text: string, splices: readonly Splice[]): string {
  let [result, done] = ['', 0];
  for (const { start, end, insert } of [...splices].sort((a, b) => a.start - b.start)) {
    result += text.slice(done, start) + insert;
    done = end;
  }
  return result + text.slice(done);
}

/** As {@link spliced}, after what aliases stand for is written in their places; comments stay. */
function splicedWithoutAliases(file: string, part: Part): string | undefined {
  const document = yamlDocuments(file, part.text)[0]?.document.clone();
  if (document === undefined) return undefined;
  visit(document, {
    Alias: (_, alias) => {
      const source: unknown = alias.resolve(document);
      return isNode(source) ? (source.clone() as Node) : undefined;
    },
  });
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node) node.anchor = undefined;
    },
  });
  const text = document.toString({ lineWidth: 0 });
  return spliced(file, { ...part, text });
}

function writtenAnew(_file: string, part: Part, expected: JsonValue): string {
  const body = stringify(expected, { schema: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false });
  return `${part.header}${body}`;
}

/** What is before the content of a document. */
function headerOf(document: Document.Parsed, part: string): string {
  const comment = document.commentBefore === null || document.commentBefore === undefined ? '' : document.commentBefore;
  const lines = comment === '' ? [] : comment.split('\n').map((line) => (line === '' ? '' : `#${line}`));
  const marker = /^---(?:\s|$)/m.test(part) ? ['---'] : [];
  return [...lines, ...marker].map((line) => `${line}\n`).join('');
}
