import { wrappedIn } from '../../resource/multicluster/wrappers';
import { clusterName } from './environment';
import { GROUP } from './names';
import {
  copyOf,
  fieldsAt,
  itemsAt,
  nameOf,
  namespaceOf,
  textAt,
  textsAt,
  unlessEmpty,
  type KubeObject,
  type Value,
} from './object';
import type { Translation } from './translation';
import { MANAGED_LABEL } from '../../definition/namespaces';

/** Whether an object is a wrapper of multicluster applications. */
export function isWrapper({ apiVersion, kind }: KubeObject): boolean {
  return apiVersion.startsWith(`${GROUP.clusters}/`) && wrappedIn(kind) !== undefined;
}

/**
 * Unpacks a wrapper that is placed on this cluster; what a wrapper for other clusters holds is taken away. Source: application-operator,
 * controllers/clusters.
 * @param wrapper - the wrapper
 * @param translation - what is worked on
 * @returns the ApplicationConfiguration of it, which is translated then
 */
export function unpackWrapper(wrapper: KubeObject, { state, findings }: Translation): KubeObject | undefined {
  const wrapped = wrappedIn(wrapper.kind);
  if (wrapped === undefined) return undefined;
  const { apiVersion, kind, fields } = wrapped;
  const clusters = itemsAt(wrapper, 'spec', 'placement', 'clusters').map((each) => textAt(each, 'name'));
  if (clusters.length === 0) {
    findings.add('refused', wrapper, {
      what: 'admission refuses it: it names no clusters',
      fix: 'add spec.placement.clusters',
    });
    return undefined;
  }
  const [group, name, namespace] = [apiVersion.includes('/') ? GROUP.oam : '', nameOf(wrapper), namespaceOf(wrapper)];
  const there = state.get(group, kind, namespace, name);
  if (!clusters.includes(clusterName(state))) {
    if (there !== undefined) state.delete(there);
    findings.add('warning', wrapper, {
      what: `is for other clusters than ${clusterName(state)}, and yields nothing here`,
      got: clusters.join(', '),
      fix: 'pass Secret verrazzano-system/verrazzano-cluster-registration of the cluster that is meant as context',
    });
    return undefined;
  }
  const template = fieldsAt(wrapper, 'spec', 'template');
  const annotations = unlessEmpty(textsAt(template, 'metadata', 'annotations'));
  const object: KubeObject = {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      labels: { ...textsAt(template, 'metadata', 'labels'), [MANAGED_LABEL]: 'true' },
      ...(annotations !== undefined && { annotations }),
    },
    ...Object.fromEntries<Value>(
      fields.filter((field) => template[field] !== undefined).map((field) => [field, copyOf(template[field])]),
    ),
  };
  if (kind !== 'ApplicationConfiguration') {
    state.write(object);
    return undefined;
  }
  const application = { ...object, ...(there?.status !== undefined && { status: there.status }) };
  state.hold(application);
  return application;
}
