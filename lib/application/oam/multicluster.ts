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

interface Wrapped {
  readonly apiVersion: string;
  readonly kind: string;
  /** Fields of the template beside metadata. */
  readonly fields: readonly string[];
}

/** What is in each kind of wrapper. */
const WRAPPERS: Readonly<Record<string, Wrapped>> = {
  MultiClusterApplicationConfiguration: {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'ApplicationConfiguration',
    fields: ['spec'],
  },
  MultiClusterComponent: { apiVersion: 'core.oam.dev/v1alpha2', kind: 'Component', fields: ['spec'] },
  MultiClusterConfigMap: { apiVersion: 'v1', kind: 'ConfigMap', fields: ['data', 'binaryData', 'immutable'] },
  MultiClusterSecret: { apiVersion: 'v1', kind: 'Secret', fields: ['type', 'data', 'stringData'] },
};

/** Whether an object is a wrapper of multicluster applications. */
export function isWrapper({ apiVersion, kind }: KubeObject): boolean {
  return apiVersion.startsWith(`${GROUP.clusters}/`) && Object.hasOwn(WRAPPERS, kind);
}

/**
 * Unpacks a wrapper that is placed on this cluster; what a wrapper for other clusters holds is taken away. Source: application-operator,
 * controllers/clusters.
 * @param wrapper - the wrapper
 * @param translation - what is worked on
 * @returns the ApplicationConfiguration of it, which is translated then
 */
export function unpackWrapper(wrapper: KubeObject, { state, findings }: Translation): KubeObject | undefined {
  const wrapped = WRAPPERS[wrapper.kind];
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
      labels: { ...textsAt(template, 'metadata', 'labels'), 'verrazzano-managed': 'true' },
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
