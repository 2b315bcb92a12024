import { kindOf, namespaceOf, objectAt, textAt, textsAt } from '../../connectivity/manifest';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import type { JsonObject } from '../../values/json';
import { MANAGED_LABEL } from '../../definition/namespaces';
import { SECRET_CONTENT } from '../../gitops/secrets/secret-objects';
import { OAM_V1ALPHA2 } from '../../definition/verrazzano-api';

/** What a MultiCluster resource wraps. */
export interface Wrapped {
  /** Version of the wrapped object. */
  readonly apiVersion: string;
  /** Its kind. */
  readonly kind: string;
  /** Fields of the template beside metadata. */
  readonly fields: readonly string[];
}

/** What is in each kind of wrapper. Source: application-operator, controllers/clusters at v1.7.2. */
const WRAPPED: Readonly<Record<string, Wrapped>> = {
  MultiClusterApplicationConfiguration: {
    apiVersion: OAM_V1ALPHA2,
    kind: 'ApplicationConfiguration',
    fields: ['spec'],
  },
  MultiClusterComponent: { apiVersion: OAM_V1ALPHA2, kind: 'Component', fields: ['spec'] },
  MultiClusterConfigMap: { apiVersion: 'v1', kind: 'ConfigMap', fields: ['data', 'binaryData', 'immutable'] },
  MultiClusterSecret: { apiVersion: 'v1', kind: 'Secret', fields: ['type', 'data', 'stringData'] },
};

/**
 * What a kind of `clusters.verrazzano.io` wraps; undefined for those that wrap nothing.
 * @param kind - the kind
 */
export function wrappedIn(kind: string): Wrapped | undefined {
  return Object.hasOwn(WRAPPED, kind) ? WRAPPED[kind] : undefined;
}

/**
 * What the operator makes of a MultiCluster resource on a cluster that it is placed on: the wrapped object under the same name, whatever
 * the template says of names. A Secret is without its content.
 * @param wrapper - the resource; its kind is one for which {@link wrappedIn} has an answer
 */
export function unwrapped(wrapper: JsonObject): KubernetesManifest {
  const { apiVersion, kind, fields } = wrappedIn(kindOf(wrapper)) ?? { apiVersion: '', kind: '', fields: [] };
  const shown = fields.filter((field) => kind !== 'Secret' || !SECRET_CONTENT.includes(field));
  const template = objectAt(wrapper, 'spec', 'template');
  const annotations = textsAt(template, 'metadata', 'annotations');
  return {
    apiVersion,
    kind,
    metadata: {
      name: textAt(wrapper, 'metadata', 'name') ?? '',
      namespace: namespaceOf(wrapper),
      labels: { ...textsAt(template, 'metadata', 'labels'), [MANAGED_LABEL]: 'true' },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    ...Object.fromEntries(shown.flatMap((field) => (template[field] === undefined ? [] : [[field, template[field]]]))),
  };
}
