import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import { annotationsOf } from '../inventory';
import type { Match } from '../walk';
import { matches } from '../walk';
import { isOptional, reference, TARGETS, type FindReferences, type Reference, type TargetKind } from './reference';

/** Fields that hold the name of another object beside what else is to be known of it: its kind, namespace and key. */
interface NamedRow {
  readonly patterns: readonly string[];
  /** The kinds that they may state with `kind`; the first where they state none. */
  readonly targets: readonly TargetKind[];
  /** Field with the key of a ConfigMap or Secret. @default 'key' */
  readonly key?: string;
}

const { Secret, ConfigMap } = TARGETS;

/** What a monitor reads to scrape an endpoint. */
const ENDPOINT_SECRETS = [
  'bearerTokenSecret',
  'authorization.credentials',
  'basicAuth.username',
  'basicAuth.password',
  'oauth2.clientSecret',
  'tlsConfig.keySecret',
  'tlsConfig.ca.secret',
  'tlsConfig.cert.secret',
];

function monitor(endpoints: string): NamedRow[] {
  const secrets = ENDPOINT_SECRETS.map((field) => `${endpoints}.${field}`);
  const maps = ['ca', 'cert'].map((field) => `${endpoints}.tlsConfig.${field}.configMap`);
  return [
    { patterns: secrets, targets: [Secret] },
    { patterns: maps, targets: [ConfigMap] },
  ];
}

const STORES = [TARGETS.SecretStore, TARGETS.ClusterSecretStore];

/** What triggers of KEDA authenticate with. */
const TRIGGERS: readonly NamedRow[] = [
  {
    patterns: ['spec.triggers[].authenticationRef'],
    targets: [
      { group: 'keda.sh', kind: 'TriggerAuthentication', namespaced: true },
      { group: 'keda.sh', kind: 'ClusterTriggerAuthentication', namespaced: false },
    ],
  },
];

/**
 * The fields by `group/kind`. Sources: API references of the Prometheus operator, External Secrets, KEDA, cert-manager, Flux, Istio, and
 * Argo Rollouts.
 */
const ROWS: Readonly<Record<string, readonly NamedRow[]>> = {
  'monitoring.coreos.com/ServiceMonitor': monitor('spec.endpoints[]'),
  'monitoring.coreos.com/PodMonitor': monitor('spec.podMetricsEndpoints[]'),
  'external-secrets.io/ExternalSecret': [
    {
      patterns: ['spec.secretStoreRef', 'spec.data[].sourceRef.storeRef', 'spec.dataFrom[].sourceRef.storeRef'],
      targets: STORES,
    },
  ],
  'external-secrets.io/PushSecret': [
    { patterns: ['spec.secretStoreRefs[]'], targets: STORES },
    { patterns: ['spec.selector.secret'], targets: [Secret] },
  ],
  'keda.sh/ScaledObject': TRIGGERS,
  'keda.sh/ScaledJob': TRIGGERS,
  'keda.sh/TriggerAuthentication': [
    { patterns: ['spec.secretTargetRef[]'], targets: [Secret] },
    { patterns: ['spec.configMapTargetRef[]'], targets: [ConfigMap] },
  ],
  'cert-manager.io/Certificate': [
    { patterns: ['jks', 'pkcs12'].map((form) => `spec.keystores.${form}.passwordSecretRef`), targets: [Secret] },
  ],
  'helm.toolkit.fluxcd.io/HelmRelease': [
    { patterns: ['spec.valuesFrom[]'], targets: [ConfigMap, Secret], key: 'valuesKey' },
  ],
  'kustomize.toolkit.fluxcd.io/Kustomization': [
    { patterns: ['spec.postBuild.substituteFrom[]'], targets: [ConfigMap, Secret] },
  ],
  'notification.toolkit.fluxcd.io/Alert': [
    {
      patterns: ['spec.providerRef'],
      targets: [{ group: 'notification.toolkit.fluxcd.io', kind: 'Provider', namespaced: true }],
    },
  ],
  'image.toolkit.fluxcd.io/ImagePolicy': [
    {
      patterns: ['spec.imageRepositoryRef'],
      targets: [{ group: 'image.toolkit.fluxcd.io', kind: 'ImageRepository', namespaced: true }],
    },
  ],
  'networking.istio.io/VirtualService': [{ patterns: ['spec.http[].delegate'], targets: [TARGETS.VirtualService] }],
  'argoproj.io/Rollout': [
    {
      patterns: ['virtualService', 'virtualServices[]'].map(
        (field) => `spec.strategy.canary.trafficRouting.istio.${field}`,
      ),
      targets: [TARGETS.VirtualService],
    },
    {
      patterns: ['spec.strategy.canary.trafficRouting.istio.destinationRule'],
      targets: [{ group: 'networking.istio.io', kind: 'DestinationRule', namespaced: true }],
    },
  ],
};

/** Other objects in fields that state more of them than a name. */
export const namedReferences: FindReferences = (object) =>
  (ROWS[`${object.group}/${object.kind}`] ?? []).flatMap((row) =>
    row.patterns.flatMap((pattern) => matches(object.object, pattern)).flatMap((match) => namedIn(object, match, row)),
  );

function namedIn(
  from: CheckedObject,
  { value, path }: Match,
  { targets, key: keyField = 'key' }: NamedRow,
): Reference[] {
  if (!isJsonObject(value) || typeof value.name !== 'string' || value.name === '' || isOptional(value)) return [];
  const kind = targets.find((target) => target.kind === (value.kind ?? targets[0]?.kind));
  if (kind === undefined) return [];
  const { namespace, [keyField]: key } = value;
  return [
    reference(from, kind, value.name, [...path, 'name'], {
      waits: 'none',
      ...(kind.namespaced && typeof namespace === 'string' && { namespace }),
      ...(typeof key === 'string' && key !== '' && { key, partPath: [...path, keyField] }),
    }),
  ];
}

/** Annotations with `namespace/name` of what cert-manager copies the certificate of an authority from. Source: its reference of annotations. */
const INJECTED = {
  'cert-manager.io/inject-ca-from': 'Certificate',
  'cert-manager.io/inject-ca-from-secret': 'Secret',
} as const;

/** Certificates and Secrets whose authority is copied into webhooks, definitions and APIServices. */
export const injectedReferences: FindReferences = (object) => {
  const annotations = annotationsOf(object.object);
  return Object.entries(INJECTED).flatMap(([key, target]) => {
    const [, namespace, name] = /^([^/]+)\/([^/]+)$/.exec(annotations[key] ?? '') ?? [];
    if (name === undefined) return [];
    return [reference(object, target, name, ['metadata', 'annotations', key], { namespace, waits: 'none' })];
  });
};
