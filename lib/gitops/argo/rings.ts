import { DNS_LABEL, isDnsLabel } from '../../values/names';
import { problem } from '../problem';

/** A group of clusters that get a change together. */
export interface RingProps {
  /** Name, a DNS-1123 label. */
  readonly name: string;
  /**
   * Branch, tag or commit that its clusters follow; a change is promoted by moving it.
   * @default - that of the repository
   */
  readonly revision?: string;
  /**
   * With an ApplicationSet: how many of its clusters change at once, a number from 1 or a percentage from 1% to 100%.
   * @default - all of them
   */
  readonly maxUpdate?: number | string;
}

/** How changes reach the clusters. */
export interface RolloutProps {
  /** The rings, in the order in which they get a change. */
  readonly rings: readonly RingProps[];
  /**
   * How the order is kept.
   *
   * - `revisions`: each ring has a revision, which you move; any Argo CD can do this
   * - `applicationSet`: an ApplicationSet with RollingSync goes on to the next ring when the clusters of the one before are healthy.
   *   It needs Argo CD 2.6 with progressive syncs enabled, which are alpha, and turns automated sync of these Applications off
   *
   * Source: Argo CD documentation, "Progressive Syncs".
   * @default 'revisions'
   */
  readonly by?: 'revisions' | 'applicationSet';
}

/**
 * Checks the rings.
 * @param rollout - what the user states
 * @throws Error when a name, a revision or a number is malformed, or a name exists twice
 */
export function checkRollout({ rings }: RolloutProps): void {
  const names = rings.map(({ name }) => name);
  for (const [index, { name, revision, maxUpdate }] of rings.entries()) {
    const at = `rollout.rings[${index}]`;
    throwIf(!isDnsLabel(name), `${at}.name is not usable`, name, DNS_LABEL);
    throwIf(names.indexOf(name) < index, `${at}.name exists twice`, name, 'unique names');
    throwIf(
      revision !== undefined && (revision.trim() === '' || /\s/.test(revision)),
      `${at}.revision is not usable`,
      revision,
      'a branch, tag or commit',
    );
    throwIf(
      maxUpdate !== undefined && !isMaxUpdate(maxUpdate),
      `${at}.maxUpdate is not usable`,
      maxUpdate,
      'integers from 1, or percentages from 1% to 100%',
    );
  }
}

/** With 0 Argo CD would wait until a person syncs. */
function isMaxUpdate(value: number | string): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 1;
  return /^([1-9][0-9]?|100)%$/.test(value);
}

function throwIf(wrong: boolean, what: string, got: unknown, allowed: string): void {
  if (wrong) throw new Error(problem('', { what, got, allowed }));
}
