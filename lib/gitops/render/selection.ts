import type { GitOpsCluster } from '../gitops-cluster';
import { ARGO_FOLDER } from '../names';
import { problem } from '../problem';

/** Whether a folder of the output is selected: that of a cluster, or `argocd`. */
export type Selection = (folder: string) => boolean;

/** How many names a message lists. */
const MAX_LISTED = 10;

/**
 * Which folders of the output patterns select.
 *
 * @param patterns - names of clusters, or `argocd` for the root, in which `*` is any text and `?` one character; undefined selects everything
 * @param clusters - all clusters
 * @param problems - takes patterns that select nothing
 */
export function selection(
  patterns: readonly string[] | undefined,
  clusters: readonly GitOpsCluster[],
  problems: string[],
): Selection {
  if (patterns === undefined) return () => true;
  const names = [ARGO_FOLDER, ...clusters.map(({ clusterName }) => clusterName)];
  const tests = patterns.map((pattern) => ({ pattern, matches: globOf(pattern) }));
  if (patterns.length === 0)
    problems.push(problem('', { what: '`only` selects nothing', got: [], allowed: 'patterns' }));
  for (const { pattern, matches } of tests) {
    if (names.some((name) => matches.test(name))) continue;
    const more = names.length > MAX_LISTED ? `, and ${names.length - MAX_LISTED} more` : '';
    const allowed = `patterns of ${names.slice(0, MAX_LISTED).join(', ')}${more}`;
    problems.push(problem('', { what: '`only` has a pattern that selects no cluster', got: pattern, allowed }));
  }
  // `*` means all clusters; the root is asked for by its name.
  return (folder) =>
    tests.some(({ pattern, matches }) => (folder === ARGO_FOLDER ? pattern === folder : matches.test(folder)));
}

function globOf(pattern: string): RegExp {
  const text = [...pattern].map((character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : character.replace(/[\\^$.|+()[\]{}]/, '\\$&');
  });
  return new RegExp(`^${text.join('')}$`);
}
