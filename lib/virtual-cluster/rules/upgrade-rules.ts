import type { Problem } from '../../values/problem';
import { distributionOf, storeOf, type Store } from '../release';
import type { ChartValues } from '../values/chart-values';

/** Stores from which a running virtual cluster may move to another one. */
const MOVES: Readonly<Record<Store, readonly Store[]>> = {
  'embedded-database': [],
  'embedded-etcd': ['embedded-database', 'external-etcd'],
  'external-database': ['embedded-database'],
  'external-etcd': [],
};

const STORE_WORDS: Readonly<Record<Store, string>> = {
  'embedded-database': 'SQLite',
  'embedded-etcd': 'embedded etcd',
  'external-database': 'an external database',
  'external-etcd': 'deployed etcd',
};

/**
 * What the control plane refuses when a running virtual cluster gets other values: its data would be lost.
 * @param values - the new values, defaults included
 * @param installed - the values it runs with, defaults included
 */
export function upgradeProblems(values: ChartValues, installed: ChartValues): Problem[] {
  return [...distributionProblems(values, installed), ...storeProblems(values, installed)];
}

function distributionProblems(values: ChartValues, installed: ChartValues): Problem[] {
  const [got, before] = [distributionOf(values), distributionOf(installed)];
  if (got === before) return [];
  const fix = 'make another virtual cluster and move the workloads';
  return [{ at: 'controlPlane.distro', what: 'changes in a running virtual cluster', got, allowed: before, fix }];
}

function storeProblems(values: ChartValues, installed: ChartValues): Problem[] {
  const [now, before] = [storeOf(values), storeOf(installed)];
  if (now === before || MOVES[now].includes(before)) return [];
  const targets = (Object.keys(MOVES) as Store[]).filter((store) => MOVES[store].includes(before));
  return [
    {
      at: 'controlPlane.backingStore',
      what: 'would move the data of a running virtual cluster, which is not possible',
      got: STORE_WORDS[now],
      allowed: [before, ...targets].map((store) => STORE_WORDS[store]).join(', '),
      fix: 'choose one of these, or make another virtual cluster',
    },
  ];
}
