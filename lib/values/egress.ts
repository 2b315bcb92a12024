import type { External } from './external';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { requireText } from './shape/require-text';

/** Destinations that a user lists for a workload. */
export interface ListedDestinations {
  /** Name of the workload. */
  readonly workload: string;
  /** What it connects to beyond the cluster besides what the platform knows. */
  readonly destinations: readonly External[];
}

/** Where egress is denied by default: nowhere, in namespaces, or wherever all destinations are proven. */
export type EgressScope = 'open' | 'namespaces' | 'proven';

/**
 * Where traffic out of the pods is restricted to what is known. The default is nowhere: an egress policy cuts whatever is not
 * listed, so it is requested namespace by namespace.
 */
export class Egress {
  /** Every pod may connect to everything. */
  static open(): Egress {
    return new Egress('open', [], []);
  }

  /**
   * Pods of these namespaces may connect to what their flows name, and to nothing else.
   * @param namespaces - names of namespaces of the platform
   * @throws Error when none is given
   */
  static denyIn(...namespaces: string[]): Egress {
    const none: Problem = { at: 'Egress.denyIn', what: 'no namespace is given', allowed: 'one or more namespaces' };
    throwProblems(namespaces.length === 0 ? [none] : []);
    requireText({ ...namespaces }, 'Egress.denyIn');
    return new Egress('namespaces', [...new Set(namespaces)], []);
  }

  /**
   * Every workload whose destinations are proven may connect to those and to nothing else; the others may connect to everything.
   */
  static denyEverywhereProven(): Egress {
    return new Egress('proven', [], []);
  }

  private constructor(
    /** Where egress is denied. */
    readonly scope: EgressScope,
    /** The namespaces; empty unless `scope` is `namespaces`. */
    readonly namespaces: readonly string[],
    /** Destinations that the user lists. @internal */
    readonly listed: readonly ListedDestinations[],
  ) {}

  /**
   * The same, with destinations of a workload that the platform cannot know. They are added to what it knows; an empty list states
   * that there are no others.
   * @param workload - name of the workload, such as `argocd-repo-server`
   * @param destinations - what it connects to beyond the cluster
   */
  withDestinations(workload: string, destinations: readonly External[]): Egress {
    return new Egress(this.scope, this.namespaces, [...this.listed, { workload, destinations: [...destinations] }]);
  }
}
