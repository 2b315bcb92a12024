import { basename, relative, sep } from 'path';
import { groupVersion, type SourceObject } from '../../checks/checked-object';
import type { CheckFinding } from '../../checks/finding';
import { findingText } from '../../checks/report/text';
import { textAt } from '../../connectivity/manifest';
import { counted } from '../../values/counted';
import { oneLine } from '../../values/escape/visible';
import { InputError } from '../../values/input-error';
import type { JsonObject } from '../../values/json';
import type { Session } from '../session';
import type { Files } from './read-sources';

/** A file or folder that cannot be read, wholly or in part. */
export interface Unread {
  /** Its name in the folder of its side. */
  readonly file: string;
  /** Its text; nothing where it has none. */
  readonly text: string | undefined;
  readonly finding: CheckFinding;
}

/** What one side has of it. */
interface Side {
  readonly objects: readonly SourceObject[];
  readonly unread: readonly Unread[];
}

/**
 * What a side cannot read.
 * @param root - the folder of the side
 * @param findings - about files that cannot be read
 * @param files - where they are
 */
export function unreadOf(root: string, findings: readonly CheckFinding[], files: Files): Unread[] {
  return findings.map((finding) => ({
    file: relative(root, finding.file).split(sep).join('/') || '.',
    text: textOf(finding.file, files),
    finding,
  }));
}

function textOf(file: string, files: Files): string | undefined {
  try {
    return files.read(file);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** What decides about everything beside and below it. */
const DECIDING = /^kustomization(?:\.ya?ml)?$/i;

/** The objects of both sides that can be compared, and the files that cannot. */
export interface Comparable {
  readonly sides: readonly [before: readonly SourceObject[], after: readonly SourceObject[]];
  /** Files that are not compared; those that both sides have alike are left out. */
  readonly unread: readonly string[];
}

/**
 * The objects that can be compared although some files cannot be read: what the other side has in such a file is neither gone nor new. A file
 * that cannot be read and is the same on both sides changes nothing.
 * @param before - the side before
 * @param after - the side afterwards
 * @param session - the run; it remembers what is refused
 * @returns nothing where the answer would be about nothing, or where a kustomization cannot be read
 */
export function comparable(before: Side, after: Side, session: Session): Comparable | undefined {
  const same = sameIn(before.unread, after.unread);
  const others = [...before.unread, ...after.unread].filter(({ file }) => !same.has(file));
  const unread = new Set(others.map(({ file }) => file));
  if (same.size > 0) {
    const what = `${counted(same.size, 'file')} cannot be read, the same on both sides`;
    session.io.err(`${oneLine(`note: ${what}: ${listed([...same])}`)}\n`);
  }
  for (const text of new Set(others.map(({ finding }) => findingText(finding)))) session.io.err(`${text}\n`);
  if (others.length > 0) session.fail();
  const isEmpty = [before, after].some(
    (side) => side.objects.length === 0 && side.unread.some(({ file }) => unread.has(file)),
  );
  if (isEmpty || others.some(({ file }) => DECIDING.test(basename(file)))) return undefined;
  if (unread.size === 0) return { sides: [before.objects, after.objects], unread: [] };
  session.io.err(`${oneLine(`note: ${counted(unread.size, 'file')} not compared: ${listed([...unread])}`)}\n`);
  return {
    sides: [known(before.objects, after.objects, unread), known(after.objects, before.objects, unread)],
    unread: [...unread],
  };
}

/** Files that neither side can read, with the same text. */
function sameIn(before: readonly Unread[], after: readonly Unread[]): ReadonlySet<string> {
  const texts = new Map(after.map(({ file, text }) => [file, text]));
  return new Set(before.flatMap(({ file, text }) => (text !== undefined && texts.get(file) === text ? [file] : [])));
}

/**
 * The objects of a side without those of a file that the other one may have, too. One that the other side has elsewhere has moved out of that file,
 * unless it is elsewhere on this side as well.
 */
function known(
  objects: readonly SourceObject[],
  others: readonly SourceObject[],
  unread: ReadonlySet<string>,
): readonly SourceObject[] {
  const here = keysOf(objects.filter(({ file }) => !isBelow(file, unread)));
  const there = keysOf(others);
  const hasMoved = (key: string): boolean => there.has(key) && !here.has(key);
  return objects.filter(({ file, object }) => !isBelow(file, unread) || hasMoved(keyOf(object)));
}

function keysOf(objects: readonly SourceObject[]): ReadonlySet<string> {
  return new Set(objects.map(({ object }) => keyOf(object)));
}

function isBelow(file: string, unread: ReadonlySet<string>): boolean {
  const names = file.split('/');
  return names.some((_, index) => unread.has(names.slice(0, index + 1).join('/')));
}

function keyOf(object: JsonObject): string {
  const [group] = groupVersion(object);
  const names = ['namespace', 'name'].map((field) => textAt(object, 'metadata', field));
  return JSON.stringify([group, textAt(object, 'kind'), ...names]);
}

/** How many files a note names. */
const MAX_NAMES = 5;

function listed(files: readonly string[]): string {
  const more = files.length > MAX_NAMES ? ` and ${files.length - MAX_NAMES} more` : '';
  return `${files.slice(0, MAX_NAMES).join(', ')}${more}`;
}
