import { ROOT_CERTIFICATE } from '../../components/cluster-issuer';
import { verrazzanoPlatformOperator } from '../../components';
import type { PlanFacts } from './plan-facts';
import type { PlanChange, PlanStep } from './plan-step';

/** What a plan does to the objects that can do harm, step by step. */
interface Model {
  readonly facts: PlanFacts;
  /** Deployments that are stopped. */
  readonly stopped: Set<string>;
  /** Objects that are gone. */
  readonly gone: Set<string>;
  /** Objects without finalizers. */
  readonly unfinalized: Set<string>;
  /** Objects without owner. */
  readonly disowned: Set<string>;
}

/** What the step that syncs all units writes. */
export const EVERY_UNIT = 'every delivery unit';

const WEBHOOK_SERVER = `Deployment ${verrazzanoPlatformOperator.namespace}/verrazzano-platform-operator-webhook`;
const OPERATOR = `Deployment ${verrazzanoPlatformOperator.namespace}/verrazzano-platform-operator`;

/**
 * What is wrong with a plan: needs that come later or do not exist, and changes that reach further than they say, by a simulation of what
 * the operator, its webhooks, finalizers and the garbage collector do.
 * @param steps - the plan
 * @param facts - what it is for
 */
export function planProblems(steps: readonly PlanStep[], facts: PlanFacts): readonly string[] {
  return [...orderProblems(steps), ...simulationProblems(steps, facts)];
}

function orderProblems(steps: readonly PlanStep[]): string[] {
  const done = new Set<string>();
  return steps.flatMap(({ id, needs }) => {
    const found = [
      ...(done.has(id) ? [`[plan: ${id}] occurs twice`] : []),
      ...needs
        .filter((need) => !done.has(need))
        .map((need) => `[plan: ${id}] comes before a step that it needs; got ${need}`),
    ];
    done.add(id);
    return found;
  });
}

function simulationProblems(steps: readonly PlanStep[], facts: PlanFacts): string[] {
  const model = {
    facts,
    stopped: new Set<string>(),
    gone: new Set<string>(),
    unfinalized: new Set<string>(),
    disowned: new Set<string>(),
  };
  return steps.flatMap(({ id, changes }) =>
    changes.flatMap((change) => {
      const harm = harmOf(change, model);
      note(change, model);
      return harm.map((what) => `[plan: ${id}] ${what}; got ${change.verb} ${change.object}`);
    }),
  );
}

function note({ verb, object }: PlanChange, { stopped, gone, unfinalized, disowned }: Model): void {
  if (verb === 'stop') stopped.add(object);
  else if (verb === 'delete' || verb === 'orphan') gone.add(object);
  else if (verb === 'unfinalize') unfinalized.add(object);
  else if (verb === 'disown') disowned.add(object);
}

function harmOf(change: PlanChange, model: Model): string[] {
  return RULES.flatMap((rule) => rule(change, model) ?? []);
}

type Harm = (change: PlanChange, model: Model) => string | undefined;

const isRemoval = ({ verb }: PlanChange): boolean => verb === 'delete' || verb === 'orphan';
const isOf = ({ object }: PlanChange, kind: string): boolean => object.startsWith(`${kind} `);

const RULES: readonly Harm[] = [
  /** The operator uninstalls the platform when the resource is deleted, and no one removes the finalizer when it is stopped. */
  (change, { facts, stopped, unfinalized }) => {
    if (!isRemoval(change) || !isOf(change, 'Verrazzano')) return undefined;
    if (facts.hasOperator && !stopped.has(OPERATOR))
      return 'deletes the resource while the operator runs, which uninstalls the platform';
    if (!unfinalized.has(change.object)) return 'deletes the resource with its finalizer, which waits forever';
    return undefined;
  },
  (change, { facts, stopped, unfinalized }) => {
    if (!isRemoval(change) || !isOf(change, 'Module')) return undefined;
    if (facts.hasOperator && !stopped.has(OPERATOR))
      return 'deletes a Module while the operator runs, which uninstalls the component';
    return unfinalized.has(change.object) ? undefined : 'deletes a Module with its finalizer, which waits forever';
  },
  /** The finalizer comes back at the next reconciliation. */
  (change, { facts, stopped }) =>
    change.verb === 'unfinalize' && isOf(change, 'Verrazzano') && facts.hasOperator && !stopped.has(OPERATOR)
      ? 'removes the finalizer while the operator adds it again'
      : undefined,
  /** What refuses when nothing answers. */
  (change, { facts, gone }) =>
    change.object === WEBHOOK_SERVER && change.verb === 'stop' && facts.webhooks.some((each) => !gone.has(each))
      ? 'stops the webhook server while the API server asks it'
      : undefined,
  (change, { facts, gone }) =>
    change.object === WEBHOOK_SERVER &&
    change.verb === 'stop' &&
    facts.hasResource &&
    !gone.has(`Verrazzano ${facts.resource.namespace}/${facts.resource.name}`)
      ? 'stops the conversion of the Verrazzano resource while there is one'
      : undefined,
  (change, { facts, gone }) =>
    isOf(change, 'Verrazzano') && change.verb !== 'apply' && facts.webhooks.some((each) => !gone.has(each))
      ? 'changes the Verrazzano resource while webhooks refuse it'
      : undefined,
  /** The garbage collector. */
  (change, { facts, disowned }) =>
    isRemoval(change) &&
    isOf(change, 'Verrazzano') &&
    facts.ownedByVerrazzano.some(({ object }) => !disowned.has(object))
      ? 'deletes the owner of objects that are to stay'
      : undefined,
  (change, { facts, disowned }) =>
    isRemoval(change) &&
    isOf(change, 'VerrazzanoMonitoringInstance') &&
    facts.ownedByMonitoring.some(({ object }) => !disowned.has(object))
      ? 'deletes the owner of objects that are to stay'
      : undefined,
  /** The operator writes the authority again at each reconciliation, with a random name. */
  (change, { facts, stopped }) =>
    change.verb === 'apply' &&
    change.object === `Certificate cert-manager/${ROOT_CERTIFICATE}` &&
    facts.hasOperator &&
    !stopped.has(OPERATOR)
      ? 'writes the authority while the operator writes it again'
      : undefined,
  /** The charts of a platform with Grafana have the monitoring operator, too. */
  (change, { gone }) =>
    change.verb === 'apply' &&
    change.object === 'Application argocd/*' &&
    change.what === EVERY_UNIT &&
    [...gone].some((object) => object.startsWith('VerrazzanoMonitoringInstance '))
      ? 'delivers the monitoring operator again after it was removed'
      : undefined,
  /** Registrations. */
  (change, { stopped, unfinalized }) =>
    isRemoval(change) &&
    isOf(change, 'VerrazzanoManagedCluster') &&
    (!stopped.has('Deployment verrazzano-system/verrazzano-cluster-operator') || !unfinalized.has(change.object))
      ? 'deletes a registration while the cluster operator removes the cluster with it'
      : undefined,
];
