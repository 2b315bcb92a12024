import { DNS_LABEL, isDnsLabel } from '../values/names';
import { isDeviceName } from './file-name';
import { problem } from './problem';

/** Folder of the Applications: of the clusters in the output, of the delivery units in the folder of each cluster. */
export const ARGO_FOLDER = 'argocd';

/** Folder of files for hosts, which Argo CD does not read; it has a folder for each cluster. */
export const HOSTS_FOLDER = '_host';

/**
 * Checks a name that becomes a folder: a DNS-1123 label that every operating system accepts as a folder name.
 *
 * @throws Error when the name is not such a label
 */
export function checkFolderName(path: string, what: string, name: string): void {
  if (isDnsLabel(name) && !isDeviceName(name)) return;
  throw new Error(
    problem(path, {
      what: `${what} is not usable as a folder and object name`,
      got: name,
      allowed: `${DNS_LABEL}, and no device name of Windows (con, nul, ...)`,
      fix: 'choose another name',
    }),
  );
}

/**
 * Checks the name of a delivery unit: one or two folder names with one slash between, not in the folder `argocd`.
 *
 * @throws Error when it is not
 */
export function checkUnitName(path: string, name: string): void {
  const parts = name.split('/');
  if (parts.length > 2) {
    throw new Error(
      problem(path, {
        what: 'the name of a delivery unit has too many parts',
        got: name,
        allowed: 'at most one slash, as in apps/shop',
        fix: 'join the parts with -',
      }),
    );
  }
  for (const part of parts) checkFolderName(path, 'the name of a delivery unit', part);
  if (parts[0] !== ARGO_FOLDER) return;
  const what = `the folder ${ARGO_FOLDER} of a cluster holds its Applications`;
  throw new Error(problem(path, { what, got: name, fix: 'rename the delivery unit' }));
}
