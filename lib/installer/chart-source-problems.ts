import type { Problem } from '../values/problem';

/** Parts of the address of a Git folder. */
interface GitAddress {
  readonly url: string;
  readonly revision: string;
  readonly path: string;
}

/**
 * What is wrong with the address of a Git folder.
 * @param address - the address
 * @param prefix - in front of the names of the options
 */
export function gitProblems({ url, revision, path }: GitAddress, prefix = ''): readonly Problem[] {
  const isUrl = /^(https?|ssh|git|file):\/\/\S+$|^[\w.-]+@[\w.-]+:\S+$/.test(url);
  return [
    ...(isUrl
      ? credentialProblems(url, prefix)
      : [
          {
            what: `${prefix}url is not the address of a repository`,
            got: url,
            allowed: 'https://..., ssh://..., git@host:path',
          },
        ]),
    ...revisionProblems(revision, prefix),
    ...(path === '' ? [] : folderProblems(path, prefix)),
  ];
}

/**
 * What is wrong with the address of a Helm repository or a registry.
 * @param url - the address
 * @param start - how it starts
 * @param example - an allowed one
 */
export function hostProblems(url: string, start: RegExp, example: string): readonly Problem[] {
  const hasHost = start.test(url) && /^([a-z]+:\/\/)?([^/\s]*@)?[\w.-]+(:\d+)?(\/[\w.~-]+)*\/?$/.test(url);
  if (!hasHost) return [{ what: 'url is not an address of charts', got: url, allowed: `such as ${example}` }];
  return credentialProblems(url.includes('://') ? url : `https://${url}`, '');
}

/**
 * What is wrong with a folder of a repository.
 * @param path - relative to the root of the repository
 * @param prefix - in front of the name of the option
 */
export function folderProblems(path: string, prefix = ''): readonly Problem[] {
  if (/^(?!.*(^|\/)\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*$/.test(path)) return [];
  return [{ what: `${prefix}path is not a folder of the repository`, got: path, allowed: 'such as mirror/verrazzano' }];
}

function revisionProblems(revision: string, prefix: string): readonly Problem[] {
  if (/^\S+$/.test(revision)) return [];
  return [{ what: `${prefix}revision is empty or has a space`, got: revision, allowed: 'a tag, branch or commit' }];
}

function credentialProblems(url: string, prefix: string): readonly Problem[] {
  if (!/^https?:\/\/[^/@]*@/.test(url)) return [];
  return [{ what: `${prefix}url holds credentials`, fix: 'give them to Argo CD as a repository Secret' }];
}
