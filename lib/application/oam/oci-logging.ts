import { PLATFORM_NAMESPACE } from './names';
import { annotationsOf, nameOf, textAt, textsAt, type KubeObject } from './object';
import type { Translation } from './translation';

const LOG_ID = 'verrazzano.io/oci-log-id';
const CONFIG = 'fluentd-standalone.conf';

/** The line after which the files of namespaces are included. */
const MARKER = '# Start namespace logging configs';

/**
 * Sends the logs of a namespace to the log of Oracle Cloud Infrastructure that its annotation names. Source: application-operator,
 * controllers/namespace/fluentd_configmap.go.
 * @param namespace - the namespace
 * @param translation - what is worked on
 */
export function translateOciLogging(namespace: KubeObject, { state, findings }: Translation): void {
  const id = annotationsOf(namespace)[LOG_ID];
  if (id === undefined) return;
  const there = state.get('', 'ConfigMap', PLATFORM_NAMESPACE.system, 'fluentd-config');
  if (there === undefined) {
    findings.add('error', namespace, {
      what: 'names a log of Oracle Cloud Infrastructure, and the configuration of Fluentd is not in the input',
      fix: `pass ConfigMap ${PLATFORM_NAMESPACE.system}/fluentd-config as context`,
    });
    return;
  }
  const file = `oci-logging-ns-${nameOf(namespace)}.conf`;
  const data = { ...textsAt(there, 'data'), [file]: rules(nameOf(namespace), id) };
  const config = textAt(there, 'data', CONFIG);
  const include = `@include ${file}`;
  if (config !== undefined && !config.includes(include))
    data[CONFIG] = config.replace(MARKER, () => `${MARKER}\n${include}`);
  state.writeIfChanged({ ...there, data });
  findings.add('warning', namespace, {
    what: 'changes the configuration of Fluentd, which is read when its pods start; release 1.7.2 restarts them',
    fix: `restart DaemonSet ${PLATFORM_NAMESPACE.system}/fluentd after the ConfigMap is applied`,
  });
}

/** The bar in the first line is as release 1.7.2 writes it. */
function rules(namespace: string, id: string): string {
  return `|
<match kubernetes.**_${namespace}_**>
  @type oci_logging
  log_object_id ${id}
  <buffer>
    @type file
    path /fluentd/log/oci-logging-ns-${namespace}
    disable_chunk_backup true
    chunk_limit_size 5MB
    flush_interval 180s
    total_limit_size 1GB
    overflow_action throw_exception
    retry_type exponential_backoff
  </buffer>
</match>
`;
}
