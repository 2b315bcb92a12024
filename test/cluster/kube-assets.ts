import { existsSync, statSync } from 'fs';
import { homedir } from 'os';
import { delimiter, join } from 'path';

/** Release of Kubernetes whose API server `scripts/kube-assets.ts` builds. */
export const KUBERNETES_VERSION = '1.28.15';

/** Programs of a test against a real API server. */
export interface KubeAssets {
  /** Paths of the programs. */
  readonly etcd: string;
  readonly apiServer: string;
  readonly kubectl: string;
}

/** Where `scripts/kube-assets.ts` puts what it builds. */
export function builtAssets(): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.KUBE_ASSETS_CACHE ?? join(cache, 'kube-assets', KUBERNETES_VERSION);
}

/**
 * Looks for the programs, as the tests of controller-runtime do: etcd and kube-apiserver in the folder that
 * `KUBEBUILDER_ASSETS` names, or else in `/usr/local/kubebuilder/bin`, or what `scripts/kube-assets.ts` built; kubectl there or
 * in the PATH.
 *
 * @returns the programs, or what is missing, in one line
 */
export function findAssets(): KubeAssets | string {
  const given = process.env.KUBEBUILDER_ASSETS;
  const folders = given ? [given] : ['/usr/local/kubebuilder/bin', builtAssets()];
  const folder = folders.find((path) => existsSync(join(path, 'kube-apiserver')) && existsSync(join(path, 'etcd')));
  if (folder === undefined) {
    return `no kube-apiserver and etcd in ${folders.join(' or ')}; set KUBEBUILDER_ASSETS, or run scripts/kube-assets.ts`;
  }
  const kubectl = [folder, ...(process.env.PATH ?? '').split(delimiter)]
    .map((path) => join(path, 'kubectl'))
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (kubectl === undefined) return `no kubectl in ${folder} or the PATH`;
  return { etcd: join(folder, 'etcd'), apiServer: join(folder, 'kube-apiserver'), kubectl };
}
