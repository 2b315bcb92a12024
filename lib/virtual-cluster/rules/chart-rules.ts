import { isJsonObject } from '../../values/json';
import type { Problem } from '../../values/problem';
import type { ChartValues } from '../values/chart-values';

/** Switches of which at most one may be on. */
const EXCLUSIVE = [
  {
    what: 'more than one distribution is enabled',
    switches: ['k8s', 'k3s', 'k0s'].map((name) => `controlPlane.distro.${name}.enabled`),
  },
  {
    what: 'more than one backing store is enabled',
    switches: ['database.embedded', 'database.external', 'etcd.embedded', 'etcd.deploy'].map(
      (name) => `controlPlane.backingStore.${name}.enabled`,
    ),
  },
];

/**
 * What the chart refuses while it renders.
 * @param values - the values, defaults included
 */
export function chartProblems(values: ChartValues): Problem[] {
  return [...exclusiveProblems(values), ...kubeconfigProblems(values)];
}

function exclusiveProblems(values: ChartValues): Problem[] {
  return EXCLUSIVE.flatMap(({ what, switches }) => {
    const on = switches.filter((path) => values.has(path));
    if (on.length < 2) return [];
    const [at = ''] = on;
    return [{ at, what, got: on, allowed: `one of ${switches.join(', ')}`, fix: 'leave one of them on' }];
  });
}

function kubeconfigProblems(values: ChartValues): Problem[] {
  const secret = values.object('exportKubeConfig.secret');
  const further = values.list('exportKubeConfig.additionalSecrets');
  const problems: Problem[] = [];
  if (further.length > 0 && (isText(secret.name) || isText(secret.namespace))) {
    problems.push({
      at: 'exportKubeConfig.secret',
      what: 'is stated together with exportKubeConfig.additionalSecrets',
      got: secret,
      allowed: 'one of the two',
      fix: 'make it an item of exportKubeConfig.additionalSecrets',
    });
  }
  further.forEach((item, index) => {
    if (!isJsonObject(item) || isText(item.name) || isText(item.namespace)) return;
    const at = `exportKubeConfig.additionalSecrets[${index}]`;
    problems.push({
      at,
      what: 'has neither a name nor a namespace',
      got: item,
      allowed: 'a name, a namespace, or both',
      fix: 'state one of them',
    });
  });
  return problems;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
