/** Folders of a chart with templates, with files that these read, and with values for tests of the chart. */
const CHART_FOLDERS: readonly string[] = ['templates', 'files', 'ci'];

/**
 * Whether a file is of a Helm chart, which holds no manifests before it is rendered: templates, files that these read, and values.
 * @param file - path of the file
 * @param has - whether there is a file
 */
export function isOfChart(file: string, has: (file: string) => boolean): boolean {
  const parts = file.replace(/\\/g, '/').split('/');
  const hasChart = (end: number): boolean => has([...parts.slice(0, end), 'Chart.yaml'].join('/'));
  const last = parts.length - 1;
  const isBelow = parts.some((part, at) => at > 0 && at < last && CHART_FOLDERS.includes(part) && hasChart(at));
  return isBelow || (/^(?:Chart|values.*)\.ya?ml$/.test(parts[last] ?? '') && hasChart(last));
}
