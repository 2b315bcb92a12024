import { allOf, type AlternativeRow, type ConditionRow, type FormRow, type RequiredRow } from './field-rules';
import { ISTIO_FORMS } from './istio-forms';

type IstioForm = keyof typeof ISTIO_FORMS;

/** Pattern of paths, and form of the values there. */
type Row = readonly [pattern: string, form: IstioForm];

function rowsOf(kinds: RegExp, rows: readonly Row[]): FormRow[] {
  return rows.map(([pattern, form]): FormRow => [kinds, 'object', pattern, ISTIO_FORMS[form]]);
}

const ROUTE = /^networking\.istio\.io\/VirtualService$/;
const POLICY = /^networking\.istio\.io\/DestinationRule$/;
const GATEWAY = /^networking\.istio\.io\/Gateway$/;
const SIDECAR = /^networking\.istio\.io\/Sidecar$/;
const SERVICE = /^networking\.istio\.io\/ServiceEntry$/;
const ENTRY = /^networking\.istio\.io\/WorkloadEntry$/;
const GROUP = /^networking\.istio\.io\/WorkloadGroup$/;
const FILTER = /^networking\.istio\.io\/EnvoyFilter$/;
const PROXY = /^networking\.istio\.io\/ProxyConfig$/;
const ACCESS = /^security\.istio\.io\/AuthorizationPolicy$/;
const PEER = /^security\.istio\.io\/PeerAuthentication$/;
const REQUEST = /^security\.istio\.io\/RequestAuthentication$/;
const TELEMETRY = /^telemetry\.istio\.io\/Telemetry$/;
const PLUGIN = /^extensions\.istio\.io\/WasmPlugin$/;

/** Kinds that name workloads by `matchLabels`, and where. Source: `validateWorkloadSelector`. */
const SELECTED = /^(?:security|telemetry|extensions)\.istio\.io\/|^networking\.istio\.io\/ProxyConfig$/;

/** Kinds that name workloads by `labels`. Source: `validateAlphaWorkloadSelector`. */
const ALPHA = /^networking\.istio\.io\/(?:Sidecar|ServiceEntry|EnvoyFilter)$/;

/** Destinations of routes. Source: `validateDestination`; `mirrors` are not validated. */
const DESTINATIONS = [
  'spec.http[].mirror',
  'spec.http[].route[].destination',
  'spec.tls[].route[].destination',
  'spec.tcp[].route[].destination',
];

/** Requests of routes, of which all are validated alike. */
const MATCHES = ['spec.http[].match[]', 'spec.tls[].match[]', 'spec.tcp[].match[]'];

function headers(at: string, request: IstioForm): Row[] {
  const operations = ['set', 'add'];
  return [
    ...operations.flatMap((each): Row[] => [
      [`${at}.request.${each}.{key}`, request],
      [`${at}.response.${each}.{key}`, 'header'],
      [`${at}.request.${each}.{}`, 'headerValue'],
      [`${at}.response.${each}.{}`, 'headerValue'],
    ]),
    [`${at}.request.remove[]`, 'header'],
    [`${at}.response.remove[]`, 'header'],
  ];
}

