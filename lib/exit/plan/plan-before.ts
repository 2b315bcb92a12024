import { WITHOUT_CONTENT } from '../adopt/adopt-lacks';
import type { PlanFacts } from './plan-facts';
import type { PlanRule, PlanStep } from './plan-step';

/** What is saved and pinned before anything is taken over. */
export const BEFORE_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  backupEtcd,
  backupMysql,
  exportRealm,
  backupOpensearch,
  backupVelero,
  retainVolumes,
  saveState,
  pinDnsOwner,
  restateSecrets,
];

const step = (facts: Omit<PlanStep, 'phase' | 'changes'> & Partial<Pick<PlanStep, 'changes'>>): PlanStep => ({
  phase: 'before',
  changes: [],
  ...facts,
});

function backupEtcd(): PlanStep {
  return step({
    id: 'backup-etcd',
    title: 'Back up etcd',
    why: 'Every later step changes objects; the snapshot is the way back that needs nothing of Verrazzano.',
    commands: [
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

function backupMysql({ runs }: PlanFacts): PlanStep | undefined {
  if (!runs('mysql') && !runs('keycloak')) return undefined;
  return step({
    id: 'backup-mysql',
    title: 'Dump the database of Keycloak',
    why: 'Users, clients and roles are in this database. Later versions of Keycloak and MySQL change it in one direction only.',
    commands: [
      'kubectl -n keycloak exec mysql-0 -c mysql -- sh -c \'mysqldump --single-transaction --routines --databases keycloak -uroot -p"$MYSQL_ROOT_PASSWORD"\' > keycloak.sql  # the password is key rootPassword of Secret keycloak/mysql-cluster-secret',
    ],
    verify: [
      'The file ends with the line that says that the dump is complete, and it can be loaded into an empty database.',
    ],
    rollback: 'Nothing is changed.',
    needs: [],
  });
}

function exportRealm({ runs }: PlanFacts): PlanStep | undefined {
  if (!runs('keycloak')) return undefined;
  return step({
    id: 'export-realm',
    title: 'Export the realm of the platform',
    why: 'The platform operator makes clients and roles of realm verrazzano-system at run time; afterwards they exist in the database only.',
    commands: [
      'kubectl -n keycloak exec keycloak-0 -c keycloak -- /opt/keycloak/bin/kc.sh export --realm verrazzano-system --file /tmp/realm.json --users realm_file',
      'kubectl -n keycloak cp -c keycloak keycloak-0:/tmp/realm.json realm.json  # it holds secrets of clients: keep it out of Git',
    ],
    verify: ['The file lists the clients of the consoles, such as verrazzano-pkce.'],
    rollback: 'Delete the file in the pod.',
    needs: ['backup-mysql'],
  });
}

function backupOpensearch({ runs }: PlanFacts): PlanStep | undefined {
  if (!runs('opensearch')) return undefined;
  return step({
    id: 'backup-opensearch',
    title: 'Take a snapshot of OpenSearch',
    why: 'Logs are in its volumes. A cluster that is not green is not taken over.',
    commands: [
      'curl -s --user <user> https://opensearch.vmi.system.<environment>.<domain>/_cluster/health',
      'curl -s --user <user> -X PUT https://opensearch.vmi.system.<environment>.<domain>/_snapshot/<repository>/before-exit?wait_for_completion=true',
    ],
    verify: ['The health is green, and the state of the snapshot is SUCCESS.'],
    rollback: 'Nothing is changed.',
    needs: [],
  });
}

function backupVelero({ runs }: PlanFacts): PlanStep | undefined {
  if (!runs('velero')) return undefined;
  return step({
    id: 'backup-velero',
    title: 'Back up namespaces and volumes with Velero',
    why: 'Its backups of volumes were made with restic, which newer versions no longer read: make one now, and keep version 1.18 at most while they count.',
    commands: ['velero backup create before-exit --namespace verrazzano-backup --wait'],
    verify: ['velero backup describe before-exit shows phase Completed without errors.'],
    rollback: 'Nothing is changed.',
    needs: [],
  });
}

function retainVolumes({ claims, adoption: { dump } }: PlanFacts): PlanStep | undefined {
  const isKnown = claims.length > 0 || dump.covers('PersistentVolumeClaim', undefined);
  if (isKnown && claims.length === 0) return undefined;
  const named = claims.map((claim) => claim.split('/'));
  const commands = named.map(
    ([namespace, name]) =>
      `kubectl patch pv "$(kubectl -n ${namespace} get pvc ${name} -o jsonpath='{.spec.volumeName}')" -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`,
  );
  const all = `kubectl get pvc -A -o jsonpath='{range .items[*]}{.metadata.namespace}/{.metadata.name} {.spec.volumeName}{"\\n"}{end}'  # then patch every volume of a platform namespace`;
  return step({
    id: 'retain-volumes',
    title: 'Keep the volumes whatever happens to their claims',
    why: 'With reclaim policy Delete, deleting a claim by mistake deletes its data as well.',
    commands: commands.length > 0 ? commands : [all],
    changes: claims.map((claim) => ({
      verb: 'apply',
      object: `PersistentVolumeClaim ${claim}`,
      what: 'reclaim policy of its volume',
    })),
    verify: ['kubectl get pv shows Retain for each of these claims.'],
    rollback: 'Set the policy back to Delete.',
    needs: [],
  });
}

/** What is read of the cluster, by the component that brings the kinds; kubectl refuses a list with a kind that does not exist. */
const SAVED: ReadonlyArray<readonly [component: string | undefined, kinds: string]> = [
  [
    undefined,
    'namespaces,nodes,storageclasses,deployments,statefulsets,daemonsets,cronjobs,jobs,pods,services,serviceaccounts,configmaps,ingresses,networkpolicies,persistentvolumeclaims,persistentvolumes,roles,rolebindings,clusterroles,clusterrolebindings,validatingwebhookconfigurations,mutatingwebhookconfigurations',
  ],
  ['cert-manager', 'certificates,issuers,clusterissuers'],
  ['istio', 'authorizationpolicies,peerauthentications,gateways.networking.istio.io,virtualservices,destinationrules'],
  ['prometheus-operator', 'servicemonitors,podmonitors'],
  ['verrazzano-monitoring-operator', 'verrazzanomonitoringinstances'],
  ['oam-kubernetes-runtime', 'applicationconfigurations,components.core.oam.dev'],
  [
    'verrazzano-application-operator',
    'ingresstraits,metricstraits,loggingtraits,verrazzanoprojects,multiclusterapplicationconfigurations,multiclustercomponents,multiclusterconfigmaps',
  ],
  ['verrazzano-cluster-operator', 'verrazzanomanagedclusters'],
];

function saveState({ resource, hasResource, runs }: PlanFacts): PlanStep {
  const kinds = SAVED.filter(([component]) => component === undefined || runs(component)).map(([, kind]) => kind);
  return step({
    id: 'save-state',
    title: 'Save what runs',
    why: 'It is compared with after every step, and shows what to restore. The files with Secrets stay out of Git.',
    commands: [
      `kubectl get ${kinds.join(',')} -A -o json > before.json`,
      ...(hasResource
        ? [`kubectl get verrazzano ${resource.name} -n ${resource.namespace} -o yaml > verrazzano.yaml`]
        : []),
      'kubectl get secrets -A -o yaml > secrets.yaml  # keep it out of Git, and encrypted',
      `kubectl get secrets -A${WITHOUT_CONTENT} > secret-names.json`,
      `cdk8s-verrazzano adopt before.json secret-names.json ${hasResource ? 'verrazzano.yaml ' : ''}--output adopted/`,
    ],
    verify: ['The adopted program synthesizes, and its drift is understood.'],
    rollback: 'Nothing is changed.',
    // What runs after an upgrade is what is taken over.
    needs: ['complete-dump', 'settle', 'upgrade-verrazzano-1-7', 'check-components'],
  });
}

function pinDnsOwner({ runs, dnsOwner }: PlanFacts): PlanStep | undefined {
  if (!runs('external-dns')) return undefined;
  const values = dnsOwner.length > 0 ? dnsOwner.join(' and ') : 'the values of --txt-owner-id and --txt-prefix';
  return step({
    id: 'pin-dns-owner',
    title: 'Write the owner of the DNS records into the program',
    why: 'The platform operator computes owner and prefix from the uid of the Verrazzano resource. With another owner, external-dns leaves every record behind, and with policy sync may delete records of others.',
    commands: [
      "kubectl get deployment -A -l app.kubernetes.io/name=external-dns -o jsonpath='{.items[*].spec.template.spec.containers[*].args}'",
      `<write ${values} as txtOwnerId and txtPrefix into the overrides of component dns>`,
    ],
    verify: ['The rendered Deployment of external-dns has the same two arguments as the live one.'],
    rollback: 'Nothing is changed in the cluster.',
    needs: ['save-state'],
  });
}

function restateSecrets({ requiredSecrets }: PlanFacts): PlanStep | undefined {
  if (requiredSecrets.length === 0) return undefined;
  return step({
    id: 'restate-secrets',
    title: 'Have a source for every Secret that the platform reads',
    why: `The program refers to Secrets by name and holds none of them: ${requiredSecrets.join(', ')}.`,
    commands: ['<put each of them into the store of secrets that the cluster uses, under the same name and keys>'],
    verify: requiredSecrets.map((secret) => {
      const [namespace, name] = secret.split('/');
      return `kubectl -n ${namespace} get secret ${name} finds it.`;
    }),
    rollback: 'Nothing is changed in the cluster.',
    needs: ['save-state'],
  });
}
