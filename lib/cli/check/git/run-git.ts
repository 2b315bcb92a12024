import { execFileSync } from 'child_process';
import { valueText } from '../../../values/escape/value-text';
import { InputError } from '../../input/input-error';
import { TOTALS } from '../../input/totals';

/**
 * What Git sets for its hooks, and what else would name another repository than the one that a path is in. Its configuration stays:
 * it may say which repositories of other users are trusted.
 */
const OTHER_REPOSITORY: readonly string[] = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** Thrown where Git refuses what it is asked: what that means depends on the question. */
export class GitRefusal extends Error {
  override readonly name = 'GitRefusal';
}

/** What Git says about a repository, whatever it is asked. */
const REPOSITORY_FAULTS: ReadonlyArray<readonly [said: RegExp, what: string, fix: (said: string) => string]> = [
  [
    /dubious ownership|unsafe repository/,
    'is in a Git repository of another user, which Git does not read',
    (said) => {
      const [, folder] = /repository (?:at|\()\s?'?(.*?)'?(?: is owned|\)|$)/m.exec(said) ?? [];
      return `if you trust it, run git config --global --add safe.directory ${folder === undefined ? 'FOLDER' : valueText(folder)}`;
    },
  ],
  [
    /must be run in a work tree/,
    'is in a Git repository, but not in its work tree',
    () => 'name a folder of a work tree; git worktree add makes one for a bare repository',
  ],
  [/not a git repository/i, 'is not in a Git repository', () => 'name a folder of a Git repository'],
];

/**
 * Runs Git in a folder. Nothing is read from the repository but its objects: no pager, no hooks, no helpers.
 * @param folder - the folder; it decides about the repository, whatever the environment names
 * @param args - the command and its arguments
 * @param at - what errors are about
 * @returns what Git writes
 * @throws InputError when there is no Git or no repository, or when Git writes more than the limit of one run
 * @throws GitRefusal for everything else
 */
export function runGit(folder: string, args: readonly string[], at: string): Buffer {
  try {
    return execFileSync('git', ['-C', folder, '-c', 'core.fsmonitor=false', ...args], {
      env: environment(),
      maxBuffer: TOTALS.bytes,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { code, stderr } = error as { readonly code?: string; readonly stderr?: Buffer | null };
    throw fault(code, stderr?.toString() ?? '', at);
  }
}

/**
 * The single line that Git writes. Only its end is cut off: names of folders may end in spaces and newlines.
 * @param folder - the folder
 * @param args - the command and its arguments
 * @param at - what errors are about
 * @throws InputError, GitRefusal as {@link runGit} does
 */
export function lineOfGit(folder: string, args: readonly string[], at: string): string {
  return runGit(folder, args, at)
    .toString()
    .replace(/\r?\n$/, '');
}

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !OTHER_REPOSITORY.includes(name));
  // Messages in English, as they are read above; nobody is asked for a password where a partial clone fetches.
  return { ...Object.fromEntries(own), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
}

function fault(code: string | undefined, said: string, at: string): Error {
  if (code === 'ENOENT' || code === 'EACCES')
    return new InputError({ at: '--git', what: 'needs git, which is not installed', fix: 'install git' });
  if (code === 'ENOBUFS') {
    return new InputError({
      at,
      what: 'is too large in Git',
      got: `more than ${TOTALS.bytes} bytes`,
      allowed: `at most ${TOTALS.bytes}`,
      fix: 'split it, or leave out what is not needed',
    });
  }
  const known = REPOSITORY_FAULTS.find(([pattern]) => pattern.test(said));
  if (known !== undefined) return new InputError({ at, what: known[1], fix: known[2](said) });
  return new GitRefusal(/^(?:fatal|error): (.*)$/m.exec(said)?.[1] ?? said);
}
