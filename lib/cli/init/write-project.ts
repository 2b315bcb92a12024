import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { isSystemError, writeProblem } from '../../gitops/write/file-system-error';
import { InputError } from '../input/input-error';

/** What a new repository has already. */
const ALLOWED = new Set(['.git']);
/** How many names are listed of what is in the way. */
const LISTED = 5;

/**
 * Writes a new project: all files, or none.
 * @param folder - the folder; it is made
 * @param files - content by path with forward slashes
 * @throws InputError when the folder has anything but `.git`, or the file system refuses something
 */
export function writeProject(folder: string, files: ReadonlyMap<string, string>): void {
  try {
    const existed = refuseContent(folder);
    try {
      for (const [path, text] of files) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text, { flag: 'wx' });
      }
    } catch (error) {
      for (const path of files.keys()) {
        rmSync(join(folder, path.split('/')[0] ?? path), { recursive: true, force: true });
      }
      if (!existed) rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new InputError(writeProblem(error.path ?? folder, error));
  }
}

/** Whether the folder exists; one with content is refused. */
function refuseContent(folder: string): boolean {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there === undefined) return false;
  const content = there.isDirectory() ? readdirSync(folder).filter((name) => !ALLOWED.has(name)) : undefined;
  if (content?.length === 0) return true;
  throw new InputError({
    at: folder,
    what: content === undefined ? 'is not a folder' : 'the folder is not empty',
    ...(content && { got: content.sort().slice(0, LISTED) }),
    allowed: 'a folder that does not exist, or is empty apart from .git',
    fix: 'name another one with --directory',
  });
}
