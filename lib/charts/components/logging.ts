import { createHash } from 'crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { PLATFORM_OPENSEARCH } from '../../components/platform-opensearch';
import { WELL_KNOWN } from '../../resource/multicluster/names';
import type { ChartFacts } from '../chart-facts';
import { ChartValuesError } from '../chart-values-error';
import { goYaml } from '../../values/yaml/go-yaml';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import type { KeyValue } from '../helm-set';
import { GLOBAL_PULL_SECRET, type ValuesDefinition } from '../values-definition';

const REGISTRATION = WELL_KNOWN.registrationSecret;
const CA_FILE = '/fluent-bit/etc/secret/ca-cert.crt';

/** Source: `controllers/verrazzano/component/fluentd/override.go` at v1.7.2. */
export const fluentd: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  documents: (facts) => {
    const section = facts.field('fluentd');
    const stated = isJsonObject(section) ? section : undefined;
    const logging = stated === undefined ? {} : { logging: fluentdLogging(stated, facts) };
    return [
      {
        fluentd: { enabled: facts.isOn('fluentd'), ...mounts(stated), ...oci(stated) },
        ...logging,
        monitoring: {
          ...(facts.isOn('prometheus-operator') && { enabled: true }),
          ...(facts.isOn('istio') && { useIstioCerts: true }),
        },
      },
    ];
  },
};

function fluentdLogging(section: JsonObject, facts: ChartFacts): JsonObject {
  const managed = facts.registration;
  const logging =
    managed === undefined
      ? {
          configHash: sha256(`${goYaml(withGoFields(section))}\n`),
          clusterName: 'local',
          osURL: section.elasticsearchURL,
          credentialsSecret: section.elasticsearchSecret,
        }
      : {
          // The platform operator hashes the whole object, with what the API server wrote into it.
          configHash: sha256(
            [...managed]
              .map((entry) => entry.join('='))
              .sort()
              .join('\n'),
          ),
          clusterName: managed.get('managed-cluster-name') ?? '',
          osURL: managed.get('es-url'),
          credentialsSecret: REGISTRATION,
        };
  const old = logging.osURL === 'verrazzano' ? { credentialsSecret: PLATFORM_OPENSEARCH.secret } : {};
  const entries = Object.entries({ ...logging, ...old });
  return Object.fromEntries(entries.filter(([key, value]) => key === 'clusterName' || (value ?? '') !== ''));
}

/** Fields that Go leaves out when they are empty. */
function withGoFields(section: JsonObject): JsonObject {
  const isEmpty = (value: JsonValue | undefined): boolean =>
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(section).filter(([, value]) => !isEmpty(value)));
}

function mounts(section: JsonObject | undefined): JsonObject {
  const list = section?.extraVolumeMounts;
  if (!Array.isArray(list) || list.length === 0) return {};
  return {
    extraVolumeMounts: (list as readonly JsonValue[]).filter(isJsonObject).map(({ source, destination, readOnly }) => ({
      ...((source ?? '') !== '' && { source }),
      ...((destination || source || '') !== '' && { destination: destination || source }),
      ...(readOnly !== false && { readOnly: true }),
    })),
  };
}

