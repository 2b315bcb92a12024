import { readdirSync, statSync } from 'fs';
import { basename, dirname, extname, join, relative } from 'path';
import type { DumpFile } from '../../exit/dump/dump-objects';
import { textOf } from '../../exit/dump/dump-text';
import { compare } from '../../values/compare';
import type { JsonValue } from '../../values/json';
import { lineOf, yamlDocuments } from '../../values/yaml/parse-yaml';
import { isArchive, readArchive } from '../input/read-archive';
import { InputError } from '../input/input-error';
import { documentsOf } from '../input/read-manifests-documents';
import { manifestFiles } from '../input/read-manifests-files';
import { readText } from '../input/read-text';
import { addTo, sizeOf, TOTALS, type Totals } from '../input/totals';

/** Files that Verrazzano's script for cluster snapshots writes as JSON under another ending. */
const JSON_IN_TEXT: readonly string[] = ['mutating-webhook-configs.txt', 'validating-webhook-configs.txt'];

const MANIFESTS: readonly string[] = ['.json', '.yaml', '.yml'];

/** What `kubectl cluster-info dump` prints around the logs of a container. */
const LOGS = /^==== START logs for container /m;

const WITH_LOGS = {
  what: 'has logs of containers between the objects, as `kubectl cluster-info dump` prints them',
  allowed: 'objects alone',
  fix: 'state --output-directory=<folder> there, and pass that folder; add what `kubectl get verrazzanos,statefulsets -A -o yaml` prints, which it leaves out',
};

/** A file of a dump, not parsed. */
interface DumpText {
  /** Where it is, for messages. */
  readonly at: string;
  /** Path from the dump on, so that the result is the same wherever a dump is. */
  readonly file: string;
  readonly text: string;
}

/**
 * The files of a dump below a path, parsed: YAML and JSON, the folder that Verrazzano's `bug-report` command or script writes, and archives
 * of them (`.tar`, `.tar.gz`, `.tgz`, `.gz`). Empty files, which the script leaves where a kind is unknown to the API server, have no
 * documents.
 * @param path - a file, a folder or an archive
 * @param totals - what was read before; what is read now is added
 * @throws InputError when a file is refused, or a limit of one run is exceeded
 */
export function readDump(path: string, totals: Totals): DumpFile[] {
  const from = { path, fix: 'leave out what is not needed, such as events and logs' };
  return sources(path).flatMap((source) => {
    const texts = textsOf(source, isFolder(path) ? join(basename(path), relative(path, source)) : basename(source));
    addTo(totals, { files: texts.length }, from);
    return texts.map(({ at, file, text }) => {
      addTo(totals, { bytes: Buffer.byteLength(text) }, from);
      if (LOGS.test(text)) throw new InputError({ at, ...WITH_LOGS });
      const documents = text.trim() === '' ? [] : documentsOf(at, text);
      for (const document of documents) addTo(totals, { values: sizeOf(document) }, from);
      return { file, documents, ...(documents.some(isText) && { lines: linesOf(at, text) }) };
    });
  });
}

function isText(document: JsonValue): boolean {
  return textOf(document) !== undefined;
}

/** Lines at which the documents of a YAML text begin; nodes are read again for this, which few dumps need. */
function linesOf(at: string, text: string): number[] {
  return yamlDocuments(at, text).flatMap(({ document, value }) => {
    const [offset = 0] = document.contents?.range ?? [];
    return value === null ? [] : [lineOf(text, offset)];
  });
}

function textsOf(source: string, file: string): readonly DumpText[] {
  if (!isArchive(source)) return [{ at: source, file, text: readText(source, TOTALS.bytes) }];
  return readArchive(source, TOTALS.bytes, isRead).map(({ name, text }) =>
    // One compressed file is named after its archive; those of a tar have paths of their own.
    source.startsWith(name)
      ? { at: source, file: file.replace(/\.gz$/i, ''), text }
      : { at: `${source}: ${name}`, file: name.replace(/^(?:\.\/)+/, ''), text },
  );
}

function isRead(name: string): boolean {
  return MANIFESTS.includes(extname(name).toLowerCase()) || JSON_IN_TEXT.includes(basename(name));
}

/** A folder may hold archives alone. */
function sources(path: string): readonly string[] {
  if (!isFolder(path)) return [path];
  const others = otherFiles(path);
  try {
    return [...manifestFiles(path), ...others];
  } catch (error) {
    if (error instanceof InputError && others.length > 0) return others;
    throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function otherFiles(path: string): string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && (JSON_IN_TEXT.includes(entry.name) || isArchive(entry.name)))
    .map((entry) => join(entry.parentPath ?? dirname(entry.name), entry.name))
    .sort(compare);
}
