import { OPERATOR_NAMESPACE } from '../../../definition/verrazzano-api';
import type { JsonObject } from '../../../values/json';
import { dig, textOf } from '../dig';
import type { Rule } from '../types';

const [PATH, FIX] = ['cluster.Pods', 'keep one pod of verrazzano-platform-operator'];

function isOperator(pod: JsonObject): boolean {
  const namespace = textOf(dig(pod, 'metadata', 'namespace'));
  const app = dig(pod, 'metadata', 'labels', 'app') ?? 'verrazzano-platform-operator';
  return ['', OPERATOR_NAMESPACE].includes(namespace) && app === 'verrazzano-platform-operator';
}

/** More than one platform operator runs. */
export const clusterOperatorSingleton: Rule = {
  id: 'cluster.operator-singleton',
  layer: 'webhook',
  fact: 'Pods',
  check: ({ cluster }) => {
    const running = (cluster.Pods ?? []).filter((pod) => isOperator(pod) && dig(pod, 'status', 'phase') !== 'Failed');
    if (running.length < 2) return [];
    return [{ path: PATH, value: running.length, message: 'more than one platform operator runs', fix: FIX }];
  },
  assume: () => [{ path: PATH, message: 'needs a cluster with one platform operator', fix: FIX }],
};
