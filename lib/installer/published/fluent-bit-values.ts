import { ChartValuesError } from '../../charts';
import { PLATFORM_OPENSEARCH } from '../../components/platform-opensearch';
import { NAMESPACES } from '../../definition/namespaces';
import { WELL_KNOWN } from '../../resource/multicluster/names';
import { isJsonObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';

/** Where the Secret with the login and the certificate of OpenSearch is mounted. */
const SECRET_FOLDER = '/fluent-bit/secret';

/** Secrets of the platform that have the certificate of the authority of their OpenSearch, to its key; others may be of a public one. */
const CERTIFICATES: ReadonlyMap<string, string> = new Map([
  [PLATFORM_OPENSEARCH.secret, 'ca-bundle'],
  [WELL_KNOWN.registrationSecret, 'es-ca-bundle'],
]);

/** Values of chart `verrazzano-fluentd` that have a counterpart, or none that matters. */
const READ: readonly string[] = ['logging', 'fluentd', 'monitoring', 'seLinuxOptions', 'global', 'name', 'image'];

/**
 * Values of the published chart of Fluent Bit from those of chart `verrazzano-fluentd`: the same logs of every node, to the same
 * OpenSearch, with the login from the same Secret.
 *
 * Source: chart `verrazzano-fluentd` at v1.7.2; docs.fluentbit.io, inputs tail and systemd, filter kubernetes, output opensearch;
 * `flb_output_set_property` and `tls_context_create` of fluent/fluent-bit.
 * @param values - values of the chart of the release
 * @throws ChartValuesError when logs go to OCI Logging, for which Fluent Bit has no output, or the address is not a URL
 */
export function fluentBitValues(values: JsonObject): JsonObject {
  if (valueAtPath(values, ['fluentd', 'oci']) !== undefined) {
    throw new ChartValuesError(
      'fluentd.oci: Fluent Bit has no output for OCI Logging; send to OpenSearch, or keep the release: chart: ChartSource.release()',
    );
  }
  const url = textAt(values, 'osURL') || PLATFORM_OPENSEARCH.url;
  const secret = textAt(values, 'credentialsSecret') || PLATFORM_OPENSEARCH.secret;
  const { seLinuxOptions } = values;
  const mounts = extraMounts(valueAtPath(values, ['fluentd', 'extraVolumeMounts']));
  const own = Object.entries(values).filter(([key]) => !READ.includes(key));
  return {
    ...Object.fromEntries(own),
    env: [
      { name: 'CLUSTER_NAME', value: textAt(values, 'clusterName') || 'local' },
      login(LOG_USER, secret, textAt(values, 'usernameKey') || 'username'),
      login('OPENSEARCH_PASSWORD', secret, textAt(values, 'passwordKey') || 'password'),
      ...(CERTIFICATES.has(secret)
        ? [{ name: 'OPENSEARCH_CA_FILE', value: `${SECRET_FOLDER}/${CERTIFICATES.get(secret)}` }]
        : []),
    ],
    config: { inputs: INPUTS, filters: FILTERS, outputs: outputs(url) },
    securityContext: { ...SECURITY, ...(isJsonObject(seLinuxOptions) && { seLinuxOptions }) },
    daemonSetVolumes: [
      ...VOLUMES.map(({ name, path }) => ({ name, hostPath: { path } })),
      { name: 'opensearch', secret: { secretName: secret, optional: true } },
      ...mounts.map(({ name, source }) => ({ name, hostPath: { path: source } })),
    ],
    daemonSetVolumeMounts: [
      ...VOLUMES.map(({ name, path, readOnly }) => ({ name, mountPath: path, ...(readOnly && { readOnly }) })),
      { name: 'opensearch', mountPath: SECRET_FOLDER, readOnly: true },
      ...mounts.map(({ name, destination, readOnly }) => ({ name, mountPath: destination, readOnly })),
    ],
  };
}

/** Variable with the user of OpenSearch. */
export const LOG_USER = 'OPENSEARCH_USER';

/** How names of volumes begin that are added for directories of nodes. */
export const EXTRA_VOLUME = 'extra-volume-';

/** Directories of the node; positions are kept beside the logs, where those of Fluentd are. */
const VOLUMES = [
  { name: 'varlog', path: '/var/log', readOnly: false },
  { name: 'varlib', path: '/var/lib', readOnly: true },
  { name: 'run-log-journal', path: '/run/log/journal', readOnly: true },
];

/** It reads files of root, as Fluentd does. */
const SECURITY: JsonObject = {
  privileged: false,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'], add: ['DAC_OVERRIDE'] },
};

const INPUTS = section('INPUT', {
  Name: 'tail',
  Path: '/var/log/containers/*.log',
  Exclude_Path: '/var/log/containers/fluentd-fluent-bit-*.log',
  'multiline.parser': 'docker, cri',
  Tag: 'kube.*',
  DB: '/var/log/fluent-bit-containers.db',
  Mem_Buf_Limit: '5MB',
  Skip_Long_Lines: 'On',
}).concat(
  '\n',
  section('INPUT', {
    Name: 'systemd',
    Path: '/run/log/journal',
    Tag: 'host.*',
    DB: '/var/log/fluent-bit-journal.db',
    Read_From_Tail: 'On',
    Strip_Underscores: 'On',
  }),
);

const FILTERS = section('FILTER', {
  Name: 'kubernetes',
  Match: 'kube.*',
  Merge_Log: 'On',
  Keep_Log: 'Off',
  'K8S-Logging.Parser': 'On',
  'K8S-Logging.Exclude': 'On',
}).concat('\n', section('FILTER', { Name: 'modify', Match: '*', Set: 'cluster_name ${CLUSTER_NAME}' }));

/**
 * Namespaces whose logs are those of the platform, by the beginning of their names and by whole names.
 *
 * Source: output `out_systemd` in `fluentd-config-configmap.yaml` of chart `verrazzano-fluentd` at v1.7.2.
 */
const PREFIXES = ['cattle-', 'fleet-', 'kube-', 'metallb-', 'rancher-', 'verrazzano-'];
const NAMES = [...Object.keys(NAMESPACES), 'ingress-nginx', 'local', 'local-path-storage', 'monitoring']
  .filter((name) => !PREFIXES.some((prefix) => name.startsWith(prefix)))
  .sort();

/** What the tag of such a log has after its input: pod, namespace and container. */
const PLATFORM = `var\\.log\\.containers\\.[^_]+_(?:(?:${PREFIXES.join('|')})[^_]+|${NAMES.join('|')})_`;

function outputs(url: string): string {
  const [, scheme = '', host = '', port = '', path = ''] =
    /^(https?):\/\/(\[[0-9a-f:.]+\]|[^\s/:@?#[\]]+)(?::(\d{1,5}))?(\/[^\s?#]*)?$/i.exec(url) ?? [];
  if (host === '')
    throw new ChartValuesError(`fluentd.opensearchURL is not a URL; got ${url}; allowed http(s)://<host>`);
  const isTls = scheme.toLowerCase() === 'https';
  const common = {
    Host: host.replace(/^\[|\]$/g, ''),
    Port: port || (isTls ? '443' : '80'),
    ...(path !== '' && path !== '/' && { Path: path }),
    HTTP_User: `\${${LOG_USER}}`,
    HTTP_Passwd: '${OPENSEARCH_PASSWORD}',
    Suppress_Type_Name: 'On',
    Write_Operation: 'create',
    Trace_Error: 'On',
    Retry_Limit: 'False',
    ...(isTls && {
      tls: 'On',
      'tls.verify': 'On',
      // Without the variable the text is empty, and the authorities of the image are trusted.
      'tls.ca_file': '${OPENSEARCH_CA_FILE}',
    }),
  };
  return [
    section('OUTPUT', {
      Name: 'opensearch',
      Match_Regex: `^kube\\.${PLATFORM}`,
      Index: 'verrazzano-system',
      ...common,
    }),
    section('OUTPUT', { Name: 'opensearch', Match: 'host.*', Index: 'verrazzano-system', ...common }),
    section('OUTPUT', {
      Name: 'opensearch',
      Match_Regex: `^kube\\.(?!${PLATFORM}).*`,
      Index: "verrazzano-application-$kubernetes['namespace_name']",
      ...common,
    }),
  ].join('\n');
}

/** A section of a file in the classic format. */
function section(name: string, fields: Readonly<Record<string, string>>): string {
  return [`[${name}]`, ...Object.entries(fields).map(([key, value]) => `    ${key} ${value}`), ''].join('\n');
}

function login(name: string, secret: string, key: string): JsonObject {
  return { name, valueFrom: { secretKeyRef: { name: secret, key, optional: true } } };
}

function textAt(values: JsonObject, key: string): string {
  return textOf(valueAtPath(values, ['logging', key]));
}

interface ExtraMount {
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  readonly readOnly: boolean;
}

function extraMounts(list: JsonValue | undefined): ExtraMount[] {
  return objectsOf(list).map(({ source, destination, readOnly }, at) => ({
    name: `${EXTRA_VOLUME}${at}`,
    source: textOf(source),
    destination: textOf(destination) || textOf(source),
    readOnly: readOnly === true,
  }));
}