function oci(section: JsonObject | undefined): JsonObject {
  if (!isJsonObject(section?.oci)) return {};
  const { defaultAppLogId = '', systemLogId = '', apiSecret = '' } = section.oci;
  return { oci: { defaultAppLogId, systemLogId, ...(apiSecret !== '' && { apiSecret }) } };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

const RESTRICTED = { allowPrivilegeEscalation: false, privileged: false, capabilities: { drop: ['ALL'] } };
const SECCOMP = { seccompProfile: { type: 'RuntimeDefault' } };

/** Source: `controllers/verrazzano/component/fluentoperator` and `helm_config/overrides/fluent-operator-values.yaml` at v1.7.2. */
export const fluentOperator: ValuesDefinition = {
  pullSecret: 'operator.imagePullSecrets[0].name',
  generatedFile: true,
  settings: (facts) =>
    facts.hasPullSecretIn('verrazzano-system')
      ? [['fluentbit.imagePullSecrets[0].name', 'verrazzano-container-registry']]
      : [],
  documents: (facts) => {
    const managed = facts.registration;
    const name = managed === undefined ? 'local' : (managed.get('managed-cluster-name') ?? '');
    return [
      {
        operator: {
          podSecurityContext: { runAsGroup: 1025, runAsNonRoot: true, runAsUser: 1025, ...SECCOMP },
          securityContext: RESTRICTED,
        },
        fluentbit: {
          ...volumes(managed !== undefined),
          ...FLUENT_BIT,
          envVars: [{ name: 'CLUSTER_NAME', value: plainScalar(name) }],
        },
      },
    ];
  },
};

/** The values file is a template, whose text is YAML once the name is in it: a name such as `1e3` is a number there. */
function plainScalar(text: string): JsonValue {
  const document = readKubernetesYaml(`value: ${text}`);
  return (isJsonObject(document) ? document.value : undefined) ?? null;
}

function volumes(isManaged: boolean): JsonObject {
  const secret = { items: [{ key: 'es-ca-bundle', path: 'ca-cert.crt' }], secretName: REGISTRATION };
  return {
    additionalVolumes: [
      { name: 'fluent-bit-os-config', configMap: { name: 'fluent-bit-os-config' } },
      { name: 'run-log-journal', hostPath: { path: '/run/log/journal', type: '' } },
      ...(isManaged ? [{ name: 'secret-volume', secret }] : []),
    ],
    additionalVolumesMounts: [
      { name: 'fluent-bit-os-config', mountPath: '/fluent-bit/etc/opensearch-config', readOnly: true },
      { name: 'run-log-journal', mountPath: '/run/log/journal', readOnly: true },
      ...(isManaged ? [{ name: 'secret-volume', mountPath: '/fluent-bit/etc/secret', readOnly: true }] : []),
    ],
  };
}

const BUFFER = { storageType: 'filesystem', pauseOnChunksOverlimit: 'on' };

const FLUENT_BIT: JsonObject = {
  namespaceFluentBitCfgSelector: { matchLabels: { 'fluentbit.verrazzano.io/namespace-config': 'verrazzano' } },
  input: {
    tail: { readFromHead: true, ...BUFFER },
    systemd: { path: '/run/log/journal', stripUnderscores: 'on', systemdFilter: { enable: false }, ...BUFFER },
    fluentBitMetrics: { scrapeInterval: '2', scrapeOnStart: true, tag: 'fb.metrics' },
  },
  output: {
    prometheusMetricsExporter: {
      match: 'fb.metrics',
      metricsExporter: { host: '0.0.0.0', port: 2020, addLabels: { app: 'fluentbit' } },
    },
  },
  filter: { systemd: { enable: false }, kubernetes: { labels: true, annotations: true } },
  podSecurityContext: SECCOMP,
  securityContext: RESTRICTED,
  service: {
    storage: {
      path: '/fluent-bit/tail/',
      backlogMemLimit: '5M',
      checksum: 'off',
      metrics: 'off',
      sync: 'normal',
    },
  },
};

/** Source: `controllers/verrazzano/component/fluentbitosoutput` at v1.7.2. */
export const fluentbitOutput: ValuesDefinition = {
  settings: (facts) => {
    const managed = facts.registration;
    if (managed === undefined) return [];
    const { host, port } = addressOf(managed.get('es-url') ?? '');
    return ['application', 'system'].flatMap((logs): readonly KeyValue[] => [
      [`${logs}.host`, host],
      [`${logs}.port`, port],
      [`${logs}.httpPassword.valueFrom.secretKeyRef.name`, REGISTRATION],
      [`${logs}.httpUser.valueFrom.secretKeyRef.name`, REGISTRATION],
      [`${logs}.tls.enabled`, 'true'],
      [`${logs}.tls.caFile`, CA_FILE],
      [`${logs}.tls.crtFile`, '/etc/ssl/certs/ca-bundle.crt'],
    ]);
  },
};

/** Host and port as the URL states them: a port that is left out is empty. */
function addressOf(url: string): { readonly host: string; readonly port: string } {
  const [, bracketed, plain = '', port = ''] =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?(?:\[([^\]]*)\]|([^:/?#]*))(?::(\d*))?(?:[/?#]|$)/i.exec(url) ?? [];
  if (url !== '' && bracketed === undefined && plain === '') {
    throw new ChartValuesError(`es-url of Secret ${WELL_KNOWN.systemNamespace}/${REGISTRATION} is not a URL`);
  }
  return { host: bracketed ?? plain, port };
}
