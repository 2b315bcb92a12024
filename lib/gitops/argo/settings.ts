import { credentialPatterns } from '../../values/credential-patterns';
import { DNS_LABEL, isDnsLabel } from '../../values/names';
import { checkFolderName } from '../names';
import { problem } from '../problem';
import type { RolloutProps } from './rings';
import { checkRollout } from './rings';

/** The cluster in which Argo CD runs, as Argo CD knows it. */
export const IN_CLUSTER = { server: 'https://kubernetes.default.svc' };

/** The Git repository that holds the output. */
export interface RepositoryProps {
  /** URL as Argo CD clones it, without credentials. */
  readonly url: string;
  /** Branch, tag or commit. @default 'main' */
  readonly revision?: string;
  /** Folder of the output inside the repository, forward slashes. @default '.' */
  readonly path?: string;
}

/** What Argo CD does by itself. Source: Argo CD 2.8, `Application.spec.syncPolicy.automated`. */
export interface AutomatedSync {
  /** Deletes what is no longer in Git. @default true */
  readonly prune?: boolean;
  /** Puts back what was changed in the cluster. @default true */
  readonly selfHeal?: boolean;
}

/** How Argo CD is set up. */
export interface ArgoCdProps {
  /** Namespace of Argo CD, where Applications and AppProjects live. @default 'argocd' */
  readonly namespace?: string;
  /**
   * Writes a patch for the ConfigMap `argocd-cm`, which you apply with `kubectl patch`: tracking by annotation and health
   * checks, which waves across Applications need. Turn it off to give `argoCdSettings()` by other means. @default true
   */
  readonly healthChecks?: boolean;
  /** Automated sync, or false to sync by hand. @default prune and selfHeal */
  readonly automated?: AutomatedSync | false;
}

/** `ArgoCdProps` with all defaults filled in. */
export interface ResolvedArgoCd {
  /** Namespace of Argo CD. */
  readonly namespace: string;
  /** Whether the patch for `argocd-cm` is written. */
  readonly healthChecks: boolean;
  /** Automated sync, or false. */
  readonly automated: Required<AutomatedSync> | false;
}

/** What the app says about delivery besides the repository. */
export interface DeliveryProps {
  /** How Argo CD is set up. */
  readonly argoCd?: ArgoCdProps | undefined;
  /** Rings of clusters. */
  readonly rollout?: RolloutProps | undefined;
  /** What delivers the output. @default 'argo-cd' */
  readonly delivery?: Delivery | undefined;
  /** Whether each unit of objects has a kustomization.yaml. @default false */
  readonly kustomizations?: boolean | undefined;
}

/** What delivers the output: Argo CD, or Flux. */
export type Delivery = 'argo-cd' | 'flux';

/** Settings of delivery with all defaults filled in. */
export interface DeliverySettings {
  /** Name of the root Application and its AppProject. */
  readonly name: string;
  /** The repository; its path without `.` parts, empty for the top. */
  readonly repository: Required<RepositoryProps>;
  /** How Argo CD is set up. */
  readonly argoCd: ResolvedArgoCd;
  /** Rings of clusters; undefined where there are none. */
  readonly rollout: RolloutProps | undefined;
  /** What delivers the output. */
  readonly delivery: Delivery;
  /** Whether each unit of objects has a kustomization.yaml. */
  readonly kustomizations: boolean;
}

/**
 * Fills in the defaults.
 *
 * @throws Error when a name, the URL, the revision or the path is malformed
 */
export function deliverySettings(
  name: string,
  repository: RepositoryProps,
  { argoCd = {}, rollout, ...how }: DeliveryProps = {},
): DeliverySettings {
  checkFolderName('', 'the name of the app', name);
  if (rollout !== undefined) checkRollout(rollout);
  const { url, revision = 'main', path = '.' } = repository;
  const { namespace = 'argocd', healthChecks = true, automated = {} } = argoCd;
  throwIf(
    url.trim() === '' || /\s/.test(url),
    'repository.url is not usable',
    url,
    'a Git URL',
    'give the URL Argo CD clones',
  );
  if (hasCredentials(url)) {
    const fix = 'give the URL without them, and the credentials to Argo CD as a repository Secret';
    throw new Error(problem('', { what: 'repository.url holds credentials', fix }));
  }
  throwIf(
    revision.trim() === '' || /\s/.test(revision),
    'repository.revision is not usable',
    revision,
    'a branch, tag or commit',
  );
  throwIf(!isDnsLabel(namespace), 'argoCd.namespace is not usable', namespace, DNS_LABEL);
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  throwIf(
    path.startsWith('/') || /[\\:]/.test(path) || parts.includes('..'),
    'repository.path is not usable',
    path,
    'relative paths inside the repository, with forward slashes',
  );
  return {
    name,
    repository: { url, revision, path: parts.join('/') },
    argoCd: { namespace, healthChecks, automated: automated && filled(automated) },
    rollout,
    ...delivering(how),
  };
}

function delivering({
  delivery = 'argo-cd',
  kustomizations = false,
}: Pick<DeliveryProps, 'delivery' | 'kustomizations'>): Pick<DeliverySettings, 'delivery' | 'kustomizations'> {
  return { delivery, kustomizations };
}

function filled({ prune = true, selfHeal = true }: AutomatedSync): Required<AutomatedSync> {
  return { prune, selfHeal };
}

/** A password does not belong in the URL, whatever the scheme. */
function hasCredentials(url: string): boolean {
  return /^[a-z+]+:\/\/[^/@]*:[^/@]*@/i.test(url) || credentialPatterns(url).length > 0;
}

function throwIf(wrong: boolean, what: string, got: string, allowed: string, fix?: string): void {
  if (wrong) throw new Error(problem('', { what, got, allowed, ...(fix === undefined ? {} : { fix }) }));
}
