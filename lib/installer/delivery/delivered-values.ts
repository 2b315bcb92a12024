import { mergeValues, type ChartFacts } from '../../charts';
import type { ComponentDefinition } from '../../definition/definition';
import { isJsonObject, type JsonObject, type JsonValue, listOf } from '../../values/json';
import { Registry } from '../../values/registry';

/** Secrets that Dex reads its secrets from. */
export const DEX_SECRETS = {
  user: { name: 'verrazzano-dex-user', key: 'hash', variable: 'DEX_USER_HASH' },
  client: { name: 'verrazzano-pkce', key: 'clientSecret', variable: 'DEX_CLIENT_SECRET' },
} as const;

/** Id of the user of Dex. The platform operator generates another one in every run, which changes who the user is. */
const DEX_USER_ID = 'c1e60b7e-8b0e-5f0a-9d3c-2a4d1f7c6e11';

/** Users of Kiali see everything without login, so that it signs no token; of one of these lengths the key must be. */
const UNUSED_KEY = 'anonymous-access';

type Change = (values: JsonObject, facts: ChartFacts) => JsonObject;

/** What is set besides, or in place of, values that the platform operator computes, because it does not run. */
const CHANGES: Readonly<Record<string, Change>> = {
  // The platform operator applies the CustomResourceDefinitions of both itself.
  'cert-manager': (values) => mergeValues([{ installCRDs: true }, values]),
  'opensearch-operator': (values) => mergeValues([{ installCRDs: true }, values]),
  'kiali-server': (values) => mergeValues([values, { login_token: { signing_key: UNUSED_KEY } }]),
  // With it the chart looks for the Secret while it is rendered, and fails where it sees no cluster.
  'mysql-operator': (values) => mergeValues([values, { image: { pullSecrets: { enabled: false } } }]),
  dex: dexValues,
  argocd: argoCdValues,
};

/**
 * The values with which a chart is delivered.
 * @param definition - the component, in the version of its chart
 * @param values - values that the platform operator would give
 * @param facts - what values are computed from
 */
export function deliveredValues(
  { name, pullSecretValues }: Pick<ComponentDefinition, 'name' | 'pullSecretValues'>,
  values: JsonObject,
  facts: ChartFacts,
): JsonObject {
  const own = CHANGES[name]?.(values, facts) ?? values;
  // A published chart has values of its own for it.
  const secret = facts.hasPullSecret && pullSecretValues === undefined ? PULL_SECRETS[name] : undefined;
  return secret === undefined ? own : mergeValues([secret, own]);
}

/**
 * Values by which pods get the credentials of a private registry, where the platform operator sets one that the chart does not read. Found by
 * rendering the charts of the release.
 */
const PULL_SECRETS: Readonly<Record<string, JsonObject>> = {
  argocd: { global: { imagePullSecrets: [{ name: Registry.PULL_SECRET }] } },
  'jaeger-operator': { jaeger: { spec: { imagePullSecrets: [{ name: Registry.PULL_SECRET }] } } },
  'kiali-server': { deployment: { image_pull_secrets: [Registry.PULL_SECRET] } },
};

/**
 * What the platform operator writes into the ConfigMaps of Argo CD.
 * Source: `platform-operator/controllers/verrazzano/component/argocd` at v1.7.2.
 */
function argoCdValues(values: JsonObject, facts: ChartFacts): JsonObject {
  if (!facts.isOn('keycloak')) return values;
  const login = [
    'name: Keycloak',
    `issuer: https://keycloak.${facts.domain}/auth/realms/verrazzano-system`,
    'clientID: argocd',
    'clientSecret: $oidc.keycloak.clientSecret',
    'requestedScopes: [openid, profile, email, groups]',
  ];
  const cm = { url: `https://argocd.${facts.domain}`, 'oidc.config': `${login.join('\n')}\n` };
  return mergeValues([{ configs: { cm, rbac: { 'policy.csv': 'g, verrazzano-admins, role:admin\n' } } }, values]);
}

/** Dex reads the hash of the password and the secret of the client from variables, in place of its configuration. */
function dexValues(values: JsonObject): JsonObject {
  const config = isJsonObject(values.config) ? values.config : {};
  const users = listOf(config.staticPasswords).map((user): JsonValue => {
    if (!isJsonObject(user)) return user;
    const { hash: _, userID: __, ...rest } = user;
    return { ...rest, hashFromEnv: DEX_SECRETS.user.variable, userID: DEX_USER_ID };
  });
  const clients = listOf(config.staticClients).map((client): JsonValue => {
    if (!isJsonObject(client) || client.secret === undefined) return client;
    const { secret: _, ...rest } = client;
    return { ...rest, secretEnv: DEX_SECRETS.client.variable };
  });
  const prompt = [{ name: 'PASSWORD_DB_USERNAME_PROMPT', value: 'Username' }];
  return {
    ...values,
    config: { ...config, staticPasswords: users, staticClients: clients },
    envVars: [
      ...(values.envVars === undefined ? prompt : listOf(values.envVars)),
      ...Object.values(DEX_SECRETS).map(({ name, key, variable }) => ({
        name: variable,
        valueFrom: { secretKeyRef: { name, key } },
      })),
    ],
  };
}
