import { NAMESPACE_NAME } from '../../values/names';
import type { JsonObject } from '../../values/json';
import type { PodsEnd } from '../flows';
import { deployment, namespace } from './platform-pods';

/** Samples of pods that are not part of the platform. */
export interface AskedPods {
  /** Their namespaces, where the platform does not have them, and their Deployments. */
  readonly manifests: readonly JsonObject[];
  /** The name of each as a peer, in the order of the ends. */
  readonly peers: readonly string[];
}

/**
 * One sample for each of these ends, with the labels by which a program names the pods and with no others: what is not stated, such as a
 * sidecar, is not there.
 * @param ends - pods
 * @param platform - names of the namespaces of the platform
 */
export function askedPods(ends: readonly PodsEnd[], platform: ReadonlySet<string>): AskedPods {
  const namespaces = new Map<string, Readonly<Record<string, string>>>();
  const samples = ends.map(({ namespaceLabels, labels }, index) => {
    const name = `asked-${index + 1}`;
    const namespaceName = namespaceLabels[NAMESPACE_NAME] ?? `sample-${name}`;
    namespaces.set(namespaceName, { ...namespaces.get(namespaceName), ...namespaceLabels });
    return { peer: `${namespaceName}/${name}`, manifest: deployment(namespaceName, name, labels) };
  });
  const added = [...namespaces].filter(([name]) => !platform.has(name));
  return {
    manifests: [...added.map(([name, labels]) => namespace(name, labels)), ...samples.map(({ manifest }) => manifest)],
    peers: samples.map(({ peer }) => peer),
  };
}
