import { createHash } from 'crypto';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { Problem } from '../values/problem';

/**
 * What is wrong with a copy of the charts.
 * @param directory - the folder
 * @param sha256 - its checksum, as the user states it
 */
export function vendoredProblems(directory: string, sha256: string): readonly Problem[] {
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    return [{ what: 'sha256 is not a checksum', got: sha256, allowed: '64 hexadecimal digits, lower case' }];
  }
  if (!existsSync(join(directory, 'platform-operator'))) {
    const allowed = 'a folder with platform-operator of the Verrazzano repository in it';
    return [{ what: 'directory holds no copy of the charts', got: directory, allowed }];
  }
  const actual = folderChecksum(directory);
  if (actual === sha256) return [];
  return [
    {
      what: `the content of ${directory} has another checksum`,
      got: actual,
      allowed: sha256,
      fix: 'restore the copy, or review what changed and state its checksum',
    },
  ];
}

/**
 * Checksum of a folder: that of the lines which `sha256sum` prints for its files, sorted by their bytes.
 * @param directory - the folder
 */
export function folderChecksum(directory: string): string {
  const files = filesIn(directory, '.').sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const lines = files.map((file) => `${hash(readFileSync(join(directory, file)))}  ${file}\n`);
  return hash(lines.join(''));
}

function filesIn(directory: string, folder: string): string[] {
  return readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(directory, path);
    return entry.isFile() ? [path] : [];
  });
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
