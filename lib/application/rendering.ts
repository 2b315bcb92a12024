/** Form in which an OAM application is delivered. */
export enum Rendering {
  /** Components and an ApplicationConfiguration, which the operators of Verrazzano turn into objects of Kubernetes. */
  OAM = 'OAM',
  /** The objects of Kubernetes and Istio that these operators would make, with the same names; no operator is needed. */
  KUBERNETES = 'KUBERNETES',
}
