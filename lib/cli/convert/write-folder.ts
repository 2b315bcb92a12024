import { mkdirSync, readFileSync, rmSync, statSync } from 'fs';
import { dirname, join } from 'path';
import { objectPath, pathProblems } from '../../gitops/output/paths';
import { parseSums, sha256, SUMS_FILE, toSums } from '../../gitops/output/sums';
import { toYaml } from '../../gitops/output/yaml';
import { unsafePath } from '../../gitops/write/output-folder';
import { isSystemError, writeProblem } from '../../gitops/write/file-system-error';
import { groupOf, textAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { writeText } from '../import/write-file';
import { InputError } from '../input/input-error';

/** What was done to a folder. */
export interface FolderResult {
  /** Number of files that hold objects. */
  readonly written: number;
  /** Files of an earlier run that are gone. */
  readonly removed: readonly string[];
  /** Files of an earlier run that were edited since, and stay. */
  readonly kept: readonly string[];
}

/**
 * Writes objects into a folder, one file each, and SHA256SUMS, which lists them. Files that it lists are replaced and, when
 * they are not written any more, removed unless they were edited. No other file is touched.
 * @param folder - the folder; it is made
 * @param objects - the objects
 * @throws InputError when a file is in the way, or the file system refuses something
 */
export function writeFolder(folder: string, objects: readonly JsonObject[]): FolderResult {
  const files = new Map(objects.map((object) => [pathOf(object), toYaml(object)]));
  const [wrong] = pathProblems(files.keys());
  if (wrong !== undefined) {
    throw new InputError({ at: folder, what: wrong.message, got: wrong.paths.join(', '), fix: 'rename the objects' });
  }
  try {
    const earlier = earlierFiles(folder);
    const isInTheWay = ([path, text]: [string, string]): boolean => {
      const there = contentOf(join(folder, path));
      return there !== undefined && there !== text && !earlier.has(path);
    };
    const obstacle = [...files].find(isInTheWay);
    if (obstacle !== undefined) {
      const what = 'a file is in the way that no earlier run wrote';
      throw new InputError({ at: folder, what, got: obstacle[0], fix: 'move it, or name another folder' });
    }
    for (const [path, text] of files) put(join(folder, path), text);
    const stale = [...earlier].filter(([path]) => !files.has(path));
    const isUnchanged = ([path, hash]: [string, string]): boolean => {
      const there = contentOf(join(folder, path));
      return there !== undefined && sha256(there) === hash;
    };
    const removed = stale.filter(isUnchanged).map(([path]) => path);
    for (const path of removed) rmSync(join(folder, path));
    put(join(folder, SUMS_FILE), toSums(files));
    const kept = stale.map(([path]) => path).filter((path) => contentOf(join(folder, path)) !== undefined);
    return { written: files.size, removed, kept };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new InputError(writeProblem(error.path ?? folder, error));
  }
}

function pathOf(object: JsonObject): string {
  const namespace = textAt(object, 'metadata', 'namespace');
  return objectPath({
    group: groupOf(object),
    kind: textAt(object, 'kind') ?? '',
    name: textAt(object, 'metadata', 'name') ?? '',
    ...(namespace !== undefined && { namespace }),
  });
}

function put(file: string, text: string): void {
  if (contentOf(file) === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeText(file, text, { replace: true });
}

function contentOf(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(file, 'utf8');
}

/** Path to hash of what an earlier run wrote. */
function earlierFiles(folder: string): Map<string, string> {
  const text = contentOf(join(folder, SUMS_FILE));
  if (text === undefined) return new Map();
  const { entries, malformed } = parseSums(text);
  const unsafe = entries.find(({ path }) => unsafePath(path) !== undefined)?.path ?? malformed[0]?.text;
  if (unsafe === undefined) return new Map(entries.map(({ path, hash }) => [path, hash]));
  const what = `has a ${SUMS_FILE} that cannot be trusted`;
  throw new InputError({ at: folder, what, got: unsafe, fix: 'restore it, or name another folder' });
}
