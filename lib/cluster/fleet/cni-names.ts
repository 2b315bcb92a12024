import { Cni } from '../../values/cni';

/** CNI plugins by the names that a fleet file has for them. */
const PLUGINS: Readonly<Record<string, () => Cni>> = {
  antrea: () => Cni.antrea(),
  calico: () => Cni.calico(),
  cilium: () => Cni.cilium(),
  flannel: () => Cni.flannel(),
  'kube-router': () => Cni.kubeRouter(),
  'oke-flannel': () => Cni.okeFlannel(),
  'oke-vcn-native': () => Cni.okeVcnNative(),
  weave: () => Cni.weave(),
};

/** The names, sorted. */
export const CNI_NAMES: readonly string[] = Object.keys(PLUGINS);

/**
 * A plugin by its name.
 * @param name - one of {@link CNI_NAMES}
 */
export function cniByName(name: string): Cni {
  const make = PLUGINS[name];
  if (make === undefined) throw new Error(`${name} is not one of ${CNI_NAMES.join(', ')}`);
  return make();
}
