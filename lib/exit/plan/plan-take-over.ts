import { ROOT_CERTIFICATE } from '../../components/cluster-issuer';
import { verrazzanoPlatformOperator } from '../../components';
import { textAt } from '../../connectivity/manifest';
import type { Adoption } from '../adopt/adopt';
import { about, byHand, DELETE, DISOWN, ORPHAN, scale, UNFINALIZE } from './plan-commands';
import type { PlanFacts } from './plan-facts';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';

/**
 * How the platform operator is taken out without taking the platform with it: stopped first, then every way in which a deletion would
 * reach further is closed, and only then the resource goes.
 */
export const TAKE_OVER_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  commitProgram,
  stopOperator,
  pinAuthority,
  deleteWebhooks,
  disownVerrazzano,
  unfinalizeModules,
  unfinalizeVerrazzano,
  deleteVerrazzano,
  stopWebhookServer,
];

const PHASE = 'take over';
const NAMESPACE = verrazzanoPlatformOperator.namespace;
const WEBHOOK_SERVER = `${NAMESPACE}/verrazzano-platform-operator-webhook`;

/** Everything that is saved and pinned before. */
const BEFORE = [
  'backup-etcd',
  'backup-mysql',
  'export-realm',
  'backup-opensearch',
  'backup-velero',
  'retain-volumes',
  'save-state',
  'pin-dns-owner',
  'restate-secrets',
  'check-components',
  'settle',
  'upgrade-verrazzano-1-7',
];

/** Steps that every later one needs, if they apply. */
export const TAKEN_OVER = ['delete-verrazzano', 'pin-authority', 'stop-webhook-server'];

function commitProgram({ adoption }: PlanFacts): PlanStep {
  const { clusters } = adoption.estate;
  const fleet =
    clusters.length === 0 ? '' : ` Adopt each managed cluster too: ${clusters.map(({ name }) => name).join(', ')}.`;
  return {
    id: 'commit-program',
    phase: PHASE,
    title: 'Commit the adopted program and what it synthesizes',
    why: `From here on Git says what runs, and a reviewer sees every later change as a diff.${fleet}`,
    commands: [
      'npx cdk8s-verrazzano init single-cluster --directory platform && rm -r platform/platform.ts platform/test',
      'cp adopted/*.ts platform/ && cd platform && npm install',
      byHand('Every later command runs in this folder. Make it a clone of the repository of main.ts, with its remote'),
      'npm run synth',
      "git add --all && git commit -m 'Adopt the running platform' && git push",
    ],
    changes: [],
    verify: [
      'A second synthesis changes no file.',
      '`cdk8s-verrazzano adopt` reports no drift that is not understood.',
    ],
    rollback: 'Revert the commit; nothing is changed in the cluster.',
    needs: BEFORE,
  };
}

