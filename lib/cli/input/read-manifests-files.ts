import { readdirSync, realpathSync, statSync, type Stats } from 'fs';
import { extname, join } from 'path';
import { compare } from '../../values/compare';
import { InputError } from './input-error';
import { systemError } from './read-text';

const EXTENSIONS: readonly string[] = ['.json', '.yaml', '.yml'];

/** What is done about a folder or a link in a folder that cannot be followed. */
export type Refuse = (error: InputError) => void;

/**
 * The files of a path: itself, or every YAML and JSON file in the folder and all folders below it, by name.
 * Links are followed, as they may lead to what is applied; a folder that several lead to is read once.
 * @param path - path of a file or folder
 * @param refuse - told of each folder that may not be read, and of each loop of links; the rest is listed
 * @default refuse - throws what it is told
 * @throws InputError when the folder has none of these files
 */
export function manifestFiles(path: string, refuse: Refuse = refuseAll): string[] {
  // Anything but a folder is reported when it is read.
  if (statsOf(path)?.isDirectory() !== true) return [path];
  let isWhole = true;
  const found = filesIn(path, [], new Set(), (error) => {
    isWhole = false;
    refuse(error);
  });
  if (found.length > 0 || !isWhole) return found;
  const allowed = `files that end with ${EXTENSIONS.join(', ')}`;
  throw new InputError({ at: path, what: 'is a folder without manifests', allowed, fix: 'check the name' });
}

/**
 * Whether a file is read where a folder is named.
 * @param name - its name
 */
export function isManifestName(name: string): boolean {
  return EXTENSIONS.includes(extname(name).toLowerCase());
}

function refuseAll(error: InputError): never {
  throw error;
}

/**
 * @param folder - the folder
 * @param above - the folders it is in, by their real paths
 * @param seen - all folders that are read, by their real paths
 * @param refuse - told what cannot be listed
 */
function filesIn(folder: string, above: readonly string[], seen: Set<string>, refuse: Refuse): string[] {
  return attempt(refuse, () => {
    const { names, real } = contentOf(folder);
    if (above.includes(real)) throw linkLoop(folder);
    if (seen.has(real)) return [];
    seen.add(real);
    return names.flatMap((name) => {
      const path = join(folder, name);
      return attempt(refuse, () => {
        if (statsOf(path)?.isDirectory() === true) return filesIn(path, [...above, real], seen, refuse);
        return isManifestName(name) ? [path] : [];
      });
    });
  });
}

/**
 * The files that are listed, or none where that is refused.
 * @param refuse - told why
 * @param list - lists files
 */
export function attempt(refuse: Refuse, list: () => string[]): string[] {
  try {
    return list();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    refuse(error);
    return [];
  }
}

function contentOf(folder: string): { readonly names: readonly string[]; readonly real: string } {
  try {
    return { names: readdirSync(folder).sort(compare), real: realpathSync(folder) };
  } catch (error) {
    throw systemError(folder, error);
  }
}

/** Undefined where nothing exists, also behind a link. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw systemError(path, error);
  }
}

/**
 * The refusal of links that lead to a folder above them, or to each other.
 * @param path - where they were found
 */
export function linkLoop(path: string): InputError {
  return new InputError({
    at: path,
    what: 'is a loop of symbolic links',
    allowed: 'links that lead out of the folders that they are in',
    fix: 'name the intended folders',
  });
}
