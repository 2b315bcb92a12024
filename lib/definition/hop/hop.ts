import type { ReplacementChange, ReplacementNeed } from '../replacement-change';
import type { KnownVersion, VersionLine } from '../version-line';
import { compareVersions, placeInRange } from '../../values/version-number';
import { avoidedBy } from './hop-avoid';
import { worstFirst, type HopFinding } from './hop-finding';
import { kubernetesRanges } from './hop-kubernetes';
import { needsAt } from './hop-needs';
import { stopsBetween, type Stop } from './hop-stops';

/** What is known around a hop. */
export interface HopContext {
  /** Version of Kubernetes, such as `1.27`. */
  readonly kubernetes: string;
  /**
   * Version of the application of other components, by component.
   * @default - not known: what is needed is a warning
   */
  readonly others?: Readonly<Record<string, string>>;
}

/**
 * Findings about moving a component from one version to another, worst first.
 * @param line - all versions of the component
 * @param from - the version that runs
 * @param to - the version to run
 * @param context - what is known around it
 */
export function evaluateHop(
  line: VersionLine,
  from: KnownVersion,
  to: KnownVersion,
  context: HopContext,
): HopFinding[] {
  if (from.index === to.index) return [];
  const back = to.index < from.index;
  const findings = back
    ? backwards(line, from, to)
    : [
        ...skipped(line, from, to),
        ...avoided(line, from, to),
        ...lowerApplication(line, from, to),
        ...crossed(line, from, to).map(changeFinding(line)),
      ];
  return worstFirst([
    ...findings,
    ...kubernetesFindings(line, to, context),
    ...needFindings(line, to, context),
    ...statusFindings(line, to),
  ]);
}

/**
 * Findings about removing a component that has no successor, worst first.
 * @param line - all versions of the component
 */
export function evaluateRemoval({ replacement }: VersionLine): HopFinding[] {
  const { changes = [], source, statement, instead } = replacement;
  return worstFirst([
    ...changes.map(({ level, kind, what, fix, source: own }) => ({ level, kind, what, fix, source: own ?? source })),
    { level: 'warning', kind: 'status', what: statement, fix: instead ?? 'remove it', source },
  ]);
}

/** Changes that begin after one version and not after the other. */
function crossed(line: VersionLine, from: KnownVersion, to: KnownVersion): ReplacementChange[] {
  return (line.replacement.changes ?? []).filter(({ since }) => {
    const start = line.start(since);
    return start !== undefined && start > from.index && start <= to.index;
  });
}

function changeFinding(line: VersionLine) {
  return ({ since, kind, level, what, fix, source }: ReplacementChange): HopFinding => ({
    level,
    kind,
    what,
    fix,
    since: line.at(line.start(since) ?? 0).version,
    source: source ?? line.replacement.source,
  });
}

function backwards(line: VersionLine, from: KnownVersion, to: KnownVersion): HopFinding[] {
  const { source } = line.replacement;
  const undone = crossed(line, to, from).map(changeFinding(line));
  const migrated = undone.filter(({ kind }) => kind === 'migration');
  return [
    {
      level: 'error',
      kind: 'downgrade',
      what: `${to.version} comes before ${from.version}: no project supports a downgrade`,
      fix:
        migrated.length > 0 ? 'restore the backup from before the hop' : 'restore the state of Git from before the hop',
      source,
    },
    ...migrated.map((finding) => ({
      ...finding,
      level: 'error' as const,
      what: `cannot be undone: ${finding.what}`,
      fix: 'restore the backup from before that hop',
    })),
    ...undone
      .filter(({ kind, level }) => kind !== 'migration' && level !== 'note')
      .map((finding) => ({
        ...finding,
        level: 'warning' as const,
        what: `undoes this change: ${finding.what}`,
        fix: `undo what you did for it: ${finding.fix}`,
      })),
  ];
}

