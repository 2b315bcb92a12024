import { readdirSync, statSync } from 'fs';
import { basename, dirname, join, relative } from 'path';
import type { DumpFile } from '../../exit/dump/dump-objects';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonValue } from '../../values/json';
import { documentsOf } from '../input/read-manifests-documents';
import { manifestFiles } from '../input/read-manifests-files';
import { TOTALS } from '../input/read-manifests';
import { InputError } from '../input/input-error';
import { readText } from '../input/read-text';

/** Files that Verrazzano's script for cluster snapshots writes as JSON under another ending. */
const JSON_IN_TEXT: readonly string[] = ['mutating-webhook-configs.txt', 'validating-webhook-configs.txt'];

/** How much of a dump was read. */
export interface DumpTotals {
  files: number;
  bytes: number;
  values: number;
}

/**
 * The files of a dump below a path, parsed: YAML and JSON, and the folder that Verrazzano's `bug-report` command or script writes. Empty
 * files, which the script leaves where a kind is unknown to the API server, have no documents.
 * @param path - a file or folder
 * @param totals - what was read before; what is read now is added
 * @throws InputError when a file is refused, or a limit of one run is exceeded
 */
export function readDump(path: string, totals: DumpTotals): DumpFile[] {
  const files = [...manifestFiles(path), ...textFiles(path)];
  add(totals, 'files', files.length, path);
  return files.map((file) => {
    const text = readText(file, TOTALS.bytes);
    add(totals, 'bytes', Buffer.byteLength(text), path);
    const documents = text.trim() === '' ? [] : documentsOf(file, text);
    for (const document of documents) add(totals, 'values', sizeOf(document), path);
    return { file: named(path, file), documents };
  });
}

/** Files in folders are named from the folder on, so that the result is the same wherever a dump is. */
function named(path: string, file: string): string {
  return path === file ? basename(file) : join(basename(path), relative(path, file));
}

function textFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && JSON_IN_TEXT.includes(entry.name))
    .map((entry) => join(entry.parentPath ?? dirname(entry.name), entry.name))
    .sort(compare);
}

function sizeOf(value: JsonValue): number {
  let size = 1;
  if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) size += sizeOf(item);
  else if (isJsonObject(value)) for (const key in value) size += sizeOf(value[key] ?? null);
  return size;
}

function add(totals: DumpTotals, what: keyof DumpTotals, amount: number, path: string): void {
  totals[what] += amount;
  if (totals[what] <= TOTALS[what]) return;
  throw new InputError({
    at: path,
    what: 'exceeds the limit of one run, together with what was read before',
    got: `more than ${TOTALS[what]} ${what}`,
    allowed: `at most ${TOTALS[what]}`,
    fix: 'leave out what is not needed, such as events and logs',
  });
}
