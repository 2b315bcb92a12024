import type { GroupKind } from '../kinds/kind-scope';
import { isDeviceName } from '../file-name';
import { kindName } from '../kinds/kind-scope';

/** Folder of the cluster-scoped objects of a delivery unit. No namespace can have this name. */
const CLUSTER_SCOPED_FOLDER = '_cluster';

const MAX_SEGMENT = 240;
const MAX_PATH = 400;
const SAFE = /^[A-Za-z0-9._-]+$/;

/** What identifies an object within a cluster. */
export interface ObjectIdentity extends GroupKind {
  /** Namespace; undefined for cluster-scoped objects. */
  readonly namespace?: string;
  /** `metadata.name`. */
  readonly name: string;
}

/** `<Kind>[.<group>].<name>.yaml` */
export function objectFileName(id: ObjectIdentity): string {
  return safeSegment(`${kindName(id)}.${id.name}.yaml`);
}

/** `<namespace or _cluster>/<Kind>[.<group>].<name>.yaml` */
export function objectPath(id: ObjectIdentity): string {
  const folder = id.namespace === undefined ? CLUSTER_SCOPED_FOLDER : safeSegment(id.namespace);
  return `${folder}/${objectFileName(id)}`;
}

/**
 * A path segment that every file system takes: other characters than letters, digits, `.`, `_` and `-` as
 * `%` and two hexadecimal digits per byte. Different texts give different segments.
 */
export function safeSegment(text: string): string {
  const encoded = SAFE.test(text) ? text : [...Buffer.from(text, 'utf8')].map(safeByte).join('');
  const first = encoded.charCodeAt(0);
  return isDeviceName(encoded) || /^\.+$/.test(encoded) ? escapeByte(first) + encoded.slice(1) : encoded;
}

/**
 * What is wrong with a set of paths that shall lie in one folder: a file that is also a folder, paths that differ
 * only in case (one file on Windows and macOS), paths that are too long.
 *
 * @param paths - relative paths with forward slashes, each once
 * @returns messages, each with the paths it is about
 */
export function pathProblems(paths: Iterable<string>): { message: string; paths: string[] }[] {
  const all = [...paths];
  return areFine(all) ? [] : problemsOf(all);
}

/**
 * Whether there are no problems and each path is there once, which is so for nearly all outputs, without looking at each folder of each path.
 * @param paths - as for `pathProblems`
 */
export function areFine(paths: readonly string[]): boolean {
  const folders = new Set<string>();
  const names = new Set<string>();
  for (const path of paths) {
    if (path.length > MAX_SEGMENT) return false;
    names.add(path.toLowerCase());
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (folder === '' || folders.has(folder)) continue;
    for (const name of parents(path)) folders.add(`${name}/`);
  }
  if (names.size < paths.length) return false;
  const lower = new Set([...folders].map((folder) => folder.slice(0, -1).toLowerCase()));
  return lower.size === folders.size && ![...lower].some((folder) => names.has(folder));
}

function problemsOf(paths: readonly string[]): { message: string; paths: string[] }[] {
  const found: { message: string; paths: string[] }[] = [];
  const files = new Map<string, string>();
  const folders = new Map<string, { name: string; file: string }>();
  for (const path of [...paths].sort()) {
    if (path.length > MAX_PATH || path.split('/').some((segment) => segment.length > MAX_SEGMENT)) {
      found.push({
        message: `the path is too long (at most ${MAX_SEGMENT} per part, ${MAX_PATH} in all)`,
        paths: [path],
      });
    }
    const file = files.get(path.toLowerCase());
    if (file !== undefined) found.push({ message: 'the paths differ only in case', paths: [file, path] });
    files.set(path.toLowerCase(), path);
    for (const name of parents(path)) {
      const folder = folders.get(name.toLowerCase());
      if (folder !== undefined && folder.name !== name) {
        found.push({ message: 'the folders differ only in case', paths: [folder.file, path] });
      }
      folders.set(name.toLowerCase(), { name, file: path });
    }
  }
  for (const [key, path] of files) {
    const folder = folders.get(key);
    if (folder !== undefined)
      found.push({ message: 'a file has the same name as a folder', paths: [path, folder.file] });
  }
  return found;
}

function parents(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function safeByte(byte: number): string {
  const char = String.fromCharCode(byte);
  return SAFE.test(char) ? char : escapeByte(byte);
}

function escapeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
