import { realpathSync, statSync } from 'fs';
import { dirname, join, relative, resolve, sep } from 'path';
import { isSystemError } from '../../gitops/write/file-system-error';
import { compare } from '../../values/compare';
import { decodeText, ENCODINGS } from '../input/decode-text';
import { InputError } from '../input/input-error';
import { noPointer } from '../input/lfs-pointer';
import { attempt, isManifestName, linkLoop, type Refuse } from '../input/read-manifests-files';
import { commitOf } from './git/revision';
import { GitRefusal, lineOfGit, runGit } from './git/run-git';
import { follow, treeOf, type Found, type Nowhere, type Tree } from './git/tree';
import type { Files } from './read-sources';

/** What a file may be besides what the commit holds. */
const APART = 'check out the revision in a folder of its own, with git worktree add, and compare the two folders';

/**
 * The files of a commit, under the names that they have in the work tree. Links are followed, as they are in the work tree.
 * @param revision - a commit, branch or tag
 * @param path - a path of the work tree, which says in which repository
 * @throws InputError when there is no repository, or no such revision
 */
export function gitFiles(revision: string, path: string): Files {
  const top = lineOfGit(existingFolder(resolve(path)), ['rev-parse', '--show-toplevel'], path);
  const commit = commitOf(top, revision);
  const listing = answer(path, () => runGit(top, ['ls-tree', '-r', '-z', '--full-tree', commit], path));
  return new Commit(top, treeOf(listing.toString()));
}

class Commit implements Files {
  private readonly targets = new Map<string, string>();

  constructor(
    private readonly top: string,
    private readonly root: Tree,
  ) {}

  list(path: string, refuse: Refuse): readonly string[] {
    const found = this.follow(path);
    if (found === 'missing') return [];
    if (typeof found === 'string' || !(found.node instanceof Map)) return [path];
    return new Listing((each, at) => this.at(each, at), refuse).filesIn(path, found.real, found.node, []);
  }

  has(file: string): boolean {
    return typeof this.follow(file) !== 'string';
  }

  read(file: string): string {
    const found = this.follow(file);
    if (typeof found === 'string') throw nowhere(file, found);
    const { node } = found;
    if (node instanceof Map)
      throw new InputError({ at: file, what: 'is a directory in the revision', fix: 'name a file' });
    if (node.kind === 'submodule') throw submodule(file);
    const text = decodeText(answer(file, () => runGit(this.top, ['cat-file', 'blob', node.id], file)));
    if (text === undefined)
      throw new InputError({ at: file, what: 'is not text', got: 'binary data', allowed: ENCODINGS });
    return noPointer(file, text, `Git LFS holds it apart: ${APART}`);
  }

  private follow(file: string): Found | Nowhere {
    return this.at(this.nameOf(file), file);
  }

  /** What a path from the top leads to; `file` is its name. */
  private at(path: string, file: string): Found | Nowhere {
    return follow(this.root, path, (id) => this.targetOf(id, file));
  }

  private targetOf(id: string, file: string): string {
    const known = this.targets.get(id);
    if (known !== undefined) return known;
    const target = answer(file, () => runGit(this.top, ['cat-file', 'blob', id], file)).toString();
    this.targets.set(id, target);
    return target;
  }

  /**
   * The path from the top of the repository. The links of the work tree may be others than those of the commit: only those above the
   * repository, or those that lead into it, are followed here.
   */
  private nameOf(file: string): string {
    const full = resolve(file);
    const above = this.topAbove(full);
    if (above !== undefined) return relative(above, full).split(sep).join('/');
    const folder = existingFolder(full);
    return relative(this.top, join(realpathSync(folder), relative(folder, full)))
      .split(sep)
      .join('/');
  }

  /** The folder of a path, by its name in it, that is the top of the repository. */
  private topAbove(path: string): string | undefined {
    const folder = existingFolder(path);
    if (resolve(realpathSync(folder)) === resolve(this.top)) return folder;
    const above = dirname(folder);
    return above === folder ? undefined : this.topAbove(above);
  }
}

/** Finds the files of a folder as those of the file system are found: by name, and a folder that several links lead to once. */
class Listing {
  private readonly seen = new Set<string>();

  constructor(
    private readonly follow: (path: string, file: string) => Found | Nowhere,
    private readonly refuse: Refuse,
  ) {}

  filesIn(folder: string, real: string, tree: Tree, above: readonly string[]): string[] {
    return attempt(this.refuse, () => {
      if (above.includes(real)) throw linkLoop(folder);
      if (this.seen.has(real)) return [];
      this.seen.add(real);
      return [...tree.keys()]
        .sort(compare)
        .flatMap((name) => this.filesAt(join(folder, name), `${real}/${name}`, [...above, real]));
    });
  }

  private filesAt(path: string, real: string, above: readonly string[]): string[] {
    return attempt(this.refuse, () => {
      const found = this.follow(real, path);
      if (typeof found === 'string') return isManifestName(path) || leadsToFolder(found, path) ? [path] : [];
      if (found.node instanceof Map) return this.filesIn(path, found.real, found.node, above);
      return found.node.kind === 'submodule' || isManifestName(path) ? [path] : [];
    });
  }
}

/** A file may be gone from the work tree: the nearest folder above it that exists. */
function existingFolder(path: string): string {
  if (isFolder(path)) return path;
  const above = dirname(path);
  return above === path ? path : existingFolder(above);
}

/** A path below a file is none, and an error for the file system. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}

/** What a link out of the repository leads to is known of the work tree only. */
function leadsToFolder(found: Nowhere, path: string): boolean {
  return found === 'outside' && isFolder(path);
}

function nowhere(file: string, why: Nowhere): InputError {
  if (why === 'loop') return linkLoop(file);
  return why === 'missing'
    ? new InputError({ at: file, what: 'does not exist in the revision', fix: 'check the name' })
    : new InputError({
        at: file,
        what: 'is a link out of the repository: the revision does not say what was there',
        fix: APART,
      });
}

function submodule(file: string): InputError {
  const what = 'is a submodule: the revision only names a commit of another repository';
  return new InputError({ at: file, what, fix: APART });
}

/** What Git answers where it must know: objects may be missing, as where a partial clone cannot fetch. */
function answer(at: string, ask: () => Buffer): Buffer {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
    throw new InputError({ at, what: `cannot be read in Git: ${error.message}`, fix: 'run git fsck' });
  }
}
