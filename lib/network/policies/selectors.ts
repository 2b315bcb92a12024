import type { Workload } from '../../definition/workload';
import { compare } from '../../values/compare';
import type { LabelExpression, LabelSelector } from './policy-manifest';

/** Labels that distinguish workloads of one component best: their values are unique. */
const TELLING = ['app.kubernetes.io/name', 'job-name'];

/**
 * Unique key of a workload: `<namespace>/<name>`.
 * @param workload - the workload
 */
export function workloadKey({ namespace, name }: Pick<Workload, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

/**
 * Labels of the pods of a workload. Where only the key of a label is known, the name of the workload is used as its value.
 * @param workload - the workload
 */
export function podLabels({ labels, selectorKeys, name }: Workload): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(selectorKeys.map((key) => [key, name])), ...labels };
}

/**
 * The selector of the pods of a workload. Pods of another workload of the namespace that have these labels too are excluded by
 * a label that only they have.
 * @param workload - the workload
 * @param all - all workloads that run
 * @throws Error when the definition has no selector, which would select every pod of the namespace
 */
export function podSelector(workload: Workload, all: readonly Workload[]): LabelSelector {
  const { selector, selectorKeys } = workload;
  if (Object.keys(selector).length + selectorKeys.length === 0) {
    throw new Error(
      `[${workloadKey(workload)}] has no labels to select its pods by; got {}; allowed labels, or keys of labels`,
    );
  }
  const keys = selectorKeys.map((key): LabelExpression => ({ key, operator: 'Exists' }));
  const expressions = [...keys, ...exclusions(workload, all)].sort(byKey);
  return {
    ...(Object.keys(selector).length > 0 && { matchLabels: selector }),
    ...(expressions.length > 0 && { matchExpressions: expressions }),
  };
}

/**
 * Other workloads whose pods the selector of a workload also selects, because no label distinguishes them.
 * @param workload - the workload
 * @param all - all workloads that run
 */
export function alsoSelected(workload: Workload, all: readonly Workload[]): readonly Workload[] {
  return siblingsOf(workload, all).filter((other) => tellingLabel(workload, other) === undefined);
}

function exclusions(workload: Workload, all: readonly Workload[]): readonly LabelExpression[] {
  const values = new Map<string, string[]>();
  for (const other of siblingsOf(workload, all)) {
    const key = tellingLabel(workload, other);
    if (key !== undefined) values.set(key, [...(values.get(key) ?? []), other.selector[key] ?? '']);
  }
  return [...values].map(([key, excluded]) => ({
    key,
    operator: 'NotIn',
    values: [...new Set(excluded)].sort(compare),
  }));
}

/** Workloads of the same namespace whose pods have all labels that the workload is selected by. */
function siblingsOf(workload: Workload, all: readonly Workload[]): readonly Workload[] {
  return all.filter((other) => {
    if (other.namespace !== workload.namespace || other.name === workload.name || other.hostNetwork) return false;
    const labels = podLabels(other);
    return (
      Object.entries(workload.selector).every(([key, value]) => labels[key] === value) &&
      workload.selectorKeys.every((key) => key in labels)
    );
  });
}

/** Key of a label by which another workload is selected and which the pods of this one do not have with that value. */
function tellingLabel(workload: Workload, other: Workload): string | undefined {
  const own = podLabels(workload);
  const telling = Object.keys(other.selector).filter((key) => own[key] !== other.selector[key]);
  return [...telling].sort((a, b) => rank(a) - rank(b) || compare(a, b))[0];
}

function rank(key: string): number {
  const place = TELLING.indexOf(key);
  return place < 0 ? TELLING.length : place;
}

function byKey(a: LabelExpression, b: LabelExpression): number {
  return compare(a.key, b.key) || compare(a.operator, b.operator);
}
