export { toV1beta1 } from './to-v1beta1';
