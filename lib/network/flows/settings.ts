import type { ExternalSetting } from '../../definition/call-definition';
import { statesAddress } from '../../definition/addresses';
import { specField } from '../../definition/enablement';
import { JAEGER_STORES, REMOTE_WRITE } from '../../definition/stated-addresses';
import type { JsonObject, JsonValue } from '../../values/json';
import type { FlowFacts } from './context';

type Predicate = (spec: JsonObject, isOn: (component: string) => boolean) => boolean;

/** Whether a setting of the effective resource causes traffic, by setting. */
const SETTINGS: Readonly<Record<ExternalSetting, Predicate>> = {
  acme: isAcme,
  'acme-production': (spec) => isAcme(spec) && !isStaging(spec),
  'acme-staging': isStaging,
  'oci-dns': (spec) => isSet(specField(spec, 'dns', 'oci')),
  'opensearch-plugins': (spec) => specField(spec, 'opensearch', 'plugins', 'enabled') === true,
  'dashboards-plugins': (spec) => specField(spec, 'opensearchDashboards', 'plugins', 'enabled') === true,
  'external-opensearch': (spec) => statesAddress([{ field: 'fluentd.opensearchURL' }], spec),
  'oci-logging': (spec) => isSet(specField(spec, 'fluentd', 'oci')),
  'grafana-database': (spec) => isSet(specField(spec, 'grafana', 'database', 'host')),
  'grafana-smtp': (spec) => specField(spec, 'grafana', 'smtp', 'enabled') === true,
  'jaeger-opensearch': (spec) => statesAddress(JAEGER_STORES.opensearch, spec),
  'jaeger-cassandra': (spec) => statesAddress(JAEGER_STORES.cassandra, spec),
  'remote-write': (spec) => statesAddress(REMOTE_WRITE, spec),
  'cluster-api': (_, isOn) => isOn('cluster-api'),
};

/**
 * Whether a setting causes traffic.
 * @param setting - the setting
 * @param facts - facts of the profile
 */
export function isSettingOn(setting: ExternalSetting, { spec, definitions }: FlowFacts): boolean {
  return SETTINGS[setting](spec, (component) => definitions.some(({ name }) => name === component));
}

function isAcme(spec: JsonObject): boolean {
  return isSet(specField(spec, 'clusterIssuer', 'letsEncrypt'));
}

function isStaging(spec: JsonObject): boolean {
  return text(specField(spec, 'clusterIssuer', 'letsEncrypt', 'environment')) === 'staging';
}

function isSet(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}

/** Text of a field in lower case, as the platform operator compares it; empty when the field is absent. */
function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
