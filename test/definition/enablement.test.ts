import type { JsonObject } from '../../lib/values/json';
import { enabledNames } from '../../lib/definition/enablement';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { Category } from '../../lib/definition/category';
import { COMPONENTS } from '../../lib/components';

const enabled = (components: JsonObject) => enabledNames(COMPONENTS, { components });

test('without a setting, what the platform operator assumes', () => {
  const on = enabled({});
  expect(on).toContain('keycloak');
  for (const name of ['argocd', 'dex', 'external-dns', 'thanos', 'velero', 'kube-state-metrics'])
    expect(on).not.toContain(name);
});

test('components without a key follow others', () => {
  const off = { opensearch: { enabled: false }, opensearchDashboards: { enabled: false }, grafana: { enabled: false } };
  expect(enabled({ ...off, keycloak: { enabled: false } })).not.toContain('mysql');
  expect(enabled(off)).not.toContain('verrazzano-monitoring-operator');
  expect(enabled(off)).not.toContain('verrazzano-grafana-dashboards');
  expect(enabled({ ...off, grafana: {} })).toContain('verrazzano-monitoring-operator');
});

test('the node exporter follows Prometheus unless it is set', () => {
  expect(enabled({ prometheus: { enabled: false } })).not.toContain('prometheus-node-exporter');
  const set = { prometheus: { enabled: false }, prometheusNodeExporter: { enabled: true } };
  expect(enabled(set)).toContain('prometheus-node-exporter');
});

test('ExternalDNS runs while OCI DNS is set', () => {
  expect(enabled({ dns: { oci: {} } })).toContain('external-dns');
  expect(enabled({ dns: { wildcard: {} } })).not.toContain('external-dns');
});

test('the cluster issuer is on while cert-manager is', () => {
  const off = { clusterIssuer: { enabled: false } };
  expect(enabled(off)).toContain('cluster-issuer');
  expect(enabled({ ...off, certManager: { enabled: false } })).not.toContain('cluster-issuer');
  expect(enabled({ certManager: { enabled: false } })).toContain('cluster-issuer');
});

test("the OCI solver is on when asked for, and when Let's Encrypt meets OCI DNS", () => {
  const both = { dns: { oci: {} }, clusterIssuer: { letsEncrypt: {} }, certManagerWebhookOCI: { enabled: false } };
  expect(enabled(both)).toContain('cert-manager-webhook-oci');
  expect(enabled({ ...both, dns: {} })).not.toContain('cert-manager-webhook-oci');
  expect(enabled({ certManagerWebhookOCI: { enabled: true } })).toContain('cert-manager-webhook-oci');
});

test('components that switch each other on are an error', () => {
  const ring = ['a', 'b'].map((name, index): ComponentDefinition => ({
    name,
    key: name,
    category: Category.GITOPS,
    namespace: 'argocd',
    images: [],
    enabledBy: [['b', 'a'][index] ?? ''],
  }));
  expect(() => enabledNames(ring, {})).toThrow('the enablement of a depends on itself');
  expect(() => enabledNames(ring.slice(0, 1), {})).toThrow('unknown component; got b; allowed a');
});
