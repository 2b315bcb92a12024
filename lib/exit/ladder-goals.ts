import type { Replacement } from '../definition/replacement';
import { versionLine, type KnownVersion, type VersionLine } from '../definition/version-line';
import type { Problem } from '../values/problem';
import { lineOf, placeInRange } from '../values/version-number';
import { kubernetesPlace, kubernetesRanges } from '../definition/hop/hop-kubernetes';
import { needsAt } from '../definition/hop/hop-needs';
import { chainOf, goalOf, type Chain } from './ladder-chain';

/** One component of a ladder. */
export interface LadderGoal {
  /** The facts. */
  readonly replacement: Replacement;
  /** The version that runs. @default - what Verrazzano installed */
  readonly from?: KnownVersion | undefined;
  /** The goal. @default - the end of its ladder, as far as Kubernetes allows */
  readonly to?: KnownVersion | undefined;
}

/** What a ladder leads to. */
export interface LadderRequest {
  /** The components to move. */
  readonly goals: readonly LadderGoal[];
  /** All facts: what a component needs is taken from here. */
  readonly replacements: readonly Replacement[];
  /**
   * Versions that run, by component, for components that are added.
   * @default - those that Verrazzano installed
   */
  readonly installed?: ReadonlyMap<string, KnownVersion>;
  /** Version of Kubernetes at the beginning, such as `1.27`. */
  readonly kubernetesFrom: string;
  /** Version of Kubernetes at the end. */
  readonly kubernetes: string;
}

/** The way of one component. */
interface Way {
  readonly line: VersionLine;
  readonly from: KnownVersion;
  readonly to: KnownVersion;
  /** The user named the goal. */
  readonly stated: boolean;
}

/** The goals of a ladder, completed with what they need. */
export class Goals {
  stays: Array<{ component: string; why: string }> = [];
  added: Array<{ component: string; why: string }> = [];
  problems: Problem[] = [];
  private readonly goals = new Map<string, Way>();
  /** Places of the first versions that cannot be, by component: no version of what they need runs on that Kubernetes. */
  private readonly below = new Map<string, { index: number; why: string }>();

  constructor(private readonly request: LadderRequest) {
    do this.choose();
    while (this.lower());
    for (const problem of this.unmet()) this.problems.push(problem);
  }

  private choose(): void {
    [this.stays, this.added, this.problems] = [[], [], []];
    this.goals.clear();
    for (const goal of this.request.goals) this.add(goal);
    while (this.complete());
  }

  /** Keeps one component below a version whose needs no version can meet; false when there is none. Stated goals stay. */
  private lower(): boolean {
    const unmet = this.needs().find(({ component, index, other, range }) => {
      const isFree = (name: string): boolean => this.goals.get(name)?.stated !== true;
      const isKnown = this.request.replacements.some((one) => one.component === other);
      const isLow = placeInRange(this.reached(other), range) === 'below';
      const isLower = index < (this.below.get(component)?.index ?? Infinity);
      return isFree(component) && isFree(other) && isKnown && isLow && isLower;
    });
    if (unmet === undefined) return false;
    const { component, index, version, other, range } = unmet;
    const why = `${version} needs ${other} ${range}, but no such version supports Kubernetes ${this.request.kubernetes}`;
    this.below.set(component, { index, why });
    return true;
  }

  /** Version of the application that a component arrives at, or that runs. */
  private reached(component: string): string {
    const replacement = this.request.replacements.find((one) => one.component === component);
    const running = this.request.installed?.get(component) ?? (replacement && versionLine(replacement).release);
    return (this.goals.get(component)?.to ?? running)?.app ?? '';
  }

  /** In the order of the facts, whatever the order of the goals is. */
  chains(): Chain[] {
    const kubernetes = { from: this.request.kubernetesFrom, to: this.request.kubernetes };
    return this.request.replacements.flatMap(({ component }) => {
      const goal = this.goals.get(component);
      return goal === undefined ? [] : [chainOf(goal.line, goal.from, goal.to, kubernetes)];
    });
  }

  private add({ replacement, from, to }: LadderGoal): void {
    const { component, instead, charts, movedWith } = replacement;
    const line = versionLine(replacement);
    const start = from ?? line.release;
    if (charts.length === 0) return this.stay(component, `no successor: ${instead ?? 'remove it'}`);
    if (movedWith !== undefined) return this.addOther(component, movedWith, { from, to });
    const { kubernetes } = this.request;
    const below = this.below.get(component);
    const goal = to ?? goalOf(line, start, kubernetes, below?.index);
    const problem = to === undefined && goal === start ? undefined : goalProblem(line, start, goal, kubernetes);
    if (problem !== undefined) this.problems.push(problem);
    if (problem !== undefined || goal === undefined) return undefined;
    if (goal.index === start.index) this.stay(component, below?.why ?? stayReason(line, start, kubernetes));
    this.goals.set(component, { line, from: start, to: goal, stated: to !== undefined });
    return undefined;
  }

