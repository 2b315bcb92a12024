import { oneLine } from '../../values/escape/visible';
import { InputError } from '../input/input-error';
import { manifestFiles } from '../input/read-manifests-files';
import { readFile } from '../input/read-resources';
import type { Session } from '../session';
import { oamObjects } from './oam-objects';

/**
 * The files that paths lead to. Of a folder, these are the files with something that is imported; the others are noted.
 * @param paths - files and folders
 * @param session - the run; it remembers what is refused
 * @returns nothing when a path is refused
 */
export function importFiles(paths: readonly string[], session: Session): readonly string[] | undefined {
  const files = new Set<string>();
  const read = paths.map((path) =>
    session.with(path, () => {
      for (const file of filesOf(path, session)) files.add(file);
    }),
  );
  return read.includes(false) ? undefined : [...files];
}

function filesOf(path: string, session: Session): string[] {
  const found = manifestFiles(path);
  if (found.length === 1 && found[0] === path) return found;
  const wanted = found.filter(isImported);
  if (wanted.length === 0) {
    throw new InputError({
      at: path,
      what: 'has nothing that is imported',
      allowed: 'Verrazzano resources, OAM applications or multicluster resources',
      fix: 'check the name',
    });
  }
  for (const file of found.filter((each) => !wanted.includes(each))) {
    session.io.err(oneLine(`note: [${file}] has nothing that is imported, and is left out`) + '\n');
  }
  return wanted;
}

function isImported(file: string): boolean {
  return oamObjects(file) !== undefined || readFile(file).resources.length > 0;
}
