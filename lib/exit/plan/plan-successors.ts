import { clusterIssuer, COMPONENTS, verrazzanoNetworkPolicies } from '../../components';
import { REPLACEMENTS } from '../../components/replacements';
import type { Replacement } from '../../definition/replacement';
import { versionLine } from '../../definition/version-line';
import { evaluateRemoval } from '../../definition/hop/hop';
import { byHand, committed, inProgram, ofApplications, undelivered } from './plan-commands';
import type { PlanFacts } from './plan-facts';
import type { PlanRule, PlanStep } from './plan-step';

/** What takes the place of components without a maintained chart. */
export const SUCCESSOR_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [successors];

/** Components whose end has steps of its own. */
const WITH_STEPS: ReadonlySet<string> = new Set([
  'oam-kubernetes-runtime',
  'verrazzano-application-operator',
  'verrazzano-platform-operator',
  'verrazzano-monitoring-operator',
  'verrazzano-cluster-operator',
  'verrazzano-cluster-agent',
]);

/** Components whose objects the program writes by itself once charts install. */
const WRITTEN: ReadonlySet<string> = new Set([verrazzanoNetworkPolicies.name, clusterIssuer.name]);

function successors(facts: PlanFacts): readonly PlanStep[] {
  const { runs } = facts;
  return REPLACEMENTS.filter(
    ({ component, charts }) =>
      charts.length === 0 && !WITH_STEPS.has(component) && !WRITTEN.has(component) && runs(component),
  ).map((one) => step(one, facts));
}

function step(replacement: Replacement, facts: PlanFacts): PlanStep {
  const { component, statement, instead } = replacement;
  const findings = evaluateRemoval(versionLine(replacement)).filter(({ kind }) => kind !== 'status');
  const reasons = [`It has no successor: ${statement}`, ...findings.map(({ what }) => what)];
  return {
    id: `replace-${component}`,
    phase: 'ladder',
    title: `Replace ${component}`,
    why: reasons.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`).join(' '),
    commands: [
      ...(instead === undefined ? [] : [byHand(`In its place: ${instead}`)]),
      ...new Set(findings.map(({ fix }) => byHand(fix))),
      ...switchedOff(component),
      ...committed(facts, `Replace ${component}`),
      `npx cdk8s-verrazzano check ${facts.folder}`,
      ...undelivered(facts.applicationsOf(component)),
    ],
    changes: ofApplications(facts.applicationsOf(component), 'orphan'),
    verify: [
      'Every console answers and signs in, and metrics and logs still arrive.',
      'The connections that are compared: only those of this component are added or removed.',
    ],
    rollback: 'Revert the commit, and apply the file of its Application again.',
    needs: ['sync-units', 'remove-rest'],
  };
}

/** How the program leaves a component out. */
function switchedOff(component: string): readonly string[] {
  const specKey = COMPONENTS.find(({ name }) => name === component)?.specKey;
  return specKey == null
    ? [inProgram('among the options of Installer.charts'), `#   without: ['${component}'],`]
    : [inProgram('among the components of the profile'), `#   ${specKey}: { enabled: false },`];
}