const ROUTE_ROWS: readonly Row[] = [
  ['spec.hosts[]', 'hostOrAddress'],
  ...DESTINATIONS.flatMap((at): Row[] => [
    [`${at}.host`, 'destinationHost'],
    [`${at}.subset`, 'optionalLabel'],
    [`${at}.port.number`, 'port'],
  ]),
  ['spec.http[].mirrors[].destination.port.number', 'uint32'],
  ...MATCHES.flatMap((at): Row[] => [
    [`${at}.port`, 'optionalPort'],
    [`${at}.sourceLabels.{key}`, 'labelKey'],
    [`${at}.sourceLabels.{}`, 'labelValue'],
    [`${at}.destinationSubnets[]`, 'subnet'],
  ]),
  ['spec.http[].match[].sourceNamespace', 'optionalLabel'],
  ['spec.http[].match[].headers.{key}', 'filled'],
  ['spec.http[].match[].headers.{}.prefix', 'filled'],
  ...['http', 'tls', 'tcp'].map((each): Row => [`spec.${each}[].route[].weight`, 'count']),
  ...headers('spec.http[].headers', 'routeHeader'),
  ...headers('spec.http[].route[].headers', 'destinationHeader'),
  ['spec.http[].timeout', 'duration'],
  ['spec.http[].retries.attempts', 'count'],
  ['spec.http[].retries.perTryTimeout', 'duration'],
  ['spec.http[].retries.retryOn', 'retryOn'],
  ['spec.http[].mirrorPercent', 'percent'],
  ['spec.http[].mirror_percent', 'percent'],
  ['spec.http[].mirrorPercentage.value', 'percent'],
  ['spec.http[].corsPolicy.allowOrigins[].exact', 'filled'],
  ['spec.http[].corsPolicy.allowOrigins[].prefix', 'filled'],
  ['spec.http[].corsPolicy.allowOrigins[].regex', 'expression'],
  ['spec.http[].corsPolicy.allowMethods[]', 'method'],
  ['spec.http[].corsPolicy.allowHeaders[]', 'filled'],
  ['spec.http[].corsPolicy.exposeHeaders[]', 'filled'],
  ['spec.http[].corsPolicy.maxAge', 'seconds'],
  ['spec.http[].fault.delay.fixedDelay', 'duration'],
  ['spec.http[].fault.delay.percent', 'int32'],
  ['spec.http[].fault.delay.percentage.value', 'share'],
  ['spec.http[].fault.abort.percentage.value', 'share'],
  ['spec.http[].fault.abort.httpStatus', 'httpStatus'],
  ['spec.http[].fault.abort.grpcStatus', 'grpcStatus'],
  ['spec.http[].redirect.port', 'optionalPort'],
  ['spec.http[].redirect.redirectCode', 'redirectCode'],
  ['spec.http[].redirect.scheme', 'redirectScheme'],
  ['spec.http[].directResponse.status', 'httpStatus'],
  ['spec.http[].directResponse.body.bytes', 'base64'],
  ['spec.http[].rewrite.uriRegexRewrite.match', 'expression'],
];

/** Where a DestinationRule has a policy, of all ports and of one. */
const POLICIES = ['spec.trafficPolicy', 'spec.subsets[].trafficPolicy'];
const PORT_POLICIES = POLICIES.map((at) => `${at}.portLevelSettings[]`);

const POLICY_ROWS: readonly Row[] = [
  ['spec.host', 'host'],
  ['spec.subsets[].name', 'label'],
  ['spec.subsets[].labels.{key}', 'labelKey'],
  ['spec.subsets[].labels.{}', 'labelValue'],
  ...POLICIES.flatMap((at): Row[] => [
    [`${at}.tunnel.protocol`, 'tunnelProtocol'],
    [`${at}.tunnel.targetHost`, 'plainHostOrAddress'],
    [`${at}.tunnel.targetPort`, 'port'],
    [`${at}.portLevelSettings[].port.number`, 'uint32'],
  ]),
  ...[...POLICIES, ...PORT_POLICIES].flatMap((at): Row[] => [
    [`${at}.connectionPool.tcp.maxConnections`, 'count'],
    [`${at}.connectionPool.tcp.connectTimeout`, 'duration'],
    [`${at}.connectionPool.tcp.maxConnectionDuration`, 'duration'],
    [`${at}.connectionPool.tcp.tcpKeepalive.time`, 'anyDuration'],
    [`${at}.connectionPool.tcp.tcpKeepalive.interval`, 'anyDuration'],
    [`${at}.connectionPool.tcp.tcpKeepalive.probes`, 'uint32'],
    [`${at}.connectionPool.http.http1MaxPendingRequests`, 'count'],
    [`${at}.connectionPool.http.http2MaxRequests`, 'count'],
    [`${at}.connectionPool.http.maxRequestsPerConnection`, 'count'],
    [`${at}.connectionPool.http.maxRetries`, 'count'],
    [`${at}.connectionPool.http.idleTimeout`, 'duration'],
    [`${at}.loadBalancer.warmupDurationSecs`, 'anyDuration'],
    [`${at}.loadBalancer.consistentHash.minimumRingSize`, 'uint64'],
    [`${at}.loadBalancer.consistentHash.ringHash.minimumRingSize`, 'uint64'],
    [`${at}.loadBalancer.consistentHash.maglev.tableSize`, 'uint64'],
    [`${at}.loadBalancer.consistentHash.httpCookie.name`, 'filled'],
    [`${at}.loadBalancer.consistentHash.httpCookie.ttl`, 'anyDuration'],
    [`${at}.outlierDetection.consecutiveErrors`, 'int32'],
    [`${at}.outlierDetection.interval`, 'duration'],
    [`${at}.outlierDetection.baseEjectionTime`, 'duration'],
    [`${at}.outlierDetection.maxEjectionPercent`, 'percent'],
    [`${at}.outlierDetection.minHealthPercent`, 'percent'],
    [`${at}.outlierDetection.consecutiveGatewayErrors`, 'uint32'],
    [`${at}.outlierDetection.consecutive5xxErrors`, 'uint32'],
    [`${at}.outlierDetection.consecutiveLocalOriginFailures`, 'uint32'],
  ]),
];

