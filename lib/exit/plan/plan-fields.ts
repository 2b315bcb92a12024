import { verrazzanoMonitoringOperator, verrazzanoPlatformOperator } from '../../components';
import { TRACKING_ID } from '../../gitops/argo/tracking-id';
import { APPLICATION_OPERATORS } from './plan-applications';
import { byHand, shellWord } from './plan-commands';
import { CLUSTER_OPERATORS } from './plan-estate';
import type { PlanRule, PlanStep } from './plan-step';

/** How Argo CD becomes the only writer of what it delivers. */
export const FIELD_STEPS: ReadonlyArray<PlanRule<unknown>> = [releaseFields];

/**
 * Names under which programs that leave, and commands of a person, wrote what Argo CD delivers. Helm takes the name of the program that it is
 * in. Source: `pkg/kube/client.go` of Helm 3; `--field-manager` of kubectl; helm-controller and kustomize-controller of Flux.
 */
const FORMER = [
  'before-first-apply',
  'helm',
  'helm-controller',
  'istio-operator',
  'kubectl',
  'kubectl-client-side-apply',
  'kubectl-create',
  'kubectl-edit',
  'kubectl-patch',
  'kubectl-replace',
  'kustomize-controller',
  ...APPLICATION_OPERATORS.map(([name]) => name),
  ...CLUSTER_OPERATORS,
  verrazzanoMonitoringOperator.name,
  verrazzanoPlatformOperator.name,
];

/** What Argo CD delivers and a former manager has fields of, without the entries of these managers. */
const SCRIPT = [
  `[${FORMER.map((name) => `"${name}"`).join(', ')}] as $former`,
  'def isFormer: .subresource == null and (.manager | IN($former[]))',
  '{apiVersion: "v1", kind: "List", items: [.items[]',
  `select(.metadata.annotations["${TRACKING_ID}"])`,
  'select(any(.metadata.managedFields[]?; isFormer))',
  '.metadata.managedFields |= map(select(isFormer | not))]}',
];

/** Everything that can be listed, since charts bring kinds of their own. */
const KINDS = "kubectl api-resources --verbs=list,update -o name | grep -v '^events' | xargs | tr ' ' ','";

function releaseFields(): PlanStep {
  const [former, isFormer, list, ...selected] = SCRIPT;
  const script = `${former} | ${isFormer}; ${[list, ...selected].join(' | ')}`;
  return {
    id: 'release-fields',
    phase: 'remove',
    title: 'Make Argo CD the only manager of the fields that it applies',
    why: 'With server-side apply a field goes once no manager has it any more, and whoever made an object still counts as one. Until then, what a later version of a chart leaves out would stay, such as variables, ports and volumes, and the API server would refuse pods with probes of the old and the new kind.',
    commands: [
      `kubectl get "$(${KINDS})" -A -o json --show-managed-fields | jq ${shellWord(script)} > managed.json  # it holds Secrets: keep it out of Git`,
      "jq -e '.items == []' managed.json || kubectl replace -f managed.json",
      'rm managed.json',
      byHand('Where an object changed in between, the second command says so: run all of them again'),
    ],
    changes: [{ verb: 'apply', object: 'Application argocd/*', what: 'metadata.managedFields of what they deliver' }],
    verify: ['The commands, run again, replace nothing.', 'No pod was replaced, and every Application is Synced.'],
    rollback:
      'Nothing to go back to: the objects are the same, and an operator that is started again becomes a manager again.',
    needs: [
      'sync-units',
      'sync-applications',
      'stop-monitoring-operator',
      'stop-application-operators',
      'stop-cluster-operators',
      'deliver-projects',
      'drop-operators',
    ],
  };
}
