import { existsSync, readdirSync, statSync } from 'fs';
import { join } from 'path';
import { ARGO_FOLDER } from '../../gitops/names';
import { compare } from '../../values/compare';
import { InputError } from './input-error';

/**
 * Reads the clusters of a folder of output: the folder itself where it is that of a cluster, otherwise the folders in it, by name.
 * @param folder - the folder
 * @param read - reads the folder of a cluster; undefined where it is not one
 * @param mark - what the folder of a cluster has, for the message
 * @throws InputError when the folder does not exist, is a file, or has no cluster
 */
export function readClusterFolders<T>(folder: string, read: (folder: string) => T | undefined, mark: string): T[] {
  const allowed = `folders with ${mark}, or one with such folders`;
  if (!existsSync(folder)) throw new InputError({ at: folder, what: 'does not exist', fix: 'check the name' });
  if (!statSync(folder).isDirectory()) {
    throw new InputError({ at: folder, what: 'is not a folder', allowed, fix: 'name the folder that it is in' });
  }
  const own = read(folder);
  if (own !== undefined) return [own];
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== ARGO_FOLDER)
    .map(({ name }) => name)
    .sort(compare)
    .flatMap((name) => read(join(folder, name)) ?? []);
  if (found.length > 0) return found;
  throw new InputError({ at: folder, what: 'is not the output of a cluster', allowed, fix: 'name another folder' });
}