const SERVER_ROWS: readonly Row[] = [
  ['metadata.name', 'label'],
  ['spec.servers[].hosts[]', 'gatewayHost'],
  ['spec.servers[].port.protocol', 'protocol'],
  ['spec.servers[].port.number', 'optionalPort'],
  ['spec.servers[].port.targetPort', 'uint32'],
  ['spec.servers[].bind', 'bind'],
];

const SIDECAR_ROWS: readonly Row[] = [
  ['spec.ingress[].port.number', 'port'],
  ['spec.ingress[].bind', 'address'],
  ['spec.egress[].port.number', 'optionalPort'],
  ['spec.egress[].hosts[]', 'sidecarHost'],
  ...['ingress', 'egress'].flatMap((each): Row[] => [
    [`spec.${each}[].port.name`, 'optionalLabel'],
    [`spec.${each}[].port.protocol`, 'optionalProtocol'],
    [`spec.${each}[].port.targetPort`, 'uint32'],
  ]),
];

const SERVICE_ROWS: readonly Row[] = [
  ['spec.hosts[]', 'destinationHost'],
  ['spec.addresses[]', 'subnet'],
  ['spec.ports[].name', 'label'],
  ['spec.ports[].protocol', 'optionalProtocol'],
  ['spec.ports[].number', 'port'],
  ['spec.ports[].targetPort', 'optionalPort'],
  ['spec.endpoints[].weight', 'uint32'],
  ['spec.endpoints[].ports.{}', 'uint32'],
];

const ENTRY_ROWS: readonly Row[] = [
  ['spec.address', 'endpoint'],
  ['spec.labels.{key}', 'labelKey'],
  ['spec.labels.{}', 'labelValue'],
  ['spec.ports.{key}', 'label'],
  ['spec.ports.{}', 'port'],
  ['spec.weight', 'uint32'],
];

const GROUP_ROWS: readonly Row[] = [
  ['spec.metadata.labels.{key}', 'labelKey'],
  ['spec.metadata.labels.{}', 'labelValue'],
  ['spec.template.ports.{}', 'uint32'],
  ['spec.template.weight', 'uint32'],
  ...['periodSeconds', 'initialDelaySeconds', 'timeoutSeconds', 'successThreshold', 'failureThreshold'].map(
    (field): Row => [`spec.probe.${field}`, 'count'],
  ),
  ['spec.probe.httpGet.port', 'port'],
  ['spec.probe.httpGet.scheme', 'probeScheme'],
  ['spec.probe.httpGet.httpHeaders[].name', 'filled'],
  ['spec.probe.tcpSocket.port', 'port'],
];

const FILTER_ROWS: readonly Row[] = [
  ['spec.priority', 'int32'],
  ['spec.configPatches[].match.listener.portNumber', 'uint32'],
  ['spec.configPatches[].match.listener.filterChain.destinationPort', 'uint32'],
  ['spec.configPatches[].match.routeConfiguration.portNumber', 'uint32'],
  ['spec.configPatches[].match.cluster.portNumber', 'uint32'],
];

/** Addresses that access is given to, or not. */
const BLOCKS = ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks'];

const NAMES = [
  'principals',
  'requestPrincipals',
  'namespaces',
  'notPrincipals',
  'notRequestPrincipals',
  'notNamespaces',
];

const OPERATIONS = ['methods', 'paths', 'hosts', 'notMethods', 'notPaths', 'notHosts'];

const ACCESS_ROWS: readonly Row[] = [
  ...BLOCKS.map((field): Row => [`spec.rules[].from[].source.${field}[]`, 'block']),
  ...NAMES.map((field): Row => [`spec.rules[].from[].source.${field}[]`, 'filled']),
  ...OPERATIONS.map((field): Row => [`spec.rules[].to[].operation.${field}[]`, 'filled']),
  ...['ports', 'notPorts'].map((field): Row => [`spec.rules[].to[].operation.${field}[]`, 'portText']),
  ['spec.rules[].when[].key', 'filled'],
];

const REQUEST_ROWS: readonly Row[] = [
  ['spec.jwtRules[].audiences[]', 'filled'],
  ['spec.jwtRules[].fromHeaders[].name', 'filled'],
  ['spec.jwtRules[].fromParams[]', 'filled'],
  ['spec.jwtRules[].outputClaimToHeaders[].claim', 'filled'],
  ['spec.jwtRules[].outputClaimToHeaders[].header', 'filled'],
  ['spec.jwtRules[].outputClaimToHeaders[].header', 'headerValue'],
];

