import { spawnSync } from 'node:child_process';

/** What decides how all files are linted. */
const SETTINGS = /^(?:\.prettier\w+(?:\.json)?|eslint\.[\w.]+|package-lock\.json)$/;

/**
 * The files that differ from the main branch of the repository that this one was cloned from, as paths from its folder: committed, staged,
 * in the work tree alone and new ones. Files that are deleted are not among them.
 * @param root - the folder of the repository
 * @param env - the environment, with FC_RUNS
 * @returns undefined where every file may be meant: in CI, where FC_RUNS is `all`, without such a branch, and where what changed decides how
 * files are linted
 */
export function changedFiles(root: string, env: NodeJS.ProcessEnv = process.env): readonly string[] | undefined {
  const git = (...argv: readonly string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', argv, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
    return status === 0 ? stdout : undefined;
  };
  if (env['FC_RUNS'] === 'all') return undefined;
  const base = git('merge-base', 'HEAD', 'origin/HEAD')?.trim();
  if (base === undefined) return undefined;
  // Of deleted files, too, for the settings.
  const changed = git('diff', '-z', '--no-renames', '--relative', '--name-status', base)?.split('\0');
  const added = git('ls-files', '-z', '--others', '--exclude-standard')?.split('\0');
  if (changed === undefined || added === undefined) return undefined;
  const entries = changed.flatMap((status, index) =>
    index % 2 === 0 && status !== '' ? [{ status, file: changed[index + 1] ?? '' }] : [],
  );
  if ([...entries.map(({ file }) => file), ...added].some((file) => SETTINGS.test(file))) return undefined;
  const present = entries.filter(({ status }) => status !== 'D').map(({ file }) => file);
  return [...new Set([...present, ...added])].filter((file) => file !== '').sort();
}
