/** A file, link or submodule of a commit. */
export interface Leaf {
  readonly kind: 'file' | 'link' | 'submodule';
  /** The name of its object. */
  readonly id: string;
}

/** A folder of a commit, by the names in it. */
export type Tree = Map<string, Tree | Leaf>;

/** What a path leads to; `real` is its path without links. */
export interface Found {
  readonly real: string;
  readonly node: Tree | Leaf;
}

/** Why a path leads to nothing: there is no such file, a link leads out of the repository, or links lead to each other. */
export type Nowhere = 'missing' | 'outside' | 'loop';

/** As many as Linux follows in one path. */
const MAX_LINKS = 40;

/**
 * Reads what `git ls-tree -r -z` lists.
 * @param listing - its output
 */
export function treeOf(listing: string): Tree {
  const root: Tree = new Map();
  for (const [, mode = '', id = '', path = ''] of listing.matchAll(/(\d+) \w+ ([0-9a-f]+)\t([^\0]+)\0/g)) {
    const names = path.split('/');
    const name = names.pop() as string;
    folderAt(root, names).set(name, { kind: kindOf(mode), id });
  }
  return root;
}

/**
 * Follows a path through a commit, and the links of the commit with it.
 * @param root - the top folder
 * @param path - the path from there
 * @param targetOf - the target of a link, by its object
 */
export function follow(root: Tree, path: string, targetOf: (id: string) => string): Found | Nowhere {
  const left = path.split('/').reverse();
  const names: string[] = [];
  const above: Array<Tree | Leaf> = [root];
  let links = 0;
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name === '' || name === '.') continue;
    const here = above[above.length - 1];
    if (!(here instanceof Map)) return 'missing';
    if (name === '..') {
      if (names.pop() === undefined) return 'outside';
      above.pop();
      continue;
    }
    const node = here.get(name);
    if (node === undefined) return 'missing';
    if (node instanceof Map || node.kind !== 'link') {
      names.push(name);
      above.push(node);
      continue;
    }
    if (++links > MAX_LINKS) return 'loop';
    const target = targetOf(node.id);
    if (/^(?:[/\\]|[A-Za-z]:)/.test(target)) return 'outside';
    for (const part of target.split('/').reverse()) left.push(part);
  }
  return { real: names.join('/'), node: above[above.length - 1] as Tree | Leaf };
}

function folderAt(root: Tree, names: readonly string[]): Tree {
  let folder = root;
  for (const name of names) {
    const known = folder.get(name);
    const next: Tree = known instanceof Map ? known : new Map<string, Tree | Leaf>();
    folder.set(name, next);
    folder = next;
  }
  return folder;
}

function kindOf(mode: string): Leaf['kind'] {
  return mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : 'file';
}
