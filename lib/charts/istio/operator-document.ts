import { specField } from '../../definition/enablement';
import { valueAtPath } from '../../values/path';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { ChartFacts } from '../chart-facts';
import type { KeyValue } from '../helm-set';
import { mergeOperatorDocuments, mergeValues } from '../merge-values';
import { userSources } from '../user-values';

const TRACING = ['spec', 'meshConfig', 'defaultConfig', 'tracing'];

/**
 * The IstioOperator document that istioctl gets besides the values file: overrides, and tracing above them.
 *
 * Source: `controllers/verrazzano/component/istio/istio_install.go` at v1.7.2.
 * @param facts - what values are computed from
 */
export function istioDocument(facts: ChartFacts): JsonObject {
  const { spec } = facts.converted;
  const items = isJsonObject(spec) ? specField(spec, 'istio', 'overrides') : undefined;
  const overrides = userSources(items, facts.cluster, facts.namespace).map(({ read }) => read());
  const withTracing = overrides.filter((values) => valueAtPath(values, TRACING) !== undefined);
  // Such an override goes above the others as a whole, and the last of them wins.
  return mergeOperatorDocuments([...[...overrides].reverse(), mergeValues([DEFAULT_TRACING, ...withTracing])]);
}

const DEFAULT_TRACING: JsonObject = {
  apiVersion: 'install.istio.io/v1alpha1',
  kind: 'IstioOperator',
  spec: {
    meshConfig: {
      defaultConfig: {
        tracing: {
          tlsSettings: { mode: 'ISTIO_MUTUAL' },
          zipkin: { address: 'jaeger-operator-jaeger-collector.verrazzano-monitoring.svc.cluster.local.:9411' },
        },
      },
    },
  },
};

/**
 * What istioctl gets as `--set`, above all documents.
 * @param facts - what values are computed from
 */
export function istioSettings(facts: ChartFacts): readonly KeyValue[] {
  const [pilot, proxy] = [facts.image('pilot'), facts.image('proxyv2')];
  return [
    ['values.pilot.image', pilot.reference],
    ['values.global.hub', `${proxy.registry}/${proxy.repository}`],
    ['values.global.proxy.image', 'proxyv2'],
    ['values.global.tag', proxy.tag],
    ...(facts.hasPullSecret ? ([['values.global.imagePullSecrets[0]', 'verrazzano-container-registry']] as const) : []),
    ['values.pilot.env.PILOT_ENABLE_STATUS', 'true'],
    ['values.pilot.env.PILOT_ENABLE_CONFIG_DISTRIBUTION_TRACKING', 'true'],
    ['values.global.istiod.enableAnalysis', 'true'],
  ];
}
