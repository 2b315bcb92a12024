import { readdirSync, statSync } from 'fs';
import { basename, dirname, join, relative } from 'path';
import type { DumpFile } from '../../exit/dump/dump-objects';
import { compare } from '../../values/compare';
import { documentsOf } from '../input/read-manifests-documents';
import { manifestFiles } from '../input/read-manifests-files';
import { readText } from '../input/read-text';
import { addTo, sizeOf, TOTALS, type Totals } from '../input/totals';

/** Files that Verrazzano's script for cluster snapshots writes as JSON under another ending. */
const JSON_IN_TEXT: readonly string[] = ['mutating-webhook-configs.txt', 'validating-webhook-configs.txt'];

/**
 * The files of a dump below a path, parsed: YAML and JSON, and the folder that Verrazzano's `bug-report` command or script writes. Empty
 * files, which the script leaves where a kind is unknown to the API server, have no documents.
 * @param path - a file or folder
 * @param totals - what was read before; what is read now is added
 * @throws InputError when a file is refused, or a limit of one run is exceeded
 */
export function readDump(path: string, totals: Totals): DumpFile[] {
  const files = [...manifestFiles(path), ...textFiles(path)];
  const from = { path, fix: 'leave out what is not needed, such as events and logs' };
  addTo(totals, { files: files.length }, from);
  return files.map((file) => {
    const text = readText(file, TOTALS.bytes);
    addTo(totals, { bytes: Buffer.byteLength(text) }, from);
    const documents = text.trim() === '' ? [] : documentsOf(file, text);
    for (const document of documents) addTo(totals, { values: sizeOf(document) }, from);
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
