import { dex, keycloak, mysql, mySQLOperator } from '../../../components';
import type { UpstreamPolicy } from '../notation';
import { from, fromEither, fromNamespace, fromOwn, podsOf } from '../notation';
import { ENVOY, nginxPods, scraping } from '../peers';

const keycloakPods = podsOf(keycloak, 'keycloak', 'app.kubernetes.io/name');
const databasePods = podsOf(mysql, 'mysql', 'tier');
const routerPods = podsOf(mysql, 'mysql-router', 'component');
const dexPods = podsOf(dex, 'dex', 'app.kubernetes.io/name');
const DATABASE = ['mysql', 'mysqlx'].map(databasePods.port);
const GROUP = databasePods.port('gr-xcom');
const ROUTER = ['mysqlrw', 'mysqlro', 'mysqlxrw', 'mysqlxro'].map(routerPods.port);
// U-05: Dex listens on one of them only.
const DEX = [8080, dexPods.port('http')];

/** Policies for Keycloak, its database, and Dex. */
export const IDENTITY: readonly UpstreamPolicy[] = [
  {
    name: 'allow-same-namespace',
    selects: { namespace: 'keycloak', labels: {} },
    when: keycloak.name,
    ingress: [{ from: [fromOwn({ labels: {} })] }],
  },
  {
    name: 'keycloak',
    selects: keycloakPods,
    when: keycloak.name,
    ingress: [
      { from: fromEither(nginxPods), ports: [keycloakPods.port('http')] },
      { from: [fromNamespace('verrazzano-system')], ports: [keycloakPods.port('http')] },
      { from: [fromNamespace('keycloak')], ports: [keycloakPods.port('jgroups')] },
      scraping(ENVOY),
    ],
  },
  {
    name: 'keycloak-mysql',
    selects: databasePods,
    when: keycloak.name,
    ingress: [
      // U-06: the last port is one of Keycloak itself.
      { from: [fromOwn(keycloakPods)], ports: [...DATABASE, ...ROUTER, keycloakPods.port('jgroups')] },
      { from: [from(podsOf(mySQLOperator, 'mysql-operator', 'name'))], ports: [...DATABASE, GROUP] },
      { from: [fromOwn(podsOf(mysql, 'load-dump', 'job-name'))], ports: [...DATABASE, ...ROUTER] },
      { from: [fromOwn(routerPods)], ports: [...DATABASE, GROUP] },
      scraping(ENVOY),
    ],
  },
  {
    name: 'dex',
    selects: dexPods,
    when: dex.name,
    ingress: [
      { from: fromEither(nginxPods), ports: DEX },
      { from: [fromNamespace('verrazzano-system')], ports: DEX },
      scraping(ENVOY),
    ],
  },
];
