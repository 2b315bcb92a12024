import type { ChangeCheck, OutputChange } from '../gitops/write/output-change';
import { replacementOf } from '../components/replacements';
import { evaluateHop, type HopContext } from '../definition/hop/hop';
import type { HopFinding } from '../definition/hop/hop-finding';
import { versionLine, type KnownVersion, type VersionLine } from '../definition/version-line';
import { describeProblem } from '../values/problem';
import { deliveredIn } from './delivered-version';

/** What hops of one cluster are evaluated by. */
export interface HopCheckProps {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Component by the name of its delivery unit, with `-` in place of `/`. */
  readonly components: ReadonlyMap<string, string>;
  /** Version of Kubernetes, and those of the components after the synthesis. */
  readonly context: HopContext;
  /** Hops that a person has prepared, as `<component> <from> <to>`. */
  readonly accepted: readonly string[];
}

/**
 * A check of files that change, Applications of Argo CD, HelmReleases of Flux, and objects that state a version: another version than that of
 * the committed output is a hop, and its findings are errors until a person accepts it; warnings are in the result.
 * @param props - what hops are evaluated by
 */
export function hopCheck(props: HopCheckProps): ChangeCheck {
  return (changes) => {
    const hops = new Map(changes.flatMap((change) => hopOf(change, props) ?? []).map((hop) => [hop.id, hop]));
    const findings = [...hops.values()].flatMap(({ id, line, from, to }) =>
      evaluateHop(line, from, to, props.context).map((finding) => ({ id, finding })),
    );
    const isError = ({ id, finding }: Found): boolean => finding.level === 'error' && !props.accepted.includes(id);
    return {
      errors: findings.filter(isError).map((found) => message(found, props.cluster)),
      notices: findings
        .filter((found) => !isError(found) && found.finding.level !== 'note')
        .map((found) => message(found, props.cluster)),
    };
  };
}

interface Found {
  readonly id: string;
  readonly finding: HopFinding;
}

interface Hop {
  readonly id: string;
  readonly line: VersionLine;
  readonly from: KnownVersion;
  readonly to: KnownVersion;
}

function message({ id, finding: { level, what, fix } }: Found, cluster: string): string {
  const accept = level === 'error' ? `; once that is done: Installer.charts({ acceptHops: ['${id}'] })` : '';
  return describeProblem({ at: cluster, what: `hop ${id}: ${what}`, fix: `${fix}${accept}` });
}

function hopOf(change: OutputChange, { cluster, components }: HopCheckProps): Hop | undefined {
  const place = deliveredIn(change.path, cluster, components);
  const replacement = place === undefined ? undefined : replacementOf(place.component);
  if (place === undefined || replacement === undefined) return undefined;
  const line = versionLine(replacement);
  const from = place.versionIn(change.before, line, 'from');
  const to = place.versionIn(change.after, line, 'to');
  if (from === undefined || to === undefined || from.index === to.index) return undefined;
  return { id: hopId(place.component, from, to), line, from, to };
}

/**
 * A hop as a person accepts it.
 * @param component - name of the component
 * @param from - the version before
 * @param to - the version after
 */
export function hopId(component: string, from: KnownVersion, to: KnownVersion): string {
  return `${component} ${nameOf(from)} ${nameOf(to)}`;
}

/** As an argument of command `hop`. */
function nameOf({ index, version }: KnownVersion): string {
  return index === 0 ? 'release' : version;
}