function stopOperator({ hasOperator, operators }: PlanFacts): PlanStep | undefined {
  if (!hasOperator) return undefined;
  const stopped = operators.filter((name) => name !== WEBHOOK_SERVER);
  return {
    id: 'stop-operator',
    phase: PHASE,
    title: 'Stop the platform operator',
    why: 'While it runs it reverts every change, adds its finalizer again, and turns the deletion of the Verrazzano resource into an uninstallation. Its webhook server keeps running: it converts the versions of the resource until that is gone.',
    commands: stopped.map((each) => scale(each, 0)),
    changes: stopped.map((each): PlanChange => ({ verb: 'stop', object: `Deployment ${each}` })),
    verify: [
      `\`kubectl -n ${NAMESPACE} get pods\` shows no pod of ${stopped.map((each) => each.split('/')[1]).join(', ')}.`,
    ],
    rollback: `${stopped.map((each) => `\`${scale(each, 1)}\``).join(', ')}: the operator reconciles everything back.`,
    needs: ['commit-program'],
  };
}

function pinAuthority({ runs, issuer, authorityCopies, adoption }: PlanFacts): PlanStep | undefined {
  if (!runs('cert-manager') || issuer !== 'own' || isPinned(adoption)) return undefined;
  const { secrets, key } = authorityCopies;
  const copies = secrets.map((secret) => {
    const [namespace, name] = secret.split('/');
    return `kubectl -n ${namespace} patch secret ${name} --type=merge -p "{\\"data\\":{\\"${key}\\":\\"$(kubectl -n cert-manager get secret verrazzano-ca-certificate-secret -o jsonpath='{.data.ca\\.crt}')\\"}}"`;
  });
  return {
    id: 'pin-authority',
    phase: PHASE,
    title: 'Keep the key of the certificate authority',
    why: `${adoption.charts === undefined ? ONCE_STOPPED : 'Nothing copies the authority, or reissues certificates when it changes:'} newer versions of cert-manager renew the key with the certificate, and copies become wrong. The new duration issues the certificate once more, with the same key and name, so that what it signed stays valid; agents of managed clusters compare the copy of Rancher, and register again when it changes.`,
    commands: [
      `kubectl -n cert-manager patch certificate ${ROOT_CERTIFICATE} --type=merge -p '{"spec":{"duration":"87600h","renewBefore":"8760h","privateKey":{"rotationPolicy":"Never"}}}'`,
      `kubectl -n cert-manager wait --for=condition=Ready certificate/${ROOT_CERTIFICATE} --timeout=5m`,
      ...copies,
    ],
    changes: [
      {
        verb: 'apply',
        object: `Certificate cert-manager/${ROOT_CERTIFICATE}`,
        what: 'spec.duration, spec.renewBefore, spec.privateKey.rotationPolicy',
      },
      ...secrets.map((secret): PlanChange => ({ verb: 'apply', object: `Secret ${secret}`, what: `key ${key}` })),
    ],
    verify: [
      "`kubectl -n cert-manager get certificate verrazzano-ca-certificate -o jsonpath='{.spec.commonName}'` prints the name that the program states: another one makes another root.",
      'The key ca.crt of Secret verrazzano-system/verrazzano-tls verifies with the certificate of cert-manager/verrazzano-ca-certificate-secret, and every console answers.',
    ],
    rollback:
      adoption.charts === undefined
        ? 'Start the operator again: it writes the Certificate and its copies as before.'
        : 'Apply the Certificate from before.json; the certificate that it has stays valid.',
    needs: ['stop-operator', 'save-state'],
  };
}

const ONCE_STOPPED =
  'Only now: while the operator runs, it rewrites this Certificate, with another name. It also copied the authority, and reissued certificates when it changed; afterwards nothing does,';

/** Whether the authority keeps its key already, as a program with charts says. */
function isPinned({ dump }: Adoption): boolean {
  const certificate = dump.find('Certificate', 'cert-manager', ROOT_CERTIFICATE);
  return textAt(certificate, 'spec', 'privateKey', 'rotationPolicy') === 'Never';
}

function deleteWebhooks({ webhooks }: PlanFacts): PlanStep | undefined {
  if (webhooks.length === 0) return undefined;
  return {
    id: 'delete-webhooks',
    phase: PHASE,
    title: "Delete the operator's webhook configurations",
    why: 'They refuse changes to the Verrazzano resource and to what it names, and without the operator behind them they refuse everything.',
    commands: webhooks.map((each) => about(each, DELETE)),
    changes: webhooks.map((object): PlanChange => ({ verb: 'delete', object })),
    verify: ['`kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations` lists none of them.'],
    rollback: 'Start the operator again: it creates them.',
    needs: ['stop-operator'],
  };
}

function disownVerrazzano({ ownedByVerrazzano, hasResource }: PlanFacts): PlanStep | undefined {
  if (!hasResource || ownedByVerrazzano.length === 0) return undefined;
  return {
    id: 'disown-verrazzano',
    phase: PHASE,
    title: 'Remove owner references to the Verrazzano resource',
    why: 'The garbage collector deletes what a deleted object owns.',
    commands: ownedByVerrazzano.map(({ object }) => about(object, DISOWN)),
    changes: ownedByVerrazzano.map(({ object }): PlanChange => ({ verb: 'disown', object })),
    verify: ['None of these objects has an owner reference of kind Verrazzano.'],
    rollback: 'Start the operator again: it sets them.',
    needs: ['stop-operator', 'delete-webhooks'],
  };
}

function unfinalizeModules({ modules, adoption: { release, dump, charts } }: PlanFacts): PlanStep | undefined {
  if (modules.length === 0 && charts !== undefined) return undefined;
  const isKnown = modules.length > 0 || dump.covers('Module', NAMESPACE);
  if ((isKnown && modules.length === 0) || (modules.length === 0 && release.age === 'older')) return undefined;
  const each = modules.map((module) => about(`Module ${module}`, UNFINALIZE));
  const unfinalized = modules.length > 0 ? modules : [`${NAMESPACE}/*`];
  const all = `kubectl -n ${NAMESPACE} get modules.platform.verrazzano.io -o name | xargs -I{} kubectl -n ${NAMESPACE} patch {} ${UNFINALIZE[1]}`;
  return {
    id: 'unfinalize-modules',
    phase: PHASE,
    title: 'Remove the finalizers of the Modules',
    why: 'A Module represents an installed component; deleting it with its finalizer uninstalls the component.',
    commands: modules.length > 0 ? each : [all],
    changes: unfinalized.map((module): PlanChange => ({ verb: 'unfinalize', object: `Module ${module}` })),
    verify: [
      `\`kubectl -n ${NAMESPACE} get modules.platform.verrazzano.io -o jsonpath='{.items[*].metadata.finalizers}'\` prints nothing.`,
    ],
    rollback: 'Start the operator again: it sets them.',
    needs: ['stop-operator', 'delete-webhooks'],
  };
}

function unfinalizeVerrazzano({ hasResource, resource }: PlanFacts): PlanStep | undefined {
  if (!hasResource) return undefined;
  return {
    id: 'unfinalize-verrazzano',
    phase: PHASE,
    title: 'Remove the finalizer of the Verrazzano resource',
    why: 'With it, a deletion waits for the operator, and the operator uninstalls the platform.',
    commands: [about(`Verrazzano ${resource.namespace}/${resource.name}`, UNFINALIZE)],
    changes: [{ verb: 'unfinalize', object: `Verrazzano ${resource.namespace}/${resource.name}` }],
    verify: [
      `\`kubectl get verrazzano ${resource.name} -n ${resource.namespace} -o jsonpath='{.metadata.finalizers}'\` prints nothing, also after five minutes.`,
    ],
    rollback: 'Start the operator again: it adds it.',
    needs: ['stop-operator', 'delete-webhooks'],
  };
}

function deleteVerrazzano({ hasResource, resource, modules }: PlanFacts): PlanStep | undefined {
  if (!hasResource) return undefined;
  const deleted = modules.map((module) => about(`Module ${module}`, ORPHAN));
  return {
    id: 'delete-verrazzano',
    phase: PHASE,
    title: 'Delete the Verrazzano resource, and nothing else',
    why: 'Without it no operator, old or started again by mistake, has anything to reconcile.',
    commands: [about(`Verrazzano ${resource.namespace}/${resource.name}`, ORPHAN), ...deleted],
    changes: [
      { verb: 'orphan', object: `Verrazzano ${resource.namespace}/${resource.name}` },
      ...modules.map((module): PlanChange => ({ verb: 'orphan', object: `Module ${module}` })),
    ],
    verify: [
      '`kubectl get verrazzano -A` finds nothing, and it returned at once.',
      '`kubectl get all -A`, compared with before.json, lists every workload and every Service.',
    ],
    rollback: 'Apply verrazzano.yaml and start the operator again: it takes the running platform over.',
    needs: ['stop-operator', 'delete-webhooks', 'disown-verrazzano', 'unfinalize-modules', 'unfinalize-verrazzano'],
  };
}

function stopWebhookServer({ hasOperator }: PlanFacts): PlanStep | undefined {
  if (!hasOperator) return undefined;
  return {
    id: 'stop-webhook-server',
    phase: PHASE,
    title: "Stop the operator's webhook server",
    why: 'Nothing asks it any more: the webhook configurations and the last Verrazzano resource are gone.',
    commands: [scale(WEBHOOK_SERVER, 0)],
    changes: [{ verb: 'stop', object: `Deployment ${WEBHOOK_SERVER}` }],
    verify: ['Creating and deleting a pod in every platform namespace still works.'],
    rollback: `\`${scale(WEBHOOK_SERVER, 1)}\``,
    needs: ['delete-webhooks', 'delete-verrazzano'],
  };
}
