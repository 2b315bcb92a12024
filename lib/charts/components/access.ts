import { valueAtPath } from '../../values/path';
import { isJsonObject, type JsonObject, objectOf } from '../../values/json';
import { RANDOM, type ChartFacts } from '../chart-facts';
import { ChartValuesError } from '../chart-values-error';
import { objectIn } from '../cluster-state';
import { goYaml } from '../../values/yaml/go-yaml';
import { GLOBAL_PULL_SECRET, PULL_SECRET, type ValuesDefinition } from '../values-definition';

const KEYCLOAK = 'keycloak-http.keycloak.svc.cluster.local';
const REALM = 'auth/realms/verrazzano-system';
const CLIENT = 'verrazzano-pkce';

/** Source: `controllers/verrazzano/component/authproxy` at v1.7.2. */
export const authProxy: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  images: { 'verrazzano-authproxy': { image: 'v2.image' } },
  settings: (facts) => {
    const image = facts.environment('AUTH_PROXY_IMAGE');
    return [
      ['v2.oidcServiceURL', `http://${KEYCLOAK}/${REALM}`],
      ['v2.oidcExternalURL', `https://keycloak.${facts.domain}/${REALM}`],
      ...(image === '' ? [] : ([['v2.image', image]] as const)),
    ];
  },
  documents: (facts) => {
    const [nginx, metrics] = [facts.image('nginx-ingress-controller'), facts.image('nginx-prometheus-exporter')];
    const wildcard = facts.field('dns', 'wildcard');
    return [
      {
        config: {
          envName: facts.envName,
          dnsSuffix: facts.dnsSuffix,
          ingressClassName: facts.ingressClass,
          opensearch: openSearch(facts),
        },
        ...proxy(facts),
        imageName: nginx.name,
        imageVersion: nginx.tag,
        metricsImageName: metrics.name,
        metricsImageVersion: metrics.tag,
        ...(isJsonObject(wildcard) && { dns: { wildcard: withoutEmpty({ domain: wildcard.domain }) } }),
        ...podSettings(facts),
      },
    ];
  },
};

/** OpenSearch that the monitoring operator still runs has other names. */
function openSearch(facts: ChartFacts): JsonObject {
  const monitoring = objectIn(facts.cluster, 'VerrazzanoMonitoringInstance', 'verrazzano-system', 'system');
  const isOld = facts.isOn('opensearch') && valueAtPath(monitoring, ['spec', 'opensearch', 'enabled']) === true;
  return isOld
    ? {
        namespace: 'verrazzano-system',
        protocol: 'http',
        service: 'vmi-system-os-ingest',
        osdService: 'vmi-system-osd',
      }
    : {
        namespace: 'verrazzano-logging',
        protocol: 'https',
        service: 'opensearch',
        osdService: 'opensearch-dashboards',
      };
}

function proxy(facts: ChartFacts): JsonObject {
  const managed = facts.registration;
  const shared = {
    OidcProviderHost: `keycloak.${facts.domain}`,
    OidcProviderHostInCluster: KEYCLOAK,
    PKCEClientID: CLIENT,
    OIDCClientID: managed === undefined ? CLIENT : `verrazzano-${managed.get('managed-cluster-name') ?? ''}`,
  };
  const provider = facts.isOn('dex') ? dexProvider(facts) : { OidcProviderForConsole: 'keycloak' };
  return {
    ...(managed !== undefined && { managedClusterRegistered: true }),
    proxy: { ...shared, ...provider },
  };
}

function dexProvider(facts: ChartFacts): JsonObject {
  const secret = clientSecret(facts);
  if (secret === RANDOM) userOfDex(facts);
  if (secret === '') throw new ChartValuesError('Secret verrazzano-auth/verrazzano-pkce lacks key clientSecret');
  return {
    OidcProviderForConsole: 'dex',
    OidcProviderClientSecret: secret,
    OidcProviderHostDex: `auth.${facts.domain}`,
    OidcProviderHostInClusterDex: 'dex.verrazzano-auth.svc.cluster.local',
  };
}

