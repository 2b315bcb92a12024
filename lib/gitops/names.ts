import { DNS_LABEL, isDnsLabel, isDnsSubdomain } from '../values/names';
import { isDeviceName } from './file-name';
import { problem } from './problem';

const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/** Whether a value may be a label value (apimachinery: at most 63 characters, may be empty). */
export function isLabelValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 63 && LABEL_VALUE.test(value);
}

/** Whether a value may be the key of a label or an annotation: `[prefix/]name` (apimachinery `IsQualifiedName`). */
export function isQualifiedName(value: string): boolean {
  const parts = value.split('/');
  const name = parts.pop();
  return parts.length <= 1 && name !== '' && isLabelValue(name) && parts.every((prefix) => isDnsSubdomain(prefix));
}

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
 * Checks the name of a delivery unit: one or two folder names with one slash between.
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
}
