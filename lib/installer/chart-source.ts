import { VERRAZZANO_VERSION } from '../definition/chart';
import { throwProblems } from '../values/problem';

/** A mirror of the Verrazzano repository. */
export interface GitChartsProps {
  /** URL of the repository, as Argo CD clones it. */
  readonly url: string;
  /**
   * Tag, branch or commit with the charts of the release.
   * @default v1.7.2
   */
  readonly revision?: string;
  /**
   * Folder that holds `platform-operator`.
   * @default - the root of the repository
   */
  readonly path?: string;
}

const RELEASE = 'https://github.com/verrazzano/verrazzano.git';

/** Where the charts of the components come from: the folder `platform-operator` of the Verrazzano repository, or a copy of it. */
export class ChartSource {
  /** The public repository of Verrazzano at the tag of the release. */
  static release(): ChartSource {
    return new ChartSource(RELEASE, `v${VERRAZZANO_VERSION}`, '');
  }

  /**
   * A mirror, or any repository with a copy of folder `platform-operator`.
   * @param props - where it is
   * @throws Error when the URL is none, or the path leads out of the repository
   */
  static git({ url, revision = `v${VERRAZZANO_VERSION}`, path = '' }: GitChartsProps): ChartSource {
    const at = 'ChartSource.git';
    const isUrl = /^(https?|ssh|git|oci|file):\/\/\S+$|^[\w.-]+@[\w.-]+:\S+$/.test(url);
    const hasCredentials = /^https?:\/\/[^/@]*@/.test(url);
    const isFolder = path === '' || /^(?!.*(^|\/)\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*$/.test(path);
    throwProblems([
      ...(isUrl
        ? []
        : [
            {
              at,
              what: 'url is no address of a repository',
              got: url,
              allowed: 'https://..., ssh://..., git@host:path',
            },
          ]),
      ...(hasCredentials
        ? [{ at, what: 'url holds credentials', fix: 'give them to Argo CD as a repository Secret' }]
        : []),
      ...(revision.trim() !== '' ? [] : [{ at, what: 'revision is empty', allowed: 'a tag, branch or commit' }]),
      ...(isFolder
        ? []
        : [{ at, what: 'path is no folder of the repository', got: path, allowed: 'such as mirror/verrazzano' }]),
    ]);
    return new ChartSource(url, revision, path);
  }

  private constructor(
    /** URL of the repository. */
    readonly repository: string,
    /** Tag, branch or commit. */
    readonly revision: string,
    private readonly folder: string,
  ) {}

  /**
   * A folder of the Verrazzano repository in this one.
   * @param path - relative to the root of the Verrazzano repository
   */
  pathOf(path: string): string {
    return this.folder === '' ? path : `${this.folder}/${path}`;
  }
}