const TELEMETRY_ROWS: readonly Row[] = [
  ['spec.tracing[].randomSamplingPercentage', 'percent'],
  ['spec.tracing[].customTags.{key}', 'filled'],
  ['spec.metrics[].reportingInterval', 'anyDuration'],
  ['spec.metrics[].overrides[].match.customMetric', 'filled'],
];

const PLUGIN_ROWS: readonly Row[] = [
  ['spec.sha256', 'sha256'],
  ['spec.priority', 'int32'],
  ['spec.match[].ports[].number', 'port'],
];

/** Forms that the webhook of istiod demands. Source: Istio 1.19.3, `pkg/config/validation`. */
export const ISTIO_FORM_ROWS: readonly FormRow[] = [
  ...rowsOf(SELECTED, [
    ['spec.selector.matchLabels.{key}', 'selectorKey'],
    ['spec.selector.matchLabels.{}', 'selectorValue'],
  ]),
  ...rowsOf(ALPHA, [
    ['spec.workloadSelector.labels.{key}', 'selectorKey'],
    ['spec.workloadSelector.labels.{}', 'selectorValue'],
  ]),
  ...rowsOf(POLICY, [
    ['spec.workloadSelector.matchLabels.{key}', 'selectorKey'],
    ['spec.workloadSelector.matchLabels.{}', 'selectorValue'],
  ]),
  ...rowsOf(ROUTE, ROUTE_ROWS),
  ...rowsOf(POLICY, POLICY_ROWS),
  ...rowsOf(GATEWAY, SERVER_ROWS),
  ...rowsOf(SIDECAR, SIDECAR_ROWS),
  ...rowsOf(SERVICE, SERVICE_ROWS),
  ...rowsOf(ENTRY, ENTRY_ROWS),
  ...rowsOf(GROUP, GROUP_ROWS),
  ...rowsOf(FILTER, FILTER_ROWS),
  ...rowsOf(PROXY, [['spec.concurrency', 'count']]),
  ...rowsOf(ACCESS, ACCESS_ROWS),
  ...rowsOf(PEER, [['spec.portLevelMtls.{key}', 'mapPort']]),
  ...rowsOf(REQUEST, REQUEST_ROWS),
  ...rowsOf(TELEMETRY, TELEMETRY_ROWS),
  ...rowsOf(PLUGIN, PLUGIN_ROWS),
];

/** What must be there. Source: Istio 1.19.3, `pkg/config/validation`. */
export const ISTIO_REQUIRED_ROWS: readonly RequiredRow[] = [
  ...DESTINATIONS.flatMap((at) => [...allOf(ROUTE, at, 'host'), ...allOf(ROUTE, `${at}.port`, 'number')]),
  ...['http', 'tls', 'tcp'].flatMap((each) => allOf(ROUTE, `spec.${each}[].route[]`, 'destination')),
  ...allOf(ROUTE, 'spec.tls[]', 'match', 'route'),
  ...allOf(ROUTE, 'spec.tls[].match[]', 'sniHosts'),
  ...allOf(ROUTE, 'spec.tcp[]', 'route'),
  ...allOf(ROUTE, 'spec.http[].directResponse', 'status'),
  ...allOf(ROUTE, 'spec.http[].rewrite.uriRegexRewrite', 'match', 'rewrite'),
  ...allOf(POLICY, '', 'spec.host'),
  ...allOf(POLICY, 'spec.subsets[]', 'name'),
  ...POLICIES.flatMap((at) => [
    ...allOf(POLICY, `${at}.tunnel`, 'targetHost', 'targetPort'),
    ...allOf(POLICY, `${at}.portLevelSettings[]`, 'port'),
  ]),
  ...[...POLICIES, ...PORT_POLICIES].flatMap((at) =>
    allOf(POLICY, `${at}.loadBalancer.consistentHash.httpCookie`, 'name', 'ttl'),
  ),
  ...allOf(GATEWAY, '', 'spec.servers'),
  ...allOf(GATEWAY, 'spec.servers[]', 'hosts', 'port'),
  ...allOf(GATEWAY, 'spec.servers[].port', 'name', 'protocol'),
  ...allOf(SIDECAR, 'spec.ingress[]', 'port'),
  ...allOf(SIDECAR, 'spec.ingress[].port', 'number'),
  ...allOf(SIDECAR, 'spec.egress[]', 'hosts'),
  ...allOf(SERVICE, '', 'spec.hosts'),
  ...allOf(SERVICE, 'spec.ports[]', 'name', 'number'),
  ...allOf(GROUP, '', 'spec.template'),
  ...allOf(GROUP, 'spec.probe.httpGet', 'port'),
  ...allOf(GROUP, 'spec.probe.httpGet.httpHeaders[]', 'name'),
  ...allOf(GROUP, 'spec.probe.tcpSocket', 'port'),
  ...allOf(GROUP, 'spec.probe.exec', 'command'),
  ...allOf(ACCESS, 'spec.rules[].from[]', 'source'),
  ...allOf(ACCESS, 'spec.rules[].to[]', 'operation'),
  ...allOf(ACCESS, 'spec.rules[].when[]', 'key'),
  ...allOf(REQUEST, 'spec.jwtRules[]', 'issuer'),
  ...allOf(REQUEST, 'spec.jwtRules[].fromHeaders[]', 'name'),
  ...allOf(REQUEST, 'spec.jwtRules[].outputClaimToHeaders[]', 'header', 'claim'),
  ...['tracing', 'metrics', 'accessLogging'].flatMap((each) => allOf(TELEMETRY, `spec.${each}[].providers[]`, 'name')),
  ...['literal.value', 'header.name', 'environment.name'].flatMap((field): RequiredRow[] => {
    const [type = '', name = ''] = field.split('.');
    return allOf(TELEMETRY, `spec.tracing[].customTags.{}.${type}`, name);
  }),
  ...allOf(PLUGIN, '', 'spec.url'),
  ...allOf(PLUGIN, 'spec.vmConfig.env[]', 'name'),
  ...allOf(PLUGIN, 'spec.match[].ports[]', 'number'),
];

