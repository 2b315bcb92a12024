/** Annotation by which one object gives options to Argo CD. */
export const SYNC_OPTIONS_ANNOTATION = 'argocd.argoproj.io/sync-options';

/**
 * Adds options to those an object already has. An option that is already set, to any value, stays.
 *
 * @param existing - value of the annotation, `A=b,C=d`; undefined for none
 * @param added - options of the form `Name=value`
 */
export function mergeSyncOptions(existing: string | undefined, added: readonly string[]): string {
  const options = (existing ?? '')
    .split(',')
    .map((option) => option.trim())
    .filter((option) => option !== '');
  const names = new Set(options.map(optionName));
  return [...options, ...added.filter((option) => !names.has(optionName(option)))].join(',');
}

function optionName(option: string): string {
  return option.split('=')[0] ?? option;
}
