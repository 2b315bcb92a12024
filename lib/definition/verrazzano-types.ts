/**
 * The generated types of the Verrazzano resource, under plain names. The only import of that module: types alone, so that
 * nothing of it is loaded at run time, and never in an exported signature.
 */
export type {
  VerrazzanoV1Beta1Props as VerrazzanoProps,
  VerrazzanoV1Beta1Spec as VerrazzanoSpec,
  VerrazzanoV1Beta1SpecComponents as VerrazzanoSpecComponents,
} from '../../imports/install.verrazzano.io';