/** What a policy of traffic sets. */
const SETTINGS = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls'];

/** Fields of which one is set. Source: Istio 1.19.3, `pkg/config/validation`. */
export const ISTIO_ALTERNATIVE_ROWS: readonly AlternativeRow[] = [
  [ROUTE, 'object', 'spec', 'some', ['http', 'tcp', 'tls']],
  [ROUTE, 'object', 'spec.http[].fault', 'some', ['abort', 'delay']],
  [ROUTE, 'object', 'spec.http[].rewrite', false, ['uri', 'uriRegexRewrite']],
  [ROUTE, 'object', 'spec.http[].rewrite', 'some', ['uri', 'uriRegexRewrite', 'authority']],
  [ROUTE, 'object', 'spec.http[].redirect', 'some', ['uri', 'authority', 'port', 'derivePort', 'scheme']],
  [ROUTE, 'object', 'spec.http[].corsPolicy.allowOrigins[]', true, ['exact', 'prefix', 'regex']],
  ...POLICIES.map((at): AlternativeRow => [POLICY, 'object', at, 'some', [...SETTINGS, 'portLevelSettings', 'tunnel']]),
  ...PORT_POLICIES.map((at): AlternativeRow => [POLICY, 'object', at, 'some', SETTINGS]),
  ...[...POLICIES, ...PORT_POLICIES].map((at): AlternativeRow => [
    POLICY,
    'object',
    `${at}.connectionPool`,
    'some',
    ['http', 'tcp'],
  ]),
  [SIDECAR, 'object', 'spec', 'some', ['egress', 'ingress', 'outboundTrafficPolicy']],
  [SERVICE, 'object', 'spec', false, ['workloadSelector', 'endpoints']],
  [GROUP, 'object', 'spec.probe', true, ['httpGet', 'tcpSocket', 'exec']],
  [ACCESS, 'object', 'spec.rules[].from[].source', 'some', [...BLOCKS, ...NAMES]],
  [ACCESS, 'object', 'spec.rules[].to[].operation', 'some', ['ports', 'notPorts', ...OPERATIONS]],
];

/** Fields that depend on others. Source: Istio 1.19.3, `pkg/config/validation`. */
export const ISTIO_CONDITION_ROWS: readonly ConditionRow[] = [
  [ROUTE, 'object', 'spec.http[].fault.abort', 'http2Error', 'never', '', 'any'],
  [ROUTE, 'object', 'spec.http[].fault.delay', 'exponentialDelay', 'never', '', 'any'],
  [ACCESS, 'object', 'spec', 'provider', 'only', 'action', ['CUSTOM']],
  [SIDECAR, 'object', 'spec.outboundTrafficPolicy', 'egressProxy', 'only', 'mode', ['ALLOW_ANY']],
];
