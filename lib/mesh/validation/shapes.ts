import type { Shape } from './shape';

const STRINGS: Shape = { each: 'string' };
const LABELS: Shape = { values: 'string' };
const SELECTOR: Shape = { fields: { matchLabels: LABELS } };
const MUTUAL_TLS: Shape = { fields: { mode: { oneOf: ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] } } };

function texts(...names: readonly string[]): Readonly<Record<string, Shape>> {
  return Object.fromEntries(names.map((name) => [name, 'string']));
}

function integers(...names: readonly string[]): Readonly<Record<string, Shape>> {
  return Object.fromEntries(names.map((name) => [name, 'integer']));
}

/** Lists of strings, and the same with `not` in front. */
function lists(...names: readonly string[]): Readonly<Record<string, Shape>> {
  const negated = names.map((name) => `not${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  return Object.fromEntries([...names, ...negated].map((name) => [name, STRINGS]));
}

const SOURCE = lists('ipBlocks', 'namespaces', 'principals', 'remoteIpBlocks', 'requestPrincipals');
const OPERATION = lists('hosts', 'methods', 'paths', 'ports');

const AUTHORIZATION_POLICY: Shape = {
  fields: {
    action: { oneOf: ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] },
    provider: { fields: texts('name') },
    rules: {
      each: {
        fields: {
          from: { each: { fields: { source: { fields: SOURCE } } } },
          to: { each: { fields: { operation: { fields: OPERATION } } } },
          when: { each: { fields: { key: 'string', notValues: STRINGS, values: STRINGS } } },
        },
      },
    },
    selector: SELECTOR,
  },
};

const PEER_AUTHENTICATION: Shape = {
  fields: { mtls: MUTUAL_TLS, portLevelMtls: { values: MUTUAL_TLS }, selector: SELECTOR },
};

const REQUEST_AUTHENTICATION: Shape = {
  fields: {
    jwtRules: {
      each: {
        fields: {
          ...texts('issuer', 'jwks', 'jwks_uri', 'jwksUri', 'outputPayloadToHeader'),
          audiences: STRINGS,
          forwardOriginalToken: 'boolean',
          fromHeaders: { each: { fields: texts('name', 'prefix') } },
          fromParams: STRINGS,
          outputClaimToHeaders: { each: { fields: texts('claim', 'header') } },
        },
      },
    },
    selector: SELECTOR,
  },
};

const CLIENT_TLS: Shape = {
  fields: {
    ...texts('caCertificates', 'clientCertificate', 'credentialName', 'privateKey', 'sni'),
    insecureSkipVerify: 'boolean',
    mode: { oneOf: ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] },
    subjectAltNames: STRINGS,
  },
};

const CONNECTION_POOL: Shape = {
  fields: {
    http: {
      fields: {
        ...integers('http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries'),
        h2UpgradePolicy: { oneOf: ['DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'] },
        idleTimeout: 'string',
        useClientProtocol: 'boolean',
      },
    },
    tcp: {
      fields: {
        ...texts('connectTimeout', 'maxConnectionDuration'),
        maxConnections: 'integer',
        tcpKeepalive: { fields: { ...texts('interval', 'time'), probes: 'integer' } },
      },
    },
  },
};

const LOAD_BALANCER: Shape = {
  fields: {
    consistentHash: {
      fields: {
        ...texts('httpHeaderName', 'httpQueryParameterName'),
        httpCookie: { fields: texts('name', 'path', 'ttl') },
        maglev: { fields: integers('tableSize') },
        minimumRingSize: 'integer',
        ringHash: { fields: integers('minimumRingSize') },
        useSourceIp: 'boolean',
      },
    },
    localityLbSetting: {
      fields: {
        distribute: { each: { fields: { from: 'string', to: { values: 'integer' } } } },
        enabled: 'boolean',
        failover: { each: { fields: texts('from', 'to') } },
        failoverPriority: STRINGS,
      },
    },
    simple: {
      oneOf: ['UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST'],
    },
    warmupDurationSecs: 'string',
  },
};

const OUTLIER_DETECTION: Shape = {
  fields: {
    ...texts('baseEjectionTime', 'interval'),
    ...integers('consecutive5xxErrors', 'consecutiveErrors', 'consecutiveGatewayErrors'),
    ...integers('consecutiveLocalOriginFailures', 'maxEjectionPercent', 'minHealthPercent'),
    splitExternalLocalOriginErrors: 'boolean',
  },
};

const POLICY_OF_PORT: Readonly<Record<string, Shape>> = {
  connectionPool: CONNECTION_POOL,
  loadBalancer: LOAD_BALANCER,
  outlierDetection: OUTLIER_DETECTION,
  tls: CLIENT_TLS,
};

const TRAFFIC_POLICY: Shape = {
  fields: {
    ...POLICY_OF_PORT,
    portLevelSettings: { each: { fields: { ...POLICY_OF_PORT, port: { fields: integers('number') } } } },
    tunnel: { fields: { ...texts('protocol', 'targetHost'), targetPort: 'integer' } },
  },
};

const DESTINATION_RULE: Shape = {
  fields: {
    exportTo: STRINGS,
    host: 'string',
    subsets: { each: { fields: { labels: LABELS, name: 'string', trafficPolicy: TRAFFIC_POLICY } } },
    trafficPolicy: TRAFFIC_POLICY,
    workloadSelector: SELECTOR,
  },
};

const PORT: Shape = { fields: { ...texts('name', 'protocol'), ...integers('number', 'targetPort') } };
const CAPTURE_MODE: Shape = { oneOf: ['DEFAULT', 'IPTABLES', 'NONE'] };
const TLS_VERSION: Shape = { oneOf: ['TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'] };

const SERVER_TLS: Shape = {
  fields: {
    ...texts('caCertificates', 'credentialName', 'privateKey', 'serverCertificate'),
    cipherSuites: STRINGS,
    httpsRedirect: 'boolean',
    maxProtocolVersion: TLS_VERSION,
    minProtocolVersion: TLS_VERSION,
    mode: { oneOf: ['PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'] },
    subjectAltNames: STRINGS,
    verifyCertificateHash: STRINGS,
    verifyCertificateSpki: STRINGS,
  },
};

const SIDECAR: Shape = {
  fields: {
    egress: { each: { fields: { bind: 'string', captureMode: CAPTURE_MODE, hosts: STRINGS, port: PORT } } },
    ingress: {
      each: { fields: { ...texts('bind', 'defaultEndpoint'), captureMode: CAPTURE_MODE, port: PORT, tls: SERVER_TLS } },
    },
    outboundTrafficPolicy: {
      fields: {
        egressProxy: { fields: { ...texts('host', 'subset'), port: { fields: integers('number') } } },
        mode: { oneOf: ['REGISTRY_ONLY', 'ALLOW_ANY'] },
      },
    },
    workloadSelector: { fields: { labels: LABELS } },
  },
};

/**
 * `spec` of the kinds of Istio that decide who may talk to whom, by kind.
 *
 * Source: custom resource definitions of Istio 1.19 (`manifests/charts/base/crds/crd-all.gen.yaml`), which Verrazzano 1.7.2 installs.
 */
export const MESH_SHAPES: Readonly<Record<string, Shape>> = {
  AuthorizationPolicy: AUTHORIZATION_POLICY,
  DestinationRule: DESTINATION_RULE,
  PeerAuthentication: PEER_AUTHENTICATION,
  RequestAuthentication: REQUEST_AUTHENTICATION,
  Sidecar: SIDECAR,
};
