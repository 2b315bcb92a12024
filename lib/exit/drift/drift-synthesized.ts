import { groupOf, textAt, textsAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { describeObject, type Dump, type DumpObject } from '../dump/dump';
import type { DriftEntry } from './drift-entry';
import { isCut, manifestDrift, withoutDelivery } from './drift-manifest';

/** Kinds and groups that are not part of a platform: the resource is compared on its own, and Argo CD reads the rest. */
const LEFT_OUT = {
  kinds: ['Verrazzano', 'CustomResourceDefinition'],
  groups: ['argoproj.io', 'kustomize.config.k8s.io'],
};

/**
 * Where a cluster differs from objects that a program synthesized, field by field: charts that were rendered into Git, and everything else
 * that is a file. Names of objects that nothing synthesized are not looked for.
 * @param synthesized - what was synthesized
 * @param dump - the cluster
 * @param others - what is reported already, by `Kind namespace/name`
 */
export function synthesizedDrift(synthesized: Dump, dump: Dump, others: readonly DriftEntry[]): readonly DriftEntry[] {
  const known = new Set(others.filter(({ kind }) => kind !== 'unknown').map(({ object }) => object));
  return synthesized.objects.filter(isDelivered).flatMap((wanted) => {
    const object = describeObject(wanted);
    const namespace = textAt(wanted, 'metadata', 'namespace');
    const entry = (kind: DriftEntry['kind'], fields: DriftEntry['fields'] = []): DriftEntry[] =>
      known.has(object) && kind !== 'changed' ? [] : [{ kind, object, component: undefined, fields }];
    const runs = dump
      .list(wanted.kind, groupOf(wanted))
      .find((one) => textAt(one, 'metadata', 'name') === textAt(wanted, 'metadata', 'name') && isIn(one, namespace));
    if (runs === undefined) return entry(dump.covers(wanted.kind, namespace) ? 'missing' : 'unknown');
    if (isCut(wanted, runs)) return entry('unknown');
    const fields = manifestDrift({ manifest: withoutDelivery(wanted), whole: true }, runs);
    return fields.length === 0 ? [] : entry('changed', fields);
  });
}

function isIn(object: JsonObject, namespace: string | undefined): boolean {
  return namespace === undefined || textAt(object, 'metadata', 'namespace') === namespace;
}

/** Hooks of Helm come and go. */
function isDelivered(object: DumpObject): boolean {
  const isHook = Object.hasOwn(textsAt(object, 'metadata', 'annotations'), 'helm.sh/hook');
  return !isHook && !LEFT_OUT.kinds.includes(object.kind) && !LEFT_OUT.groups.includes(groupOf(object));
}
