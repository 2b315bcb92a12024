import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { SYNC_WAVE_ANNOTATION } from '../../gitops/wave';
import type { JsonObject } from '../../values/json';

/** Where a value is in a store. */
export interface RemoteValue {
  /** Key in the store. */
  readonly key: string;
  /** Part of what the key holds. */
  readonly property: string;
}

/** A Secret that the External Secrets operator makes. */
export interface ExternalSecretProps {
  readonly namespace: string;
  readonly name: string;
  readonly store: { readonly name: string; readonly kind: string };
  /** Keys of the Secret, and where their values are. */
  readonly data: Readonly<Record<string, RemoteValue>>;
  /** Labels of the Secret. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Templates of values, by key of the Secret. @default - the values as they are */
  readonly templates?: Readonly<Record<string, string>>;
  /** How often it is read again. @default '0', once */
  readonly refreshInterval?: string;
  /** Order inside its unit. @default 0 */
  readonly wave?: number;
}

/**
 * An ExternalSecret whose Secret is made once and stays: the agent of a managed cluster rewrites and deletes Secrets of its registration.
 *
 * Source: `external-secrets.io/v1beta1`: creation policy Orphan sets no owner, deletion policy Retain never deletes.
 */
export function externalSecret(props: ExternalSecretProps): KubernetesManifest {
  const { namespace, name, store, data, labels, templates, refreshInterval = '0', wave } = props;
  const template: JsonObject = {
    engineVersion: 'v2',
    type: 'Opaque',
    ...(labels !== undefined && { metadata: { labels: { ...labels } } }),
    ...(templates !== undefined && { data: { ...templates } }),
    ...(templates !== undefined && { mergePolicy: 'Merge' }),
  };
  return {
    apiVersion: 'external-secrets.io/v1beta1',
    kind: 'ExternalSecret',
    metadata: {
      name,
      namespace,
      ...(wave !== undefined && { annotations: { [SYNC_WAVE_ANNOTATION]: String(wave) } }),
    },
    spec: {
      refreshInterval,
      secretStoreRef: { ...store },
      target: { name, creationPolicy: 'Orphan', deletionPolicy: 'Retain', template },
      data: Object.entries(data).map(([secretKey, { key, property }]) => ({ secretKey, remoteRef: { key, property } })),
    },
  };
}

/** A Secret whose values the External Secrets operator writes into a store. */
export interface PushSecretProps {
  readonly namespace: string;
  readonly name: string;
  readonly store: { readonly name: string; readonly kind: string };
  /** The Secret. */
  readonly secret: string;
  /** Key in the store. */
  readonly key: string;
  /** Keys of the Secret, and the properties that they become. */
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * A PushSecret that follows its Secret and leaves the store alone when it goes.
 *
 * Source: `external-secrets.io/v1alpha1`.
 */
export function pushSecret({ namespace, name, store, secret, key, properties }: PushSecretProps): KubernetesManifest {
  return {
    apiVersion: 'external-secrets.io/v1alpha1',
    kind: 'PushSecret',
    metadata: { name, namespace, annotations: { [SYNC_WAVE_ANNOTATION]: '2' } },
    spec: {
      refreshInterval: '1m',
      updatePolicy: 'Replace',
      deletionPolicy: 'None',
      secretStoreRefs: [{ ...store }],
      selector: { secret: { name: secret } },
      data: Object.entries(properties).map(([secretKey, property]) => ({
        match: { secretKey, remoteRef: { remoteKey: key, property } },
      })),
    },
  };
}
