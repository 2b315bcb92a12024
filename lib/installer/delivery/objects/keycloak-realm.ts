import { PLATFORM_OPENSEARCH } from '../../../components/platform-opensearch';
import type { ChartFacts } from '../../../charts';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';
import type { JsonObject, JsonValue } from '../../../values/json';

/** Realm of the users of the platform. */
export const REALM = 'verrazzano-system';

/** ConfigMap with the realm, in the namespace of Keycloak. */
export const REALM_CONFIG_MAP = 'keycloak-realm';

/** Key of the realm in the ConfigMap. */
export const REALM_KEY = 'realm.json';

const GROUPS = {
  users: 'verrazzano-users',
  admins: 'verrazzano-admins',
  monitors: 'verrazzano-monitors',
  system: 'verrazzano-system-users',
} as const;

/** Users of components: name, and the roles of its own. Their passwords are in Secrets of the same name. */
const SYSTEM_USERS: ReadonlyArray<{
  readonly name: string;
  readonly roles: readonly string[];
  readonly when?: string;
}> = [
  { name: 'verrazzano-prom-internal', roles: [] },
  { name: PLATFORM_OPENSEARCH.secret, roles: ['vz_log_pusher'] },
  { name: 'verrazzano-thanos-internal', roles: [], when: 'thanos' },
];

/** Hosts of the consoles, and whether a path of them takes logins. */
const CONSOLES: Readonly<Record<string, boolean>> = {
  verrazzano: true,
  'opensearch.vmi.system': true,
  'prometheus.vmi.system': true,
  'grafana.vmi.system': true,
  'osd.vmi.system': true,
  'kiali.vmi.system': true,
  'thanos-query-store': true,
  'opensearch.logging': true,
  'osd.logging': true,
  'thanos-query': true,
  'thanos-ruler': true,
  jaeger: false,
  alertmanager: true,
};

const SCOPES = ['web-origins', 'roles', 'profile', 'email'];
const OPTIONAL_SCOPES = ['address', 'phone', 'offline_access', 'microprofile-jwt'];

/** Names of the users of the realm whose passwords are to be set, with the Secrets that hold them. */
export function realmUsers(facts: ChartFacts): ReadonlyArray<{ readonly user: string; readonly secret: string }> {
  const thanos = 'verrazzano-monitoring';
  const own = SYSTEM_USERS.filter(({ when }) => when === undefined || facts.isOn(when));
  return [
    { user: 'verrazzano', secret: 'verrazzano-system/verrazzano' },
    ...own.map(({ name, when }) => ({
      user: name,
      secret: `${when === undefined ? 'verrazzano-system' : thanos}/${name}`,
    })),
  ];
}

/** Clients of the realm that have a secret, which Keycloak generates. */
export function confidentialClients(facts: ChartFacts): readonly string[] {
  return ['rancher', 'argocd'].filter((client) => facts.isOn(client));
}

/**
 * The realm of the platform as a ConfigMap: what `kcadm.sh create realms -f` imports. It holds no password and no secret of a client.
 *
 * Source: `platform-operator/controllers/verrazzano/component/keycloak/keycloak.go` at v1.7.2.
 * @param facts - what values are computed from
 */
export function keycloakRealm(facts: ChartFacts): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: REALM_CONFIG_MAP, namespace: 'keycloak' },
    data: { [REALM_KEY]: `${JSON.stringify(realm(facts), undefined, 2)}\n` },
  };
}

function realm(facts: ChartFacts): JsonObject {
  const hasArgoCd = facts.isOn('argocd');
  const roles = ['vz_api_access', 'vz_log_pusher', 'vz_opensearch_admin'];
  return {
    realm: REALM,
    enabled: true,
    loginTheme: 'oracle',
    passwordPolicy: 'length(8) and notUsername',
    ...(hasArgoCd && { accessTokenLifespan: 1200 }),
    roles: { realm: roles.map((name) => ({ name })) },
    groups: [
      {
        name: GROUPS.users,
        realmRoles: ['vz_api_access'],
        subGroups: [GROUPS.admins, GROUPS.monitors, GROUPS.system].map((name) => ({ name })),
      },
    ],
    users: users(facts),
    ...(hasArgoCd && { clientScopes: [{ name: 'groups', protocol: 'openid-connect', protocolMappers: [groups()] }] }),
    clients: clients(facts),
  };
}

function users(facts: ChartFacts): JsonValue[] {
  const group = (name: string): string => `/${GROUPS.users}/${name}`;
  const own = SYSTEM_USERS.filter(({ when }) => when === undefined || facts.isOn(when));
  return [
    {
      username: 'verrazzano',
      enabled: true,
      groups: [group(GROUPS.admins)],
      realmRoles: ['vz_opensearch_admin'],
      ...(facts.isOn('rancher') && { clientRoles: { 'realm-management': ['view-users'] } }),
    },
    ...own.map(({ name, roles }): JsonObject => ({
      username: name,
      enabled: true,
      groups: [group(GROUPS.system)],
      ...(roles.length > 0 && { realmRoles: [...roles] }),
    })),
  ];
}

