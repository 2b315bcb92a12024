import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import { WAITING_RETRY } from '../gitops/retry';

/** The delivery unit of the mesh: after the platform, whose charts bring the CRDs of Istio. */
export const MESH_UNIT: DeliveryUnitProps = {
  wave: 30,
  description: 'Mutual TLS of the mesh, and who may talk to whom in it: AuthorizationPolicies that follow the flows',
  retry: WAITING_RETRY,
};
