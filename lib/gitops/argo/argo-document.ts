import { problem } from '../problem';

/** Group of the resources of Argo CD. */
export const ARGO_GROUP = 'argoproj.io';

/** An Application, an ApplicationSet or an AppProject, and the construct it is about. */
export interface ArgoDocument {
  /** The whole object. */
  readonly document: object;
  /** Its kind. */
  readonly kind: 'AppProject' | 'Application' | 'ApplicationSet';
  /** Its name. */
  readonly name: string;
  /** Path of the construct; empty for the app. */
  readonly path: string;
}

/** `metadata.name` is a label value where Argo CD tracks by label, and the name of an Application ends up there. */
const MAX_NAME = 63;

/**
 * What is wrong with the names of all Applications and AppProjects together: all are in the namespace of Argo CD.
 *
 * @param documents - those of the root and of every cluster
 * @returns messages
 */
export function argoNameProblems(documents: readonly ArgoDocument[]): string[] {
  const found: string[] = [];
  const paths = new Map<string, string>();
  for (const { kind, name, path } of documents) {
    const other = paths.get(`${kind}/${name}`);
    if (other !== undefined) {
      const what = `the ${kind} of Argo CD has the same name as that of [${other || 'app'}]`;
      found.push(problem(path, { what, got: name, fix: 'rename a cluster, a delivery unit or the app' }));
    }
    paths.set(`${kind}/${name}`, path);
    if (kind === 'Application' && name.length > MAX_NAME) {
      const allowed = `at most ${MAX_NAME} characters for cluster and unit together`;
      found.push(problem(path, { what: 'the name of the Application is too long', got: name, allowed }));
    }
  }
  return found;
}
