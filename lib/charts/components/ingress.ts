import { isJsonObject } from '../../values/json';
import type { ChartFacts } from '../chart-facts';
import { ChartValuesError } from '../chart-values-error';
import type { KeyValue } from '../helm-set';
import { ingressAnnotations } from '../ingress-settings';
import { GLOBAL_PULL_SECRET, PULL_SECRET, type ValuesDefinition } from '../values-definition';
import { externalDnsNamespace } from './platform';

const NGINX_ANNOTATIONS = 'controller.service.annotations.external-dns\\.alpha\\.kubernetes\\.io';

/** Source: `controllers/verrazzano/component/nginx` at v1.7.2. */
export const ingressController: ValuesDefinition = {
  pullSecret: PULL_SECRET,
  namespace: (facts) => facts.ingressNamespace,
  settings: (facts) => {
    const zone = facts.field('dns', 'oci');
    const host = `verrazzano-ingress.${facts.environmentName}.${facts.text('dns', 'oci', 'dnsZoneName')}`;
    return [
      ['controller.service.type', facts.ingressType],
      ...(isJsonObject(zone)
        ? ([
            [`${NGINX_ANNOTATIONS}/ttl`, '60', 'text'],
            [`${NGINX_ANNOTATIONS}/hostname`, host],
          ] as const)
        : []),
    ];
  },
};

/** Source: `controllers/verrazzano/component/externaldns` at v1.7.2. */
export const externalDns: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  namespace: externalDnsNamespace,
  settings: (facts) => {
    const oci = (field: string): string => facts.text('dns', 'oci', field);
    const owner = `v8o-${fnv1a(facts.uid).toString(16)}`;
    const sources = ['ingress', 'service', ...(facts.isOn('istio') ? ['istio-gateway'] : [])];
    return [
      ['domainFilters[0]', oci('dnsZoneName')],
      ['zoneIDFilters[0]', oci('dnsZoneOCID')],
      ['ociDnsScope', oci('dnsScope')],
      ['txtOwnerId', owner],
      ['txtPrefix', `_${owner}-`],
      ['extraVolumes[0].name', 'config'],
      ['extraVolumes[0].secret.secretName', oci('ociConfigSecret')],
      ['extraVolumeMounts[0].name', 'config'],
      ['extraVolumeMounts[0].mountPath', '/etc/kubernetes/'],
      ...sources.map((source, at): KeyValue => [`sources[${at}]`, source]),
    ];
  },
};

/** FNV-1a with 32 bits. */
function fnv1a(text: string): number {
  return Buffer.from(text, 'utf8').reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}

/** Source: `controllers/verrazzano/component/certmanager/certmanager` at v1.7.2. */
export const certManager: ValuesDefinition = {
  pullSecret: 'global.imagePullSecrets[0].name',
  settings: (facts) => [
    ['extraArgs[0]', `--acme-http01-solver-image=${facts.image('cert-manager-acmesolver').reference}`],
    ['clusterResourceNamespace', facts.text('clusterIssuer', 'clusterResourceNamespace')],
  ],
};

/** Source: `controllers/verrazzano/component/certmanager/webhookoci` at v1.7.2. */
export const certManagerWebhookOci: ValuesDefinition = {
  pullSecret: 'global.imagePullSecrets[0].name',
  settings: (facts) => {
    const secret = facts.text('dns', 'oci', 'ociConfigSecret');
    if (secret === '') throw new ChartValuesError('the resource states no dns.oci.ociConfigSecret');
    return [
      ['ociAuthSecrets[0]', secret],
      ['certManager.clusterResourceNamespace', resourceNamespace(facts)],
    ];
  },
};

function resourceNamespace(facts: ChartFacts): string {
  return isJsonObject(facts.field('clusterIssuer'))
    ? facts.text('clusterIssuer', 'clusterResourceNamespace')
    : 'cert-manager';
}

/** Source: `controllers/verrazzano/component/opensearchoperator` at v1.7.2. */
export const opensearchOperator: ValuesDefinition = {
  pullSecret: 'manager.imagePullSecrets[0]',
  settings: (facts) => [
    ...(facts.isOn('ingress-controller')
      ? [
          ...opensearchIngress('opensearchDashboards', 'osd', 'system-tls-osd', facts),
          ...opensearchIngress('opensearch', 'opensearch', 'system-tls-os-ingest', facts),
        ]
      : ([
          ['ingress.opensearch.enable', 'false'],
          ['ingress.opensearchDashboards.enable', 'false'],
        ] as const)),
    ['clusterResourceNamespace', facts.text('clusterIssuer', 'clusterResourceNamespace') || 'cert-manager'],
  ],
};

function opensearchIngress(key: string, name: string, secret: string, facts: ChartFacts): readonly KeyValue[] {
  const host = `${name}.vmi.system.${facts.domain}`;
  const path = `ingress.${key}`;
  return [
    [`${path}.ingressClassName`, facts.ingressClass],
    [`${path}.host`, host],
    ...ingressAnnotations(`${path}.annotations`, host, facts),
    [`${path}.tls[0].secretName`, secret],
    [`${path}.tls[0].hosts[0]`, host],
  ];
}