/** The chart takes the affinity as text. */
function podSettings(facts: ChartFacts): JsonObject {
  const { replicas, affinity } = objectOf(facts.field('authProxy', 'kubernetes'));
  return {
    ...(typeof replicas === 'number' && replicas > 0 && { replicas }),
    ...(isJsonObject(affinity) && { affinity: `${goYaml(affinity)}\n` }),
  };
}

/** Made by Dex; the auth proxy waits for it. */
function clientSecret(facts: ChartFacts): string {
  return facts.secret('verrazzano-auth', CLIENT, 'clientSecret') ?? RANDOM;
}

/** Dex generates the secret of its client only after it found its user. */
function userOfDex(facts: ChartFacts): string {
  const username = facts.secret('verrazzano-system', 'verrazzano', 'username');
  if (username !== undefined) return username;
  throw new ChartValuesError('the user of Dex needs Secret verrazzano-system/verrazzano, which does not exist');
}

/** Source: `controllers/verrazzano/component/dex` at v1.7.2. */
export const dex: ValuesDefinition = {
  pullSecret: PULL_SECRET,
  settings: (facts) => {
    const host = `auth.${facts.environmentName}.${facts.dnsSuffix}`;
    return [
      ['config.issuer', `https://${host}`, 'text'],
      ['host', host],
      ['tlsHosts', host],
      ['ingress.className', facts.ingressClass],
    ];
  },
  documents: (facts) => {
    const username = userOfDex(facts);
    const console = `https://verrazzano.${facts.environmentName}.${facts.dnsSuffix}`;
    return [
      // Hash and id are generated in every run.
      { config: { staticPasswords: [{ email: username, username, hash: RANDOM, userID: RANDOM }] } },
      {
        config: {
          staticClients: [
            {
              id: CLIENT,
              name: CLIENT,
              public: true,
              redirectURIs: [`${console}/*`, `${console}/_authentication_callback`],
              secret: clientSecret(facts),
            },
            { id: 'verrazzano-pg', name: 'verrazzano-pg', public: true },
          ],
        },
      },
    ];
  },
};

/** Source: `controllers/verrazzano/component/kiali` at v1.7.2. */
export const kiali: ValuesDefinition = {
  pullSecret: PULL_SECRET,
  settings: (facts) => {
    const key = facts.secret('verrazzano-system', 'kiali-signing-key', 'signing-key');
    if (key === '') throw new ChartValuesError('Secret verrazzano-system/kiali-signing-key lacks key signing-key');
    return [
      ...(facts.isOn('ingress-controller') ? ([['server.web_fqdn', `kiali.vmi.system.${facts.domain}`]] as const) : []),
      ['login_token.signing_key', key ?? RANDOM],
    ];
  },
};

/** Source: `controllers/verrazzano/component/keycloak` at v1.7.2. */
export const keycloak: ValuesDefinition = {
  pullSecret: PULL_SECRET,
  settings: (facts) => {
    const host = `keycloak.${facts.environmentName}.${facts.dnsSuffix}`;
    const hasRouter = objectIn(facts.cluster, 'Deployment', 'keycloak', 'mysql-router') !== undefined;
    return [
      ['dnsTarget', host, 'text'],
      ['rulesHost', host],
      ['tlsHosts', host],
      ['tlsSecret', 'keycloak-tls'],
      ['ingress.ingressClassName', facts.ingressClass],
      ['database.hostname', hasRouter ? 'mysql' : 'mysql-instances'],
    ];
  },
  documents: (facts) => [{ extraInitContainers: themeContainer(facts) }],
};

/** A list of containers, as the text that the chart takes. */
function themeContainer(facts: ChartFacts): string {
  const container = {
    name: 'theme-provider',
    image: facts.image('keycloak-oracle-theme').reference,
    imagePullPolicy: 'IfNotPresent',
    command: ['sh'],
    args: ['-c', 'echo "Copying theme..."\ncp -R /oracle/* /theme\n'],
    volumeMounts: [
      { name: 'theme', mountPath: '/theme' },
      { name: 'cacerts', mountPath: '/cacerts' },
    ],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      runAsGroup: 0,
      runAsNonRoot: true,
      runAsUser: 1000,
    },
  };
  return `${goYaml([container])}\n`;
}

function withoutEmpty(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== ''));
}
