import { REPLACEMENTS, replacementOf } from '../../components/replacements';
import { hopId } from '../../installer/hop-check';
import { maintainedProblems } from '../../installer/step-problems';
import { versionLine, type KnownVersion } from '../../definition/version-line';
import { describeProblem } from '../../values/problem';
import type { CommonStep } from '../adopt/adopt-charts';
import { KUBERNETES } from '../ladder-chain';
import { planLadder, type Ladder, type Rung } from '../ladder';
import { highestKubernetes, KUBERNETES_VERSIONS } from '../ladder-kubernetes';
import { byHand, committed, inProgram, kubernetesChange, ofApplications, synced } from './plan-commands';
import type { PlanFacts } from './plan-facts';
import { versionRefusals } from './plan-refusals';
import type { PlanRule, PlanStep } from './plan-step';

/** From what Verrazzano installed to charts that are still maintained, hop by hop. */
export const LADDER_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [ladderSteps];

/**
 * The ladder of the components that run, to the highest version of Kubernetes on which all of them run.
 * @param facts - what the plan depends on
 */
function ladderOf({ runs, adoption }: PlanFacts): Ladder {
  const installed = adoption.charts?.versions ?? new Map<string, KnownVersion>();
  const goals = REPLACEMENTS.filter(({ component }) => runs(component)).map((replacement) => ({
    replacement,
    from: installed.get(replacement.component),
  }));
  const kubernetesFrom = adoption.cluster.answers.kubernetesVersion;
  const kubernetes = highestKubernetes(goals, kubernetesFrom, KUBERNETES_VERSIONS.to);
  return planLadder({ goals, replacements: REPLACEMENTS, installed, kubernetesFrom, kubernetes });
}

function ladderSteps(facts: PlanFacts): readonly PlanStep[] {
  const { rungs, problems } = ladderOf(facts);
  if (problems.length > 0) return [unordered(problems.map(describeProblem))];
  const ids = new Map(rungs.map((rung) => [rung.number, idOf(rung)] as const));
  const first = rungs.find(
    (rung) => rung.component !== KUBERNETES && isDerived(rung.component, rung.hop[2] ?? rung.to),
  );
  return rungs.map((rung) => {
    const previous = rungs
      .filter(({ component, number }) => component === rung.component && number < rung.number)
      .at(-1);
    const earlier = [...rung.after.map((reason) => reason.rung), ...(previous === undefined ? [] : [previous.number])];
    const needs = [
      'sync-units',
      'forget-helm',
      'remove-rest',
      'release-fields',
      'delete-monitoring-instances',
      ...earlier.flatMap((number) => ids.get(number) ?? []),
    ];
    return rung.component === KUBERNETES
      ? kubernetesStep(rung, needs, facts)
      : chartStep(rung, needs, { facts, isFirst: rung === first });
  });
}

/** Applications of a published chart; what an operator makes until then, or takes other values, gets one of its own. */
function chartApplications(facts: PlanFacts, component: string, version: string): readonly string[] {
  const isMade = replacementOf(component)?.variants?.some(({ createdBy }) => createdBy === null) === true;
  const hasOwn = isMade || !isDerived(component, version);
  return hasOwn ? [facts.applicationOf(`charts/${component}`)] : facts.applicationsOf(component);
}

function idOf({ component, to }: Rung): string {
  return `hop-${component}-${to}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function kubernetesStep(rung: Rung, needs: readonly string[], facts: PlanFacts): PlanStep {
  return {
    id: idOf(rung),
    phase: 'ladder',
    title: `Upgrade Kubernetes from ${rung.from} to ${rung.to}`,
    why: reasons(rung) || 'A later version of a component needs it.',
    commands: [
      byHand('Upgrade the control plane, then the nodes, with the tool of the cluster'),
      'kubectl get nodes',
      inProgram(`version: '${rung.to}' in the facts of the cluster`),
      ...committed(facts, `Kubernetes ${rung.to}`),
    ],
    changes: [kubernetesChange(rung.to)],
    verify: [`\`kubectl get nodes\` shows ${rung.to} on every node; every Application of Argo CD is Healthy.`],
    rollback: 'A control plane does not go back: restore the backup of etcd into a control plane of the older version.',
    needs,
  };
}

