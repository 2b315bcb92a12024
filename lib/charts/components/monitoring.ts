import { valueAtPath } from '../../values/path';
import type { ChartFacts } from '../chart-facts';
import { ChartValuesError } from '../chart-values-error';
import type { KeyValue } from '../helm-set';
import { ingressAnnotations } from '../ingress-settings';
import { defaultStorage } from '../storage';
import { PULL_SECRET, type ValuesDefinition } from '../values-definition';
import { isPrometheusOn } from './platform';

const SPEC = 'prometheus.prometheusSpec';
const ANNOTATIONS = `${SPEC}.podMetadata.annotations`;

/** Certificates of the sidecar, and those by which Prometheus trusts managed clusters. */
const PROMETHEUS_MOUNTS: readonly KeyValue[] = [
  [`${ANNOTATIONS}.proxy\\.istio\\.io/config`, '{"proxyMetadata":{ "OUTPUT_CERTS": "/etc/istio-output-certs"}}'],
  [
    `${ANNOTATIONS}.sidecar\\.istio\\.io/userVolumeMount`,
    '[{"name": "istio-certs-dir", "mountPath": "/etc/istio-output-certs"}]',
  ],
  [`${ANNOTATIONS}.traffic\\.sidecar\\.istio\\.io/excludeOutboundIPRanges`, '0.0.0.0/0'],
  [`${SPEC}.volumeMounts[0].name`, 'istio-certs-dir'],
  [`${SPEC}.volumeMounts[0].mountPath`, '/etc/istio-certs'],
  [`${SPEC}.volumes[0].name`, 'istio-certs-dir'],
  [`${SPEC}.volumes[0].emptyDir.medium`, 'Memory'],
  [`${SPEC}.volumeMounts[1].name`, 'managed-cluster-ca-certs'],
  [`${SPEC}.volumeMounts[1].mountPath`, '/etc/prometheus/managed-cluster-ca-certs'],
  [`${SPEC}.volumeMounts[1].readOnly`, 'true'],
  [`${SPEC}.volumes[1].name`, 'managed-cluster-ca-certs'],
  [`${SPEC}.volumes[1].secret.secretName`, 'managed-cluster-ca-certs'],
  [`${SPEC}.volumes[1].secret.optional`, 'true'],
];

/** Alerts about components that are off. */
const RULES = {
  verrazzanoApplicationOperator: 'verrazzano-application-operator',
  verrazzanoClusterOperator: 'verrazzano-cluster-operator',
  verrazzanoMonitoringOperator: 'verrazzano-monitoring-operator',
} as const;

/** Source: `controllers/verrazzano/component/prometheus/operator/promoperator.go` at v1.7.2. */
export const prometheusOperator: ValuesDefinition = {
  pullSecret: 'global.imagePullSecrets[0].name',
  settings: (facts) => {
    const thanos = facts.image('thanos');
    const hasRuler = isRulerOn(facts);
    return [
      ...defaultImage('alertmanager', facts),
      ...defaultImage('prometheus', facts),
      ['prometheusOperator.thanosImage.registry', thanos.registry],
      ['prometheusOperator.thanosImage.repository', thanos.path],
      ['prometheusOperator.thanosImage.tag', thanos.tag],
      ['prometheusOperator.admissionWebhooks.certManager.enabled', String(facts.isOn('cluster-issuer'))],
      ...(isPrometheusOn(facts)
        ? [...prometheusStorage(facts), ...PROMETHEUS_MOUNTS]
        : ([['prometheus.enabled', 'false']] as const)),
      ['commonLabels.verrazzano-component', 'prometheus-operator'],
      // The quotes are part of the value.
      ['prometheusOperator.podAnnotations.sidecar\\.istio\\.io/inject', '"false"'],
      ...(facts.isOn('istio') ? [] : ([['prometheusOperator.tls.enabled', 'false']] as const)),
      ['prometheus.enableDefaultAlertingEndpoint', String(!hasRuler)],
      ['defaultRules.disabled.PrometheusNotConnectedToAlertmanagers', String(hasRuler)],
      ...Object.entries(RULES)
        .filter(([, component]) => !facts.isOn(component))
        .map(([rule]): KeyValue => [`defaultRules.rules.${rule}`, 'false']),
    ];
  },
};

function defaultImage(name: 'alertmanager' | 'prometheus', facts: ChartFacts): readonly KeyValue[] {
  const { registry, path, tag } = facts.image(name);
  return [
    [`prometheusOperator.${name}DefaultBaseImageRegistry`, registry],
    [`prometheusOperator.${name}DefaultBaseImage`, `${path}:${tag}`],
  ];
}

