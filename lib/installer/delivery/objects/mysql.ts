import { BILL_OF_MATERIALS } from '../../../definition/bill-of-materials';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';
import { DATABASE_PASSWORD, databaseScript, DATABASE_USER } from '../../../charts/components/mysql-scripts';
import { type JsonObject, type JsonValue, objectOf } from '../../../values/json';
import { DATABASE_SECRET } from '../../../charts/components/mysql';

const NAMESPACE = 'keycloak';
const RESTRICTED = { allowPrivilegeEscalation: false, privileged: false, runAsNonRoot: true };
const NO_CAPABILITIES = { capabilities: { drop: ['ALL'] } };
const MYSQL_USER = { ...RESTRICTED, runAsUser: 27, runAsGroup: 27, ...NO_CAPABILITIES };
const SECCOMP = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };

/** Values of the chart that objects follow from, or that have no effect on them. */
const READ = new Set([
  'serverInstances',
  'routerInstances',
  'baseServerId',
  'podSpec',
  'podLabels',
  'podAnnotations',
  'serverConfig',
  'datadirVolumeClaimTemplate',
  'initDB',
  'backupProfiles',
  'backupSchedules',
  'configurationFiles',
  // The router runs with the settings of the chart while certificates are self-signed.
  'credentials',
  'tls',
  'serverVersion',
  'mysqlOperator',
  'image',
  'imagePullSecrets',
  'initdbScripts',
  'router',
  'configurationFilesPath',
  'disableLookups',
  'legacyUpgrade',
]);

/**
 * Values of the chart of MySQL that {@link mysqlObjects} does not know.
 * @param values - values of the chart
 */
export function unknownMysqlValues(values: JsonObject): readonly string[] {
  return Object.keys(values).filter((key) => !READ.has(key));
}

/**
 * The database of Keycloak: what the chart `mysql` makes, without its Secret, and with a script that reads the password from it.
 * That chart puts both passwords into its objects.
 *
 * Source: chart `platform-operator/thirdparty/charts/mysql` at v1.7.2.
 * @param values - values of the chart
 * @param pullSecret - Secret with credentials of the registry; undefined without
 */
export function mysqlObjects(values: JsonObject, pullSecret: string | undefined): readonly KubernetesManifest[] {
  const scripts = { 'create-db.sh': databaseScript(DATABASE_USER) };
  const files = objectOf(values.configurationFiles);
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata('mysql-sa'),
      ...(pullSecret !== undefined && { imagePullSecrets: [{ name: pullSecret }] }),
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('mysql-configuration'), data: files },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('initsql'), data: scripts },
    {
      apiVersion: 'mysql.oracle.com/v2',
      kind: 'InnoDBCluster',
      metadata: metadata('mysql'),
      spec: clusterSpec(values, Object.keys(files), Object.keys(scripts)),
    },
  ];
}

function clusterSpec(values: JsonObject, files: readonly string[], scripts: readonly string[]): JsonObject {
  const image = objectOf(values.image);
  return {
    instances: values.serverInstances ?? 3,
    tlsUseSelfSigned: true,
    router: {
      instances: objectOf(values.router).instances ?? values.routerInstances ?? 1,
      podSpec: { ...SECCOMP, containers: [{ name: 'router', securityContext: { ...RESTRICTED, ...NO_CAPABILITIES } }] },
    },
    secretName: DATABASE_SECRET,
    imagePullPolicy: image.pullPolicy ?? 'IfNotPresent',
    imageRepository: image.repository,
    baseServerId: values.baseServerId ?? 1000,
    version: values.serverVersion ?? BILL_OF_MATERIALS.mysql.version,
    serviceAccountName: 'mysql-sa',
    podLabels: values.podLabels,
    podAnnotations: values.podAnnotations,
    podSpec: podSpec(values, files, scripts),
    mycnf: configuration(objectOf(values.serverConfig).mycnf),
    datadirVolumeClaimTemplate: claim(objectOf(values.datadirVolumeClaimTemplate)),
    initDB: values.initDB,
    backupProfiles: values.backupProfiles,
    backupSchedules: values.backupSchedules,
  };
}

function podSpec(values: JsonObject, files: readonly string[], scripts: readonly string[]): JsonObject {
  const { image } = objectOf(values.mysqlOperator);
  const mode = { defaultMode: 0o755 };
  return {
    ...SECCOMP,
    affinity: objectOf(values.podSpec).affinity,
    containers: [
      { name: 'sidecar', image, securityContext: MYSQL_USER },
      {
        name: 'mysql',
        securityContext: MYSQL_USER,
        volumeMounts: mounts('configurations', '/etc/mysql/conf.d', files),
      },
    ],
    initContainers: [
      { name: 'fixdatadir', runAsUser: 0, image },
      { name: 'initconf', securityContext: MYSQL_USER, image },
      {
        name: 'initmysql',
        securityContext: MYSQL_USER,
        env: [
          { name: DATABASE_PASSWORD, valueFrom: { secretKeyRef: { name: DATABASE_SECRET, key: 'userPassword' } } },
          ...(values.initDB === undefined ? [] : [{ name: 'DB_RESTORE', value: 'true' }]),
        ],
        volumeMounts: mounts('custominitsql', '/docker-entrypoint-initdb.d', scripts),
      },
    ],
    volumes: [
      { name: 'configurations', configMap: { name: 'mysql-configuration', ...mode, items: items(files) } },
      { name: 'custominitsql', configMap: { name: 'initsql', ...mode, items: items(scripts) } },
    ],
  };
}

function mounts(name: string, folder: string, files: readonly string[]): JsonValue[] {
  return files.map((file) => ({ name, mountPath: `${folder}/${file}`, subPath: file }));
}

function items(files: readonly string[]): JsonValue[] {
  return files.map((file) => ({ key: file, path: file }));
}

function configuration(mycnf: JsonValue | undefined): string | undefined {
  if (typeof mycnf !== 'string' || mycnf === '') return undefined;
  return mycnf.startsWith('[mysqld]') ? mycnf : `[mysqld]\n${mycnf}`;
}

/** The chart takes one access mode as a string. */
function claim({ storageClassName, accessModes, resources }: JsonObject): JsonObject | undefined {
  const found: JsonObject = {
    ...(storageClassName !== undefined && { storageClassName }),
    ...(accessModes !== undefined && { accessModes: [accessModes] }),
    ...(resources !== undefined && { resources }),
  };
  return Object.keys(found).length === 0 ? undefined : found;
}

function metadata(name: string): KubernetesManifest['metadata'] {
  return { name, namespace: NAMESPACE };
}
