import { replacementOf } from '../components/replacements';
import type { Replacement } from '../definition/replacement';
import { versionLine, type KnownVersion } from '../definition/version-line';
import type { Problem } from '../values/problem';
import { derivedVersions, type MaintainedStep, type MaintainedSteps } from './maintained-charts';

/**
 * What is wrong with the steps.
 * @param props - the steps
 */
export function maintainedProblems({ step, components = {} }: MaintainedSteps): Problem[] {
  return [
    ...(step === undefined || ['release', 'closest', 'newest'].includes(step) || /^v?\d[\w.+-]*$/.test(step)
      ? []
      : [{ what: 'step is unknown', got: step, allowed: 'release, closest, newest, or a version' }]),
    ...Object.entries(components).flatMap(([name, own]) => stepProblems(name, own)),
  ];
}

/**
 * What is wrong with a source of published charts that serves all components.
 * @param props - the steps
 */
export function commonStepProblems({ step }: MaintainedSteps): Problem[] {
  if (step === undefined || ['release', 'closest', 'newest'].includes(step)) return [];
  const fix =
    "state the version of one component: components: { keycloak: { chart: ChartSource.maintained({ step: '2.6.0' }) } }";
  return [
    {
      what: 'step is a version, and the source serves all components',
      got: step,
      allowed: 'release, closest, newest',
      fix,
    },
  ];
}

/**
 * What is wrong with the step of one component.
 * @param name - name of the component
 * @param step - the step
 */
export function stepProblems(name: string, step: MaintainedStep): Problem[] {
  const replacement = replacementOf(name);
  if (replacement === undefined) {
    return [
      {
        what: 'components names a component that does not exist',
        got: name,
        allowed: 'names that `cdk8s-verrazzano components` prints',
      },
    ];
  }
  if (step === 'release') return [];
  if (replacement.movedWith !== undefined) {
    const fix = `state the step of ${replacement.movedWith}, whose chart brings it along`;
    return [{ what: `${name} has no chart of its own`, got: step, fix }];
  }
  if (replacement.derived?.length === 0 || replacement.charts.length === 0) {
    const fix = replacement.instead ?? 'write its values by hand, in a unit of your own';
    const why = replacement.underived === undefined ? '' : `: ${replacement.underived}`;
    return [
      {
        what: `${name} has no published chart that takes the values of the release${why}`,
        got: step,
        allowed: 'release',
        fix,
      },
    ];
  }
  return versionProblems(replacement, step);
}

/** The version that a step names is known, and one whose values are derived. */
function versionProblems(replacement: Replacement, step: MaintainedStep): Problem[] {
  const { component: name } = replacement;
  // The newest is the last one whose values are derived.
  if (step === 'newest') return [];
  const line = versionLine(replacement);
  const version = line.find(step, 'to');
  if (version === undefined) {
    const last = derivedVersions(line).at(-1)?.version ?? '';
    return [
      {
        what: `${name} has no such version, as far as is known`,
        got: step,
        allowed: `release, closest, newest, or a version up to ${last}`,
        fix: `cdk8s-verrazzano hop ${name} release newest shows the way`,
      },
    ];
  }
  const known = derivedVersions(line);
  if (version.chart !== undefined && !known.includes(version)) {
    return [
      {
        what: `chart ${version.chart.name} of ${name} takes other values than the release`,
        got: step,
        allowed: `release, newest, or ${versionRanges(known)}`,
        fix: `cdk8s-verrazzano hop ${name} release newest shows what the other chart asks for`,
      },
    ];
  }
  return [];
}

/** The versions of each chart. */
function versionRanges(versions: readonly KnownVersion[]): string {
  const charts = [...new Set(versions.map(({ chart }) => chart))];
  const ranges = charts.map((chart) => {
    const own = versions.filter((one) => one.chart === chart).map(({ version }) => version);
    const [first = '', last = ''] = [own[0], own.at(-1)];
    return first === last ? first : `a version from ${first} to ${last}`;
  });
  return ranges.join(', or ');
}