function skipped(line: VersionLine, from: KnownVersion, to: KnownVersion): HopFinding[] {
  const stops = stopsBetween(line, from, to);
  const reasons = [...new Set(stops.map(({ why, advised }) => `${String(advised)} ${why}`))];
  return reasons.map((reason) => {
    const same = stops.filter(({ why, advised }) => `${String(advised)} ${why}` === reason);
    const [{ why, advised }] = same as [Stop];
    return {
      level: advised ? 'warning' : 'error',
      kind: 'stop',
      what: `skips ${same.map(({ name }) => name).join(', ')}: ${why}`,
      fix: `go through ${same.map(({ version }) => version.version).join(', then ')}`,
      source: line.replacement.source,
    };
  });
}

/** Charts may be newer and name an older image: Verrazzano runs images of its own in some of them. */
function lowerApplication(line: VersionLine, from: KnownVersion, to: KnownVersion): HopFinding[] {
  // Where nothing near to what runs is published, the first chart installs another application.
  const isSame = line.closest !== undefined && to.chart === line.replacement.charts[0];
  if (from.chart !== undefined || !isSame || compareVersions(to.app, from.app) >= 0) return [];
  return [
    {
      level: 'warning',
      kind: 'image',
      what: `the application goes back from ${from.app} to ${to.app}, the default image of ${to.version}`,
      fix: `set the image tag to ${from.app} or later`,
      source: line.replacement.source,
    },
  ];
}

function avoided(line: VersionLine, from: KnownVersion, to: KnownVersion): HopFinding[] {
  return avoidedBy(line, to, from).map(({ why, fix, source }) => ({
    level: 'error',
    kind: 'version',
    what: `${to.version} must not be used${from.index === 0 ? '' : ` after ${from.version}`}: ${why}`,
    fix,
    source: source ?? line.replacement.source,
  }));
}

function kubernetesFindings(line: VersionLine, to: KnownVersion, { kubernetes }: HopContext): HopFinding[] {
  return kubernetesRanges(line, to).flatMap(({ range, by }) => {
    const place = placeInRange(kubernetes, range);
    if (place === 'inside') return [];
    const who = by === 'chart' ? 'Helm refuses others' : 'the project supports no other';
    return [
      {
        level: by === 'chart' ? ('error' as const) : ('warning' as const),
        kind: 'kubernetes' as const,
        what: `${to.version} requires Kubernetes ${range}, but the cluster has ${kubernetes}: ${who}`,
        fix:
          place === 'below'
            ? 'upgrade Kubernetes first'
            : 'take a later version of the component before this Kubernetes',
        source: line.replacement.source,
      },
    ];
  });
}

function needFindings(line: VersionLine, to: KnownVersion, { others = {} }: HopContext): HopFinding[] {
  return strictest(needsAt(line, to)).flatMap(({ component, range, why, source }) => {
    const other = others[component];
    const place = other === undefined ? undefined : placeInRange(other, range);
    if (place === 'inside') return [];
    return [
      {
        level: place === undefined ? ('warning' as const) : ('error' as const),
        kind: 'need' as const,
        what: `${to.version} needs ${component} ${range}${other === undefined ? '' : `, which is at ${other}`}: ${why}`,
        fix: place === 'above' ? `upgrade this component further before ${component}` : `upgrade ${component} first`,
        source: source ?? line.replacement.source,
      },
    ];
  });
}

/** Later needs of the same kind are higher: an operator of 8.4 manages servers of 8.1 as well. */
function strictest(needs: readonly ReplacementNeed[]): ReplacementNeed[] {
  return [...new Map(needs.map((need) => [`${need.component} ${need.why}`, need])).values()];
}

/** Sentences that the list of versions of a retired or restricted project needs. */
function statusFindings({ replacement }: VersionLine, to: KnownVersion): HopFinding[] {
  const { status, statement, source, instead } = replacement;
  if (to.chart === undefined || status === 'maintained') return [];
  const fix =
    instead ?? { moved: 'use the new repository', paywalled: 'check which images you may pull' }[status as string];
  return [{ level: 'warning', kind: 'status', what: statement, fix: fix ?? 'plan for a successor', source }];
}
