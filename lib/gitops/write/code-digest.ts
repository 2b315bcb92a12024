import { readdirSync, statSync } from 'fs';
import { basename, join } from 'path';
import { sha256 } from '../output/sums';

/** Rooms with the code that checks and writes objects. */
const ROOMS = ['gitops', 'values'];

/** Folder of the compiled or uncompiled code: this module is in a room, or in a bundle beside the rooms. */
const LIB = basename(__dirname) === 'write' ? join(__dirname, '..', '..') : __dirname;

/**
 * A digest that changes with the code that checks and writes objects, that of the YAML library included: by names, sizes and times of the files
 * on this machine, which are cheaper to get than their content.
 */
export function codeDigest(): string {
  const own = [LIB, ...ROOMS.map((room) => join(LIB, room))].flatMap((folder) => codeBelow(folder, folder !== LIB));
  const files = [...own, require.resolve('yaml'), require.resolve('yaml/package.json')];
  return sha256([process.version, ...files.sort().map(described)].join('\n'));
}

function codeBelow(folder: string, isDeep: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isDeep ? codeBelow(path, true) : [];
    return /(?<!\.d)\.[jt]s$/.test(entry.name) ? [path] : [];
  });
}

/** The time of the last change of the file itself: installers set the other one to a fixed date. */
function described(file: string): string {
  const { size, ctimeMs } = statSync(file);
  return `${file} ${size} ${ctimeMs}`;
}
