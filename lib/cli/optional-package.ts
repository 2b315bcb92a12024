/**
 * Whether loading failed because an optional package is not installed.
 * @param error - what was thrown
 */
export function isNotInstalled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}
