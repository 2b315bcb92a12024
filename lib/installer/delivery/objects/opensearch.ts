import { opensearch, opensearchDashboards } from '../../../components';
import type { ChartFacts } from '../../../charts';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';
import { defaultStorage } from '../../../charts/storage';
import { isJsonObject, type JsonObject, type JsonValue, listOf } from '../../../values/json';
import { Registry } from '../../../values/registry';
import { OPENSEARCH_ACCOUNT } from '../../../components/opensearch-pods';

const CLUSTER = 'opensearch';
const VERSION = '2.3.0';
const NO_CAPABILITIES = { capabilities: { drop: ['ALL'] } };
const SECCOMP = { seccompProfile: { type: 'RuntimeDefault' } };

/**
 * OpenSearch and its dashboards: the OpenSearchCluster that the platform operator fills a template for. It makes no dashboards without
 * OpenSearch.
 *
 * Source: `platform-operator/controllers/verrazzano/component/common/opensearch_operator.go` at v1.7.2, installation, and
 * `platform-operator/thirdparty/manifests/opensearch-operator/opensearch_cluster_cr.yaml`.
 * @param facts - what values are computed from
 */
export function opensearchObjects(facts: ChartFacts): readonly KubernetesManifest[] {
  if (!facts.isOn(opensearch.name)) return [];
  const nodes = listOf(facts.field('elasticsearch', 'nodes')).filter(isJsonObject);
  const master = nodes.find((node) => hasRole(node, 'master') && numberOf(node.replicas) > 0)?.name;
  if (typeof master !== 'string') return [];
  const isSingle = replicasOf(nodes, 'master') <= 1;
  const initial = { 'cluster.initial_master_nodes': `${CLUSTER}-${master}-0` };
  return [
    {
      apiVersion: 'opensearch.opster.io/v1',
      kind: 'OpenSearchCluster',
      metadata: { name: CLUSTER, namespace: 'verrazzano-logging' },
      spec: {
        ...(isSingle && { bootstrap: { additionalConfig: initial } }),
        initHelper: { image: facts.image('oraclelinux').reference },
        confMgmt: { smartScaler: true },
        dashboards: dashboards(facts),
        general: general(facts, replicasOf(nodes, 'data') > 1),
        nodePools: nodePools(nodes, defaultStorage(facts) ?? '', isSingle ? initial : undefined),
        security: SECURITY,
      },
    },
  ];
}

function dashboards(facts: ChartFacts): JsonObject {
  const replicas = facts.field('kibana', 'replicas');
  return {
    enable: facts.isOn(opensearchDashboards.name),
    image: facts.image('opensearch-dashboards').reference,
    ...pullSecrets(facts),
    version: VERSION,
    ...plugins(facts.field('kibana', 'plugins')),
    replicas: typeof replicas === 'number' ? replicas : 1,
    opensearchCredentialsSecret: { name: 'admin-credentials-secret' },
    tls: { enable: true, generate: false, secret: { name: 'opensearch-dashboards-cert' } },
    additionalConfig: {
      'opensearch.requestHeadersAllowlist': JSON.stringify([
        'securitytenant',
        'Authorization',
        'x-forwarded-for',
        'X-WEBAUTH-USER',
        'x-proxy-roles',
      ]),
      'opensearch_security.auth.type': 'proxy',
      'opensearch_security.multitenancy.enabled': 'false',
      'opensearch_security.proxycache.roles_header': 'x-proxy-roles',
      'opensearch_security.proxycache.user_header': 'X-WEBAUTH-USER',
      'server.name': 'opensearch-dashboards',
    },
    podSecurityContext: { fsGroup: 1000, runAsGroup: 1000, runAsNonRoot: true, runAsUser: 1000, ...SECCOMP },
    securityContext: { allowPrivilegeEscalation: false, ...NO_CAPABILITIES },
  };
}

function general(facts: ChartFacts, drainDataNodes: boolean): JsonObject {
  return {
    drainDataNodes,
    httpPort: 9200,
    image: facts.image('opensearch').reference,
    ...pullSecrets(facts),
    ...plugins(facts.field('elasticsearch', 'plugins')),
    serviceName: CLUSTER,
    serviceAccount: OPENSEARCH_ACCOUNT,
    setVMMaxMapCount: true,
    vendor: 'opensearch',
    version: VERSION,
    podSecurityContext: SECCOMP,
    securityContext: { allowPrivilegeEscalation: false, ...NO_CAPABILITIES, privileged: false, runAsUser: 1000 },
  };
}

/** The service account of the pods has it in the release; that of the published chart of the operator does not. */
function pullSecrets(facts: ChartFacts): JsonObject {
  return facts.hasPullSecret ? { imagePullSecrets: [{ name: Registry.PULL_SECRET }] } : {};
}

const SECURITY: JsonObject = {
  config: {
    adminCredentialsSecret: { name: 'admin-credentials-secret' },
    securityConfigSecret: { name: 'securityconfig-secret' },
    adminSecret: { name: 'opensearch-admin-cert' },
  },
  tls: {
    transport: {
      generate: false,
      secret: { name: 'opensearch-node-cert' },
      adminDn: ['CN=admin,O=verrazzano'],
      nodesDn: ['CN=opensearch,O=verrazzano'],
    },
    http: { generate: false, secret: { name: 'opensearch-master-cert' } },
  },
};

/** Nodes without pods and roles are left out. */
function nodePools(nodes: readonly JsonObject[], storage: string, first: JsonObject | undefined): JsonValue[] {
  return nodes
    .filter(({ replicas, roles }) => !(replicas === 0 && listOf(roles).length === 0))
    .map((node, at): JsonObject => {
      const size = isJsonObject(node.storage) ? node.storage.size : storage;
      const { javaOpts, resources } = node;
      return {
        component: node.name,
        replicas: numberOf(node.replicas),
        ...(size !== '' && size !== undefined ? { diskSize: size } : { persistence: { emptyDir: {} } }),
        ...(isJsonObject(resources) && { resources }),
        ...(typeof javaOpts === 'string' && javaOpts !== '' && { jvm: javaOpts }),
        roles: [...listOf(node.roles)],
        ...(at === 0 && first !== undefined && { additionalConfig: first }),
      };
    });
}

function plugins(value: JsonValue | undefined): JsonObject {
  const list = isJsonObject(value) && value.enabled === true ? listOf(value.installList) : [];
  return list.length > 0 ? { pluginsList: [...list] } : {};
}

function replicasOf(nodes: readonly JsonObject[], role: string): number {
  return nodes.filter((node) => hasRole(node, role)).reduce((sum, { replicas }) => sum + numberOf(replicas), 0);
}

function hasRole({ roles }: JsonObject, role: string): boolean {
  return listOf(roles).includes(role);
}

function numberOf(value: JsonValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}
