import type { ExternalSetting } from '../../definition/call-definition';
import { specField } from '../../definition/enablement';
import type { JsonObject, JsonValue } from '../../values/json';
import type { FlowFacts } from './context';

/** Where Fluentd sends logs by itself (`fluentd.opensearchURL` of the API at v1.7.2). */
const OWN_OPENSEARCH = 'http://verrazzano-authproxy-opensearch:8775';

type Predicate = (spec: JsonObject, isOn: (component: string) => boolean) => boolean;

/** Whether each setting of the effective resource is such that it causes traffic. */
const SETTINGS: Readonly<Record<ExternalSetting, Predicate>> = {
  acme: (spec) => isSet(specField(spec, 'clusterIssuer', 'letsEncrypt')),
  'acme-staging': (spec) => text(specField(spec, 'clusterIssuer', 'letsEncrypt', 'environment')) === 'staging',
  'oci-dns': (spec) => isSet(specField(spec, 'dns', 'oci')),
  'opensearch-plugins': (spec) => specField(spec, 'opensearch', 'plugins', 'enabled') === true,
  'dashboards-plugins': (spec) => specField(spec, 'opensearchDashboards', 'plugins', 'enabled') === true,
  'external-opensearch': (spec) => !['', OWN_OPENSEARCH].includes(text(specField(spec, 'fluentd', 'opensearchURL'))),
  'oci-logging': (spec) => isSet(specField(spec, 'fluentd', 'oci')),
  'grafana-database': (spec) => isSet(specField(spec, 'grafana', 'database', 'host')),
  'grafana-smtp': (spec) => specField(spec, 'grafana', 'smtp', 'enabled') === true,
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

function isSet(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}

/** Text of a field in lower case, as the platform operator compares it; empty when the field is absent. */
function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
