/**
 * API versions of the kinds of Istio that the library emits. Every version that Istio 1.19 serves is stored as the same object; these
 * are the ones in which Verrazzano's documentation shows them and its platform operator applies them.
 */
export const MESH_API_VERSIONS = {
  Gateway: 'networking.istio.io/v1beta1',
  VirtualService: 'networking.istio.io/v1beta1',
  DestinationRule: 'networking.istio.io/v1beta1',
  ServiceEntry: 'networking.istio.io/v1beta1',
  // The only version of this kind.
  EnvoyFilter: 'networking.istio.io/v1alpha3',
  PeerAuthentication: 'security.istio.io/v1beta1',
  AuthorizationPolicy: 'security.istio.io/v1beta1',
} as const;

/** A kind of Istio that the library emits. */
export type MeshKind = keyof typeof MESH_API_VERSIONS;
