import { mkdirSync, statSync } from 'fs';
import { join } from 'path';
import { isSystemError, writeProblem } from '../../gitops/write/file-system-error';
import { InputError } from '../input/input-error';
import { writeText } from '../import/write-file';

/**
 * Writes the files of an adoption into a folder. All of them are checked before one is written.
 * @param folder - the folder; it is made
 * @param files - content by name
 * @param replace - whether files that exist are replaced
 * @throws InputError when a file exists and is not to be replaced, or the file system refuses something
 */
export function writeAdoption(folder: string, files: ReadonlyMap<string, string>, replace: boolean): void {
  try {
    const there = [...files.keys()].filter(
      (name) => statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined,
    );
    if (there.length > 0 && !replace) {
      throw new InputError({
        at: folder,
        what: 'has files of these names',
        got: there,
        allowed: 'a folder without them',
        fix: 'name another folder, or add --force to replace them',
      });
    }
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeText(join(folder, name), text, { replace: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new InputError(writeProblem(error.path ?? folder, error));
  }
}
