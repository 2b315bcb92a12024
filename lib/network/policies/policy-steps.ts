import type { RemainingStep } from '../../gitops/gitops-cluster';
import { DIRECTION, MANAGED_BY } from './policy-manifest';

/** Argo CD would restore them as long as it reaches the API server. */
const SYNC_OFF = 'First switch off the automated sync of the Application of this unit, which would apply them again.';

/** What to do when a policy was a mistake and Git or the mesh can no longer be reached. */
export const WAY_BACK: RemainingStep = {
  title: 'Keep access to the cluster for undoing egress policies',
  when: 'before',
  unit: 'policies',
  instructions:
    'Keep an administrator kubeconfig ready that depends on neither Git nor the mesh. This command opens all egress again: ' +
    `\`kubectl delete networkpolicy -A -l ${MANAGED_BY.key}=${MANAGED_BY.value},${DIRECTION}=egress\`. ${SYNC_OFF}`,
};

/** Checks of the addresses that webhooks depend on. */
export const WEBHOOK_SOURCES: RemainingStep = {
  title: 'Check from where the API server calls webhooks',
  when: 'before',
  unit: 'policies',
  instructions:
    'The policies let the API server reach webhooks from `apiServerCidrs` only. With an overlay network its packets come from the ' +
    'tunnel address of its node, and with konnectivity from pods: state those in `apiServerSourceCidrs`. Webhooks that time out ' +
    `are the symptom; \`kubectl delete networkpolicy -A -l ${MANAGED_BY.key}=${MANAGED_BY.value}\` opens them again. ${SYNC_OFF}`,
};

/**
 * What to do where the network plugin does not enforce policies.
 * @param cni - name of the network plugin
 */
export function noEffect(cni: string): RemainingStep {
  return {
    title: 'Let NetworkPolicies take effect',
    when: 'before',
    unit: 'policies',
    instructions:
      `The network plugin of this cluster (${cni}) does not enforce NetworkPolicies: they are stored and have no effect. Add a ` +
      'policy engine such as Calico before you rely on them.',
  };
}
