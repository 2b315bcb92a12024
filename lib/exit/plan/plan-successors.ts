import { REPLACEMENTS } from '../../components/replacements';
import type { Replacement } from '../../definition/replacement';
import { versionLine } from '../../definition/version-line';
import { evaluateRemoval } from '../../definition/hop/hop';
import type { PlanFacts } from './plan-facts';
import type { PlanRule, PlanStep } from './plan-step';

/** What takes the place of components without a maintained chart. */
export const SUCCESSOR_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [successors];

/** Components whose end has steps of its own. */
const WITH_STEPS: ReadonlySet<string> = new Set([
  ...['oam-kubernetes-runtime', 'verrazzano-application-operator', 'verrazzano-platform-operator'],
  ...['verrazzano-monitoring-operator', 'verrazzano-cluster-operator', 'verrazzano-cluster-agent'],
]);

function successors({ runs }: PlanFacts): readonly PlanStep[] {
  return REPLACEMENTS.filter(
    ({ component, charts }) => charts.length === 0 && !WITH_STEPS.has(component) && runs(component),
  ).map(step);
}

function step(replacement: Replacement): PlanStep {
  const { component, statement, instead } = replacement;
  const findings = evaluateRemoval(versionLine(replacement)).filter(({ kind }) => kind !== 'status');
  const reasons = [`It has no successor: ${statement}`, ...findings.map(({ what }) => what)];
  return {
    id: `replace-${component}`,
    phase: 'ladder',
    title: `Put something in the place of ${component}`,
    why: reasons.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`).join(' '),
    commands: [
      ...(instead === undefined ? [] : [`<in its place: ${instead}>`]),
      ...findings.map(({ fix }) => `<${fix}>`),
      'npm run synth && git diff --stat',
    ],
    changes: [{ verb: 'apply', object: 'Application argocd', what: `unit of ${component}` }],
    verify: [
      'Every console answers and signs in, and metrics and logs still arrive.',
      '`cdk8s-verrazzano connectivity dist/<cluster> --diff <the folder before>`: only traffic of this component is added or removed.',
    ],
    rollback: 'Revert the commit.',
    needs: ['self-heal', 'remove-rest'],
  };
}