function prometheusStorage(facts: ChartFacts): readonly KeyValue[] {
  const storage = defaultStorage(facts) ?? '50Gi';
  if (storage === '') return [];
  return [
    [`${SPEC}.storageSpec.disableMountSubPath`, 'true'],
    [`${SPEC}.storageSpec.volumeClaimTemplate.spec.resources.requests.storage`, storage],
  ];
}

/** The first override of Thanos whose text speaks of the ruler decides; the platform operator stops where it does not say whether it is on. */
function isRulerOn(facts: ChartFacts): boolean {
  if (!facts.isOn('thanos')) return false;
  const first = facts.overrideSources('thanos').find(({ text }) => text.includes('ruler:'));
  if (first === undefined) return false;
  const enabled = valueAtPath(first.read(), ['ruler', 'enabled']);
  if (typeof enabled === 'boolean') return enabled;
  throw new ChartValuesError('an override of thanos has a ruler and does not state ruler.enabled, true or false');
}

/** Charts that scrape themselves once the Prometheus operator is there. */
export function monitored(setting: string, pullSecret = PULL_SECRET): ValuesDefinition {
  return {
    pullSecret,
    settings: (facts) => (facts.isOn('prometheus-operator') ? [[setting, 'true']] : []),
  };
}

const SIDECAR = 'ruler.sidecars[0]';

/** Source: `controllers/verrazzano/component/thanos/thanos.go` at v1.7.2. */
export const thanos: ValuesDefinition = {
  pullSecret: 'image.pullSecrets[0]',
  settings: (facts) => [
    ['verrazzano.isIstioEnabled', String(hasInjection(facts))],
    [`${SIDECAR}.image`, facts.image('prometheus-config-reloader').reference],
    [`${SIDECAR}.name`, 'prometheus-config-reloader'],
    [`${SIDECAR}.command[0]`, '/bin/prometheus-config-reloader'],
    [`${SIDECAR}.args[0]`, '--listen-address=:8080'],
    [`${SIDECAR}.args[1]`, '--reload-url=http://127.0.0.1:10902/-/reload'],
    [`${SIDECAR}.args[2]`, '--watched-dir=/conf/rules/'],
    [`${SIDECAR}.volumeMounts[0].mountPath`, '/conf/rules/'],
    [`${SIDECAR}.volumeMounts[0].name`, 'ruler-config'],
    [`${SIDECAR}.securityContext.privileged`, 'false'],
    [`${SIDECAR}.securityContext.allowPrivilegeEscalation`, 'false'],
    [`${SIDECAR}.securityContext.capabilities.drop[0]`, 'ALL'],
    ['ruler.existingConfigmap', 'prometheus-prometheus-operator-kube-p-prometheus-rulefiles-0'],
    ...(facts.isOn('ingress-controller') ? thanosIngresses(facts) : NO_INGRESSES),
  ],
};

function hasInjection(facts: ChartFacts): boolean {
  return facts.isOn('istio') && facts.field('istio', 'injectionEnabled') !== false;
}

const NO_INGRESSES: readonly KeyValue[] = [
  ['query.ingress.grpc.enabled', 'false'],
  ['queryFrontend.ingress.enabled', 'false'],
];

function thanosIngresses(facts: ChartFacts): readonly KeyValue[] {
  const query = `thanos-query.${facts.domain}`;
  const cookie = 'queryFrontend.ingress.annotations.nginx\\.ingress\\.kubernetes\\.io/session-cookie-name';
  return [
    ...thanosIngress('queryFrontend.ingress', 'thanos-query', 'thanos-query', facts),
    [cookie, query],
    ...thanosIngress('query.ingress.grpc', 'thanos-query-store', 'query-store', facts, { port: '8776', path: '/' }),
    ['ruler.extraFlags[0]', `--alert.query-url=https://${query}`],
    ...thanosIngress('ruler.ingress', 'thanos-ruler', 'thanos-ruler', facts),
  ];
}

function thanosIngress(
  key: string,
  name: string,
  secret: string,
  facts: ChartFacts,
  { port, path } = { port: '8775', path: '/()(.*)' },
): readonly KeyValue[] {
  const host = `${name}.${facts.domain}`;
  const rule = `${key}.extraRules[0]`;
  return [
    [`${key}.namespace`, 'verrazzano-system'],
    [`${key}.ingressClassName`, facts.ingressClass],
    [`${rule}.host`, host],
    [`${rule}.http.paths[0].backend.service.name`, 'verrazzano-authproxy'],
    [`${rule}.http.paths[0].backend.service.port.number`, port],
    [`${rule}.http.paths[0].path`, path],
    [`${rule}.http.paths[0].pathType`, 'ImplementationSpecific'],
    [`${key}.extraTls[0].hosts[0]`, host],
    [`${key}.extraTls[0].secretName`, `system-tls-${secret}`],
    ...ingressAnnotations(`${key}.annotations`, host, facts),
  ];
}
