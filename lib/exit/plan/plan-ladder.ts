import { REPLACEMENTS, replacementOf } from '../../components/replacements';
import { maintainedProblems } from '../../installer/step-problems';
import { describeProblem } from '../../values/problem';
import { KUBERNETES } from '../ladder-chain';
import { planLadder, type Ladder, type Rung } from '../ladder';
import { highestKubernetes, KUBERNETES_VERSIONS } from '../ladder-kubernetes';
import type { PlanFacts } from './plan-facts';
import type { PlanRule, PlanStep } from './plan-step';

/** From what Verrazzano installed to charts that are still maintained, hop by hop. */
export const LADDER_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [ladderSteps];

/**
 * The ladder of the components that run, to the highest version of Kubernetes on which all of them run.
 * @param facts - what the plan depends on
 */
function ladderOf({ runs, adoption }: PlanFacts): Ladder {
  const goals = REPLACEMENTS.filter(({ component }) => runs(component)).map((replacement) => ({ replacement }));
  const kubernetesFrom = adoption.cluster.answers.kubernetesVersion;
  const kubernetes = highestKubernetes(goals, kubernetesFrom, KUBERNETES_VERSIONS.to);
  return planLadder({ goals, replacements: REPLACEMENTS, kubernetesFrom, kubernetes });
}

function ladderSteps(facts: PlanFacts): readonly PlanStep[] {
  const { rungs, problems } = ladderOf(facts);
  if (problems.length > 0) return [unordered(problems.map(describeProblem))];
  const ids = new Map(rungs.map((rung) => [rung.number, idOf(rung)] as const));
  return rungs.map((rung) => {
    const previous = rungs
      .filter(({ component, number }) => component === rung.component && number < rung.number)
      .at(-1);
    const earlier = [...rung.after.map((reason) => reason.rung), ...(previous === undefined ? [] : [previous.number])];
    const needs = ['self-heal', 'remove-rest', ...earlier.flatMap((number) => ids.get(number) ?? [])];
    return rung.component === KUBERNETES
      ? kubernetesStep(rung, needs)
      : chartStep(rung, needs, chartApplications(facts, rung.component));
  });
}

/** Applications of a published chart; what an operator makes until then gets one of its own. */
function chartApplications({ applicationOf, applicationsOf }: PlanFacts, component: string): readonly string[] {
  const isMade = replacementOf(component)?.variants?.some(({ createdBy }) => createdBy === null) === true;
  return isMade ? [applicationOf(`charts/${component}`)] : applicationsOf(component);
}

function idOf({ component, to }: Rung): string {
  return `hop-${component}-${to}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function kubernetesStep(rung: Rung, needs: readonly string[]): PlanStep {
  return {
    id: idOf(rung),
    phase: 'ladder',
    title: `Upgrade Kubernetes from ${rung.from} to ${rung.to}`,
    why: reasons(rung) || 'A later version of a component needs it.',
    commands: [
      '<upgrade the control plane, then the nodes, with the tool of the cluster>',
      `<set kubernetes.version to ${rung.to} in the program>`,
      'npm run synth',
    ],
    changes: [],
    verify: [`kubectl get nodes shows ${rung.to} on every node; every Application of Argo CD is Healthy.`],
    rollback: 'A control plane does not go back: restore the backup of etcd into a control plane of the older version.',
    needs,
  };
}

function chartStep(rung: Rung, needs: readonly string[], applications: readonly string[]): PlanStep {
  const prepared = rung.findings.filter(({ level }) => level !== 'note');
  const [name = rung.component, from = rung.from, to = rung.to] = rung.hop;
  return {
    id: idOf(rung),
    phase: 'ladder',
    title:
      rung.from === rung.to
        ? `Move ${rung.component} to the published chart of ${rung.to}`
        : `Move ${rung.component} from ${rung.from} to ${rung.to}`,
    why: reasons(rung) || 'It is the version that is still maintained.',
    commands: [
      `cdk8s-verrazzano hop ${name} ${from} ${to}`,
      ...prepared.map(({ fix }) => `<${fix}>`),
      setting(rung.component, to),
      'npm run synth && git diff --stat',
      ...(isDerived(rung.component, to) ? applications : ['<its Application>']).map(
        (name) => `argocd app diff ${name}; argocd app sync ${name}`,
      ),
    ],
    changes: [{ verb: 'apply', object: 'Application argocd', what: `unit of ${rung.component}` }],
    program: {
      component: rung.component,
      version: to,
      findings: rung.findings.map(({ kind, what }) => ({ kind, what })),
    },
    verify: [
      'Selectors, Services, ServiceAccounts and claims of the diff are the same, or the differences are those that `hop` names.',
      '`cdk8s-verrazzano connectivity dist/<cluster> --diff <the folder before>`: no traffic is added or removed but what `hop` names.',
    ],
    rollback: rung.findings.some(({ kind }) => kind === 'migration')
      ? 'Data was migrated in one direction: restore the backup from before the step.'
      : 'Revert the commit.',
    needs,
  };
}

/** Some published charts take other values than those of the release, which nothing derives. */
function setting(component: string, version: string): string {
  return isDerived(component, version)
    ? `<in the program: ChartSource.maintained({ step: 'release', components: { '${component}': '${version}', ... } })>`
    : `<in the program: a delivery unit of your own for ${component} ${version}, whose values differ from those of the release>`;
}

function isDerived(component: string, version: string): boolean {
  return maintainedProblems({ components: { [component]: version } }).length === 0;
}

function reasons({ why, after, findings }: Rung): string {
  const texts = [
    ...(why === undefined ? [] : [why]),
    ...after.map((reason) => reason.why),
    ...findings.filter(({ level }) => level === 'error').map(({ what }) => what),
  ];
  const unique = [...new Set(texts)];
  return unique.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`).join(' ');
}

/** Facts of the replacements leave no order: the step says so, and the rest of the plan stays. */
function unordered(problems: readonly string[]): PlanStep {
  return {
    id: 'order-the-ladder',
    phase: 'ladder',
    title: 'Choose versions that can be ordered',
    why: problems.join(' '),
    commands: ['cdk8s-verrazzano ladder --kubernetes <version> --component <name>=<version>'],
    changes: [],
    verify: ['cdk8s-verrazzano ladder prints an order.'],
    rollback: 'Nothing is changed.',
    needs: ['self-heal'],
  };
}
