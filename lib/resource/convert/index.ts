export { toV1beta1 } from './to-v1beta1';
export { toV1alpha1 } from './to-v1alpha1';