  private stay(component: string, why: string): void {
    this.stays.push({ component, why });
  }

  /** Adds the component that another one is moved with, to the versions stated for that one. */
  private addOther(component: string, other: string, stated: Pick<LadderGoal, 'from' | 'to'>): void {
    const replacement = this.request.replacements.find((one) => one.component === other);
    const from = stated.from ?? this.request.installed?.get(other);
    const isAdded = this.request.goals.some((goal) => goal.replacement.component === other);
    if (replacement !== undefined && !isAdded) this.add({ replacement, from, to: stated.to });
    this.stay(component, `moved together with ${other}`);
  }

  /** Adds, or moves further, one component that another one needs; false when there is none. */
  private complete(): boolean {
    return this.needs().some(({ component, version, other, range, why }) =>
      this.reach(other, range, `${component} ${version} needs ${other} ${range}: ${why}`),
    );
  }

  /** What the versions that are arrived at need. */
  private needs(): Need[] {
    return this.chains().flatMap(({ component, line, versions }) =>
      versions.slice(1).flatMap(({ index = 0, version }) =>
        line === undefined
          ? []
          : needsAt(line, line.at(index)).map(({ component: other, range, why }) => ({
              component,
              index,
              version,
              other,
              range,
              why,
            })),
      ),
    );
  }

  /** Needs of components that cannot be added, since no version of theirs fits. */
  private unmet(): Problem[] {
    return this.needs().flatMap(({ component, version, other, range, why }) => {
      const replacement = this.request.replacements.find((one) => one.component === other);
      if (replacement === undefined || this.goals.has(other)) return [];
      const { app } = this.request.installed?.get(other) ?? versionLine(replacement).release;
      if (placeInRange(app, range) === 'inside') return [];
      return [
        {
          at: component,
          what: `${version} needs ${other} ${range}, but no such version fits: ${why}`,
          got: `${other} ${app}`,
          fix: `choose another version of ${component}, or of Kubernetes`,
        },
      ];
    });
  }

  /** Moves a component to the newest version of the first minor line in a range; false where it is there already, or no version is. */
  private reach(component: string, range: string, why: string): boolean {
    const replacement = this.request.replacements.find((one) => one.component === component);
    if (replacement === undefined) return false;
    const line = versionLine(replacement);
    const goal = this.goals.get(component);
    const from = goal?.from ?? this.request.installed?.get(component) ?? line.release;
    if (goal?.stated === true || placeInRange((goal?.to ?? from).app, range) !== 'below') return false;
    const { kubernetes } = this.request;
    const fits = line.versions
      .slice(from.index)
      .filter(
        (one) =>
          one.index < (this.below.get(component)?.index ?? Infinity) &&
          placeInRange(one.app, range) === 'inside' &&
          kubernetesPlace(line, one, kubernetes) === 'inside',
      );
    const [first] = fits;
    const to = fits.filter(({ app }) => first !== undefined && lineOf(app, 2) === lineOf(first.app, 2)).at(-1);
    if (to === undefined || to.index === goal?.to.index) return false;
    if (goal === undefined) this.added.push({ component, why });
    this.goals.set(component, { line, from, to, stated: false });
    return true;
  }
}

/** A version needs another component in a range. */
interface Need {
  readonly component: string;
  /** Place of the version in its line. */
  readonly index: number;
  readonly version: string;
  readonly other: string;
  readonly range: string;
  readonly why: string;
}

/** Why a component is not moved. */
function stayReason(line: VersionLine, start: KnownVersion, kubernetes: string): string {
  const isLast = goalOf(line, start, kubernetes) === start && kubernetesPlace(line, start, kubernetes) === 'inside';
  return isLast ? `${start.version} is already the target` : `no later version supports Kubernetes ${kubernetes}`;
}

/** Why a goal cannot be one. */
function goalProblem(
  line: VersionLine,
  start: KnownVersion,
  goal: KnownVersion | undefined,
  kubernetes: string,
): Problem | undefined {
  const at = line.replacement.component;
  if (goal === undefined || kubernetesPlace(line, goal, kubernetes) !== 'inside') {
    const { version, index } = goal ?? line.newest ?? start;
    const ranges = kubernetesRanges(line, line.at(index)).map(({ range }) => range);
    return {
      at,
      what:
        goal === undefined
          ? 'no known version supports that version of Kubernetes'
          : `${version} does not support that version of Kubernetes`,
      got: kubernetes,
      allowed: `${ranges.join(' and ')} (${version})`,
      fix: 'choose another version of Kubernetes, or of the component',
    };
  }
  if (goal.index >= start.index) return undefined;
  return {
    at,
    what: 'the target version is older than the installed one',
    got: goal.version,
    allowed: `a version after ${start.version}`,
  };
}
