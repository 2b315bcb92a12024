import { InputError } from '../../input/input-error';
import { GitRefusal, lineOfGit } from './run-git';

/**
 * The commit that a revision names.
 * @param folder - a folder of the repository
 * @param revision - a commit, branch or tag, or any other name that Git knows for one
 * @throws InputError when there is none
 */
export function commitOf(folder: string, revision: string): string {
  const named = idOf(folder, revision);
  if (named === undefined) {
    throw new InputError({
      at: '--git',
      what: 'is not a revision of the repository',
      got: revision,
      allowed: 'a commit, branch or tag',
      fix: isShallow(folder)
        ? 'the clone is shallow: fetch the revision, as git fetch --unshallow does'
        : 'check the name, and fetch the branches of the remote',
    });
  }
  const commit = idOf(folder, `${named}^{commit}`);
  if (commit !== undefined) return commit;
  const got = `${revision}, a ${lineOfGit(folder, ['cat-file', '-t', named], '--git')}`;
  throw new InputError({ at: '--git', what: 'is not a commit', got, allowed: 'a commit, branch or tag' });
}

/** No name begins with a dash; Git would take it for an option. */
function idOf(folder: string, name: string): string | undefined {
  if (name === '' || name.startsWith('-')) return undefined;
  try {
    const id = lineOfGit(folder, ['rev-parse', '--verify', '--quiet', name], '--git');
    return /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
  } catch (error) {
    if (error instanceof GitRefusal) return undefined;
    throw error;
  }
}

function isShallow(folder: string): boolean {
  return lineOfGit(folder, ['rev-parse', '--is-shallow-repository'], '--git') === 'true';
}
