import type { AlternativeRow, ConditionRow, FormRow, RequiredRow } from './field-rules';
import { exactly, oneOf, range, type Form } from './forms';

const SERVICE = /^\/Service$/;
const ENDPOINTS = /^\/Endpoints$/;
const SLICE = /^discovery\.k8s\.io\/EndpointSlice$/;
const INGRESS = /^networking\.k8s\.io\/Ingress$/;
const CLASS = /^networking\.k8s\.io\/IngressClass$/;
const POLICY = /^networking\.k8s\.io\/NetworkPolicy$/;
const FAMILIES = exactly('IPv4', 'IPv6');
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

const BACKENDS = ['spec.rules[].http.paths[].backend', 'spec.defaultBackend'];

/** References to objects of any kind. */
const REFERENCES = [
  ...BACKENDS.map((backend) => [INGRESS, `${backend}.resource`] as const),
  [CLASS, 'spec.parameters'] as const,
];
const ADDRESSES = ['addresses[]', 'notReadyAddresses[]'];

/** Source: `maxZoneHints`. */
const ZONES: Form = { allowed: 'at most 8 zones', test: (value) => !Array.isArray(value) || value.length <= 8 };

/** Forms of fields of Services, endpoints, Ingresses and policies. Source: validation of Kubernetes. */
export const TRAFFIC_FORM_ROWS: readonly FormRow[] = [
  [SERVICE, 'object', 'spec.selector.{key}', 'labelKey'],
  [SERVICE, 'object', 'spec.ports[].appProtocol', 'labelKey'],
  [SERVICE, 'object', 'spec.ports[].protocol', oneOf(...PROTOCOLS)],
  [SERVICE, 'object', 'spec.type', oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName')],
  [SERVICE, 'object', 'spec.clusterIP', 'clusterIp'],
  [SERVICE, 'object', 'spec.clusterIPs[]', 'clusterIp'],
  [SERVICE, 'object', 'spec.externalIPs[]', 'ip'],
  [SERVICE, 'object', 'spec.loadBalancerSourceRanges[]', 'cidr'],
  [SERVICE, 'object', 'spec.loadBalancerClass', 'labelKey'],
  [SERVICE, 'object', 'spec.ipFamilies[]', FAMILIES],
  [SERVICE, 'object', 'spec.ipFamilyPolicy', exactly('SingleStack', 'PreferDualStack', 'RequireDualStack')],
  [SERVICE, 'object', 'spec.internalTrafficPolicy', exactly('Cluster', 'Local')],
  [SERVICE, 'object', 'spec.externalTrafficPolicy', oneOf('Cluster', 'Local')],
  [SERVICE, 'object', 'spec.sessionAffinity', oneOf('ClientIP', 'None')],
  [SERVICE, 'object', 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', range(1, 86400)],
  [SERVICE, 'object', 'spec.healthCheckNodePort', range(0, 65535)],
  ...ADDRESSES.flatMap((list): FormRow[] => [
    [ENDPOINTS, 'object', `subsets[].${list}.ip`, 'ip'],
    [ENDPOINTS, 'object', `subsets[].${list}.hostname`, 'label'],
    [ENDPOINTS, 'object', `subsets[].${list}.nodeName`, 'subdomain'],
  ]),
  [ENDPOINTS, 'object', 'subsets[].ports[].name', 'label'],
  [ENDPOINTS, 'object', 'subsets[].ports[].port', 'port'],
  [ENDPOINTS, 'object', 'subsets[].ports[].protocol', oneOf(...PROTOCOLS)],
  [ENDPOINTS, 'object', 'subsets[].ports[].appProtocol', 'labelKey'],
  [SLICE, 'object', 'addressType', exactly('IPv4', 'IPv6', 'FQDN')],
  [SLICE, 'object', 'endpoints[].hostname', 'label'],
  [SLICE, 'object', 'endpoints[].hostname', 'notEmpty'],
  [SLICE, 'object', 'endpoints[].nodeName', 'subdomain'],
  [SLICE, 'object', 'endpoints[].nodeName', 'notEmpty'],
  [SLICE, 'object', 'endpoints[].addresses[]', 'notEmpty'],
  [SLICE, 'object', 'endpoints[].hints.forZones[].name', 'labelValue'],
  [SLICE, 'object', 'endpoints[].hints.forZones', ZONES],
  [SLICE, 'object', 'ports[].name', 'label'],
  [SLICE, 'object', 'ports[].protocol', exactly(...PROTOCOLS)],
  [SLICE, 'object', 'ports[].appProtocol', 'labelKey'],
  ...BACKENDS.map((backend): FormRow => [INGRESS, 'object', `${backend}.service.port.name`, 'portName']),
  ...REFERENCES.flatMap(([kinds, reference]): FormRow[] => [
    [kinds, 'object', `${reference}.apiGroup`, 'subdomain'],
    [kinds, 'object', `${reference}.apiGroup`, 'notEmpty'],
    [kinds, 'object', `${reference}.kind`, 'segment'],
    [kinds, 'object', `${reference}.name`, 'segment'],
  ]),
  [INGRESS, 'object', 'spec.rules[].http.paths[].pathType', oneOf('Exact', 'Prefix', 'ImplementationSpecific')],
  [CLASS, 'object', 'spec.controller', 'controller'],
  [CLASS, 'object', 'spec.parameters.scope', exactly('Cluster', 'Namespace')],
  [CLASS, 'object', 'spec.parameters.namespace', 'label'],
  ...['ingress[].from[]', 'egress[].to[]'].flatMap((peer): FormRow[] => [
    [POLICY, 'object', `spec.${peer}.ipBlock.cidr`, 'cidr'],
    [POLICY, 'object', `spec.${peer}.ipBlock.except[]`, 'cidr'],
  ]),
  ...['ingress[].ports[]', 'egress[].ports[]'].flatMap((port): FormRow[] => [
    [POLICY, 'object', `spec.${port}.port`, 'portOrName'],
    [POLICY, 'object', `spec.${port}.endPort`, 'port'],
    [POLICY, 'object', `spec.${port}.protocol`, exactly(...PROTOCOLS)],
  ]),
  [POLICY, 'object', 'spec.policyTypes[]', exactly('Ingress', 'Egress')],
  [
    POLICY,
    'object',
    'spec.policyTypes',
    { allowed: 'at most two', test: (value) => !Array.isArray(value) || value.length <= 2 },
  ],
];

/** What must be there in these kinds. */
export const TRAFFIC_REQUIRED_ROWS: readonly RequiredRow[] = [
  [ENDPOINTS, 'object', 'subsets[].addresses[]', 'ip'],
  [ENDPOINTS, 'object', 'subsets[].notReadyAddresses[]', 'ip'],
  [ENDPOINTS, 'object', 'subsets[].ports[]', 'port'],
  [SLICE, 'object', 'endpoints[]', 'addresses'],
  [CLASS, 'object', '', 'spec.controller'],
  ...BACKENDS.map((backend): RequiredRow => [INGRESS, 'object', `${backend}.service`, 'port']),
];

/** Fields of which one is set, in these kinds. */
export const TRAFFIC_ALTERNATIVE_ROWS: readonly AlternativeRow[] = [
  [ENDPOINTS, 'object', 'subsets[]', 'some', ['addresses', 'notReadyAddresses']],
];

const BALANCED = ['LoadBalancer'];
const OUTSIDE = ['LoadBalancer', 'NodePort'];

/** Fields of these kinds that depend on others. */
export const TRAFFIC_CONDITION_ROWS: readonly ConditionRow[] = [
  ...['loadBalancerSourceRanges', 'loadBalancerClass', 'allocateLoadBalancerNodePorts'].map((field): ConditionRow => [
    SERVICE,
    'object',
    'spec',
    field,
    'only',
    'type',
    BALANCED,
  ]),
  [SERVICE, 'object', 'spec', 'externalTrafficPolicy', 'only', 'type', OUTSIDE],
  [SERVICE, 'object', 'spec', 'healthCheckNodePort', 'only', 'externalTrafficPolicy', ['Local']],
  [SERVICE, 'object', 'spec', 'healthCheckNodePort', 'only', 'type', BALANCED],
  [CLASS, 'object', 'spec.parameters', 'namespace', 'needed', 'scope', ['Namespace']],
  [CLASS, 'object', 'spec.parameters', 'namespace', 'only', 'scope', ['Namespace']],
];