function clients(facts: ChartFacts): JsonValue[] {
  const { domain } = facts;
  const hosts = Object.entries(CONSOLES);
  return [
    {
      ...client('verrazzano-pkce', { public: true }),
      redirectUris: hosts.flatMap(([host, hasLogin]) => [
        `https://${host}.${domain}/*`,
        ...(hasLogin ? [`https://${host}.${domain}/_authentication_callback`] : []),
      ]),
      webOrigins: hosts.map(([host]) => `https://${host}.${domain}`),
      attributes: { 'pkce.code.challenge.method': 'S256' },
      protocolMappers: [groups('groupmember'), realmRoles()],
      defaultClientScopes: ['role_list', ...SCOPES],
    },
    {
      ...client('verrazzano-pg', { public: true }),
      standardFlowEnabled: false,
      directAccessGrantsEnabled: true,
      redirectUris: [],
      webOrigins: ['+'],
      protocolMappers: [groups(), realmRoles(), ...SESSION_NOTES.map(([name, note]) => sessionNote(name, note))],
      defaultClientScopes: ['role_list', ...SCOPES],
    },
    ...(facts.isOn('rancher') ? [rancher(domain)] : []),
    ...(facts.isOn('argocd') ? [argoCd(domain)] : []),
  ];
}

function rancher(domain: string): JsonObject {
  return {
    ...client('rancher', { public: false }),
    name: 'rancher',
    directAccessGrantsEnabled: true,
    redirectUris: [`https://rancher.${domain}/verify-auth`],
    webOrigins: [`https://rancher.${domain}`],
    protocolMappers: [
      mapper('Client Audience', 'oidc-audience-mapper', {
        'included.client.audience': 'rancher',
        'id.token.claim': 'false',
        'access.token.claim': 'true',
      }),
      mapper('Groups Mapper', 'oidc-group-membership-mapper', {
        'full.path': 'false',
        'id.token.claim': 'false',
        'access.token.claim': 'false',
        'claim.name': 'groups',
        'userinfo.token.claim': 'true',
      }),
      mapper('Group Path', 'oidc-group-membership-mapper', {
        'full.path': 'true',
        'id.token.claim': 'false',
        'access.token.claim': 'false',
        'claim.name': 'full_group_path',
        'userinfo.token.claim': 'true',
      }),
      mapper('full name', 'oidc-full-name-mapper', {
        'id.token.claim': 'true',
        'access.token.claim': 'true',
        'userinfo.token.claim': 'true',
      }),
    ],
    defaultClientScopes: SCOPES,
  };
}

function argoCd(domain: string): JsonObject {
  const url = `https://argocd.${domain}`;
  return {
    ...client('argocd', { public: false }),
    name: 'argocd',
    directAccessGrantsEnabled: true,
    rootUrl: url,
    baseUrl: '/applications',
    adminUrl: url,
    redirectUris: [`${url}/auth/callback`],
    webOrigins: [url],
    protocolMappers: [groups()],
    defaultClientScopes: [...SCOPES, 'groups'],
  };
}

function client(clientId: string, { public: publicClient }: { readonly public: boolean }): JsonObject {
  return {
    clientId,
    enabled: true,
    protocol: 'openid-connect',
    clientAuthenticatorType: 'client-secret',
    publicClient,
    standardFlowEnabled: true,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: false,
    fullScopeAllowed: true,
    optionalClientScopes: OPTIONAL_SCOPES,
  };
}

function groups(name = 'groups'): JsonObject {
  return mapper(name, 'oidc-group-membership-mapper', {
    'full.path': 'false',
    'id.token.claim': 'true',
    'access.token.claim': 'true',
    'claim.name': 'groups',
    'userinfo.token.claim': 'true',
  });
}

function realmRoles(): JsonObject {
  return mapper('realm roles', 'oidc-usermodel-realm-role-mapper', {
    multivalued: 'true',
    'id.token.claim': 'true',
    'access.token.claim': 'true',
    'claim.name': 'realm_access.roles',
    'jsonType.label': 'String',
  });
}

const SESSION_NOTES = [
  ['Client ID', 'clientId'],
  ['Client IP Address', 'clientAddress'],
  ['Client Host', 'clientHost'],
] as const;

function sessionNote(name: string, note: string): JsonObject {
  return mapper(name, 'oidc-usersessionmodel-note-mapper', {
    'user.session.note': note,
    'userinfo.token.claim': 'true',
    'id.token.claim': 'true',
    'access.token.claim': 'true',
    'claim.name': note,
    'jsonType.label': 'String',
  });
}

function mapper(name: string, protocolMapper: string, config: JsonObject): JsonObject {
  return { name, protocol: 'openid-connect', protocolMapper, consentRequired: false, config };
}
