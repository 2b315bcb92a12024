import { DEFAULT_CA } from '../../values/certificates';
import { affinity, keySelector, resourceRequirements, servicePort, volumeSource } from './kubernetes-fields';
import {
  alwaysFlag,
  alwaysText,
  flag,
  givenText,
  integer,
  json,
  list,
  listByKey,
  longInteger,
  nonZeroInteger,
  object,
  replaced,
  struct,
  text,
  trueFlag,
  type Fields,
  type ObjectField,
  type ScalarField,
} from './field';

/** `overrides` and `monitorChanges`, which most components share. */
const overrideFields: Fields = {
  monitorChanges: flag,
  overrides: list(struct({ configMapRef: keySelector, secretRef: keySelector, values: json })),
};

/** A component that can be switched, and takes overrides. */
export function component(fields: Fields = {}): ObjectField {
  return object({ enabled: flag, ...overrideFields, ...fields });
}

/** A component that can be switched, and takes no overrides. */
export function componentWithoutOverrides(fields: Fields = {}): ObjectField {
  return object({ enabled: flag, ...fields });
}

const age: ScalarField = {
  ...givenText,
  form: { pattern: /^[0-9]+(d|h|m|s|ms|micros|nanos)$/, allowed: 'digits and d, h, m, s, ms, micros or nanos' },
};
const size: ScalarField = {
  ...givenText,
  form: { pattern: /^[0-9]+(b|kb|mb|gb|tb|pb)$/, allowed: 'digits and b, kb, mb, gb, tb or pb' },
};
const plugins = struct({ enabled: alwaysFlag, installList: list(text) });

/** OpenSearch: `spec.components.opensearch`, in v1alpha1 `elasticsearch`. */
export const openSearchFields: Fields = {
  disableDefaultPolicy: trueFlag,
  nodes: listByKey('name', {
    javaOpts: text,
    name: text,
    replicas: integer,
    resources: resourceRequirements,
    roles: list(text),
    storage: object({ size: alwaysText }),
  }),
  plugins,
  policies: list(
    struct({
      indexPattern: alwaysText,
      minIndexAge: age,
      policyName: alwaysText,
      rollover: struct({ minDocCount: longInteger, minIndexAge: age, minSize: size }),
    }),
  ),
};

/** OpenSearch Dashboards: `spec.components.opensearchDashboards`, in v1alpha1 `kibana`. */
export const dashboardsFields: Fields = { plugins, replicas: integer };

/** The NGINX ingress controller: `spec.components.ingressNGINX`, in v1alpha1 `ingress`. */
export const ingressFields: Fields = { ingressClassName: givenText, ports: list(servicePort), type: text };

/** cert-manager. Naming it in a resource writes its `certificate`, which replaces that of the profile. */
export const certManager: ObjectField = component({
  certificate: replaced(
    struct({
      acme: struct({ emailAddress: text, environment: text, provider: alwaysText }),
      ca: struct({ clusterResourceNamespace: alwaysText, secretName: alwaysText }),
    }),
  ),
});

/** The issuer of the platform's certificates. */
export const clusterIssuer: ObjectField = object({
  ca: object({ secretName: alwaysText }),
  clusterResourceNamespace: { ...text, default: DEFAULT_CA.clusterResourceNamespace },
  enabled: { ...flag, default: true },
  letsEncrypt: object({ emailAddress: text, environment: text }),
});

/** The DNS settings, replaced as a whole by a merge. */
export const dns: ObjectField = replaced(
  object({
    ...overrideFields,
    external: object({ suffix: alwaysText }),
    oci: object({
      dnsScope: text,
      dnsZoneCompartmentOCID: alwaysText,
      dnsZoneName: alwaysText,
      dnsZoneOCID: alwaysText,
      ociConfigSecret: alwaysText,
    }),
    wildcard: object({ domain: alwaysText }),
  }),
);

/** Fluentd, apart from where it writes, which v1alpha1 and v1beta1 name differently. */
export const fluentdFields: Fields = {
  extraVolumeMounts: listByKey('source', { destination: text, readOnly: flag, source: alwaysText }),
  oci: object({ apiSecret: text, defaultAppLogId: alwaysText, systemLogId: alwaysText }),
};

/** Grafana. */
export const grafana: ObjectField = componentWithoutOverrides({
  database: object({ host: text, name: text }),
  replicas: integer,
  smtp: object({
    certFileKey: text,
    ehloIdentity: text,
    enabled: flag,
    existingSecret: text,
    fromAddress: text,
    fromName: text,
    host: text,
    keyFileKey: text,
    passwordKey: text,
    skipVerify: flag,
    startTLSPolicy: text,
    userKey: text,
  }),
});

/** Fields of MySQL, a section inside Keycloak. */
export const mysqlFields: Fields = { ...overrideFields, volumeSource: replaced(volumeSource) };

/** Replicas and placement of pods, a section of v1alpha1. */
export const podSection: ObjectField = object({ affinity, replicas: nonZeroInteger });
