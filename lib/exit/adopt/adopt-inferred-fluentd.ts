import { PLATFORM_OPENSEARCH } from '../../components/platform-opensearch';
import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { EXTRA_VOLUME, LOG_USER } from '../../installer/published/fluent-bit-values';
import { objectsOf, textOf, type JsonObject } from '../../values/json';

/** Where logs go, and the directories of nodes that they are read from. */
interface LogSettings {
  readonly url: string | undefined;
  readonly secret: string | undefined;
  readonly mounts: readonly JsonObject[];
}

/**
 * Settings of Fluentd that the values of its chart say, or those of the published chart of Fluent Bit: OpenSearch, unless it is that of the
 * platform, and more directories of nodes.
 * @param values - the values
 */
export function fluentdOfChart(values: JsonObject): JsonObject {
  const { url, secret, mounts } = values.config === undefined ? ofRelease(values) : ofFluentBit(values);
  return {
    ...(url !== undefined && url !== PLATFORM_OPENSEARCH.url && { opensearchURL: url }),
    ...(secret !== undefined && secret !== PLATFORM_OPENSEARCH.secret && { opensearchSecret: secret }),
    ...(mounts.length > 0 && { extraVolumeMounts: mounts.map(withoutDefaults) }),
  };
}

function ofRelease(values: JsonObject): LogSettings {
  return {
    url: textAt(values, 'logging', 'osURL'),
    secret: textAt(values, 'logging', 'credentialsSecret'),
    mounts: objectsOf(listAt(values, 'fluentd', 'extraVolumeMounts')),
  };
}

function ofFluentBit(values: JsonObject): LogSettings {
  const user = objectsOf(listAt(values, 'env')).find(({ name }) => name === LOG_USER);
  const volumes = objectsOf(listAt(values, 'daemonSetVolumes')).filter(({ name }) =>
    textOf(name).startsWith(EXTRA_VOLUME),
  );
  return {
    url: urlOf(textAt(values, 'config', 'outputs') ?? ''),
    secret: textAt(user, 'valueFrom', 'secretKeyRef', 'name'),
    mounts: volumes.map((volume) => {
      const mount = objectsOf(listAt(values, 'daemonSetVolumeMounts')).find(({ name }) => name === volume.name);
      const source = textAt(objectAt(volume, 'hostPath'), 'path');
      return { source, destination: mount?.mountPath, ...(mount?.readOnly !== false && { readOnly: true }) };
    }),
  };
}

/** The URL that a file in the classic format has in its parts; undefined where it has none. */
function urlOf(outputs: string): string | undefined {
  const field = (key: string): string | undefined =>
    new RegExp(`^[^\\S\\n]*${key}[^\\S\\n]+(\\S+)$`, 'm').exec(outputs)?.[1];
  const host = field('Host');
  if (host === undefined) return undefined;
  const [scheme, usual] = field('tls') === 'On' ? ['https', '443'] : ['http', '80'];
  const port = field('Port') ?? usual;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}${port === usual ? '' : `:${port}`}${field('Path') ?? ''}`;
}

/** They are mounted where they are on the node, read-only, unless the section says otherwise. */
function withoutDefaults({ source, destination, readOnly }: JsonObject): JsonObject {
  return {
    source,
    ...(destination !== source && { destination }),
    ...(readOnly !== true && { readOnly: false }),
  };
}
