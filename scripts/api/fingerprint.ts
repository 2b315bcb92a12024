import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A checksum over files: equal where every path and content is.
 * @param root - the folder of the repository
 * @param folders - folders in it, with all that is below them
 * @param files - further files in it
 */
export function fingerprint(root: string, folders: readonly string[], files: readonly string[] = []): string {
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const hash = createHash('sha256');
  for (const path of [...below, ...files.map((file) => join(root, file))].sort()) {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}
