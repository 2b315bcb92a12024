import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/**
 * Keys that istioctl knows below `spec`, by path; objects at other paths are free. It refuses a document with another key, and so the platform
 * operator installs nothing.
 *
 * Source: `operator/pkg/apis/istio/v1alpha1/values_types.proto` of Istio 1.19.3, and `mesh/v1alpha1` of its API.
 */
const FIELDS: Readonly<Record<string, string>> = {
  values:
    'base cni defaultRevision gateways global istioCni istio_cni istiodRemote meshConfig ownerName pilot revision ' +
    'revisionTags sidecarInjectorWebhook telemetry ztunnel',
  'values.gateways': 'enabled istio-egressgateway istio-ingressgateway',
  'values.gateways.istio-egressgateway':
    'additionalContainers autoscaleEnabled autoscaleMax autoscaleMin configVolumes cpu customService enabled env ' +
    'injectionTemplate labels name nodeSelector podAnnotations podAntiAffinityLabelSelector ' +
    'podAntiAffinityTermLabelSelector ports resources rollingMaxSurge rollingMaxUnavailable runAsRoot ' +
    'secretVolumes serviceAccount serviceAnnotations tolerations type zvpn',
  'values.gateways.istio-egressgateway.cpu': 'targetAverageUtilization',
  'values.gateways.istio-egressgateway.resources': 'limits requests',
  'values.gateways.istio-egressgateway.zvpn': 'enabled suffix',
  'values.gateways.istio-egressgateway.serviceAccount': 'annotations',
  'values.gateways.istio-ingressgateway':
    'additionalContainers autoscaleEnabled autoscaleMax autoscaleMin configVolumes cpu customService enabled env ' +
    'externalTrafficPolicy ingressPorts injectionTemplate labels loadBalancerIP loadBalancerSourceRanges name ' +
    'nodeSelector podAnnotations podAntiAffinityLabelSelector podAntiAffinityTermLabelSelector ports replicaCount ' +
    'resources rollingMaxSurge rollingMaxUnavailable runAsRoot secretVolumes serviceAccount serviceAnnotations ' +
    'tolerations type zvpn',
  'values.gateways.istio-ingressgateway.cpu': 'targetAverageUtilization',
  'values.gateways.istio-ingressgateway.zvpn': 'enabled suffix',
  'values.gateways.istio-ingressgateway.serviceAccount': 'annotations',
  'values.global':
    'arch autoscalingv2API caAddress caName certSigners configCluster configRootNamespace configValidation ' +
    'defaultConfigVisibilitySettings defaultNodeSelector defaultPodDisruptionBudget defaultResources ' +
    'defaultTolerations externalIstiod hub imagePullPolicy imagePullSecrets istioNamespace istiod jwtPolicy ' +
    'logAsJson logging meshID meshNetworks mountMtlsCerts multiCluster network omitSidecarInjectorConfigMap ' +
    'oneNamespace operatorManageWebhooks pilotCertProvider platform podDNSSearchNamespaces priorityClassName proxy ' +
    'proxy_init remotePilotAddress revision sds sts tag tracer useMCP variant',
  'values.global.defaultPodDisruptionBudget': 'enabled',
  'values.global.defaultResources': 'requests',
  'values.global.defaultResources.requests': 'cpu memory',
  'values.global.logging': 'level',
  'values.global.multiCluster': 'clusterName enabled globalDomainSuffix includeEnvoyFilter',
  'values.global.proxy':
    'autoInject clusterDomain componentLogLevel enableCoreDump excludeIPRanges excludeInboundPorts ' +
    'excludeOutboundPorts holdApplicationUntilProxyStarts image includeIPRanges includeInboundPorts ' +
    'includeOutboundPorts lifecycle logLevel privileged readinessFailureThreshold readinessInitialDelaySeconds ' +
    'readinessPeriodSeconds resources statusPort tracer',
  'values.global.proxy.resources': 'limits requests',
  'values.global.proxy_init': 'image resources',
  'values.global.proxy_init.resources': 'limits requests',
  'values.global.sds': 'token',
  'values.global.tracer': 'datadog lightstep stackdriver zipkin',
  'values.global.tracer.datadog': 'address',
  'values.global.tracer.lightstep': 'accessToken address',
  'values.global.tracer.zipkin': 'address',
  'values.global.tracer.stackdriver': 'debug maxNumberOfAnnotations maxNumberOfAttributes maxNumberOfMessageEvents',
  'values.global.istiod': 'enableAnalysis',
  'values.global.sts': 'servicePort',
  'values.pilot':
    'autoscaleBehavior autoscaleEnabled autoscaleMax autoscaleMin configMap configNamespace configSource cpu ' +
    'deploymentLabels enableProtocolSniffingForInbound enableProtocolSniffingForOutbound enabled env ' +
    'extraContainerArgs hub image jwksResolverExtraRootCA keepaliveMaxServerConnectionAge nodeSelector plugins ' +
    'podAnnotations podLabels replicaCount resources rollingMaxSurge rollingMaxUnavailable seccompProfile ' +
    'serviceAnnotations tag tolerations topologySpreadConstraints traceSampling useMCP variant volumeMounts ' +
    'volumes',
  'values.pilot.resources': 'limits requests',
  'values.pilot.cpu': 'targetAverageUtilization',
  'values.pilot.configSource': 'subscribedResources',
  'values.telemetry': 'enabled v2',
  'values.telemetry.v2':
    'accessLogPolicy access_log_policy enabled metadataExchange metadata_exchange prometheus stackdriver',
  'values.telemetry.v2.metadataExchange': 'wasmEnabled',
  'values.telemetry.v2.prometheus':
    'configOverride config_override enabled gateway inboundSidecar outboundSidecar wasmEnabled',
  'values.telemetry.v2.stackdriver':
    'configOverride disableOutbound enabled inboundAccessLogging logging monitoring outboundAccessLogging topology',
  'values.telemetry.v2.accessLogPolicy': 'enabled logWindowDuration',
  'values.sidecarInjectorWebhook':
    'alwaysInjectSelector defaultTemplates enableNamespacesByDefault injectedAnnotations injectionURL ' +
    'neverInjectSelector objectSelector reinvocationPolicy rewriteAppHTTPProbe templates useLegacySelectors',
  'values.base': 'enableCRDTemplates enableIstioConfigCRDs validateGateway validationURL',
  'values.istiodRemote': 'injectionPath injectionURL',
  meshConfig:
    'accessLogEncoding accessLogFile accessLogFormat ca caCertificates certificates configSources connectTimeout ' +
    'defaultConfig defaultDestinationRuleExportTo defaultHttpRetryPolicy defaultProviders defaultServiceExportTo ' +
    'defaultVirtualServiceExportTo disableEnvoyListenerLog discoverySelectors dnsRefreshRate enableAutoMtls ' +
    'enableEnvoyAccessLogService enablePrometheusMerge enableTracing extensionProviders h2UpgradePolicy ' +
    'inboundClusterStatName ingressClass ingressControllerMode ingressSelector ingressService localityLbSetting ' +
    'meshMTLS outboundClusterStatName outboundTrafficPolicy pathNormalization protocolDetectionTimeout ' +
    'proxyHttpPort proxyListenPort rootNamespace serviceSettings tcpKeepalive trustDomain trustDomainAliases ' +
    'verifyCertificateAtClient',
  'meshConfig.defaultConfig':
    'availabilityZone binaryPath caCertificatesPem concurrency configPath controlPlaneAuthPolicy customConfigFile ' +
    'discoveryAddress discoveryRefreshDelay drainDuration envoyAccessLogService envoyMetricsService ' +
    'envoyMetricsServiceAddress extraStatTags gatewayTopology holdApplicationUntilProxyStarts image ' +
    'interceptionMode meshId privateKeyProvider proxyAdminPort proxyBootstrapTemplatePath proxyMetadata ' +
    'proxyStatsMatcher readinessProbe runtimeValues sds serviceCluster statNameLength statsdUdpAddress statusPort ' +
    'terminationDrainDuration tracing tracingServiceName zipkinAddress',
  'meshConfig.defaultConfig.tracing':
    'customTags datadog lightstep maxPathTagLength openCensusAgent sampling stackdriver tlsSettings zipkin',
};

/** A key that istioctl does not know. */
export interface UnknownField {
  /** Path below the document. */
  readonly path: string;
  /** Keys that it knows there. */
  readonly allowed: readonly string[];
}

/**
 * Keys of an IstioOperator document that istioctl refuses.
 * @param spec - `spec` of the document
 */
export function unknownFields({ values, meshConfig }: JsonObject): readonly UnknownField[] {
  const ofValues = isJsonObject(values) ? values.meshConfig : undefined;
  return [
    ...unknownBelow(values, 'values', 'spec.values'),
    ...unknownBelow(meshConfig, 'meshConfig', 'spec.meshConfig'),
    ...unknownBelow(ofValues, 'meshConfig', 'spec.values.meshConfig'),
  ];
}

function unknownBelow(value: JsonValue | undefined, at: string, path: string): readonly UnknownField[] {
  const known = Object.hasOwn(FIELDS, at) ? FIELDS[at]?.split(' ') : undefined;
  if (known === undefined || !isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    known.includes(key)
      ? unknownBelow(inner, `${at}.${key}`, `${path}.${key}`)
      : [{ path: `${path}.${key}`, allowed: known }],
  );
}
