const VERSION_LABEL =
  /^(?:helm\.sh\/chart|app\.kubernetes\.io\/(?:version|managed-by)|chart|heritage|pod-template-hash|controller-revision-hash)$/;

/**
 * Whether a label changes with every version, so that nothing should select by it.
 * @param key - key of the label
 */
export function isVersionLabel(key: string): boolean {
  return VERSION_LABEL.test(key);
}
