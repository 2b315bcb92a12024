import { call, json, object, type Expression } from './expression';

/** Network plugins by the word of the command line, and the factory of each. */
export const CNI_FACTORIES = {
  calico: 'Cni.calico',
  cilium: 'Cni.cilium',
  weave: 'Cni.weave',
  antrea: 'Cni.antrea',
  'kube-router': 'Cni.kubeRouter',
  flannel: 'Cni.flannel',
  'oke-flannel': 'Cni.okeFlannel',
  'oke-vcn-native': 'Cni.okeVcnNative',
} as const;

/** What no resource states about a cluster; the options of the command have the same names. */
export interface ImportAnswers {
  /** URL of the Git repository for the output. @default - the program is a plain cdk8s app */
  readonly repository?: string;
  /** Network plugin. */
  readonly cni: keyof typeof CNI_FACTORIES;
  /** Name of the StorageClass. */
  readonly storageClass: string;
  /** Minor version of Kubernetes. */
  readonly kubernetesVersion: string;
}

/**
 * Cluster facts as the option `kubernetes`.
 * @param answers - the options of the command line, with defaults
 */
export function factsExpression({ cni, storageClass, kubernetesVersion }: ImportAnswers): Expression {
  return object(
    new Map([
      ['version', json(kubernetesVersion)],
      ['cni', call(CNI_FACTORIES[cni])],
      ['storageClass', json(storageClass)],
    ]),
  );
}
