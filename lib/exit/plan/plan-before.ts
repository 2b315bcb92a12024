import { specField } from '../../definition/enablement';
import { compare } from '../../values/compare';
import type { FoundCharts } from '../adopt/adopt-charts';
import { WITHOUT_CONTENT } from '../adopt/adopt-lacks';
import { about, byHand } from './plan-commands';
import { PLATFORM, type PlanFacts } from './plan-facts';
import { REPOSITORY } from './plan-inputs';
import { beforeStep as step, type PlanChange, type PlanRule, type PlanStep } from './plan-step';

/** What is pinned and restated before anything is taken over. */
export const BEFORE_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [retainVolumes, saveState, pinDnsOwner, restateSecrets];

function retainVolumes({ claims, adoption: { dump } }: PlanFacts): PlanStep | undefined {
  const isKnown = claims.length > 0 || dump.covers('PersistentVolumeClaim', undefined);
  if (isKnown && claims.length === 0) return undefined;
  const named = claims.map((claim) => claim.split('/'));
  const ofClaims = claims.map((claim): PlanChange => ({
    verb: 'apply',
    object: `PersistentVolumeClaim ${claim}`,
    what: 'reclaim policy of its volume',
  }));
  const commands = named.map(
    ([namespace, name]) =>
      `kubectl patch pv "$(kubectl -n ${namespace} get pvc ${name} -o jsonpath='{.spec.volumeName}')" ${RETAIN}`,
  );
  return step({
    id: 'retain-volumes',
    title: 'Keep the volumes whatever happens to their claims',
    why: 'With reclaim policy Delete, deleting a claim by mistake deletes its data as well.',
    commands: [
      'kubectl get pv -o custom-columns=NAME:.metadata.name,POLICY:.spec.persistentVolumeReclaimPolicy > volumes.txt',
      ...(commands.length > 0 ? commands : [RETAIN_ALL]),
    ],
    changes: ofClaims.length > 0 ? ofClaims : [ALL_RETAINED],
    verify: ['`kubectl get pv` shows Retain for each of these claims.'],
    rollback: 'The same commands with Delete in place of Retain, for the volumes that volumes.txt shows with it.',
    needs: [],
  });
}

const RETAIN = `-p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`;

const ALL_RETAINED: PlanChange = {
  verb: 'apply',
  object: 'PersistentVolume *',
  what: 'reclaim policy, where a claim of the platform has it',
};

/** The volumes of every claim in a namespace of the platform. */
const RETAIN_ALL = `kubectl get pvc -A -o json | jq -r '.items[] | select(.metadata.namespace | test("^(${[...PLATFORM].sort(compare).join('|')})$")) | .spec.volumeName' | xargs -r -I{} kubectl patch pv {} ${RETAIN}`;

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
  ['mysql-operator', 'innodbclusters'],
  ['opensearch-operator', 'opensearchclusters.opensearch.opster.io'],
];

/** What delivers charts, by its tool. */
const DELIVERING: Readonly<Record<FoundCharts['tool'], readonly string[]>> = {
  'Argo CD': ['applications.argoproj.io'],
  Flux: [
    'helmreleases.helm.toolkit.fluxcd.io',
    'helmrepositories.source.toolkit.fluxcd.io',
    'gitrepositories.source.toolkit.fluxcd.io',
  ],
  Helm: [],
};

function saveState({ resource, hasResource, runs, adoption: { charts } }: PlanFacts): PlanStep {
  const kinds = [
    ...SAVED.filter(([component]) => component === undefined || runs(component)).map(([, kind]) => kind),
    ...(charts === undefined ? [] : DELIVERING[charts.tool]),
  ];
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
      `npx cdk8s-verrazzano adopt before.json secret-names.json ${hasResource ? 'verrazzano.yaml ' : ''}--output adopted --force --repository "$REPOSITORY"`,
      byHand(
        'Go on with adopted/plan.md: where something has changed since this plan was made, its later steps differ',
      ),
    ],
    inputs: [REPOSITORY],
    verify: ['The adopted program synthesizes, and its drift is understood.'],
    rollback: 'Nothing is changed.',
    // What runs after an upgrade is what is taken over.
    needs: ['complete-dump', 'settle', 'upgrade-verrazzano-1-7', 'check-components'],
  });
}

function pinDnsOwner({ runs, dnsOwner, adoption: { resource } }: PlanFacts): PlanStep | undefined {
  if (!runs('external-dns')) return undefined;
  const known = Object.entries(dnsOwner);
  const zone = JSON.stringify(specField(resource.spec ?? {}, 'dns', 'oci') ?? {});
  const stated = known.map(([key, value]) => `${key}: '${value}'`).join(', ');
  return step({
    id: 'pin-dns-owner',
    title: 'Write the owner of the DNS records into the program',
    why: 'The platform operator computes owner and prefix from the uid of the Verrazzano resource. With another owner, external-dns leaves every record behind, and with policy sync may delete records of others.',
    commands: [
      "kubectl get deployment -A -l app.kubernetes.io/name=external-dns -o jsonpath='{.items[*].spec.template.spec.containers[*].args}'",
      byHand(
        'in adopted/main.ts, import Override from cdk8s-verrazzano, and state this section of components in place of the option dns',
      ),
      known.length === 2
        ? `#   dns: { oci: ${zone}, overrides: [Override.values({ ${stated} })] },`
        : `#   dns: { oci: ${zone}, overrides: [Override.values({ txtOwnerId, txtPrefix })] }, with the values of --txt-owner-id and --txt-prefix`,
    ],
    verify: ['The rendered Deployment of external-dns has the same two arguments as the live one.'],
    rollback: 'Nothing is changed in the cluster.',
    needs: ['save-state'],
  });
}

function restateSecrets({ requiredSecrets }: PlanFacts): PlanStep | undefined {
  if (requiredSecrets.length === 0) return undefined;
  const commands = requiredSecrets.map((secret) => about(`Secret ${secret}`, ['get', '-o name']));
  return step({
    id: 'restate-secrets',
    title: 'Have a source for every Secret that the platform reads',
    why: `The program refers to Secrets by name and holds none of them: ${requiredSecrets.join(', ')}.`,
    commands: [
      byHand('Put each of them into the store of secrets that the cluster uses, under the same name and keys'),
      ...commands,
    ],
    verify: ['Every command finds its Secret.'],
    rollback: 'Nothing is changed in the cluster.',
    needs: ['save-state'],
  });
}
