import { mkdtempSync, rmdirSync, statSync } from 'fs';
import { join } from 'path';
import { WORK_PREFIX } from './journal';

/**
 * The time of the file system that a folder is on, in milliseconds: the clock of a file server may differ from that of this machine.
 * @param folder - it can be written
 */
export function fileSystemTime(folder: string): number {
  const made = mkdtempSync(join(folder, `${WORK_PREFIX}-`));
  try {
    return statSync(made).mtimeMs;
  } finally {
    rmdirSync(made);
  }
}
