/** Names of devices of Windows, with any ending. Source: Microsoft, Naming Files, Paths, and Namespaces. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

const FILE_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/** What {@link isFileName} accepts, for messages. */
export const FILE_NAME_RULE =
  'letters, digits, . _ -, up to 200, no . at either end, not a device name of Windows (con, nul, ...)';

/**
 * Whether Windows reads a name as that of a device.
 * @param name - a file or folder name
 */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}

/**
 * Whether every operating system takes a string as the name of a file or folder, unchanged.
 * @param name - any text without slashes
 */
export function isFileName(name: string): boolean {
  return FILE_NAME.test(name) && !name.endsWith('.') && !isDeviceName(name);
}
