import { listAt, nameOf, namespaceOf, textAt } from '../../connectivity/manifest';
import { systemIngressTable } from '../../ingress';
import { isJsonObject, type JsonObject } from '../../values/json';
import { byHand } from './plan-commands';
import type { PlanFacts } from './plan-facts';
import { beforeStep as step, type PlanRule, type PlanStep } from './plan-step';

/** What is backed up before anything is changed. */
export const BACKUP_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  backupEtcd,
  backupMysql,
  exportRealm,
  backupOpensearch,
  backupVelero,
];

function backupEtcd(): PlanStep {
  return step({
    id: 'backup-etcd',
    title: 'Back up etcd',
    why: 'Every later step changes objects; the snapshot is the way back that needs nothing of Verrazzano.',
    commands: [
      byHand('On a node of the control plane; if the provider keeps etcd, take its backup instead'),
      'etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key snapshot save etcd.db',
      'etcdctl snapshot status etcd.db',
    ],
    verify: [
      'The status of the snapshot shows a hash and a number of keys. On a managed control plane: the provider shows a backup of today.',
    ],
    rollback: 'Nothing is changed.',
    needs: [],
  });
}

function backupMysql({ runs, adoption }: PlanFacts): PlanStep | undefined {
  if (!runs('mysql') && !runs('keycloak')) return undefined;
  return step({
    id: 'backup-mysql',
    title: 'Dump the database of Keycloak',
    why: 'Users, clients and roles are in this database. Later versions of Keycloak and MySQL change it in one direction only.',
    commands: [mysqlDump(isEarlierMysql(adoption))],
    verify: ['`tail -1 keycloak.sql` says that the dump is complete, and it can be loaded into an empty database.'],
    rollback: 'Nothing is changed.',
    needs: [],
  });
}

/** Until release 1.4 the database was a Deployment of its own. */
function isEarlierMysql({ workloads, release }: PlanFacts['adoption']): boolean {
  const found = workloads.filter(({ namespace, name }) => namespace === 'keycloak' && name === 'mysql');
  if (found.length > 0) return found.some(({ kind }) => kind === 'Deployment');
  return /^1\.[0-4]\./.test(release.version ?? '');
}

/**
 * The password is read in the pod from standard input, so that no list of processes shows it.
 * Source: `platform-operator/controllers/verrazzano/component/mysql` at v1.4.8 and v1.7.2.
 */
function mysqlDump(isEarlier: boolean): string {
  const [secret, key, pod, container] = isEarlier
    ? ['mysql', 'mysql-root-password', 'deployment/mysql', 'mysql']
    : ['mysql-cluster-secret', 'rootPassword', 'mysql-0', 'mysql'];
  const dump =
    'read -r MYSQL_PWD; export MYSQL_PWD; mysqldump --single-transaction --routines --databases keycloak -uroot';
  return `kubectl -n keycloak get secret ${secret} -o jsonpath='{.data.${key}}' | base64 --decode | kubectl -n keycloak exec -i ${pod} -c ${container} -- sh -c '${dump}' > keycloak.sql`;
}

function exportRealm({ runs }: PlanFacts): PlanStep | undefined {
  if (!runs('keycloak')) return undefined;
  return step({
    id: 'export-realm',
    title: 'Export the realm of the platform',
    why: 'The platform operator makes clients and roles of realm verrazzano-system at run time; afterwards they exist in the database only.',
    commands: [
      'kubectl -n keycloak exec keycloak-0 -c keycloak -- /opt/keycloak/bin/kc.sh export --realm verrazzano-system --file /tmp/realm.json --users realm_file',
      'kubectl -n keycloak exec keycloak-0 -c keycloak -- cat /tmp/realm.json > realm.json  # it holds secrets of clients: keep it out of Git',
      'kubectl -n keycloak exec keycloak-0 -c keycloak -- rm /tmp/realm.json',
    ],
    verify: ['The file lists the clients of the consoles, such as verrazzano-pkce.'],
    rollback: 'Nothing is changed.',
    // Older releases have another Keycloak, with other tools.
    needs: ['backup-mysql', 'upgrade-verrazzano-1-7'],
  });
}

function backupOpensearch({ runs, issuer, adoption: { dump, platform } }: PlanFacts): PlanStep | undefined {
  if (!runs('opensearch')) return undefined;
  const found = dump
    .list('Ingress', 'networking.k8s.io')
    .find((one) => namespaceOf(one) === 'verrazzano-system' && LOGS.test(firstHost(one)));
  const own =
    platform === undefined
      ? undefined
      : systemIngressTable(platform).find(({ manifest }) => LOGS.test(firstHost(manifest as unknown as JsonObject)));
  const name = found === undefined ? (own?.manifest.metadata.name ?? 'opensearch') : nameOf(found);
  const user =
    "verrazzano:$(kubectl -n verrazzano-system get secret verrazzano -o jsonpath='{.data.password}' | base64 --decode)";
  const isPublic = issuer === 'acme';
  const curl = `curl --silent --show-error${isPublic ? '' : ' --cacert ca.crt'} --user "${user}"`;
  return step({
    id: 'backup-opensearch',
    title: 'Take a snapshot of OpenSearch',
    why: 'Logs are in its volumes. A cluster that is not green is not taken over.',
    commands: [
      `LOGS=https://$(kubectl -n verrazzano-system get ingress ${name} -o jsonpath='{.spec.rules[0].host}')`,
      ...(isPublic
        ? []
        : [
            "kubectl -n verrazzano-system get secret verrazzano-tls -o jsonpath='{.data.ca\\.crt}' | base64 --decode > ca.crt",
          ]),
      `${curl} "$LOGS/_cluster/health"`,
      `${curl} -X PUT "$LOGS/_snapshot/$SNAPSHOTS/before-exit?wait_for_completion=true"`,
    ],
    inputs: [
      {
        name: 'SNAPSHOTS',
        what: 'name of the snapshot repository of OpenSearch',
        where:
          '`_snapshot` of OpenSearch lists them; without one, declare a bucket first, as the guide to backups does',
      },
    ],
    verify: ['The health is green, and the state of the snapshot is SUCCESS.'],
    rollback: 'Nothing is changed.',
    needs: [],
  });
}

/** Host of the Ingress of OpenSearch, by its name in any release. */
const LOGS = /^(?:opensearch|elasticsearch)\./;

function firstHost(ingress: JsonObject): string {
  const [rule] = listAt(ingress, 'spec', 'rules').filter(isJsonObject);
  return textAt(rule, 'host') ?? '';
}

function backupVelero({ runs }: PlanFacts): PlanStep | undefined {
  if (!runs('velero')) return undefined;
  return step({
    id: 'backup-velero',
    title: 'Back up namespaces and volumes with Velero',
    why: 'Its backups of volumes were made with restic, which newer versions no longer read: make one now, and keep version 1.18 at most while they count.',
    commands: [
      'velero backup create before-exit --namespace verrazzano-backup --default-volumes-to-restic --wait',
      'velero backup describe before-exit --namespace verrazzano-backup --details',
    ],
    verify: ['The backup has phase Completed, without errors, and lists a restic backup of every volume.'],
    rollback: 'Nothing is changed.',
    needs: [],
  });
}
