/** API group of the Verrazzano resource (CustomResourceDefinition `verrazzanos.install.verrazzano.io` at v1.7.2). */
export const VERRAZZANO_GROUP = 'install.verrazzano.io';

/** API version of the Verrazzano resource that is stored, and that this package writes. */
export const VERRAZZANO_V1BETA1 = `${VERRAZZANO_GROUP}/v1beta1`;

/** Older API version of the Verrazzano resource, still served. */
export const VERRAZZANO_V1ALPHA1 = `${VERRAZZANO_GROUP}/v1alpha1`;

/** Namespace of the platform operator; it reads Secrets of users there. */
export const OPERATOR_NAMESPACE = 'verrazzano-install';