function chartStep(
  rung: Rung,
  needs: readonly string[],
  { facts, isFirst }: { readonly facts: PlanFacts; readonly isFirst: boolean },
): PlanStep {
  const [name = rung.component, from = rung.from, to = rung.to] = rung.hop;
  const title =
    rung.from === rung.to
      ? `Move ${rung.component} to the published chart of ${rung.to}`
      : `Move ${rung.component} from ${rung.from} to ${rung.to}`;
  const applications = chartApplications(facts, rung.component, to);
  return {
    id: idOf(rung),
    phase: 'ladder',
    title,
    why: reasons(rung) || 'It is the version that is still maintained.',
    commands: [
      `npx cdk8s-verrazzano hop ${name} ${from} ${to}`,
      ...preparations(rung.findings),
      ...setting(rung, facts.adoption.charts?.step, isFirst),
      ...(isDerived(rung.component, to) ? versionRefusals(facts.adoption, rung.component, to) : []),
      ...committed(facts, title),
      ...synced(facts, applications),
    ],
    inputs: facts.argo.inputs,
    changes: ofApplications(applications, 'apply'),
    program: {
      component: rung.component,
      version: to,
      findings: rung.findings.map(({ kind, what }) => ({ kind, what })),
    },
    verify: [
      'Selectors, Services, ServiceAccounts and claims of the diff are the same, or the differences are those that `hop` names.',
      'The connections that are compared: none is added or removed but those that `hop` names.',
    ],
    rollback: rung.findings.some(({ kind }) => kind === 'migration')
      ? 'Data was migrated in one direction: restore the backup from before the step.'
      : 'Revert the commit, and sync the same units.',
    needs,
  };
}

/** What a hop asks for. */
function preparations(findings: Rung['findings']): readonly string[] {
  const fixes = new Set(findings.filter(({ level }) => level !== 'note').map(({ fix }) => fix));
  if (fixes.size === 0) return [];
  return [
    byHand(
      'What the hop asks for, unless the values that ChartSource.maintained sets do it already; the differences below show it:',
    ),
    ...[...fixes].map((fix) => `#   - ${fix}`),
  ];
}

/**
 * What the program says of a hop. A synthesis refuses hops with errors until a person has prepared and accepted them. Some published charts
 * take other values than those of the release, which nothing derives.
 */
function setting(
  { component, hop, to: target }: Rung,
  step: CommonStep | undefined,
  isFirst: boolean,
): readonly string[] {
  const to = hop[2] ?? target;
  if (!isDerived(component, to)) {
    const { underived: why = 'its values differ from those of the release', keeps = [] } =
      replacementOf(component) ?? {};
    return [
      inProgram(`a delivery unit of your own, charts/${component}, with the published chart in version ${to}: ${why}`),
      ...(keeps.length === 0 ? [] : ['# Values that keep what runs:']),
      ...keeps.map(({ value, keeps: what }) => `#   - ${value} (${what})`),
    ];
  }
  return [
    isFirst && step === undefined
      ? inProgram('options of Installer.charts, in place of ChartSource.release()')
      : inProgram('options of Installer.charts, with the other components as they are'),
    `#   source: ChartSource.maintained({ step: '${step ?? 'release'}', components: { '${component}': '${to}' } }),`,
    `#   acceptHops: ['${acceptedHops(component, hop).join("', '")}'],`,
  ];
}

/**
 * As a synthesis names the hop. Output that states only the version of the application does not tell the first published charts from that of
 * the release.
 */
function acceptedHops(component: string, [, before = '', after = '']: readonly string[]): readonly string[] {
  const replacement = replacementOf(component);
  if (replacement === undefined) return [];
  const line = versionLine(replacement);
  const [from, to] = [line.find(before, 'from'), line.find(after, 'to')];
  if (from === undefined || to === undefined) return [];
  const same = from.app === line.release.app ? [line.release] : [];
  return [...new Set([from, ...same].map((one) => hopId(component, one, to)))];
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
    commands: [
      'npx cdk8s-verrazzano ladder --findings',
      byHand(
        'Choose a version of Kubernetes and of each component with --kubernetes and --component until an order is printed',
      ),
    ],
    changes: [],
    verify: ['The last of these commands prints an order: its hops take the place of this step.'],
    rollback: 'Nothing is changed.',
    needs: ['remove-rest', 'sync-units'],
  };
}
