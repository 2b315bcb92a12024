/** API group of the Verrazzano resource (CustomResourceDefinition `verrazzanos.install.verrazzano.io` at v1.7.2). */
export const VERRAZZANO_GROUP = 'install.verrazzano.io';

/** API version of the Verrazzano resource that is stored, and that this package writes. */
export const VERRAZZANO_V1BETA1 = `${VERRAZZANO_GROUP}/v1beta1`;

/** Older API version of the Verrazzano resource, still served. */
export const VERRAZZANO_V1ALPHA1 = `${VERRAZZANO_GROUP}/v1alpha1`;

/** API version of OAM. Source: CustomResourceDefinitions of chart oam-kubernetes-runtime at v1.7.2. */
export const OAM_V1ALPHA2 = 'core.oam.dev/v1alpha2';

/** API version of the OAM workloads and traits of Verrazzano. Source: CustomResourceDefinitions of its application operator at v1.7.2. */
export const OAM_VERRAZZANO_V1ALPHA1 = 'oam.verrazzano.io/v1alpha1';

/** Namespace of the platform operator; it reads Secrets of users there. */
export const OPERATOR_NAMESPACE = 'verrazzano-install';
