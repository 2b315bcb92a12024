import { PLATFORM_OPENSEARCH } from '../../components/platform-opensearch';
import type { ChartFacts } from '../../charts';
import type { PlatformSecret } from '../../definition/platform';
import { Registry } from '../../values/registry';
import { DEX_SECRETS } from './delivered-values';
import { DATABASE_SECRET } from '../../charts/components/mysql';

/** A Secret that the platform operator or a chart would make up. */
interface OwnSecret extends PlatformSecret {
  /** Component without which it is not needed. */
  readonly when?: string;
}

const SYSTEM = 'verrazzano-system';
const LOGIN = ['username', 'password'];

/** What a random password is made with. */
const RANDOM_PASSWORD = '`openssl rand -base64 24`';

/** Secrets by the component that needs them first. */
const SECRETS: Readonly<Record<string, readonly OwnSecret[]>> = {
  istio: [
    secret('istio-system', 'cacerts', ['ca-cert.pem', 'ca-key.pem', 'root-cert.pem', 'cert-chain.pem'], {
      usedBy: 'istiod',
      description:
        'the intermediate authority of the mesh with its chain; istiod makes its own root in Secret `istio-ca-secret` where it is missing',
    }),
  ],
  verrazzano: [
    secret(SYSTEM, 'verrazzano', LOGIN, {
      usedBy: 'keycloak, grafana, verrazzano-monitoring-operator',
      description: `login of the administrator: username \`verrazzano\`, password ${RANDOM_PASSWORD}`,
    }),
    secret(SYSTEM, 'verrazzano-backup', ['object_store_access_key', 'object_store_secret_key'], {
      usedBy: 'verrazzano-monitoring-operator',
      description: 'keys of the object store for backups; any text while there are none',
    }),
  ],
  grafana: [
    secret(SYSTEM, 'grafana-admin', LOGIN, {
      usedBy: 'grafana',
      description: `login of Grafana itself: username \`verrazzano\`, password ${RANDOM_PASSWORD}`,
    }),
  ],
  mysql: [
    secret('keycloak', DATABASE_SECRET, ['rootUser', 'rootHost', 'rootPassword', 'userPassword'], {
      usedBy: 'mysql, keycloak',
      description: `\`root\`, \`%\`, and two passwords of MySQL, ${RANDOM_PASSWORD}`,
    }),
  ],
  keycloak: [
    secret('keycloak', 'keycloak-http', LOGIN, {
      usedBy: 'keycloak',
      description: `login of the administrator of Keycloak: username \`keycloakadmin\`, password ${RANDOM_PASSWORD}`,
    }),
    secret(SYSTEM, 'verrazzano-prom-internal', LOGIN, {
      usedBy: 'verrazzano-authproxy',
      description: `username \`verrazzano-prom-internal\`, password ${RANDOM_PASSWORD}`,
    }),
    secret(SYSTEM, PLATFORM_OPENSEARCH.secret, LOGIN, {
      usedBy: 'fluentd, fluent-operator, jaeger-operator',
      description: `username \`${PLATFORM_OPENSEARCH.secret}\`, password ${RANDOM_PASSWORD}`,
    }),
  ],
  'verrazzano-authproxy': [
    secret(SYSTEM, 'verrazzano-authproxy-secret', ['cookie-encryption-key'], {
      usedBy: 'verrazzano-authproxy',
      description: 'key of the cookies of logins: 32 letters and digits, `openssl rand -hex 16`',
    }),
  ],
  thanos: [
    secret('verrazzano-monitoring', 'verrazzano-thanos-internal', LOGIN, {
      usedBy: 'thanos',
      description: `username \`verrazzano-thanos-internal\`, password ${RANDOM_PASSWORD}`,
    }),
  ],
  'prometheus-operator': [
    secret('verrazzano-monitoring', 'additional-scrape-configs', ['jobs'], {
      usedBy: 'prometheus',
      description: 'scrape jobs of Prometheus as YAML; an empty text until managed clusters are registered',
    }),
  ],
  'jaeger-operator': [
    secret('verrazzano-monitoring', 'verrazzano-jaeger-secret', ['ES_USERNAME', 'ES_PASSWORD'], {
      usedBy: 'jaeger-operator',
      description: `username and password of Secret \`${SYSTEM}/${PLATFORM_OPENSEARCH.secret}\``,
      when: 'opensearch',
    }),
  ],
  dex: [
    secret('verrazzano-auth', DEX_SECRETS.client.name, [DEX_SECRETS.client.key], {
      usedBy: 'dex',
      description: `secret of client \`verrazzano-pkce\`, ${RANDOM_PASSWORD}`,
    }),
    secret('verrazzano-auth', DEX_SECRETS.user.name, [DEX_SECRETS.user.key], {
      usedBy: 'dex',
      description: `bcrypt hash of the password in Secret \`${SYSTEM}/verrazzano\`: \`htpasswd -niBC 10 verrazzano | cut -d: -f2\``,
    }),
  ],
};

/** Secrets that are made with a command of a remaining step, before charts that would generate new ones in every rendering. */
const OPENSEARCH: readonly OwnSecret[] = [
  secret('verrazzano-logging', 'admin-credentials-secret', ['username', 'password', 'hash'], {
    usedBy: 'opensearch-operator',
    description:
      'login of the administrator of OpenSearch, and the bcrypt hash of its password; a remaining step makes it',
  }),
  secret('verrazzano-logging', 'securityconfig-secret', ['config.yml', 'internal_users.yml'], {
    usedBy: 'opensearch-operator',
    description: 'security configuration of OpenSearch with that hash; a remaining step makes it',
  }),
];

/**
 * Secrets that must exist before the components are delivered, since the platform operator and charts make them up.
 * @param facts - what is enabled
 * @param components - names of the delivered components
 */
export function deliverySecrets(facts: ChartFacts, components: readonly string[]): readonly PlatformSecret[] {
  const needed: typeof SECRETS = { ...SECRETS, 'opensearch-operator': OPENSEARCH };
  return components
    .flatMap((component) => needed[component] ?? [])
    .filter(({ when }) => when === undefined || facts.isOn(when))
    .map(({ when: _, ...rest }) => rest);
}

/**
 * Credentials of a private registry, in every namespace of a chart. The platform operator copies them there.
 * @param namespaces - namespaces of the charts
 */
export function pullSecrets(namespaces: readonly string[]): readonly PlatformSecret[] {
  return [...new Set(namespaces)].sort().map((namespace) => ({
    namespace,
    name: Registry.PULL_SECRET,
    keys: ['.dockerconfigjson'],
    usedBy: 'pods of the components',
    description: 'credentials of the registry, as in namespace default',
  }));
}

function secret(
  namespace: string,
  name: string,
  keys: readonly string[],
  rest: Omit<OwnSecret, 'namespace' | 'name' | 'keys'>,
): OwnSecret {
  return { namespace, name, keys, ...rest };
}
