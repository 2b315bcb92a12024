import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';
import type { JsonObject } from '../../../values/json';

const KEYWORD = { keyword: { type: 'keyword', ignore_above: 256 } };

/** A string that is searchable by words, and as a whole, and as a value of another type. */
function textAnd(fields: JsonObject = {}): JsonObject {
  return { type: 'text', norms: false, fields: { ...KEYWORD, ...fields } };
}

const ADDRESS = textAnd({ ip: { type: 'ip', ignore_malformed: true } });
const NUMBER = textAnd({ integer: { type: 'integer' } });

/** Template of the data streams of logs. */
const TEMPLATE: JsonObject = {
  index_patterns: ['verrazzano-system', 'verrazzano-application*'],
  version: 60001,
  priority: 101,
  data_stream: {},
  template: {
    settings: {
      'index.refresh_interval': '5s',
      'index.mapping.total_fields.limit': '2000',
      number_of_shards: 1,
      'index.number_of_replicas': 0,
      'index.auto_expand_replicas': '0-1',
    },
    mappings: {
      dynamic_templates: [
        {
          message_field: {
            path_match: 'message',
            match_mapping_type: 'string',
            mapping: { type: 'text', norms: false },
          },
        },
        { object_fields: { match: '*', match_mapping_type: 'object', mapping: { type: 'object' } } },
        { all_non_object_fields: { match: '*', mapping: textAnd() } },
      ],
      properties: {
        '@timestamp': { type: 'date', format: 'strict_date_time||strict_date_optional_time||epoch_millis' },
        'kubernetes.pod_ip': ADDRESS,
        'http_request.remoteIp': ADDRESS,
        'http_request.responseSize': NUMBER,
        'http_request.status': NUMBER,
        'http_request.requestSize': NUMBER,
      },
    },
  },
};

/**
 * The ConfigMap that Fluent Bit mounts: the template by which OpenSearch makes data streams of logs.
 *
 * Source: `platform-operator/thirdparty/manifests/fluent-operator/fluentbit-config-configmap.yaml` at v1.7.2.
 */
export function fluentBitTemplate(): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'fluent-bit-os-config', namespace: 'verrazzano-system', labels: { app: 'fluent-bit' } },
    data: { 'opensearch-template-verrazzano.json': `${JSON.stringify(TEMPLATE, undefined, 2)}\n` },
  };
}
